/**
 * Gradient flow: how much of what a loss at the last step says reaches a state k steps before, by layer and direction.
 *
 *   δ_t = ∂L_T/∂h_t     for a loss at step T alone; lag k = T − t
 *   envelope            ‖J_T … J_{t+1}‖₂ = ‖∂h_T/∂h_t‖₂, exact, the largest of the rows: no loss at T can have a larger ‖δ_t‖/‖δ_T‖
 *   bound (γσ)^k        the plain cell only: γ = max |f′| = 1, σ the largest singular value of W_h; ‖δ_t‖ ≤ ‖δ_T‖ (γσ)^k
 *   rate ρ^k            the plain cell only: ρ the spectral radius of W_h: the rate of the linearised net at last, and no bound
 *   cell, direct        LSTM: ‖∂L_T/∂c_t‖ / ‖∂L_T/∂c_T‖, and its direct path, the product of forget gates; GRU: direct path of h, the product
 *                       of update gates. The direct path is one of many: the gradient may be larger or smaller
 *
 * Without a loss, L_T = v · h_T for a random v of length 1, in each layer and direction by itself: the bound and the envelope hold for
 * that. With a loss, δ also runs through the layers above, over which they say nothing, in all layers but the last.
 */
import type { LensBatch, LensOptions, Maybe, Place } from "../lens.ts";
import type { Network } from "../network.ts";
import { onlyKnown } from "../range.ts";
import type { Values } from "../values.ts";
import { lossAtEnd } from "./shared/ends.ts";
import { spectralNorm } from "./shared/norm.ts";
import { type Looked, look, normAt, recordingOf, stepAt, type Unit, unitsOf } from "./shared/places.ts";
import { direction, weighState } from "./shared/probe.ts";
import { spectralRadius } from "./shared/spectrum.ts";
import { lags, log10, type Spread, spreadOf } from "./shared/statistics.ts";

export interface GradientFlowOptions extends LensOptions {
  /** Compute the envelope: as many backward rows as units, for each row looked at. Default true. */
  readonly envelope?: boolean;
}

/** One direction of a layer. Index: lag, from 0; logarithms to base 10. */
export interface LayerFlow extends Place {
  /** ‖δ_t‖ / ‖δ_T‖ over the rows. */
  readonly gradient: Spread;
  readonly envelope: Maybe[] | null;
  /** For the plain cell: the theory. */
  readonly theory: {
    readonly gamma: number;
    readonly sigma: number;
    readonly rho: number;
    readonly bound: Maybe[];
    readonly rate: Maybe[];
  } | null;
  /** ‖∂L_T/∂c_t‖ / ‖∂L_T/∂c_T‖, for a cell with a state c. */
  readonly cellState: Spread | null;
  /** The direct path, for LSTM (of c) and GRU (of h). */
  readonly direct: Spread | null;
  /** The smallest number that the backend knows, beside ‖δ_T‖. */
  readonly floor: Maybe;
}

export interface GradientFlow {
  readonly kind: "gradient-flow";
  /** Rows looked at, and lags: the longest row's steps. */
  readonly rows: number;
  readonly lags: number;
  /** What was differentiated. */
  readonly of: "state" | "loss";
  readonly layers: LayerFlow[];
}

/**
 * Gradient by lag. `rows`: default 8. Throws ModelError `lens-unfit` for a net without a recurrent layer; OptionError for a loss without targets.
 *
 * @example
 * ```ts
 * import { lenses, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: "rnn", input: 1, hidden: 8 }));
 * const inputs = { shape: [2, 30, 1], data: Array.from({ length: 60 }, (_, k) => (k % 7) / 7) };
 * const { layers } = lenses.gradientFlow(net, { inputs });
 * console.log(layers[0].gradient.median[20], layers[0].theory?.bound[20]); // log10 at lag 20, and its bound
 * ```
 */
export function gradientFlow(network: Network, batch: LensBatch, options: GradientFlowOptions = {}): GradientFlow {
  onlyKnown(options, ["loss", "rows", "seed", "envelope"]);
  const { loss, rows = 8, seed = 1, envelope = true } = options;
  const units = unitsOf(network, "gradient-flow");
  const seen = look(batch, rows);
  const longest = Math.max(...seen.lengths);
  const layers = units.map((unit): LayerFlow => {
    const [first] = Object.keys(unit.widths);
    const objective =
      loss === undefined
        ? weighState(unit, first, repeated(direction(seed, firstWidth(unit)), seen.B), seen.B)
        : lossAtEnd(loss, seen, unit.place.reverse);
    const { recordings } = network.gradients(seen.inputs, objective, { lengths: seen.lengths, record: true });
    const recording = recordingOf(recordings, unit);
    const states = recording.stateGradients;
    const gradients = states.get(first) as Values;
    const ends = Array.from(seen.lengths, (length, row) => (length > 0 ? normAt(gradients, row, stepAt(unit, length, 0)) : 0)).filter(
      (n) => n > 0,
    );
    const c = states.get("c");
    const path = directPath(unit, recording.gates, c ?? gradients, seen);
    return {
      ...unit.place,
      gradient: flow(unit, gradients, seen, longest),
      envelope: envelope ? envelopeOf(network, unit, seen, longest) : null,
      theory: theoryOf(network, unit, longest),
      cellState: c === undefined ? null : flow(unit, c, seen, longest),
      direct: path === undefined ? null : spreadOf(path),
      floor: ends.length === 0 ? null : log10((network.backend.realBytes === 4 ? 1.4e-45 : 5e-324) / Math.min(1, Math.max(...ends))),
    };
  });
  return { kind: "gradient-flow", rows: seen.B, lags: longest, of: loss === undefined ? "state" : "loss", layers };
}

