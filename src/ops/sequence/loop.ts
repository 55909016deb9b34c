/**
 * A recurrent layer as one op: the input product for all steps at once, then the loop over time with one fused kernel a
 * step, forward and backward, for each direction. Lengths shrink (or grow) the prefix of running rows; no padding is
 * computed. Backpropagation through time is derived by hand in the twins; weight gradients are long products at the end.
 */
import type { Pointer } from "../../backend.ts";
import { gradientOf, isTracked, record, result, Tensor } from "../../tensor.ts";
import { addRows, biasGradient, columnSums, copy, place, times, weight, weightGradient } from "./parts.ts";
import type { Plan } from "./plan.ts";
import type { Direction, Step, Twin } from "./twin.ts";

/** What one direction needs: its weights, initial states and mask, rows in the plan's order. */
export interface DirectionInput {
  readonly reverse: boolean;
  readonly weights: Readonly<Record<string, Tensor | undefined>>;
  readonly h0: Tensor;
  readonly c0?: Tensor;
  readonly mask?: Tensor;
}

/** The final states of one direction, and a look at its buffers for recording. */
export interface DirectionOutput {
  readonly h: Tensor;
  readonly c?: Tensor;
  readonly direction: Direction;
}

/** Sees each direction when its gate values, and then its gradients, are there. */
export interface Watch {
  forward(index: number, direction: Direction): void;
  backward(index: number, direction: Direction): void;
}

/** Run a layer over packed x [N, I]: y [N, directions·P].  */
export function sequence(
  twin: Twin,
  plan: Plan,
  x: Tensor,
  H: number,
  P: number,
  inputs: readonly DirectionInput[],
  watch?: Watch,
): { y: Tensor; states: DirectionOutput[] } {
  const all = inputs.flatMap((input) => [input.h0, input.c0, ...Object.values(input.weights)].filter((tensor) => tensor !== undefined));
  const y = result([plan.N, inputs.length * P], [x, ...all]);
  const keep = isTracked([x, ...all]);
  const states = inputs.map((input, index) => {
    const direction = begin(twin, plan, x, y, H, P, input, index, keep);
    if (watch !== undefined && twin.hasCell) direction.own.set("c", x.workspace.allocate(plan.N * H));
    forward(twin, direction, x, input);
    watch?.forward(index, direction);
    const h = new Tensor(x.workspace, [plan.B, P], direction.h, keep);
    const c = twin.hasCell ? new Tensor(x.workspace, [plan.B, H], direction.c, keep) : undefined;
    return { h, c, direction };
  });
  record([y, ...states.flatMap(({ h, c }) => (c === undefined ? [h] : [h, c]))], () => {
    states.forEach((state, index) => {
      const d = state.direction;
      d.dy = place(d, gradientOf(y), 0, 1, index * P);
      if (watch !== undefined && twin.hasCell) d.dcAll = d.workspace.allocate(plan.N * H);
      backward(twin, d, x, inputs[index], state);
      watch?.backward(index, d);
    });
  });
  return { y, states };
}

function begin(
  twin: Twin,
  plan: Plan,
  x: Tensor,
  y: Tensor,
  H: number,
  P: number,
  input: DirectionInput,
  index: number,
  keep: boolean,
): Direction {
  const { workspace, kernels } = x;
  const I = x.shape[1];
  const G = twin.gates.length * H;
  const { N, B } = plan;
  const at = index * P * workspace.backend.realBytes;
  // One scratch serves every product of the direction: forward, backward and the weight gradients.
  const products = [
    [N, G, I],
    [B, G, P],
    [B, P, G],
    [G, I, N],
    [G, P, N],
    [N, I, G],
    [B, H, P],
    [B, P, H],
    [P, H, N],
  ];
  const scratch = workspace.allocate(Math.max(...products.map(([m, n, k]) => kernels.matmulScratch(m, n, k))));
  const own = new Map<string, Pointer>();
  if (input.mask !== undefined) own.set("masked", workspace.allocate(B * P));
  return {
    workspace,
    kernels,
    plan,
    reverse: input.reverse,
    I,
    H,
    P,
    weights: input.weights,
    keep,
    mask: input.mask?.pointer ?? 0,
    y: y.pointer + at,
    ld: y.shape[1],
    dy: 0,
    g: workspace.allocate(N * G),
    hm: workspace.allocate((keep ? N : B) * P),
    h: workspace.allocate(B * P),
    c: twin.hasCell ? workspace.allocate(B * H) : 0,
    dcAll: 0,
    scratch,
    own,
  };
}

