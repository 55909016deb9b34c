/**
 * PyTorch's golden cases written as the other conventions' cases, block by block and apart from the reader under test: what
 * `scripts/conformance` must turn back into the same numbers.
 */
import { golden, goldens } from "../goldens/read.ts";

export interface Tensor {
  shape: number[];
  data: number[];
}
export interface LayerCase {
  name: string;
  cell: "rnn" | "gru" | "lstm";
  activation: "tanh" | "relu";
  layers: number;
  bidirectional: boolean;
  bias: boolean;
  projection: number;
  lengths: number[] | null;
  states: boolean;
  input: number;
  hidden: number;
}

export const [B, T, I, H] = [3, 5, 3, 4];
const tensor = (shape: number[], data: number[]): Tensor => ({ shape, data });
const list = (name: string): number[] => Array.from(golden(name).data);
const maybe = (name: string): number[] | undefined => {
  const found = goldens(name)[""];
  return found === undefined ? undefined : Array.from(found.data);
};

/** Which block of PyTorch stands at each place of the other order. */
export const blocks = {
  onnx: { rnn: [0], lstm: [0, 3, 1, 2], gru: [1, 0, 2] }, // i o f c from i f g o; z r h from r z n
  keras: { rnn: [0], lstm: [0, 1, 2, 3], gru: [1, 0, 2] },
};

const reorder = (values: number[], order: number[], width: number): number[] =>
  order.flatMap((block) => values.slice(block * H * width, (block + 1) * H * width));

export const suffixes = (item: LayerCase): string[] => (item.bidirectional ? ["_l0", "_l0_reverse"] : ["_l0"]);

/** Weight blocks of one direction in another order; biases undefined without. */
export function weightsOf(item: LayerCase, suffix: string, order: number[]) {
  const read = (name: string, width: number): number[] => reorder(list(`${item.name}/weight/${name}${suffix}`), order, width);
  return {
    W: read("weight_ih", I),
    R: read("weight_hh", H),
    bi: item.bias ? read("bias_ih", 1) : undefined,
    bh: item.bias ? read("bias_hh", 1) : undefined,
  };
}

/** [rows, columns] → [columns, rows]. */
export const transpose = (values: number[], rows: number, columns: number): number[] =>
  Array.from({ length: rows * columns }, (_, k) => values[(k % rows) * columns + Math.floor(k / rows)]);

/** Time first: [B, T, n] → [T, B, n]. */
export const timeFirst = (values: number[], n: number): number[] =>
  Array.from({ length: T * B * n }, (_, k) => {
    const [t, b, j] = [Math.floor(k / (B * n)), Math.floor(k / n) % B, k % n];
    return values[(b * T + t) * n + j];
  });

/** Everything of a case that isn't weights, as PyTorch has it. */
export function numbersOf(item: LayerCase) {
  const D = item.bidirectional ? 2 : 1;
  return {
    D,
    x: list(`${item.name}/x`),
    output: list(`${item.name}/output`),
    h0: maybe(`${item.name}/initial/h`),
    c0: maybe(`${item.name}/initial/c`),
    h: list(`${item.name}/final/h`),
    c: maybe(`${item.name}/final/c`),
  };
}

const tolerance = { atol: 1e-12, rtol: 1e-9 };
const activations = {
  rnn: (item: LayerCase) => [item.activation],
  gru: () => ["sigmoid", "tanh"],
  lstm: () => ["sigmoid", "tanh", "tanh"],
};

/** As ONNX would have it; `only` takes one direction of a bidirectional case: 1 is ONNX's `reverse`. */
export function onnxCase(item: LayerCase, only?: number) {
  const { D, x, output, h0, c0, h, c } = numbersOf(item);
  const taken = only === undefined ? suffixes(item) : [suffixes(item)[only]];
  const count = taken.length;
  const sides = taken.map((suffix) => weightsOf(item, suffix, blocks.onnx[item.cell]));
  const G = blocks.onnx[item.cell].length;
  const pick = (state: number[] | undefined) =>
    state && tensor([count, B, H], only === undefined ? state : state.slice(only * B * H, (only + 1) * B * H));
  const y = Array.from({ length: T * count * B * H }, (_, k) => {
    const [t, d, b, j] = [Math.floor(k / (count * B * H)), Math.floor(k / (B * H)) % count, Math.floor(k / H) % B, k % H];
    return output[(b * T + t) * D * H + (only ?? d) * H + j];
  });
  return {
    id: item.name,
    cell: item.cell,
    convention: "onnx",
    options: {
      layout: "TBI",
      direction: only === undefined ? (D === 2 ? "bidirectional" : "forward") : ["forward", "reverse"][only],
      hidden_size: H,
      activations: sides.flatMap(() => activations[item.cell](item)),
      linear_before_reset: true,
    },
    weights: {
      W: tensor(
        [count, G * H, I],
        sides.flatMap(({ W }) => W),
      ),
      R: tensor(
        [count, G * H, H],
        sides.flatMap(({ R }) => R),
      ),
      ...(item.bias
        ? {
            B: tensor(
              [count, 2 * G * H],
              sides.flatMap(({ bi, bh }) => [...(bi ?? []), ...(bh ?? [])]),
            ),
          }
        : {}),
    },
    inputs: { x: tensor([T, B, I], timeFirst(x, I)), seq_lens: item.lengths },
    state0: Object.fromEntries(Object.entries({ h: pick(h0), c: pick(c0) }).filter(([, state]) => state !== undefined)),
    expected: { y: tensor([T, count, B, H], y), h_n: pick(h), ...(c ? { c_n: pick(c) } : {}) },
    tolerance,
  };
}

