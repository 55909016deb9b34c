/**
 * Who teaches whom: the loss at each step t, and what it says of each state before it.
 *
 *   gradients[t][s] = log₁₀ ‖∂L_t/∂h_s‖ for s ≤ t, the norm taken over the rows and units together; L = Σ_t L_t
 *   ∂L/∂θ = Σ_k G_k,  G_k = Σ_t (what L_t says of θ as it was used at step t − k)
 *   share_k = ‖G_k‖ / Σ ‖G_k‖;  part_k = ⟨G_k, ∇⟩ / ‖∇‖², which sums to 1;  cosine_k = cos(∇_k, ∇), ∇_k = G_0 + … + G_k
 *
 * ∇_k is what truncated backpropagation over k + 1 steps would use, were each loss given its own window. It is found lag by lag: one
 * step of the network from its recorded state, with what the later steps say of that step's states as the objective (what
 * BPTT does, taken apart), so that it holds for stacked layers and cells of any equations. Networks that read from both sides have no such order.
 */

import { MemoriaError, missingOption } from "../errors.ts";
import { type LensBatch, type LensOptions, type Maybe, type Place, unfit } from "../lens.ts";
import type { Network } from "../network.ts";
import { add, multiply, sum } from "../ops/index.ts";
import type { Objective, State } from "../pass.ts";
import { onlyKnown } from "../range.ts";
import { constant, type Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";
import { byLag, type ShareByLag } from "./shared/by-lag.ts";
import { isStepwise } from "./shared/ends.ts";

export type { ShareByLag } from "./shared/by-lag.ts";

import { type Looked, look, recordingOf, unitsOf } from "./shared/places.ts";
import { direction } from "./shared/probe.ts";
import { pick, type Spot, statesBefore } from "./shared/spots.ts";
import { log10 } from "./shared/statistics.ts";

export type BpttMatrixOptions = LensOptions;

export interface BpttMatrix {
  readonly kind: "bptt-matrix";
  readonly rows: number;
  readonly steps: number;
  /** `every`: a loss at each step; `last`: at each row's last step alone, counted from the end: row T − 1 of the triangle. */
  readonly losses: "every" | "last";
  /** For each layer log₁₀ ‖∂L_t/∂h_s‖: T rows (t), row t with t + 1 entries (s). */
  readonly layers: (Place & { readonly gradients: Maybe[][] })[];
  /** For each recurrent weight of a cell that names it `weight_hh`; and, under the name `*`, for all parameters as one. */
  readonly weights: ShareByLag[];
}

/**
 * ‖∂L_t/∂h_s‖ for all s ≤ t, and each weight's gradient by lag. `rows`: default 8; cost: rows · T² / 2 steps. Throws ModelError `lens-unfit`
 * for a net without a recurrent layer or with one that reads from the end; OptionError for a loss without targets.
 *
 * @example
 * ```ts
 * import { lenses, linear, losses, recurrent, sequential } from "memoria";
 * const net = sequential([recurrent({ cell: "lstm", input: 1, hidden: 4 }), linear({ output: 1 })]);
 * const inputs = { shape: [2, 12, 1], data: Array.from({ length: 24 }, (_, k) => (k % 5) / 5) };
 * const { layers, weights } = lenses.bpttMatrix(net, { inputs, targets: inputs }, { loss: losses.mse() });
 * console.log(layers[0].gradients[11][0], weights[0].cosine);
 * ```
 */
export function bpttMatrix(network: Network, batch: LensBatch, options: BpttMatrixOptions = {}): BpttMatrix {
  onlyKnown(options, ["loss", "rows", "seed"]);
  const { loss, rows = 8, seed = 1 } = options;
  const units = unitsOf(network, "bptt-matrix");
  if (units.some(({ place }) => place.reverse))
    throw unfit("bptt-matrix", "a network that reads forwards", "one that reads from the end too", "look at it with gradient-flow");
  if (loss !== undefined && batch.targets === undefined) throw missingOption("targets", "the batch's targets, with a loss");
  const seen = look(batch, rows);
  const { output, recordings } = network.forward(seen.inputs, { lengths: seen.lengths, record: true });
  const every =
    output.shape.length > 2 &&
    output.shape[1] === seen.T &&
    (loss === undefined || isStepwise(output.shape, seen, seen.targets?.shape ?? []));
  let spots = spotsOf(seen, every);
  checkSteps(network, seen, spots, every, output, statesBefore(units, recordings, spots));
  const longest = Math.max(...seen.lengths);
  const squares = units.map(() => Array.from({ length: longest }, (_, t) => new Array<number>(t + 1).fill(0)));
  const terms: Readonly<Record<string, Values>>[] = [];

  let carried: State | undefined;
  for (let lag = 0; lag < longest && spots.length > 0; lag++) {
    const objective = carried === undefined ? lossOf(seen, spots, every, loss, seed) : along(carried);
    const state = statesBefore(units, recordings, spots);
    const inputs = pick(seen.inputs, spots, seen.T);
    const found = network.gradients(inputs, objective, { state, record: true });
    terms.push(found.parameters);
    units.forEach((unit, u) => {
      const gradient = [...recordingOf(found.recordings, unit).stateGradients.values()][0];
      const width = gradient.shape[2];
      spots.forEach(({ step }, k) => {
        const t = every ? step + lag : longest - 1;
        for (let j = 0; j < width; j++) squares[u][t][t - lag] += gradient.data[k * width + j] * gradient.data[k * width + j];
      });
    });
    const on = spots.flatMap(({ step }, k) => (step > 0 ? [k] : []));
    carried = keep(found.initial, on);
    spots = on.map((k) => ({ row: spots[k].row, step: spots[k].step - 1 }));
  }
  return {
    kind: "bptt-matrix",
    rows: seen.B,
    steps: longest,
    losses: every ? "every" : "last",
    layers: units.map(({ place }, u) => ({
      ...place,
      gradients: squares[u].map((list) => list.map((square) => log10(Math.sqrt(square)))),
    })),
    weights: [
      ...units.flatMap((unit) => {
        const name = unit.weightName("weight_hh");
        return name in terms[0]
          ? [
              byLag(
                name,
                terms.map((term) => term[name].data),
              ),
            ]
          : [];
      }),
      byLag(
        "*",
        terms.map((term) => Float64Array.from(Object.values(term).flatMap(({ data }) => Array.from(data)))),
      ),
    ],
  };
}

/** Does a step taken by itself, from the state before it, give what the whole does? Not where a layer looks at several steps. */
function checkSteps(network: Network, seen: Looked, spots: readonly Spot[], every: boolean, whole: Values, state: State): void {
  const differs = unfit("bptt-matrix", "layers that know other steps by their states alone", "one that reads several steps at once");
  let data: ArrayLike<number>;
  try {
    data = network.forward(pick(seen.inputs, spots, seen.T), { state }).output.data;
  } catch (error) {
    throw error instanceof MemoriaError ? differs : error;
  }
  const width = data.length / spots.length;
  const largest = Float64Array.from(whole.data).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
  spots.forEach(({ row, step }, k) => {
    for (let j = 0; j < width; j++) {
      const from = every ? (row * seen.T + step) * width : row * width;
      if (Math.abs(whole.data[from + j] - data[k * width + j]) > 1e-3 * largest) throw differs;
    }
  });
}

/** The steps at which there is a loss. */
const spotsOf = ({ lengths }: Looked, every: boolean): Spot[] =>
  Array.from(lengths).flatMap((length, row) =>
    every ? Array.from({ length }, (_, step) => ({ row, step })) : length > 0 ? [{ row, step: length - 1 }] : [],
  );

/** The losses at those steps, together: the given one, or v · y_t. */
function lossOf(seen: Looked, spots: readonly Spot[], every: boolean, loss: LensOptions["loss"], seed: number): Objective {
  const { targets, T } = seen;
  return (output: Tensor) => {
    if (loss === undefined || targets === undefined) {
      const width = output.shape[output.shape.length - 1];
      return sum(multiply(output, constant({ shape: [width], data: direction(seed, width) })));
    }
    if (every) return loss(output, constant(pick(targets, spots, T), "targets"));
    const size = targets.data.length / seen.B;
    const data = Float64Array.from(
      { length: size * spots.length },
      (_, k) => targets.data[spots[Math.floor(k / size)].row * size + (k % size)],
    );
    return loss(output, constant({ shape: [spots.length, ...targets.shape.slice(1)], data }, "targets"));
  };
}

/** Σ states ⊙ what the later steps say of them. */
const along =
  (carried: State): Objective =>
  (_output, states) =>
    Object.entries(carried)
      .map(([name, gradient]) => sum(multiply(states.get(name) as Tensor, constant(gradient))))
      .reduce((a, b) => add(a, b));

/** Rows `on` of each state [L, rows, width]. */
function keep(initial: State, on: readonly number[]): State {
  return Object.fromEntries(
    Object.entries(initial).map(([name, { shape, data }]) => {
      const [count, rows, width] = shape;
      const out = new Float64Array(count * on.length * width);
      for (let layer = 0; layer < count; layer++) {
        on.forEach((row, k) => {
          const from = (layer * rows + row) * width;
          out.set(data.subarray(from, from + width), (layer * on.length + k) * width);
        });
      }
      return [name, { shape: [count, on.length, width], data: out }];
    }),
  );
}
