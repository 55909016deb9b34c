/**
 * A series as the library takes it: plain numbers, NaN is missing. Nothing here changes what the caller gave.
 */
import { DataError, show } from "../errors.ts";

/** Named columns beside the target: numbers, or text for categories: `{ price: [1.5, 2], weather: ["sun", "rain"] }`. NaN and "" are missing. */
export type Covariates = Readonly<Record<string, ArrayLike<number> | readonly string[]>>;

export interface Series {
  /** Name in messages and files. Default: its position, counted from 1. */
  readonly id?: string;
  /** One time stamp a row, as text (any form that `parseTimes` reads) or as numbers (years, decimal years, an index). */
  readonly time?: ArrayLike<string> | ArrayLike<number>;
  /** The values to forecast, oldest first; NaN is missing. Unit: the data's own. */
  readonly target: ArrayLike<number>;
  /** Known ahead (a promotion, a price list): as long as the target, or longer by the rows of the future. */
  readonly known?: Covariates;
  /** Known only up to now (a temperature): exactly as long as the target. */
  readonly past?: Covariates;
  /** One value for the whole series. */
  readonly static?: Readonly<Record<string, number | string>>;
}

/** Several targets at the same times: `target: { sales: […], visits: […] }`. */
export interface JointSeries extends Omit<Series, "target"> {
  readonly target: Readonly<Record<string, ArrayLike<number>>>;
}

/** What `fit` accepts: the numbers alone, one series, or many. */
export type SeriesInput = ArrayLike<number> | Series | JointSeries | readonly (Series | JointSeries)[];

/** One series a target, named `id/target` (or `target`); each sees the past of all targets, and which of them it is (static `target`). */
export function separated({ id, target, past, static: own, ...rest }: JointSeries): Series[] {
  return Object.entries(target).map(([name, values]) => ({
    ...rest,
    id: id === undefined ? name : `${id}/${name}`,
    target: values,
    past: { ...past, ...target },
    static: { ...own, target: name },
  }));
}

/** The name that messages use for a series: its id, or its position from 1. */
export function seriesName(series: Series, position = 0): string {
  return series.id === undefined ? `series ${position + 1}` : `series "${series.id}"`;
}

/**
 * Turns what `fit` accepts into a list of series, without copying values.
 * Throws DataError `series-empty` for nothing at all, and what `checkSeries` throws.
 */
export function toSeriesList(input: SeriesInput): readonly Series[] {
  const list = listOf(input).flatMap((one) => (isJoint(one) ? separated(one) : [one]));
  if (list.length === 0) fail("series-empty", "series", "at least one", "none");
  list.forEach((series, position) => {
    checkSeries(series, position);
  });
  const seen = new Set<string>();
  for (const { id } of list) {
    if (id === undefined) continue;
    if (seen.has(id)) fail("series-duplicate-id", `series "${id}"`, "one series of each id", "two");
    seen.add(id);
  }
  return list;
}

const isJoint = (one: Series | JointSeries): one is JointSeries =>
  typeof one === "object" && one !== null && typeof one.target === "object" && one.target !== null && !isListLike(one.target);

function listOf(input: SeriesInput): readonly (Series | JointSeries)[] {
  if (typeof input !== "object" || input === null) fail("series-type", "series", "numbers, a series or a list of series", show(input));
  if ("target" in input) return [input];
  if (!("length" in input)) fail("series-type", "series", "numbers, or an object with target", show(input));
  const first: unknown = input[0];
  if (typeof first === "object" && first !== null) return input as readonly (Series | JointSeries)[];
  return input.length === 0 ? [] : [{ target: input as ArrayLike<number> }];
}

/**
 * Checks one series. `position` (from 0) names it when it has no id.
 * Throws DataError: `series-value` (a value that is not a number, or infinite; NaN passes), `series-length` (columns of unequal
 * length), `series-type`, `series-empty` (no observed value). Rows are counted from 1.
 */
export function checkSeries(series: Series, position = 0): void {
  const name = seriesName(series, position);
  if (typeof series !== "object" || series === null || !isListLike(series.target)) {
    fail("series-type", name, "an object with target: numbers", show(series));
  }
  const rows = series.target.length;
  if (typeof series.target[0] === "string")
    fail("series-value", `${name}, target, row 1`, "a finite number, or NaN for missing", show(series.target[0]));
  if (checkColumn(series.target, `${name}, target`) === 0) {
    fail("series-empty", `${name}, target`, "at least one observed value", rows === 0 ? "no rows" : `${rows} missing values`);
  }
  if (series.time !== undefined && series.time.length !== rows) {
    fail("series-length", `${name}, time`, `${rows} rows as in target`, `${series.time.length}`);
  }
  for (const [key, column] of Object.entries(series.known ?? {})) {
    checkColumn(column, `${name}, known ${key}`);
    if (column.length < rows) fail("series-length", `${name}, known ${key}`, `${rows} rows or more`, `${column.length}`);
  }
  for (const [key, column] of Object.entries(series.past ?? {})) {
    checkColumn(column, `${name}, past ${key}`);
    if (column.length !== rows) fail("series-length", `${name}, past ${key}`, `${rows} rows as in target`, `${column.length}`);
  }
  for (const [key, value] of Object.entries(series.static ?? {}))
    checkColumn([value] as readonly number[] | readonly string[], `${name}, static ${key}`);
}

/** Returns the number of observed values. A column whose first cell is text holds categories: all of it is text. */
function checkColumn(values: ArrayLike<number> | readonly string[], where: string): number {
  if (!isListLike(values)) fail("series-type", where, "numbers", show(values));
  if (typeof values[0] === "string") return checkText(values as readonly unknown[], where);
  let observed = 0;
  for (let row = 0; row < values.length; row++) {
    const value: unknown = values[row];
    if (typeof value !== "number" || value === Infinity || value === -Infinity) {
      fail("series-value", `${where}, row ${row + 1}`, "a finite number, or NaN for missing", show(value));
    }
    if (!Number.isNaN(value)) observed++;
  }
  return observed;
}

function checkText(values: ArrayLike<unknown>, where: string): number {
  let observed = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value !== "string") fail("series-value", `${where}, row ${row + 1}`, "text, as in the first row", show(value));
    if (value !== "") observed++;
  }
  return observed;
}

function isListLike(value: unknown): value is ArrayLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { length?: unknown }).length === "number";
}

function fail(code: string, where: string, expected: string, got: string, hint?: string): never {
  throw new DataError({ code, where, expected, got, hint, fields: { where, expected, got } });
}

/** Number of values that are missing (NaN). */
export function countMissing(values: ArrayLike<number>): number {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) missing++;
  return missing;
}

/** Row of the last observed value before row `end` (default: all rows), or −1. */
export function lastObserved(values: ArrayLike<number>, end = values.length): number {
  for (let row = end - 1; row >= 0; row--) if (!Number.isNaN(values[row])) return row;
  return -1;
}