/** The steps in processing order: 0 … T−1, or T−1 … 0 for the reverse direction. */
function* steps(plan: Plan, descending: boolean): Generator<Step> {
  for (let s = 0; s < plan.T; s++) {
    const t = descending ? plan.T - 1 - s : s;
    if (plan.sizes[t] > 0) yield { n: plan.sizes[t], row: plan.offsets[t] };
  }
}

function forward(twin: Twin, d: Direction, x: Tensor, input: DirectionInput): void {
  const { kernels, plan } = d;
  const G = twin.gates.length * d.H;
  const { N, B } = plan;
  const { bias_ih, bias_hh } = d.weights;
  const biased = bias_ih !== undefined || bias_hh !== undefined;
  if (biased) {
    const bias = d.workspace.zeros(G);
    if (bias_ih !== undefined) addRows(d, bias_ih.pointer, 0, bias, 0, 1, G);
    if (bias_hh !== undefined) addRows(d, bias_hh.pointer, 0, bias, 0, 1, twin.joined * d.H);
    kernels.copy(bias, d.g, 1, 1, N, G, 0, 0, 0, 1, 0, 0, G, 1, 0);
  }
  kernels.matmul(x.pointer, d.I, 0, weight(d, "weight_ih").pointer, d.I, 1, d.g, G, N, G, d.I, biased ? 1 : 0, d.scratch);
  copy(d, input.h0.pointer, d.h, B * d.P);
  if (input.c0 !== undefined) copy(d, input.c0.pointer, d.c, B * d.H);
  twin.begin(d);
  for (const step of steps(plan, d.reverse)) {
    const hm = d.keep ? place(d, d.hm, step.row, d.P) : d.hm;
    if (d.mask === 0) copy(d, d.h, hm, step.n * d.P);
    else times(d, d.h, d.mask, hm, step.n * d.P);
    twin.forward(d, step, hm);
  }
}

function backward(twin: Twin, d: Direction, x: Tensor, input: DirectionInput, state: { h: Tensor; c?: Tensor }): void {
  const { kernels, plan } = d;
  const G = twin.gates.length * d.H;
  // From here on the carried h and c are gradients. A row's final state hands its gradient in when its last step is reached.
  d.h = carried(state.h);
  if (state.c !== undefined) d.c = carried(state.c);
  twin.beginBackward(d);
  for (const step of steps(plan, !d.reverse)) twin.backward(d, step);
  twin.finish(d);
  weightGradient(d, weight(d, "weight_ih"), 0, d.g, G, G, x.pointer, d.I, d.I);
  const { bias_ih, bias_hh } = d.weights;
  if (bias_ih?.tracked || bias_hh?.tracked) {
    const sums = columnSums(d, d.g, G);
    biasGradient(d, bias_ih, sums, G);
    biasGradient(d, bias_hh, sums, twin.joined * d.H);
  }
  if (x.tracked) kernels.matmul(d.g, G, 0, weight(d, "weight_ih").pointer, d.I, 0, gradientOf(x), d.I, plan.N, d.I, G, 1, d.scratch);
  handOver(d, d.h, input.h0);
  if (input.c0 !== undefined) handOver(d, d.c, input.c0);
}

/** A copy of ∂L/∂(final state), zeros if none arrived. */
function carried(final: Tensor): Pointer {
  const at = final.workspace.zeros(final.size);
  if (final.gradient !== 0) final.kernels.copy(final.gradient, at, 1, 1, 1, final.size, 0, 0, 0, 1, 0, 0, 0, 1, 0);
  return at;
}

function handOver(d: Direction, from: Pointer, to: Tensor): void {
  if (to.tracked) d.kernels.copy(from, gradientOf(to), 1, 1, 1, to.size, 0, 0, 0, 1, 0, 0, 0, 1, 1);
}
