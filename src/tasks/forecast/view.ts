/**
 * A series as the net sees it. Values go to the scale where the net works (z = y or log y), every target is the difference
 * from an anchor, in units of the typical such difference; so a net that gives 0 forecasts the anchor. Everything here is
 * fitted on the rows before `known` alone.
 */
import { exp, log } from "../../math.ts";

/**
 * What a net that gives 0 forecasts. `last`: the last value; `season`: the value one season before; both smoothed over the ones before it, s_t = a z_t + (1 − a)
 * s_{t−1} (or s_{t−m}): a = 1 takes the value itself, a = 0 the mean of all before. `trend`: the share of the trend that is added for each season
 * ahead (last: for each step): the mean z_t − z_{t−m} of the last season (last: z_t − z_{t−1} of all rows).
 */
export interface Anchor {
  readonly kind: "last" | "season";
  /** a, 0 to 1. */
  readonly smooth: number;
  /** 0 to 1. */
  readonly trend: number;
}

/** How a series is looked at, as JSON. */
export interface ViewSpec {
  /** z = log(y), else z = y. */
  readonly log: boolean;
  /** Units are multiples of the mean |z| of each window (its level), else the same for all windows. */
  readonly level: boolean;
  /** Where every forecast starts from. */
  readonly anchor: Anchor;
  readonly season: number;
  /** With log: values below this are taken for it; half of the least value known when it was fitted. With level: a tenth of the mean |z|, the least level. */
  readonly least: number;
  /** Typical |z_{o+j} − anchor|, and typical |z − last| within a window: the units of targets and inputs. */
  readonly targetScale: number;
  readonly inputScale: number;
}

/** What a view is fitted with. */
export type ViewChoice = Pick<ViewSpec, "log" | "level" | "anchor" | "season">;

/** Forecasts that stand in for rows from `from` on, on the net's scale, where each step is forecast from the ones before. */
export interface Ahead {
  readonly from: number;
  readonly z: readonly number[];
}

/** Mean absolute value of what is observed, 0 when that is nothing. */
function sizeOf(values: ArrayLike<number>): number {
  let [sum, n] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    if (Number.isNaN(values[k])) continue;
    sum += Math.abs(values[k]);
    n++;
  }
  return n === 0 ? 0 : sum / n;
}

/** One series on the net's scale. */
export class View {
  readonly spec: ViewSpec;
  readonly z: Float64Array;
  readonly #y: ArrayLike<number>;
  /** z with gaps filled from the last observed value before them. */
  readonly #filled: Float64Array;
  readonly #smoothed: Float64Array;

