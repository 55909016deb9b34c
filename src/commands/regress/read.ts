import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { readCsv } from "../../data/csv.ts";
import { type Column, type Note, numbersOf, type Table } from "../../data/table.ts";
import { parseTimes } from "../../data/time.ts";
import { formatTime } from "../../data/time-form.ts";
import { DataError } from "../../errors.ts";
import type { OptionValues } from "../../option.ts";
import type { FeatureColumn, RegressSequence } from "../../tasks/regress.ts";
import type { Columns } from "../parts/opened.ts";
import { askedColumn, cells, chooseFeatures, chooseId, chooseTarget, chooseTime, noFeatures } from "./columns.ts";

/** A CSV as sequences of rows, with all that a person should know about how it was read. */

export interface ReadRole {
  readonly role: "time" | "id" | "target" | "features";
  readonly columns: readonly string[];
  readonly guessed: boolean;
}

export interface ReadSequence {
  readonly rows: RegressSequence;
  /** The time of each row as the file writes it, or its number from 1. */
  readonly labels: readonly string[];
  /** NaN is to be estimated. */
  readonly target: Float64Array;
}

export interface ReadRows {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  readonly roles: readonly ReadRole[];
  readonly sequences: readonly ReadSequence[];
  readonly notes: readonly Note[];
}

export type ReadOptions = OptionValues<"time" | "id" | "target" | "features" | "decimal" | "order">;

/** What a saved model says of its rows: its features, and the columns that its run had. */
export interface ModelColumns extends Columns<"time" | "id" | "target"> {
  readonly features: readonly string[];
}

/** Reads a CSV for training, or for a saved model. Throws DataError and OptionError. */
export function readRows(file: string, bytes: Uint8Array, asked: ReadOptions, model?: ModelColumns): ReadRows {
  const table = readCsv(bytes, { name: file, decimal: asked.decimal, order: asked.order });
  const known = (name: string | undefined) => (table.columns.some((column) => column.name === name) ? name : undefined);
  const given = {
    ...asked,
    time: asked.time ?? known(model?.time),
    id: asked.id ?? known(model?.id),
    target: asked.target ?? known(model?.target),
  };
  const features = model?.features;
  const notes: Note[] = table.notes.filter(({ code }) => code !== "missing-values" && code !== "column-empty");
  const time = chooseTime(table, given.time, model?.features ?? given.features?.split(","));
  const id = chooseId(table, given.id, time);
  // A model's rows need no target.
  const target = features !== undefined && given.target === undefined ? undefined : chooseTarget(table, given.target, [time, id]);
  const inputs =
    features === undefined
      ? chooseFeatures(table, given.features, [time, id, target], notes)
      : features.map((name) => askedColumn(table, name, "--model"));
  if (inputs.length === 0) throw noFeatures(table);
  const values = target === undefined ? new Float64Array(table.rows).fill(Number.NaN) : numbersOf(table, target.name);
  const gaps = inputs.reduce((sum, column) => sum + column.missing, 0);
  if (gaps > 0) notes.push({ code: "features-missing", fields: { count: gaps } });
  const decimal = table.columns.find((column) => column.kind === "number" && column.decimal !== undefined);
  const role = (name: ReadRole["role"], columns: readonly (Column | undefined)[], asked: unknown): ReadRole[] => {
    const own = columns.flatMap((column) => (column === undefined ? [] : [column.name]));
    return own.length === 0 ? [] : [{ role: name, columns: own, guessed: asked === undefined }];
  };
  return {
    file,
    name: basename(file, extname(file)),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    rows: table.rows,
    delimiter: table.delimiter,
    decimal: decimal?.kind === "number" ? decimal.decimal : undefined,
    roles: [
      ...role("time", [time], given.time),
      ...role("id", [id], given.id),
      ...role("target", [target], given.target),
      ...role("features", inputs, given.features ?? features),
    ],
    sequences: sequencesOf(table, { time, id, inputs, values, order: given.order }, notes),
    notes,
  };
}

interface Chosen {
  readonly time: Column | undefined;
  readonly id: Column | undefined;
  readonly inputs: readonly Column[];
  readonly values: Float64Array;
  readonly order: ReadOptions["order"];
}

/** Rows by id, in order of time. */
function sequencesOf(table: Table, { time, id, inputs, values, order }: Chosen, notes: Note[]): ReadSequence[] {
  const when = time === undefined ? undefined : momentsOf(table, time, order);
  const groups = new Map<string, number[]>();
  const ids = id === undefined ? undefined : cells(id);
  for (let row = 0; row < table.rows; row++) {
    const key = ids?.[row] ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  let unsorted = false;
  const columns = inputs.map((column) => [column.name, valuesOf(column)] as const);
  const sequences = [...groups].map(([key, rows]): ReadSequence => {
    const sorted = when === undefined ? rows : [...rows].sort((a, b) => when.values[a] - when.values[b] || a - b);
    if (sorted.some((row, k) => row !== rows[k])) unsorted = true;
    const take = (column: FeatureColumn): FeatureColumn =>
      typeof column[0] === "string"
        ? sorted.map((row) => column[row] as string)
        : Float64Array.from(sorted, (row) => column[row] as number);
    const target = Float64Array.from(sorted, (row) => values[row]);
    return {
      rows: {
        ...(id !== undefined && { id: key }),
        ...(when !== undefined && { time: Float64Array.from(sorted, (row) => when.values[row]) }),
        features: new Map(columns.map(([name, column]) => [name, take(column)])),
        target,
      },
      labels: sorted.map((row, k) => when?.label(row) ?? `${k + 1}`),
      target,
    };
  });
  if (unsorted) notes.push({ code: "rows-unsorted", fields: {} });
  if (when !== undefined && repeats(sequences)) notes.push({ code: "times-again", fields: {} });
  return sequences;
}

const repeats = (sequences: readonly ReadSequence[]): boolean =>
  sequences.some(({ rows: { time = [] } }) => Array.from(time).some((moment, row, all) => row > 0 && moment === all[row - 1]));

/** A feature's values: numbers, or text for categories and for codes such as 007. */
export function valuesOf(column: Column): FeatureColumn {
  return column.kind === "text" || (column.kind === "number" && column.text !== undefined) ? cells(column) : column.values;
}

/** Times as numbers, and as the file writes them. Throws DataError `time-missing`, `time-invalid` …. */
export function momentsOf(
  table: Table,
  time: Column,
  order: ReadOptions["order"],
): { values: ArrayLike<number>; label: (row: number) => string } {
  const where = `${table.name}, column "${time.name}"`;
  const read = time.kind === "text" ? parseTimes(time.values, where, order, (row) => table.lines[row]) : time;
  const absent = Array.prototype.findIndex.call(read.values, Number.isNaN);
  if (absent >= 0) {
    const at = `${table.name}, line ${table.lines[absent]}, column "${time.name}"`;
    throw new DataError({
      code: "time-missing",
      where: at,
      expected: "a time in every row",
      got: "a row without one",
      hint: "complete it or drop the row",
    });
  }
  return { values: read.values, label: (row) => (read.kind === "time" ? formatTime(read.values[row], read.form) : `${read.values[row]}`) };
}