/** As WebNN would have it, in its own array names. */
export function webnnCase(item: LayerCase) {
  const { weights, options, ...rest } = onnxCase(item);
  const sides = suffixes(item).map((suffix) => weightsOf(item, suffix, blocks.onnx[item.cell]));
  const biases = (part: "bi" | "bh"): Tensor =>
    tensor(
      [sides.length, weights.W.shape[1]],
      sides.flatMap((side) => side[part] ?? []),
    );
  return {
    ...rest,
    convention: "webnn",
    options: { ...options, gate_layout: { rnn: "h", gru: "zrn", lstm: "iofg" }[item.cell] },
    weights: { weight: weights.W, recurrentWeight: weights.R, ...(item.bias ? { bias: biases("bi"), recurrentBias: biases("bh") } : {}) },
  };
}

/** As PyTorch has it; forward only. */
export function torchCase(item: LayerCase) {
  const { weights: _, options, ...rest } = onnxCase(item);
  const weights = Object.fromEntries(
    Object.entries(goldens(`${item.name}/weight/`)).map(([name, { shape, data }]) => [name, tensor([...shape], Array.from(data))]),
  );
  const y = rest.expected.y;
  return {
    ...rest,
    convention: "torch",
    options: { ...options, num_layers: 1 },
    weights,
    expected: { ...rest.expected, y: tensor([T, B, H], y.data) },
  };
}

/** As Keras has it. Real steps go to the places that `mask` names; what stands at masked steps must not matter. */
export function kerasCase(
  item: LayerCase,
  { mask, zero = false, sequences = true }: { mask?: boolean[][]; zero?: boolean; sequences?: boolean } = {},
) {
  const { D, x, output, h0, c0, h } = numbersOf(item);
  const order = blocks.keras[item.cell];
  const G = order.length;
  const sides = suffixes(item).map((suffix) => {
    const { W, R, bi, bh } = weightsOf(item, suffix, order);
    const bias =
      bi &&
      bh &&
      (item.cell === "gru"
        ? tensor([2, G * H], [...bi, ...bh])
        : tensor(
            [G * H],
            bi.map((value, k) => value + bh[k]),
          ));
    return {
      kernel: tensor([I, G * H], transpose(W, G * H, I)),
      recurrent_kernel: tensor([H, G * H], transpose(R, G * H, H)),
      ...(bias ? { bias } : {}),
    };
  });
  const steps = Array.from({ length: B }, (_, b) => Array.from({ length: T }, (_, t) => t).filter((t) => mask?.[b][t] ?? true));
  const placed = new Array<number>(B * T * I).fill(1e3);
  for (const [b, fed] of steps.entries()) {
    for (const [k, t] of fed.entries()) placed.splice((b * T + t) * I, I, ...x.slice((b * T + k) * I, (b * T + k + 1) * I));
  }
  /** Output half d at step t: its own, or the last one before it in that half's direction. */
  const outputAt = (b: number, t: number, d: number, j: number): number => {
    const before = steps[b].filter((s) => (d === 0 ? s <= t : s >= t));
    const last = d === 0 ? before.at(-1) : before[0];
    if (last === undefined || (zero && last !== t)) return 0;
    return output[(b * T + steps[b].indexOf(last)) * D * H + d * H + j];
  };
  const index = (k: number): [number, number, number, number] => [
    Math.floor(k / (T * D * H)),
    Math.floor(k / (D * H)) % T,
    Math.floor(k / H) % D,
    k % H,
  ];
  const final = Array.from({ length: B * D * H }, (_, k) => h[(Math.floor(k / H) % D) * B * H + Math.floor(k / (D * H)) * H + (k % H)]);
  const states = Array.from({ length: D }, (_, d) =>
    Object.fromEntries(
      Object.entries({ h: h0, c: c0 }).flatMap(([name, state]) =>
        state ? [[name, tensor([B, H], state.slice(d * B * H, (d + 1) * B * H))]] : [],
      ),
    ),
  );
  const both = D === 2;
  return {
    id: item.name,
    cell: item.cell,
    convention: "keras",
    options: {
      layout: "BTI",
      direction: both ? "bidirectional" : "forward",
      hidden_size: H,
      activation: item.activation,
      recurrent_activation: "sigmoid",
      reset_after: true,
      go_backwards: false,
      merge_mode: "concat",
      return_sequences: sequences,
      stateful_calls: 1,
      zero_output_for_mask: zero,
    },
    weights: both ? { forward: sides[0], backward: sides[1] } : sides[0],
    inputs: { x: tensor([B, T, I], placed), mask: mask ?? null },
    state0: both ? { forward: states[0], backward: states[1] } : states[0],
    expected: {
      output: sequences
        ? tensor(
            [B, T, D * H],
            Array.from({ length: B * T * D * H }, (_, k) => outputAt(...index(k))),
          )
        : tensor([B, D * H], final),
    },
    tolerance,
  };
}
