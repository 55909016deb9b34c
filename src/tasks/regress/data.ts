/** What the regressor is fitted on and predicts: sequences of rows, checked. Nothing here changes what the caller gave. */
import { DataError, show } from "../../errors.ts";

/** One feature: numbers (NaN is missing) or text for categories ("" is missing), one a row. */
export type FeatureColumn = ArrayLike<number> | readonly string[];

/** Rows in order, oldest first. */
export interface RegressSequence {
  /** Name in messages and files. Default: its position, counted from 1. */
  readonly id?: string;
  /**
   * When each row was, ascending, in any unit. Given for every sequence, the test begins at one moment for all; else at one number of rows
   * before the last known target of each.
   */
  readonly time?: ArrayLike<number>;
  /** Columns by name; the same names and kinds in every sequence. */
  readonly features: Readonly<Record<string, FeatureColumn>> | ReadonlyMap<string, FeatureColumn>;
  /** The value to estimate, in its own unit; NaN where it is not known. Default: nowhere. */
  readonly target?: ArrayLike<number>;
}

/** What `fit` and `predict` accept. */
export type RegressInput = RegressSequence | readonly RegressSequence[];

/** A checked sequence. */
export interface Rows {
  readonly id?: string;
  readonly name: string;
  readonly length: number;
  readonly time?: ArrayLike<number>;
  readonly features: ReadonlyMap<string, FeatureColumn>;
  /** NaN is not known. */
  readonly target: Float64Array;
}

export const isText = (column: FeatureColumn): column is readonly string[] => typeof column[0] === "string";

/**
 * Throws DataError: `series-empty` (no sequence, or no row in any), `series-type`, `series-length` (columns of unequal length), `series-value` (a number
 * that is infinite or none at all; NaN passes), `series-duplicate-id`. Rows are counted from 1.
 */
export function toRows(input: RegressInput): Rows[] {
  if (typeof input !== "object" || input === null) fail("series-type", "series", "an object with features", show(input));
  const list = "features" in input ? [input] : Array.from(input);
  if (list.length === 0) fail("series-empty", "series", "at least one", "none");
  const all = list.map(checked);
  const ids = new Set<string>();
  for (const { id, name } of all) {
    if (id !== undefined && ids.has(id)) fail("series-duplicate-id", name, "one series of each id", "two");
    if (id !== undefined) ids.add(id);
  }
  return all;
}

function checked(sequence: RegressSequence, position: number): Rows {
  const plain = `series ${position + 1}`;
  const known: unknown = sequence?.features;
  if (typeof known !== "object" || known === null) fail("series-type", plain, "an object with features", show(sequence));
  const { id, time } = sequence;
  const name = id === undefined ? plain : `series "${id}"`;
  const features = new Map<string, FeatureColumn>(known instanceof Map ? known : Object.entries(known));
  const length = sequence.target?.length ?? time?.length ?? [...features.values()][0]?.length ?? 0;
  if (length === 0) fail("series-empty", name, "at least one row", "no rows");
  const columns: [string, FeatureColumn][] = [...features].map(([key, column]) => [`feature ${key}`, column]);
  if (sequence.target !== undefined) columns.push(["target", sequence.target]);
  if (time !== undefined) columns.push(["time", time]);
  for (const [what, column] of columns) {
    checkColumn(column, `${name}, ${what}`);
    if (column.length !== length) fail("series-length", `${name}, ${what}`, `${length} rows as in target`, `${column.length}`);
  }
  if (time !== undefined) checkTime(time, name);
  const target = sequence.target === undefined ? new Float64Array(length).fill(Number.NaN) : Float64Array.from(sequence.target);
  return { id, name, length, time, features, target };
}

/** Squares of what is larger, and their sums, leave float64: no mean or spread could be had. */
const largest = 1e100;

function checkColumn(column: FeatureColumn, where: string): void {
  if (typeof column !== "object" || column === null || typeof column.length !== "number")
    fail("series-type", where, "numbers", show(column));
  const text = isText(column);
  for (let row = 0; row < column.length; row++) {
    const value: unknown = column[row];
    const fits = text ? typeof value === "string" : typeof value === "number" && !(Math.abs(value) > largest);
    if (!fits) {
      const huge = typeof value === "number" && Number.isFinite(value);
      const expected = text ? "text, as in the first row" : huge ? "a number within ±1e100" : "a finite number, or NaN for missing";
      fail("series-value", `${where}, row ${row + 1}`, expected, show(value));
    }
  }
}

function checkTime(time: ArrayLike<number>, name: string): void {
  for (let row = 0; row < time.length; row++) {
    if (row === 0 ? !Number.isNaN(time[row]) : time[row] >= time[row - 1]) continue;
    fail("series-value", `${name}, time, row ${row + 1}`, "a time at or after the row before", show(time[row]));
  }
}

function fail(code: string, where: string, expected: string, got: string): never {
  throw new DataError({ code, where, expected, got, fields: { where, expected, got } });
}
