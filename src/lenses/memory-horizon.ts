/**
 * Memory horizon: how far back the network remembers, measured three ways that need not agree.
 *
 *   gradient       ‖δ_t‖ / ‖δ_T‖ by lag, the median over the rows, for a loss at each row's last step (see gradient-flow)
 *   time constant  f̄^k by lag: what is left after k steps of the gate that keeps, the median over the units (LSTM: f, GRU: z)
 *   ablation       what was read k steps before the end or earlier is replaced: by zeros, by the feature's mean, by another row's
 *                  history (shuffle). Effect: change of the last output (root mean square beside the output's own), and of the loss at the end
 *
 * A horizon is the first lag from which a curve stays under `level` of where it begins: what is older than that hardly counts.
 */
import type { LensBatch, LensOptions, Maybe, Place } from "../lens.ts";
import type { Loss } from "../loss.ts";
import { pow } from "../math.ts";
import type { Network } from "../network.ts";
import { generator } from "../random.ts";
import { belowOne, onlyKnown } from "../range.ts";
import { sizeOf, type Values } from "../values.ts";
import { gates, keepingGate } from "./gates.ts";
import { gradientFlow } from "./gradient-flow.ts";
import { isStepwise } from "./shared/ends.ts";
import { lossLast } from "./shared/losses.ts";
import { type Looked, look, unitsOf } from "./shared/places.ts";
import { lags, log10, quantile } from "./shared/statistics.ts";

export interface MemoryHorizonOptions extends LensOptions {
  /** Under this share of its beginning a curve counts as gone, from 0 to below 1. Default 0.05. */
  readonly level?: number;
}

/** A curve by lag, log₁₀ of a share, from lag 0; and its horizon in steps: null where it never falls under the level. */
export interface HorizonCurve {
  readonly share: Maybe[];
  readonly horizon: Maybe;
}

/** One way to replace what is older. */
export interface Ablation {
  readonly by: "zeros" | "mean" | "shuffle";
  /** Effect at each of `ablationLags`: change of the last output, beside its size. */
  readonly change: Maybe[];
  /** Loss at the end, where one is asked for. */
  readonly loss: Maybe[] | null;
  /** The first lag from which the change stays under `level` of what replacing all does. */
  readonly horizon: Maybe;
}

export interface MemoryHorizon {
  readonly kind: "memory-horizon";
  readonly rows: number;
  readonly lags: number;
  readonly level: number;
  readonly layers: (Place & { readonly gradient: HorizonCurve; readonly timeConstant: HorizonCurve | null })[];
  /** Lags that were tried: all to 16, then about a quarter apart. At lag k the last k steps stay. */
  readonly ablationLags: number[];
  /** Loss at the end as it is. */
  readonly loss: Maybe;
  /** Mean is left out for tokens, shuffle for a single row. */
  readonly ablations: Ablation[];
}

/**
 * How far back a network remembers. `rows`: default 16. Throws ModelError `lens-unfit` for a net without a recurrent layer.
 *
 * @example
 * ```ts
 * import { lenses, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: "lstm", input: 1, hidden: 4, returns: "last" }));
 * const inputs = { shape: [4, 20, 1], data: Array.from({ length: 80 }, (_, k) => (k * 7) % 11 / 11) };
 * const { layers, ablations } = lenses.memoryHorizon(net, { inputs });
 * console.log(layers[0].gradient.horizon, layers[0].timeConstant?.horizon, ablations.map(({ by, horizon }) => [by, horizon]));
 * ```
 */
export function memoryHorizon(network: Network, batch: LensBatch, options: MemoryHorizonOptions = {}): MemoryHorizon {
  onlyKnown(options, ["loss", "rows", "seed", "level"]);
  const { loss, rows = 16, seed = 1, level = 0.05 } = options;
  belowOne("level", level);
  const units = unitsOf(network, "memory-horizon");
  const seen = look(batch, rows);
  const flow = gradientFlow(network, batch, { loss, rows, seed, envelope: false });
  const views = units.some(({ place }) => keepingGate.has(place.cell)) ? gates(network, batch, { rows }).layers : [];
  const under = log10(level) ?? Number.NEGATIVE_INFINITY;
  const layers = flow.layers.map(({ gradient, ...rest }, k) => {
    const mean = views[k]?.gates.find(({ name }) => name === keepingGate.get(rest.cell))?.mean;
    const kept = mean === undefined ? null : quantile(Float64Array.from(mean).sort(), 0.5);
    const share = kept === null ? null : lags(flow.lags, (lag) => log10(pow(kept, lag)));
    const curve = (values: Maybe[]): HorizonCurve => ({ share: values, horizon: staysUnder(values, under, (lag) => lag) });
    const { name, layer, reverse, cell } = rest;
    return { name, layer, reverse, cell, gradient: curve(gradient.median), timeConstant: share === null ? null : curve(share) };
  });
  const tried = lagsTried(flow.lags);
  const whole = lastOutput(network, seen);
  const size = rms(whole, undefined);
  const ablations = (["zeros", "mean", "shuffle"] as const)
    .filter((by) => !(by === "mean" && (seen.inputs.shape.length === 2 || (batch.codes ?? 0) > 0)) && !(by === "shuffle" && seen.B < 2))
    .map((by): Ablation => {
      const replace = replacing(seen, by, seed);
      const looks = tried.map((lag): Looked => ({ ...seen, inputs: replace(lag) }));
      const change = looks.map((one) => finite(rms(lastOutput(network, one), whole) / size));
      const [all] = change;
      const shares = change.map((value) => (value === null || all === null ? null : log10(value / all)));
      return {
        by,
        change,
        loss: loss === undefined ? null : looks.map((one) => finite(lossLast(network, loss, one))),
        horizon: staysUnder(shares, under, (index) => tried[index]),
      };
    });
  const now = loss === undefined ? null : finite(lossLast(network, loss, seen));
  return { kind: "memory-horizon", rows: seen.B, lags: flow.lags, level, layers, ablationLags: tried, loss: now, ablations };
}

