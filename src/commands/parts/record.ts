import { createHash } from "node:crypto";
import type { Evaluation } from "../../evaluation.ts";
import type { Curve, ForecasterOptions, ForecastModel, ForecastResult, Interval, TestedSeries } from "./engine.ts";
import type { ReadData, Role } from "./read.ts";

/** A run as data: what screens, files and the JSON document are made of. English keys and numbers as numbers whatever the language. */

export interface MethodForecast {
  readonly method: string;
  readonly point: ArrayLike<number>;
  readonly intervals: readonly Interval[];
}

/** One run of the forecaster on a file. */
export interface Run {
  readonly command: "forecast" | "backtest";
  readonly data: ReadData;
  readonly options: ForecasterOptions;
  readonly scores: Evaluation;
  /** One a series of the file, in order. */
  readonly results: readonly ForecastResult[];
  readonly found: ForecastModel["found"];
  /** None where the model came from a file. */
  readonly test?: readonly TestedSeries[];
  readonly curves?: readonly Curve[];
}

/** Predicts with a model: all that screens and files need. A backtest predicts nothing, so that it needs no rows of the future. */
export async function runOf(command: Run["command"], model: ForecastModel, data: ReadData): Promise<Run> {
  const { spec, scores, found, test, curves, recommended } = model;
  const tested = (id: string | undefined) => test?.some((one) => one.id === id) ?? false;
  const results =
    command === "forecast"
      ? await model.predictAll({ history: data.series.map(({ series }) => series) })
      : data.series.map(({ series: { id } }) => ({ id, recommended, short: !tested(id), ...nothing }));
  return { command, data, options: spec, scores, found, results, ...(test && { test }), ...(curves && { curves }) };
}

const nothing = { point: [], pointKind: "mean" as const, intervals: [], baselines: {} };

/** All methods' forecasts of one series, the recommended one first, then the net. Where the series is too short for it, `point` isn't the net's. */
export function methodForecasts(result: ForecastResult, cell: string): readonly MethodForecast[] {
  const { point, intervals, baselines, baselineIntervals = {}, recommended, short } = result;
  const own = { method: short ? recommended : cell, point, intervals };
  const simple = Object.entries(baselines).map(([method, values]) => ({
    method,
    point: values,
    intervals: baselineIntervals[method] ?? [],
  }));
  const all = [own, ...simple.filter(({ method }) => method !== own.method)];
  return [...all.filter(({ method }) => method === recommended), ...all.filter(({ method }) => method !== recommended)];
}

/** The method that goes first: that of the series that the net could learn. */
export function recommendedOf({ results }: Pick<Run, "results">): string {
  return (results.find(({ short }) => !short) ?? results[0]).recommended;
}

/** Names of the columns in a role. */
export const columnsOf = ({ roles }: ReadData, role: Role) => roles.filter((one) => one.role === role).map(({ column }) => column);

/** The name of a series in messages and documents: its id columns' values, else its target. */
export const seriesTitle = (data: ReadData, k: number) => data.series[k].series.id ?? data.series[k].target;

/** The first rows of a series as a short text, so that rows without times are known to be the same rows. */
export function fingerprintOf(target: ArrayLike<number>, rows = target.length): string {
  const bytes = new Uint8Array(Float64Array.from(target).slice(0, rows).buffer);
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

const numbers = (values: ArrayLike<number>) =>
  Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(9)) : null));

/** What a document says of the data. */
export function dataPart({ data, found }: Pick<Run, "data"> & { readonly found?: Run["found"] }) {
  const ends = data.series.map(({ labels }) => labels);
  const [first] = ends;
  return {
    file: data.file,
    sha256: data.sha256,
    rows: data.rows,
    form: data.form,
    time: columnsOf(data, "time")[0] ?? null,
    id: columnsOf(data, "id"),
    // A series a row: its values' columns are its times.
    target: data.form === "rows" ? [] : columnsOf(data, "target"),
    known: columnsOf(data, "known"),
    past: columnsOf(data, "past"),
    static: columnsOf(data, "static"),
    frequency: data.frequency ?? null,
    series: data.series.map(({ series, ids, target, labels }) => ({
      id: series.id ?? null,
      ids,
      target,
      rows: labels.length,
      last: labels[labels.length - 1] ?? null,
      fingerprint: fingerprintOf(series.target),
    })),
    first: first[0] ?? null,
    last: first[first.length - 1] ?? null,
    ...(found && { season: found.season, nonNegative: found.nonNegative }),
  };
}

/** What `--json` prints and run.json keeps: schema 1. Times are text as in the data; warnings are codes with their fields. */
export function runDocument(run: Run) {
  const { data, options, scores, results, found } = run;
  const short = results.flatMap((result, k) => (result.short ? [seriesTitle(data, k)] : []));
  const forecasts = data.series.flatMap((series, k) =>
    methodForecasts(results[k], options.cell).map(({ method, point, intervals }) => ({
      series: seriesTitle(data, k),
      method,
      recommended: method === results[k].recommended,
      pointKind: method === options.cell ? results[k].pointKind : "point",
      time: series.ahead(options.horizon),
      forecast: numbers(point),
      ranges: intervals.map(({ level, lower, upper }) => ({ level, lower: numbers(lower), upper: numbers(upper) })),
    })),
  );
  return {
    schema: 1,
    command: run.command,
    data: dataPart(run),
    options: { ...options, lookback: found.lookback, season: found.season, maxTime: options.maxTime ?? null },
    scores: { ...scores, trainedEpochs: found.epochs },
    recommended: recommendedOf(run),
    forecasts: run.command === "forecast" ? forecasts : [],
    warnings: [
      ...data.notes.map(({ code, fields }) => ({ code, ...fields })),
      ...short.map((series) => ({ code: "series-short", series })),
    ],
  };
}
