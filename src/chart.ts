/**
 * The contract of a chart: a pure function from data and a style to text (SVG, or the lines of a terminal). Same data, same
 * text: no clock, no randomness, no locale. To add one: a file in `charts/`, a line in `charts/index.ts`, a snapshot of it.
 */
export type Chart<Data, Style> = (data: Data, style: Style) => string;

/** A range at each step of the horizon; `level` is its nominal share, such as 0.8. */
export interface Range {
  readonly level: number;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/** What a fan chart shows: the end of a series, its forecast with ranges, and the naive forecast beside it. */
export interface Fan {
  /** Oldest first, in the series' unit; NaN is missing, and breaks the line. */
  readonly past: ArrayLike<number>;
  /** One value a step of the horizon. */
  readonly point: ArrayLike<number>;
  /** Any order; drawn from the widest to the narrowest. */
  readonly ranges: readonly Range[];
  /** The naive forecast, one value a step; drawn dashed. */
  readonly naive?: ArrayLike<number>;
  /** Labels of the past's rows and of the horizon's steps. Default: none. */
  readonly pastTime?: readonly string[];
  readonly time?: readonly string[];
}

/** All words and numbers of a fan chart, in the reader's language. */
export interface FanWords {
  readonly title: string;
  /** Read out instead of the picture. */
  readonly description: string;
  readonly history: string;
  readonly forecast: string;
  readonly naive: string;
  range(level: number): string;
  number(value: number, decimals: number): string;
}

/** The test of one series on its own past: one method's forecasts at the rolling origins, `forecasts[w][h]`, with the ranges it had there. */
export interface TestedMethod {
  readonly name: string;
  readonly forecasts: readonly ArrayLike<number>[];
  /** Of each origin; none where errors were too few. */
  readonly intervals: readonly (readonly Range[])[];
}

/** A series with its test. All methods have the same origins and horizon. */
export interface TestedSeries {
  readonly id?: string;
  /** All rows, oldest first; NaN is missing. */
  readonly target: ArrayLike<number>;
  /** Rows known before each forecast, rising. */
  readonly origins: readonly number[];
  readonly methods: readonly TestedMethod[];
}

/** One training, by epoch: its loss, and that of the validation part (empty where there was none). */
export interface Curve {
  /** `train`: for the tests; `refit`: on all rows. */
  readonly phase: "train" | "refit";
  readonly loss: readonly number[];
  readonly valLoss: readonly number[];
}
