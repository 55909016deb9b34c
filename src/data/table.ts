/**
 * A table as read from a file: columns of numbers, wall clocks or text, what was noticed, and the line of each row.
 */
import { DataError, show, unknownOption } from "../errors.ts";
import type { DecimalMark } from "./number.ts";
import type { TimeForm } from "./time-form.ts";

interface ColumnBase {
  readonly name: string;
  /** Number of missing cells. */
  readonly missing: number;
  /** The cells as written, trimmed, kept only when one is the word `none`, which is missing as a value but may be the name of a class. */
  readonly written?: readonly string[];
}

export interface NumberColumn extends ColumnBase {
  readonly kind: "number";
  /** NaN is missing. */
  readonly values: Float64Array;
  /** The decimal mark that the cells use; undefined when they are all whole numbers. */
  readonly decimal?: DecimalMark;
  /** The cells as written, kept only when some number begins with a zero, as codes do (`007`). */
  readonly text?: readonly string[];
}

export interface TimeColumn extends ColumnBase {
  readonly kind: "time";
  /** Wall clocks in milliseconds (see `TimeForm`); NaN is missing. */
  readonly values: Float64Array;
  readonly form: TimeForm;
}

export interface TextColumn extends ColumnBase {
  readonly kind: "text";
  /** Trimmed; a missing cell is "". */
  readonly values: readonly string[];
}

export type Column = NumberColumn | TimeColumn | TextColumn;

/**
 * Something noticed while reading, for a person to know: `encoding-assumed`, `no-header`, `header-duplicate`, `header-empty`,
 * `column-dropped`, `column-empty`, `column-mostly-numbers`, `column-mostly-times`, `missing-values`, `rows-empty`,
 * `row-trailing-delimiter`, `column-sign`, `time-two-digit-year`, `time-zones-mixed`. Lines are counted from 1.
 */
export interface Note {
  readonly code: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

export interface Table {
  /** Name of the file, or what the caller called it. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Line of the file (from 1) on which each row begins. */
  readonly lines: Uint32Array;
  readonly notes: readonly Note[];
  readonly delimiter: string;
  readonly encoding: string;
  /** False when the file had no header and columns were named `column1`, `column2` … */
  readonly header: boolean;
}

/** The column of that name. Throws OptionError `option-unknown`, listing the columns. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  const known = table.columns.map((candidate) => candidate.name);
  throw unknownOption(`column in ${table.name}`, name, known);
}

/**
 * The numbers of a column; NaN is missing.
 * Throws DataError `csv-not-a-number` with the line and the cell that kept the column from being numbers.
 */
export function numbersOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind === "number") return column.values;
  const note = table.notes.find((candidate) => candidate.code === "column-mostly-numbers" && candidate.fields.column === name);
  const row =
    column.kind === "text" ? column.values.findIndex((cell) => cell !== "") : column.values.findIndex((value) => !Number.isNaN(value));
  const line = note === undefined ? table.lines[row] : Number(note.fields.line);
  const got = note !== undefined ? show(note.fields.cell) : column.kind === "time" ? "a time" : show(column.values[row]);
  const where = `${table.name}, line ${line}, column "${name}"`;
  throw new DataError({
    code: "csv-not-a-number",
    where,
    expected: "a number",
    got,
    fields: { file: table.name, line, column: name, got },
  });
}
