import { conformalMargin } from "../../conformal.ts";
import { residualsBefore } from "../../tasks/regress/scores.ts";
import type { Estimates, RegressModel } from "../../tasks/regress.ts";
import { csvCell, csvNumber, csvText, rangeColumns } from "../parts/csv.ts";
import type { ReadRole, ReadRows } from "./read.ts";

/** A run as data: the rows of predictions.csv and the JSON document. Decimal points and English keys whatever the language. */

export interface RegressRun {
  readonly data: ReadRows;
  readonly model: RegressModel;
  /** Of the rows without a target, or of all where none has one; one a sequence. */
  readonly estimates: readonly Estimates[];
  /** The name of the target, or none for a model used on rows without one. */
  readonly target: string | undefined;
}

export const columnsOf = ({ roles }: Pick<ReadRows, "roles">, role: ReadRole["role"]): readonly string[] =>
  roles.find((one) => one.role === role)?.columns ?? [];

/** Rows that were estimated, as indices. */
export const askedRows = ({ point }: Estimates): number[] => Array.from(point.keys()).filter((row) => !Number.isNaN(point[row]));

/** Names of the methods, the recommended one first. */
export function methodNames({ model }: Pick<RegressRun, "model">, estimates: Estimates): string[] {
  const { recommended } = model;
  return [recommended, ...Object.keys(estimates.methods).filter((name) => name !== recommended)];
}

/**
 * The time and id columns, `part` (`test`: a row of the past test; `asked`: one without a target), `actual` (empty where asked), `method,estimate` and
 * a `lo`, `hi` pair for each level. In the test, ranges are those that were known before it.
 */
export function predictionsCsv(run: RegressRun): string {
  const { data, model, estimates } = run;
  const levels = [...model.spec.levels].sort((a, b) => a - b);
  const [time = "row"] = columnsOf(data, "time");
  const header = [time, ...columnsOf(data, "id"), "part", "actual", "method", "estimate"].map(csvCell);
  const key = (sequence: number, row: number): string[] => {
    const { labels, rows } = data.sequences[sequence];
    return [labels[row], ...(rows.id === undefined ? [] : [rows.id])].map(csvCell);
  };
  const names = methodNames(run, estimates[0]);
  const rangeCells = (value: number, halves: readonly (number | null)[]): string[] =>
    halves.flatMap((half) =>
      half === null ? ["", ""] : [csvNumber(Math.max(model.parts.fitted.floor, value - half)), csvNumber(value + half)],
    );
  const tested = (model.test?.places ?? []).flatMap((places, w) =>
    names.flatMap((name) => {
      const method = model.test?.methods.find((one) => one.name === name);
      if (method === undefined || model.test === undefined) return [];
      const known = residualsBefore(model.test.actual, method, w).map(Math.abs);
      const halves = levels.map((level) => conformalMargin(known, level));
      const actual = model.test.actual[w];
      return places.map(({ sequence, row }, k) => {
        const value = method.values[w][k];
        return [...key(sequence, row), "test", csvNumber(actual[k]), name, csvNumber(value), ...rangeCells(value, halves)];
      });
    }),
  );
  const asked = estimates.flatMap((own, sequence) =>
    names.flatMap((name) => {
      const { point, intervals } = own.methods[name];
      return askedRows(own).map((row) => [
        ...[...key(sequence, row), "asked", csvNumber(data.sequences[sequence].target[row]), name, csvNumber(point[row])],
        ...levels.flatMap((level) => {
          const range = intervals.find((one) => one.level === level);
          return [csvNumber(range?.lower[row]), csvNumber(range?.upper[row])];
        }),
      ]);
    }),
  );
  return csvText([[...header, ...rangeColumns(levels)], ...tested, ...asked]);
}

const rounded = (value: number) => Number(value.toPrecision(9));

/** What `--json` prints and run.json keeps: schema 1. Times are text as in the data; warnings are codes with their fields. */
export function regressDocument(run: RegressRun) {
  const { data, model, estimates } = run;
  const { spec, found, scores, recommended } = model;
  return {
    schema: 1,
    command: "regress",
    data: {
      file: data.file,
      sha256: data.sha256,
      rows: data.rows,
      series: data.sequences.length,
      time: columnsOf(data, "time")[0] ?? null,
      id: columnsOf(data, "id")[0] ?? null,
      target: run.target ?? null,
      features: columnsOf(data, "features"),
      nonNegative: found.nonNegative,
    },
    options: { ...spec, lookback: found.lookback, pastTarget: spec.pastTarget ?? false, maxTime: spec.maxTime ?? null },
    scores: { ...scores, trainedEpochs: found.epochs },
    recommended,
    predictions: estimates.flatMap((own, k) => {
      const rows = askedRows(own);
      if (rows.length === 0) return [];
      return methodNames(run, own).map((method) => ({
        series: own.id ?? null,
        method,
        rows: rows.map((row) => data.sequences[k].labels[row]),
        estimate: rows.map((row) => rounded(own.methods[method].point[row])),
        ranges: own.methods[method].intervals.map(({ level, lower, upper }) => ({
          level,
          lower: rows.map((row) => rounded(lower[row])),
          upper: rows.map((row) => rounded(upper[row])),
        })),
      }));
    }),
    warnings: data.notes.map(({ code, fields }) => ({ code, ...fields })),
  };
}
