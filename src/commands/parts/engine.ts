import type { Curve } from "../../chart.ts";
import type { Series } from "../../data/series.ts";
import type { Evaluation } from "../../evaluation.ts";
import type { CompleteValues, forecasterOptions } from "../../option.ts";
import type { Inside, TaskOptions } from "../../task.ts";

export type { Curve };

/** What the commands need of the forecast task: its shapes, so that a test can stand in for minutes of training. */

/** The forecaster's options, complete. */
export type ForecasterOptions = CompleteValues<(typeof forecasterOptions)[number]>;

export interface Interval {
  readonly level: number;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/** The forecast of one series. */
export interface ForecastResult {
  readonly id?: string;
  readonly point: ArrayLike<number>;
  readonly pointKind: "mean" | "median";
  readonly intervals: readonly Interval[];
  readonly baselines: Readonly<Record<string, ArrayLike<number>>>;
  /** Ranges of the baselines, where they could be calibrated. */
  readonly baselineIntervals?: Readonly<Record<string, readonly Interval[]>>;
  readonly recommended: string;
  /** Too few rows to train on: `point` is the recommended simple method's. */
  readonly short?: boolean;
  /** The model wasn't trained on it: it is seen as the others were. */
  readonly unseen?: boolean;
  /** Encoder–decoder only: for each step ahead, the weight of each step of the lookback (oldest first); rows sum to 1. [horizon · lookback]. */
  readonly attention?: ArrayLike<number>;
}

/** One method's forecasts at the rolling origins: `forecasts[w][h]`, and the ranges it had there. */
export interface TestedMethod {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly forecasts: readonly ArrayLike<number>[];
  readonly intervals: readonly (readonly Interval[])[];
}

/** The test of one series: what charts and backtest files show. */
export interface TestedSeries {
  readonly id?: string;
  /** All rows up to the last observed one. */
  readonly target: ArrayLike<number>;
  /** Rows known before each forecast. */
  readonly origins: readonly number[];
  readonly methods: readonly TestedMethod[];
}

export interface FitProgress {
  /** `train`: for the tests, perhaps anew at each origin; `refit`: on all rows. */
  readonly phase: "train" | "refit";
  readonly epoch: number;
  /** Updates of this training so far. */
  readonly step?: number;
  readonly loss: number;
  /** At an epoch's end: the mean of its updates' losses, and the validation part's. */
  readonly epochLoss?: number;
  readonly valLoss?: number;
  /** Of the update, before clipping. */
  readonly gradNorm?: number;
  /** Of all trainings together, at most. */
  readonly secondsLeft: number;
}

export interface ForecastModel {
  readonly spec: ForecasterOptions;
  readonly scores: Evaluation;
  /** What was found in the data or by training. */
  readonly found: { readonly lookback: number; readonly season: number; readonly epochs: number; readonly nonNegative: boolean };
  /** The test's winner, or what `method` forces. */
  readonly recommended: string;
  /** The forecasts behind the scores; none after `load`. */
  readonly test?: readonly TestedSeries[];
  /** None after `load`. */
  readonly curves?: readonly Curve[];
  /** One for each series, in order. `history`: needed after `load`. */
  predictAll(options?: { readonly history?: readonly Series[] }): Promise<readonly ForecastResult[]>;
  /** The first net with the newest windows of the first series, for the doctor. */
  inside?(options?: { readonly history?: readonly Series[] }): Inside | undefined;
  /** Train on, from these weights, with all rows of `series`. */
  update(series: readonly Series[], options: FitOptions): Promise<ForecastModel>;
  save(path: string): Promise<void>;
}

export interface FitOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FitProgress) => void;
  /** Called now and then, and when aborted, with all that `resume` needs. */
  readonly onCheckpoint?: (bytes: Uint8Array) => void;
  /** Go on from a checkpoint, to the same bits. Throws ModelError where it belongs to other data or options. */
  readonly resume?: Uint8Array;
  readonly watch?: TaskOptions["watch"];
  /** Threads that share large batches. */
  readonly workers?: number | "auto";
}

/** `forecaster` of the library. */
export type MakeForecaster = (options: ForecasterOptions) => {
  fit(series: readonly Series[], options: FitOptions): Promise<ForecastModel>;
};

/** `load` of the library: a saved forecaster, from its path. */
export type LoadForecaster = (path: string) => Promise<ForecastModel>;

/** What the forecasting commands run on. */
export interface Engine {
  readonly make: MakeForecaster;
  readonly load: LoadForecaster;
}
