/**
 * The contract of a report: what a run has to show, as plain data, and the one self-contained page made of it. The same data and
 * language give the same text: no clock, no network, no script. `ReportFacts` is what every page has; each task's own stands in `report/`.
 */
import type { Curve, Fan, TestedSeries } from "./chart.ts";
import type { Evaluation } from "./evaluation.ts";

/** A named fact: `guessed` → `time=fecha`. */
export interface Fact {
  readonly name: string;
  /** One text, or several that stand below each other. */
  readonly text: string | readonly string[];
}

/** What makes a page again. */
export interface ReportRun {
  /** memoria's. */
  readonly version: string;
  readonly backend: string;
  readonly seed: number;
  /** Of the data file, in hexadecimal; "" where there is none. */
  readonly sha256: string;
  /** The command line that makes this page again. */
  readonly command: string;
  /** Whether the net was trained again on all data after the test. */
  readonly refit: boolean;
}

/** What every report is told. */
export interface ReportFacts {
  /** Name of the data file. */
  readonly source: string;
  /** What to read first: the verdict, then warnings, each a sentence. */
  readonly sentences: readonly string[];
  readonly curves?: readonly Curve[];
  /** What was read, guessed and noticed. */
  readonly data: readonly Fact[];
  /** Every option with its value, those given by the reader and those by default. */
  readonly options: readonly Fact[];
  readonly run: ReportRun;
}

export interface ReportSeries {
  /** Shown above its chart: the series' id, or the target's name. */
  readonly name: string;
  /** The method whose values are drawn and listed: the recommended one. */
  readonly method: string;
  /** The end of the past and the forecast, with `time` for each step ahead. Default: none, as in a backtest. */
  readonly fan?: Fan;
  /** Its test; its `id` isn't shown. Default: none. */
  readonly test?: TestedSeries;
  /** Labels of the rows of `test.target`. Default: none. */
  readonly labels?: readonly string[];
  /** Encoder–decoder only: weights [horizon · lookback], row by row, the oldest step of the lookback first. */
  readonly attention?: ArrayLike<number>;
  /** Too short to train on: its values are a simple method's. */
  readonly short?: boolean;
}

export interface ReportData extends ReportFacts {
  /** What is forecast, as the reader names it: the target column. */
  readonly target: string;
  /** The horizon in the reader's words: `14 days`. */
  readonly ahead: string;
  /** Title of the time column. Default: the word for a step. */
  readonly time?: string;
  readonly scores: Evaluation;
  readonly recommended: string;
  /** All of them; the first are drawn, the rest listed. */
  readonly series: readonly ReportSeries[];
}

export { type ClassifyReport, classifyPage } from "./report/classify.ts";
export { type GenerateReport, generatePage, type ShownSample } from "./report/generate.ts";
export { type LabelReport, labelPage } from "./report/label.ts";
export { type LensReport, lensPage } from "./report/lenses.ts";
export { type LessonReport, lessonPage } from "./report/lesson.ts";
export { type NumbersGroup, type NumbersReport, numbersPage } from "./report/numbers.ts";
export { reportPage } from "./report/page.ts";
export { type RegressReport, regressPage, type TestedRows } from "./report/regress.ts";
export type { LabelledPart } from "./report/stretches.ts";
export type { Surprise } from "./report/surprise.ts";
export { type ShownAnswer, type TranslateReport, translatePage } from "./report/translate.ts";
