import { readCsv } from "../../data/csv.ts";
import { cellText } from "../../data/group.ts";
import type { DecimalMark } from "../../data/number.ts";
import { type Column, numbersOf, type Table } from "../../data/table.ts";
import type { DateOrder } from "../../data/time-form.ts";
import { DataError } from "../../errors.ts";

/** A file's table, and the rows of `--future FILE` after its own. */
export interface Source extends Table {
  /** Rows from here on are of the future's file. */
  readonly ownRows: number;
  /** Columns of the future's file; undefined without one. */
  readonly ahead: ReadonlySet<string> | undefined;
  /** `ventas.csv, line 12`. */
  readonly place: (row: number) => string;
}

export interface FileBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Reads a file and, where there is one, the future's file, whose rows come after. */
export function readSource(
  { file, bytes }: FileBytes,
  given: { readonly decimal?: DecimalMark; readonly order?: DateOrder; readonly skip?: number },
  future?: FileBytes,
): Source {
  const table = readCsv(bytes, { name: file, decimal: given.decimal, order: given.order, skip: given.skip });
  if (future === undefined) {
    return { ...table, ownRows: table.rows, ahead: undefined, place: (row) => `${file}, line ${table.lines[row]}` };
  }
  const decimal = given.decimal ?? table.columns.find((column) => column.kind === "number" && column.decimal !== undefined);
  const more = readCsv(future.bytes, {
    name: future.file,
    order: given.order ?? orderOf(table),
    ...(typeof decimal === "string" ? { decimal } : decimal?.kind === "number" && { decimal: decimal.decimal }),
    ...(!table.header && { header: false }),
  });
  const columns = table.columns.map((column) => joined(column, more));
  return {
    ...table,
    columns,
    rows: table.rows + more.rows,
    lines: Uint32Array.from([...table.lines, ...more.lines]),
    ownRows: table.rows,
    ahead: new Set(more.columns.map(({ name }) => name)),
    place: (row) => (row < table.rows ? `${file}, line ${table.lines[row]}` : `${future.file}, line ${more.lines[row - table.rows]}`),
  };
}

/** The order in which the file writes its dates, for the future's, whose days may all be below 13. */
function orderOf({ columns }: Table): DateOrder | undefined {
  for (const column of columns) {
    if (column.kind !== "time") continue;
    const [day, month, year] = ["{D", "{M", "{Y"].map((token) => column.form.pattern.indexOf(token));
    if (day !== -1 && month !== -1 && day < year) return day < month ? "dmy" : "mdy";
  }
  return undefined;
}

function joined(column: Column, more: Table): Column {
  const other = more.columns.find(({ name }) => name === column.name);
  const missing = column.missing + (other?.missing ?? more.rows);
  const none = other === undefined || other.missing === more.rows;
  if (column.kind === "text") {
    const cells = Array.from({ length: more.rows }, (_, row) => (none ? "" : cellText(other, row)));
    return { ...column, missing, values: [...column.values, ...cells] };
  }
  const tail = none
    ? new Float64Array(more.rows).fill(NaN)
    : column.kind === "number"
      ? numbersOf(more, column.name)
      : timesOf(other, more);
  const values = new Float64Array(column.values.length + more.rows);
  values.set(column.values);
  values.set(tail, column.values.length);
  if (column.kind === "time") return { ...column, missing, values };
  const cells = Array.from({ length: more.rows }, (_, row) => (none ? "" : cellText(other, row)));
  return { ...column, missing, values, ...(column.text !== undefined && { text: [...column.text, ...cells] }) };
}

function timesOf(column: Column, { name, lines }: Table): ArrayLike<number> {
  if (column.kind === "time") return column.values;
  const where = `${name}, line ${lines[0]}, column "${column.name}"`;
  const fields = { where, line: lines[0], got: cellText(column, 0) };
  const got = cellText(column, 0);
  throw new DataError({ code: "time-invalid", where, expected: "a date or time in the form of the column", got, fields });
}
