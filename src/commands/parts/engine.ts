import type { Series } from "../../data/series.ts";
import type { Evaluation } from "../../evaluation.ts";
import type { CompleteValues, forecasterOptions } from "../../option.ts";

/** What the commands need of the forecast task: its shapes, so that a test can stand in for minutes of training. */

/** The forecaster's options, complete. */
export type ForecasterOptions = CompleteValues<(typeof forecasterOptions)[number]>;

export interface Interval {
  readonly level: number;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

export interface ForecastResult {
  readonly point: ArrayLike<number>;
  readonly pointKind: "mean" | "median";
  readonly intervals: readonly Interval[];
  readonly baselines: Readonly<Record<string, ArrayLike<number>>>;
  /** Ranges of the baselines, where they could be calibrated. */
  readonly baselineIntervals?: Readonly<Record<string, readonly Interval[]>>;
  readonly recommended: string;
}

export interface FitProgress {
  /** `train`: for the tests, perhaps anew at each origin; `refit`: on all rows. */
  readonly phase: "train" | "refit";
  readonly epoch: number;
  readonly loss: number;
  readonly valLoss?: number;
  /** Of all trainings together, at most. */
  readonly secondsLeft: number;
}

export interface ForecastModel {
  readonly scores: Evaluation;
  /** What was found in the data or by training. */
  readonly found: { readonly lookback: number; readonly season: number; readonly epochs: number; readonly nonNegative: boolean };
  predict(): Promise<ForecastResult>;
  save(path: string): Promise<void>;
}

export interface FitOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FitProgress) => void;
}

/** `forecaster` of the library. */
export type MakeForecaster = (options: ForecasterOptions) => { fit(series: Series, options: FitOptions): Promise<ForecastModel> };
