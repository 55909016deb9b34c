/** What a fitted forecaster is made of, and what it gives. */
import type { Interval } from "../../conformal.ts";
import type { Series } from "../../data/series.ts";
import type { Evaluation } from "../../evaluation.ts";
import type { Network } from "../../network.ts";
import type { Curve } from "../rounds.ts";
import type { Bands, TestedSeries } from "./backtest.ts";
import type { ColumnSpec } from "./columns.ts";
import type { ForecasterSpec } from "./options.ts";
import type { ViewSpec } from "./view.ts";

/** What `predict` gives for one series. */
export interface Forecast {
  readonly id?: string;
  /** The net's values, in the data's unit; for a `short` series, those of the recommended simple method. */
  readonly point: Float64Array;
  /** What `point` estimates: the median, or the mean with the head negative-binomial. */
  readonly pointKind: "mean" | "median";
  /** Ranges of each level that could be calibrated; steps without enough residuals are NaN. */
  readonly intervals: readonly Interval[];
  readonly baselines: Readonly<Record<string, Float64Array>>;
  readonly baselineIntervals: Readonly<Record<string, readonly Interval[]>>;
  /** The backtest's winner, or the method that was asked for: this method's values come first. */
  readonly recommended: string;
  /** Too few rows for the net. */
  readonly short?: boolean;
  /** The model wasn't trained on it: it is seen as the others were. */
  readonly unseen?: boolean;
  /** Encoder–decoder only: each step's weights of the past steps, oldest first; each row sums to 1. [horizon · lookback]. */
  readonly attention?: Float64Array;
}

/** One series as the model keeps it. */
export interface SeriesState {
  readonly id?: string;
  /** Rows that it was trained on. */
  readonly rows: number;
  /** See `Calendar.start`: taken for a history without times, whose first row must then be the same. */
  readonly start: number;
  readonly view: ViewSpec;
  readonly floor: number;
  readonly bands: Bands;
}

/** What was found in the data or by training. */
export interface Found {
  readonly lookback: number;
  readonly season: number;
  /** What the calendar repeats, in rows. */
  readonly periods: readonly number[];
  readonly epochs: number;
  /** The simple methods beside it. */
  readonly methods: readonly string[];
  /** Updates that made the weights. */
  readonly updates: number;
  readonly nonNegative: boolean;
  readonly refitted: boolean;
  /** A time limit ended some training. */
  readonly timeLimit: boolean;
  /** How far the nets' differences from the anchor are believed, 0 to 1. */
  readonly share: number;
}

/** Everything that a model is made of. */
export interface ModelParts {
  readonly spec: ForecasterSpec;
  readonly found: Found;
  readonly scores: Evaluation;
  readonly recommended: string;
  readonly columns: readonly ColumnSpec[];
  readonly series: readonly SeriesState[];
  readonly pooled: Bands;
  readonly nets: readonly Network[];
}

/** What only a model that was just fitted knows. */
export interface Fresh {
  readonly history: readonly Series[];
  readonly test: readonly TestedSeries[];
  readonly curves: readonly Curve[];
}
