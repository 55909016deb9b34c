/**
 * A series as the net sees it. Values go to the scale where the net works (z = y or log y), every target is the difference
 * from an anchor, in units of the typical such difference; so a net that gives 0 forecasts the anchor. Everything here is
 * fitted on the rows before `known` alone.
 */
import { exp, log } from "../../math.ts";

/** How a series is looked at, as JSON. */
export interface ViewSpec {
  /** z = log(y) where spread grows with level (Guerrero 1993, between λ = 0 and 1), else z = y. */
  readonly log: boolean;
  /** `last`: the last value. `season`: the value one season before. */
  readonly anchor: "last" | "season";
  readonly season: number;
  /** With log: values below this are taken for it; half of the least value known when it was fitted. */
  readonly least: number;
  /** Typical |z_{o+j} − anchor|, and typical |z − last| within a window: the units of targets and inputs. */
  readonly targetScale: number;
  readonly inputScale: number;
}

/** Channels that a window's step has: level, seasonal difference, phase (two), observed. */
export const channels = 5;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean absolute value, 1 when there is nothing or all is 0. */
const sizeOf = (values: readonly number[]): number => {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? 1 : mean(finite.map(Math.abs)) || 1;
};

/** Does the spread grow with the level? Blocks of one season (or 12 rows): log when sd/mean varies less than sd. */
export function wantsLog(y: ArrayLike<number>, known: number, season: number): boolean {
  const size = Math.max(season, season > 1 ? 2 : 12);
  const blocks: { level: number; spread: number }[] = [];
  for (let end = known; end - size >= 0; end -= size) {
    const block = Array.from({ length: size }, (_, k) => y[end - size + k]).filter((value) => !Number.isNaN(value));
    if (block.length < 2) continue;
    const level = mean(block);
    blocks.push({ level, spread: Math.sqrt(mean(block.map((value) => (value - level) * (value - level)))) });
  }
  for (let row = 0; row < known; row++) if (y[row] <= 0) return false;
  if (blocks.length < 3) return false;
  const variation = (values: readonly number[]): number => {
    const centre = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - centre) * (value - centre)))) / centre;
  };
  return variation(blocks.map(({ level, spread }) => spread / level)) < variation(blocks.map(({ spread }) => spread));
}

/** One series, ready to be cut into windows. */
export class View {
  readonly spec: ViewSpec;
  readonly z: Float64Array;
  /** z with gaps filled from the last observed value before them. */
  readonly #filled: Float64Array;

  constructor(y: ArrayLike<number>, spec: ViewSpec) {
    this.spec = spec;
    this.z = Float64Array.from(y, (value) => (spec.log && !Number.isNaN(value) ? log(Math.max(value, spec.least)) : value));
    this.#filled = this.z.slice();
    let last = this.z.find((value) => !Number.isNaN(value)) ?? 0;
    this.#filled.forEach((value, row) => {
      if (Number.isNaN(value)) this.#filled[row] = last;
      else last = value;
    });
  }

  /** Fit a view on rows 0 … known−1. */
  static fit(
    y: ArrayLike<number>,
    known: number,
    season: number,
    anchor: "last" | "season",
    lookback: number,
    horizon: number,
    useLog: boolean,
  ): View {
    const rows = Array.from({ length: known }, (_, row) => y[row]);
    const least = 0.5 * rows.reduce((low, value) => (value > 0 && value < low ? value : low), Number.MAX_VALUE);
    const rough = new View(rows, { log: useLog, anchor, season, least, targetScale: 1, inputScale: 1 });
    const targets: number[] = [];
    const inputs: number[] = [];
    for (let origin = Math.max(1, Math.min(lookback, known - horizon)); origin + horizon <= known; origin++) {
      const anchors = rough.anchors(origin, horizon);
      for (let j = 0; j < horizon; j++) targets.push(rough.z[origin + j] - anchors[j]);
      for (let k = Math.max(0, origin - lookback); k < origin; k++) inputs.push(rough.z[k] - rough.#filled[origin - 1]);
    }
    return new View(y, { ...rough.spec, targetScale: sizeOf(targets), inputScale: sizeOf(inputs) });
  }

  /** The anchor of each step after row origin − 1, on the net's scale. */
  anchors(origin: number, horizon: number): Float64Array {
    const { anchor, season } = this.spec;
    return Float64Array.from({ length: horizon }, (_, j) => {
      const row = anchor === "season" ? origin - season + (j % season) : origin - 1;
      return this.#filled[row >= 0 ? row : origin - 1];
    });
  }

  /** Inputs of the window before `origin`: `lookback` steps of `channels` numbers, written at `at`. Reads no row ≥ origin. */
  inputs(origin: number, lookback: number, into: Float64Array, at: number): void {
    const { season, inputScale } = this.spec;
    const level = this.#filled[origin - 1];
    for (let k = 0; k < lookback; k++) {
      const row = origin - lookback + k;
      const to = at + k * channels;
      const value = this.#filled[Math.max(0, row)];
      const before = season > 1 && row - season >= 0 ? this.#filled[row - season] : value;
      const phase = season > 1 ? (row % season) / season : 0;
      into[to] = (value - level) / inputScale;
      into[to + 1] = (value - before) / inputScale;
      into[to + 2] = season > 1 ? triangle(phase) : 0;
      into[to + 3] = season > 1 ? triangle(phase + 0.25) : 0;
      into[to + 4] = row < 0 || Number.isNaN(this.z[row]) ? 0 : 1;
    }
  }

  /** The net's target at a step: NaN where it isn't observed. */
  target(origin: number, step: number, anchor: number): number {
    return (this.z[origin + step] - anchor) / this.spec.targetScale;
  }

  /** The net's output as a value in the data's unit. */
  value(output: number, anchor: number): number {
    const z = anchor + output * this.spec.targetScale;
    return this.spec.log ? exp(Math.min(z, 700)) : z;
  }
}

/**
 * How much a series moves before `origin`, in its own unit: the mean |y_t − y_{t−m}| of the last two seasons (or 24 rows), at least a
 * tenth of the same over all rows before. Ranges are drawn in units of it.
 */
export function spreadBefore(y: ArrayLike<number>, origin: number, season: number): number {
  const recent = moves(y, Math.max(season, origin - Math.max(24, 2 * season)), origin, season);
  const all = moves(y, season, origin, season);
  return Math.max(recent, 0.1 * all) || 1;
}

function moves(y: ArrayLike<number>, from: number, to: number, season: number): number {
  let total = 0;
  let n = 0;
  for (let row = from; row < to; row++) {
    const move = Math.abs(y[row] - y[row - season]);
    if (Number.isNaN(move)) continue;
    total += move;
    n++;
  }
  return n === 0 ? 0 : total / n;
}

/** A wave of period 1 between −1 and 1: where in the season a row stands. */
const triangle = (phase: number): number => {
  const part = phase - Math.floor(phase);
  return part < 0.5 ? 4 * part - 1 : 3 - 4 * part;
};