const firstWidth = ({ widths }: Unit): number => Object.values(widths)[0];

/** A row, `times` times. */
function repeated(row: Float64Array, times: number): Float64Array {
  const all = new Float64Array(row.length * times);
  for (let k = 0; k < times; k++) all.set(row, k * row.length);
  return all;
}

/** Ratios by lag, a list of rows each; rows without a gradient at their end stay out. */
function ratios(seen: Looked, longest: number, at: (row: number, lag: number) => number): number[][] {
  const list = lags(longest, (): number[] => []);
  seen.lengths.forEach((length, row) => {
    if (length === 0) return;
    const end = at(row, 0);
    if (end > 0) for (let lag = 0; lag < length; lag++) list[lag].push(at(row, lag) / end);
  });
  return list;
}

const flow = (unit: Unit, gradients: Values, seen: Looked, longest: number): Spread =>
  spreadOf(ratios(seen, longest, (row, lag) => normAt(gradients, row, stepAt(unit, seen.lengths[row], lag))));

/** ‖δ_T ⊙ Π gates‖ by lag, beside ‖δ_T‖: forget gates of LSTM, update gates of GRU. */
function directPath(unit: Unit, gates: ReadonlyMap<string, Values>, gradients: Values, seen: Looked): number[][] | undefined {
  const name = new Map([
    ["lstm", "f"],
    ["gru", "z"],
  ]).get(unit.place.cell);
  const gate = name === undefined ? undefined : gates.get(name);
  if (gate === undefined) return undefined;
  const { hidden } = unit;
  const products = Array.from(seen.lengths, (length, row) => {
    const product = new Float64Array(hidden).fill(1);
    return lags(length, (lag) => {
      const now = product.slice();
      const from = (row * seen.T + stepAt(unit, length, lag)) * hidden;
      for (let k = 0; k < hidden; k++) product[k] *= gate.data[from + k];
      return now;
    });
  });
  return ratios(seen, Math.max(...seen.lengths), (row, lag) =>
    normAt(gradients, row, stepAt(unit, seen.lengths[row], 0), products[row][lag]),
  );
}

/** ‖∂h_T/∂h_t‖₂ by lag, the largest over the rows: a backward row for each unit, all in one pass. */
function envelopeOf(network: Network, unit: Unit, seen: Looked, longest: number): Maybe[] {
  const [first, width] = Object.entries(unit.widths)[0];
  const largest = new Float64Array(longest);
  const { shape, data } = seen.inputs;
  const size = data.length / shape[0];
  const identity = Float64Array.from({ length: width * width }, (_, k) => (k % (width + 1) === 0 ? 1 : 0));
  for (const [row, length] of seen.lengths.entries()) {
    if (length === 0) continue;
    const own = Float64Array.from({ length: size }, (_, k) => data[row * size + k]);
    const inputs = { shape: [width, ...shape.slice(1)], data: repeated(own, width) };
    const lengths = new Int32Array(width).fill(length);
    const { recordings } = network.gradients(inputs, weighState(unit, first, identity, width), { lengths, record: true });
    const gradients = recordingOf(recordings, unit).stateGradients.get(first) as Values;
    for (let lag = 0; lag < length; lag++) {
      const step = stepAt(unit, length, lag);
      const jacobian = new Float64Array(width * width);
      for (let j = 0; j < width; j++) {
        const from = (j * seen.T + step) * width;
        jacobian.set(gradients.data.subarray(from, from + width), j * width);
      }
      largest[lag] = Math.max(largest[lag], spectralNorm({ rows: width, columns: width, data: jacobian }));
    }
  }
  return Array.from(largest, log10);
}

/** The bound and the rate, where the cell is the plain one, whose only way back is diag(f′) W_h. */
function theoryOf(network: Network, unit: Unit, longest: number): LayerFlow["theory"] {
  const { cell, hidden } = unit;
  if (cell.kind !== "rnn" || cell.options?.layerNorm === true) return null;
  const weights = network.parameters().get(unit.weightName("weight_hh"))?.values();
  if (weights === undefined) return null;
  const matrix = { rows: hidden, columns: hidden, data: weights.data };
  const [sigma, rho] = [spectralNorm(matrix), spectralRadius(matrix)];
  // tanh′ ≤ 1 and relu′ ≤ 1.
  const gamma = 1;
  const power = (base: number): Maybe[] => {
    const one = log10(base);
    return lags(longest, (lag) => (lag === 0 ? 0 : one === null ? null : lag * one));
  };
  return { gamma, sigma, rho, bound: power(gamma * sigma), rate: power(rho) };
}
