import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { type Calendar, calendar, toGrid } from "../../data/calendar.ts";
import { readCsv } from "../../data/csv.ts";
import type { Unit } from "../../data/frequency.ts";
import { countMissing, lastObserved, type Series } from "../../data/series.ts";
import { type Column, type Note, numbersOf, type Table } from "../../data/table.ts";
import type { OptionValues } from "../../option.ts";
import { chooseTarget, chooseTime } from "./columns.ts";

/** A CSV as one regular series, with all that a person should know about how it was read. */
export interface ReadSeries {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
  readonly rows: number;
  readonly series: Series;
  readonly time: { readonly column: string; readonly guessed: boolean } | undefined;
  readonly target: { readonly column: string; readonly guessed: boolean };
  /** Labels of the series' rows. */
  readonly labels: readonly string[];
  readonly frequency: { readonly unit: Unit; readonly count: number } | undefined;
  readonly notes: readonly Note[];
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  /** The labels of the horizon, which begins after the last observed value. */
  ahead(horizon: number): string[];
}

/** Reads a CSV, chooses its columns where they are plain, and lays the target on its calendar. Throws DataError and OptionError. */
export function readSeries(file: string, bytes: Uint8Array, given: OptionValues<"time" | "target" | "decimal" | "order">): ReadSeries {
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
  return {
    name: basename(file, extname(file)),
    file,
    rows: table.rows,
    series: { id: target.name, target: past, ...(time !== undefined && { time: stampsOf(time, labels) }) },
    time: time && { column: time.name, guessed: given.time === undefined },
    target: { column: target.name, guessed: given.target === undefined },
    labels,
    frequency: dates?.frequency,
    notes,
    delimiter: table.delimiter,
    decimal: decimal?.kind === "number" ? decimal.decimal : undefined,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    ahead: (horizon) => Array.from({ length: horizon }, (_, i) => labelAt(past.length + i)),
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
