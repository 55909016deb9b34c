import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { type Calendar, calendar, toGrid } from "../../data/calendar.ts";
import { readCsv } from "../../data/csv.ts";
import type { Frequency } from "../../data/frequency.ts";
import { countMissing, lastObserved, type Series } from "../../data/series.ts";
import { type Column, type Note, numbersOf, type Table } from "../../data/table.ts";
import type { OptionValues } from "../../option.ts";
import { chooseTarget, chooseTime } from "./columns.ts";

export type Role = "time" | "id" | "target" | "known" | "past" | "static";

/** A column of the file and the role it plays; several columns can play one role. */
export interface ReadRole {
  readonly role: Role;
  readonly column: string;
  /** False when a flag named it. */
  readonly guessed: boolean;
}

/** One series of a file, on its regular calendar. */
export interface ReadSeries {
  /** Its `id` is the series' name: the target's for a single or wide one, `store/product` for several id columns. */
  readonly series: Series;
  /** Its values of the id columns, in the order of `roles`; none without id columns. */
  readonly ids: readonly string[];
  /** The target's column: its own for each series of a wide file, else the same for all. */
  readonly target: string;
  /** One a row of the past, as the file writes its times; `1`, `2` … without times. */
  readonly labels: readonly string[];
  /** The labels of the horizon, which begins after the last observed value. */
  ahead(horizon: number): string[];
}

/** How the file holds its series: one; `long`, an id column and several rows a time; `wide`, a series a column; `rows`, a series a row (M4). */
export type DataForm = "single" | "long" | "wide" | "rows";

/** A CSV as regular series, with all that a person should know about how it was read. */
export interface ReadData {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
  /** Rows of the file, without its header. */
  readonly rows: number;
  readonly form: DataForm;
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  readonly encoding: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  readonly notes: readonly Note[];
  /** In the order time, id, target, known, past, static. */
  readonly roles: readonly ReadRole[];
  /** Of all series; undefined where no step fits or rows have no time. */
  readonly frequency: Frequency | undefined;
  /** At least one, in the order of the file. */
  readonly series: readonly ReadSeries[];
}

/** A file with its only series in one. */
export interface ReadOne extends Omit<ReadData, "series">, Omit<ReadSeries, "target"> {
  readonly time: { readonly column: string; readonly guessed: boolean } | undefined;
  readonly target: { readonly column: string; readonly guessed: boolean };
}

/** Reads a CSV that holds one series. Throws DataError and OptionError. */
export function readSeries(file: string, bytes: Uint8Array, given: ReadOptions): ReadOne {
  const data = readData(file, bytes, given);
  const roleOf = (role: Role) => data.roles.find((one) => one.role === role);
  return {
    ...data,
    ...data.series[0],
    time: roleOf("time"),
    target: roleOf("target") ?? { column: data.series[0].target, guessed: false },
  };
}

export type ReadOptions = OptionValues<"time" | "target" | "decimal" | "order">;

/** Reads a CSV, chooses its columns where they are plain, and lays the target on its calendar. Throws DataError and OptionError. */
export function readData(file: string, bytes: Uint8Array, given: ReadOptions): ReadData {
  const table = readCsv(bytes, { name: file, decimal: given.decimal, order: given.order });
  const notes: Note[] = table.notes.filter(({ code }) => code !== "missing-values");
  const time = chooseTime(table, given.time);
  const target = chooseTarget(table, given.target, time?.name, notes);
  const values = numbersOf(table, target.name);
  const dates = time === undefined ? undefined : datesOf(table, time.name);
  if (dates !== undefined) noteFaults(dates, notes);
  const grid = dates === undefined ? values : toGrid(dates, values, `${file}, ${time?.name}`);
  const observed = lastObserved(grid) + 1;
  if (observed < grid.length && observed > 0) notes.push({ code: "rows-future", fields: { count: grid.length - observed } });
  const past = observed === 0 ? grid : grid.slice(0, observed);
  const absent = dates?.faults.reduce((sum, { code, count }) => sum + (code === "missing" ? count : 0), 0) ?? 0;
  const missing = countMissing(past) - absent;
  if (missing > 0 && observed > 0) notes.push({ code: "values-missing", fields: { count: missing } });
  const labelAt = dates === undefined ? (step: number) => `${step + 1}` : dates.timeAt;
  const labels = Array.from(past, (_, step) => labelAt(step));
  const decimal = table.columns.find((column) => column.kind === "number" && column.decimal !== undefined);
  const series: ReadSeries = {
    series: { id: target.name, target: past, ...(time !== undefined && { time: stampsOf(time, labels) }) },
    ids: [],
    target: target.name,
    labels,
    ahead: (horizon) => Array.from({ length: horizon }, (_, i) => labelAt(past.length + i)),
  };
  return {
    name: basename(file, extname(file)),
    file,
    rows: table.rows,
    form: "single",
    delimiter: table.delimiter,
    decimal: decimal?.kind === "number" ? decimal.decimal : undefined,
    encoding: table.encoding,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    notes,
    roles: [
      ...(time === undefined ? [] : [{ role: "time" as const, column: time.name, guessed: given.time === undefined }]),
      { role: "target", column: target.name, guessed: given.target === undefined },
    ],
    frequency: dates?.frequency,
    series: [series],
  };
}

function datesOf(table: Table, name: string): Calendar {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind === "time") return calendar(column, `${table.name}, ${name}`);
  if (column?.kind === "text") return calendar(column.values, `${table.name}, ${name}`);
  return calendar(numbersOf(table, name), `${table.name}, ${name}`);
}

/** Labels as the forecaster reads them without a doubt: numbers as numbers, dates with the year first. */
function stampsOf(column: Column, labels: readonly string[]): readonly string[] | readonly number[] {
  if (column.kind === "number") return labels.map(Number);
  if (column.kind !== "time" || !/\{DD?\}/.test(column.form.pattern)) return labels;
  const { grain, pattern } = column.form;
  const parts = /\{f\d\}/.exec(pattern)?.[0];
  const clock = grain === "time" ? ` {HH}:{mm}:{ss}${parts === undefined ? "" : `.${parts}`}` : "";
  const plain = calendar({ values: column.values, form: { grain, pattern: `{YYYY}-{MM}-{DD}${clock}` } });
  return labels.map((_, step) => plain.timeAt(step));
}

function noteFaults({ faults }: Calendar, notes: Note[]): void {
  const count = (...codes: string[]) => faults.reduce((sum, fault) => sum + (codes.includes(fault.code) ? fault.count : 0), 0);
  const absent = count("missing");
  const clock = count("clock-forward", "clock-back");
  if (count("unsorted") > 0) notes.push({ code: "rows-unsorted", fields: {} });
  if (absent > 0) notes.push({ code: "rows-absent", fields: { count: absent } });
  if (clock > 0) notes.push({ code: "clock-change", fields: { count: clock } });
}
