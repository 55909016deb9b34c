import type { Evaluation } from "../../evaluation.ts";
import type { ForecasterOptions, ForecastResult, Interval } from "./engine.ts";
import type { ReadOne } from "./read.ts";

/** A run as data: the rows of forecast.csv and the JSON document. Decimal points and English keys whatever the language. */

export interface MethodForecast {
  readonly method: string;
  readonly point: ArrayLike<number>;
  readonly intervals: readonly Interval[];
}

/** One run of the forecaster on one series. */
export interface Run {
  readonly data: ReadOne;
  readonly options: ForecasterOptions;
  readonly scores: Evaluation;
  readonly result: ForecastResult;
  readonly found: { readonly lookback: number; readonly season: number; readonly epochs: number; readonly nonNegative: boolean };
}

/** All methods' forecasts, the recommended one first, then the net. */
export function methodForecasts({ options, result }: Pick<Run, "options" | "result">): readonly MethodForecast[] {
  const { point, intervals, baselines, baselineIntervals = {}, recommended } = result;
  const all = [
    { method: options.cell as string, point, intervals },
    ...Object.entries(baselines).map(([method, values]) => ({ method, point: values, intervals: baselineIntervals[method] ?? [] })),
  ];
  return [...all.filter(({ method }) => method === recommended), ...all.filter(({ method }) => method !== recommended)];
}

/** Text from a user's file that a spreadsheet would run as a formula gets an apostrophe; negative numbers stay numbers. */
export function neutral(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function csvCell(cell: string): string {
  const safe = neutral(cell);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Nine digits tell any two float32 values apart; NaN is an empty cell. */
const csvNumber = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? "" : `${Number(value.toPrecision(9))}`);

/** 0.8 → `80`, 0.975 → `97.5`. */
const levelName = (level: number) => `${Number((level * 100).toPrecision(9))}`;

/** The user's time column, then `method,forecast` and a `lo`, `hi` pair for each level. */
export function forecastCsv(run: Run): string {
  const { data, options } = run;
  const levels = [...options.levels].sort((a, b) => a - b);
  const labels = data.ahead(options.horizon);
  const header = [
    data.time?.column ?? "step",
    "method",
    "forecast",
    ...levels.flatMap((level) => [`lo${levelName(level)}`, `hi${levelName(level)}`]),
  ];
  const rows = methodForecasts(run).flatMap(({ method, point, intervals }) =>
    labels.map((label, step) => {
      const pairs = levels.flatMap((level) => {
        const found = intervals.find((interval) => interval.level === level);
        return [csvNumber(found?.lower[step]), csvNumber(found?.upper[step])];
      });
      return [csvCell(label), method, csvNumber(point[step]), ...pairs];
    }),
  );
  return `${[header.map(csvCell), ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

const numbers = (values: ArrayLike<number>) => Array.from(values, (value) => Number(value.toPrecision(9)));

/** What `--json` prints and run.json keeps: schema 1. Times are text as in the data; warnings are codes with their fields. */
export function forecastDocument(run: Run) {
  const { data, options, scores, result, found } = run;
  const time = data.ahead(options.horizon);
  return {
    schema: 1,
    command: "forecast",
    data: {
      file: data.file,
      sha256: data.sha256,
      rows: data.rows,
      time: data.time?.column ?? null,
      target: data.target.column,
      frequency: data.frequency ?? null,
      first: data.labels[0] ?? null,
      last: data.labels[data.labels.length - 1] ?? null,
      season: found.season,
      nonNegative: found.nonNegative,
    },
    options: { ...options, lookback: found.lookback, season: found.season, maxTime: options.maxTime ?? null },
    scores: { ...scores, trainedEpochs: found.epochs },
    recommended: result.recommended,
    forecasts: methodForecasts(run).map(({ method, point, intervals }) => ({
      series: data.target.column,
      method,
      pointKind: method === options.cell ? result.pointKind : "point",
      time,
      forecast: numbers(point),
      ranges: intervals.map(({ level, lower, upper }) => ({ level, lower: numbers(lower), upper: numbers(upper) })),
    })),
    warnings: data.notes.map(({ code, fields }) => ({ code, ...fields })),
  };
}