  constructor(y: ArrayLike<number>, spec: ViewSpec) {
    this.spec = spec;
    this.#y = y;
    this.z = Float64Array.from(y, (value) => this.scaled(value));
    this.#filled = this.z.slice();
    let last = this.z.find((value) => !Number.isNaN(value)) ?? 0;
    this.#filled.forEach((value, row) => {
      if (Number.isNaN(value)) this.#filled[row] = last;
      else last = value;
    });
    const { smooth } = spec.anchor;
    const lag = this.#lag;
    this.#smoothed = this.#filled.slice();
    if (smooth === 1) return;
    for (let row = lag; row < y.length; row++) {
      const a = smooth > 0 ? smooth : 1 / (Math.floor(row / lag) + 1);
      this.#smoothed[row] = a * this.#filled[row] + (1 - a) * this.#smoothed[row - lag];
    }
  }

  /** Rows between a value and the one that it is like. */
  get #lag(): number {
    return this.spec.anchor.kind === "season" ? this.spec.season : 1;
  }

  /** Fit a view on rows 0 … known−1, for windows of `lookback` rows and `horizon` steps. */
  static fit(y: ArrayLike<number>, known: number, choice: ViewChoice, lookback: number, horizon: number): View {
    const rows = Float64Array.from({ length: known }, (_, row) => y[row]);
    const least = choice.log
      ? 0.5 * rows.reduce((low, value) => (value > 0 && value < low ? value : low), Number.MAX_VALUE)
      : 0.1 * sizeOf(rows) || 1;
    const { log, level, anchor, season } = choice;
    const rough = new View(rows, { log, level, anchor, season, least, targetScale: 1, inputScale: 1 });
    const [targets, inputs] = [new MeanSize(), new MeanSize()];
    for (let origin = Math.max(1, Math.min(lookback, known - horizon)); origin + horizon <= known; origin++) {
      const unit = rough.unit(origin, lookback);
      const last = rough.filled(origin - 1);
      for (let j = 0; j < horizon; j++) targets.add((rough.z[origin + j] - rough.anchor(origin, j)) / unit);
      for (let k = Math.max(0, origin - lookback); k < origin; k++) inputs.add((rough.z[k] - last) / unit);
    }
    return new View(y, { ...rough.spec, targetScale: targets.mean, inputScale: inputs.mean });
  }

  /** A row as the data has it. */
  count(row: number): number {
    return this.#y[row];
  }

  /** z of a row, gaps filled; rows before the first are like it. */
  filled(row: number, ahead?: Ahead): number {
    return ahead !== undefined && row >= ahead.from ? ahead.z[row - ahead.from] : this.#filled[Math.max(0, row)];
  }

  /** The anchor of step j (from 0) after row origin − 1. */
  anchor(origin: number, j: number, ahead?: Ahead): number {
    const lag = this.#lag;
    const row = origin - lag + (j % lag);
    const from = ahead?.from ?? origin;
    const { trend } = this.spec.anchor;
    const rise = trend === 0 ? 0 : trend * (Math.floor(j / lag) + 1) * this.#rise(from);
    return this.#smooth(row >= 0 ? row : origin - 1, ahead) + rise;
  }

  #smooth(row: number, ahead: Ahead | undefined): number {
    if (ahead === undefined || row < ahead.from) return this.#smoothed[row];
    const { smooth } = this.spec.anchor;
    const value = this.filled(row, ahead);
    const lag = this.#lag;
    if (smooth === 1 || row < lag) return value;
    const a = smooth > 0 ? smooth : 1 / (Math.floor(row / lag) + 1);
    return a * value + (1 - a) * this.#smooth(row - lag, ahead);
  }

  /** The trend at `from`: per season, or (last) per row. */
  #rise(from: number): number {
    const lag = this.#lag;
    if (lag === 1) return from < 2 ? 0 : (this.#filled[from - 1] - this.#filled[0]) / (from - 1);
    if (from < 2 * lag) return 0;
    let total = 0;
    for (let row = from - lag; row < from; row++) total += this.#filled[row] - this.#filled[row - lag];
    return total / lag;
  }

  /** Units of the window before `origin`: 1, or its level. */
  unit(origin: number, lookback: number, ahead?: Ahead): number {
    if (!this.spec.level) return 1;
    let total = 0;
    for (let row = origin - lookback; row < origin; row++) total += Math.abs(this.filled(row, ahead));
    return Math.max(total / lookback, this.spec.least);
  }

  /** The net's target at a step: NaN where it isn't observed. */
  target(origin: number, j: number, unit: number): number {
    return (this.z[origin + j] - this.anchor(origin, j)) / (this.spec.targetScale * unit);
  }

  /** A value on the net's scale; NaN stays NaN. */
  scaled(value: number): number {
    return this.spec.log && !Number.isNaN(value) ? log(Math.max(value, this.spec.least)) : value;
  }

  /** A number of the net's scale in the data's unit. */
  value(z: number): number {
    return this.spec.log ? exp(Math.min(z, 700)) : z;
  }
}

/** Mean absolute value as numbers come, 1 when there is nothing or all is 0. */
class MeanSize {
  #sum = 0;
  #n = 0;
  add(value: number): void {
    if (!Number.isFinite(value)) return;
    this.#sum += Math.abs(value);
    this.#n++;
  }
  get mean(): number {
    return this.#sum / this.#n || 1;
  }
}