const finite = (value: number): Maybe => (Number.isFinite(value) ? value : null);

/** The first index from which all logarithms are under (null is under); null where the last isn't. */
function staysUnder(values: readonly Maybe[], under: number, lagOf: (index: number) => number): Maybe {
  let index = values.length;
  while (index > 0 && (values[index - 1] ?? Number.NEGATIVE_INFINITY) < under) index--;
  return index === values.length ? null : lagOf(index);
}

/** 0 … 16, then steps of a quarter, to the longest row. */
function lagsTried(longest: number): number[] {
  const tried: number[] = [];
  for (let lag = 0; lag < longest; lag = lag < 16 ? lag + 1 : Math.ceil(lag * 1.25)) tried.push(lag);
  return [...tried, longest];
}

/** The output at each row's last step, or the whole where it has no steps. */
function lastOutput(network: Network, { inputs, lengths, B, T }: Looked): Float64Array {
  const { output } = network.forward(inputs, { lengths });
  const stepwise = output.shape.length > 2 && output.shape[1] === T;
  const width = sizeOf(output.shape.slice(stepwise ? 2 : 1));
  const from = (row: number): number => (stepwise ? row * T + Math.max(0, lengths[row] - 1) : row) * width;
  return Float64Array.from({ length: B * width }, (_, k) => output.data[from(Math.floor(k / width)) + (k % width)]);
}

/** Root mean square of a − b, or of a. */
function rms(a: Float64Array, b: Float64Array | undefined): number {
  return Math.sqrt(a.reduce((sum, value, k) => sum + (value - (b?.[k] ?? 0)) * (value - (b?.[k] ?? 0)), 0) / a.length);
}

/**
 * Loss at the end as it is, and with another row's history before the last step; none where there is a single row. Rows with an answer at each step end at different ones, so
 * that the end of a sentence doesn't speak for all of it.
 */
export function lossWithoutPast(
  network: Network,
  batch: LensBatch,
  loss: Loss,
  rows: number,
): { whole: number; without: number } | undefined {
  const all = look(batch, rows);
  if (all.B < 2) return undefined;
  const { output } = network.forward(all.inputs, { lengths: all.lengths });
  const cut = (length: number, row: number): number => Math.max(Math.min(3, length), Math.ceil((length * (row + 1)) / all.B));
  const seen = isStepwise(output.shape, all, all.targets?.shape ?? []) ? { ...all, lengths: all.lengths.map(cut) } : all;
  const without = { ...seen, inputs: replacing(seen, "shuffle", 1)(1) };
  return { whole: lossLast(network, loss, seen), without: lossLast(network, loss, without) };
}

/** Inputs of which only the last `lag` steps of each row are as they were. */
function replacing({ inputs, lengths, B, T }: Looked, by: Ablation["by"], seed: number): (lag: number) => Values {
  const width = sizeOf(inputs.shape.slice(2));
  const mean = new Float64Array(width);
  let count = 0;
  lengths.forEach((length, row) => {
    count += length;
    for (let k = 0; k < length * width; k++) mean[k % width] += inputs.data[row * T * width + k];
  });
  const shift = 1 + Math.floor(generator(seed, "ablation").uniform() * (B - 1));
  const instead = (row: number, lag: number, k: number): number => {
    if (by === "zeros") return 0;
    if (by === "mean") return mean[k] / count;
    // The same lag of another row, from its end round again where it is shorter.
    let other = (row + shift) % B;
    while (lengths[other] === 0) other = (other + 1) % B;
    return inputs.data[(other * T + lengths[other] - 1 - (lag % lengths[other])) * width + k];
  };
  return (lag) => {
    const data = Float64Array.from(inputs.data);
    lengths.forEach((length, row) => {
      for (let step = 0; step < length - lag; step++)
        for (let k = 0; k < width; k++) data[(row * T + step) * width + k] = instead(row, length - 1 - step, k);
    });
    return { shape: inputs.shape, data };
  };
}
