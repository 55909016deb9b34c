/**
 * Cells of one column → numbers, wall clocks or text. A column is numbers when every cell that isn't missing is one with the column's
 * decimal mark; time stamps when they all have one form; otherwise text.
 */
import { DataError, show } from "../errors.ts";
import { type DecimalMark, isMissing, type NumberSigns, numberSigns, parseNumber } from "./number.ts";
import { withoutSign } from "./sign.ts";
import type { Column, Note } from "./table.ts";
import { readTimes, refuse } from "./time.ts";
import type { DateOrder } from "./time-form.ts";

interface Context {
  readonly name: string;
  readonly lines: Uint32Array;
  readonly delimiter: string;
  readonly notes: Note[];
  readonly decimal?: DecimalMark;
  readonly order?: DateOrder;
  readonly missing?: readonly string[];
}

/** Builds all columns of a file; what is noticed goes to `context.notes`. */
export function buildColumns(names: readonly string[], grid: readonly (readonly string[])[], context: Context): Column[] {
  const more = context.missing === undefined ? undefined : new Set(context.missing.map((mark) => mark.trim().toLowerCase()));
  const signs: NumberSigns[] = [];
  const bare = grid.map((cells, i) => {
    const found = numberSigns(cells, more);
    const unsigned = found.numbers === 0 && found.notNumbers > 0 ? withoutSign(cells, more) : undefined;
    const again = unsigned === undefined ? found : numberSigns(unsigned.cells, more);
    const stripped = unsigned !== undefined && again.notNumbers === 0;
    if (stripped) context.notes.push({ code: "column-sign", fields: { column: names[i], sign: unsigned.sign } });
    signs.push(stripped ? again : found);
    return stripped ? unsigned.cells : cells;
  });
  const fileMark = markOfFile(signs);
  return bare.map((cells, i) => buildColumn(names[i], cells, signs[i], fileMark, context, more));
}

/** The mark of all columns that decide for themselves, when they agree. */
function markOfFile(signs: readonly NumberSigns[]): DecimalMark | undefined {
  const numeric = signs.filter((sign) => sign.notNumbers === 0);
  const point = numeric.some((sign) => sign.firstPoint !== -1);
  const comma = numeric.some((sign) => sign.firstComma !== -1);
  return point === comma ? undefined : point ? "." : ",";
}

function buildColumn(
  name: string,
  cells: readonly string[],
  signs: NumberSigns,
  fileMark: DecimalMark | undefined,
  context: Context,
  more: ReadonlySet<string> | undefined,
): Column {
  const { notes, lines } = context;
  const named = signs.missing > 0 && cells.some((cell) => cell.trim().toLowerCase() === "none");
  const written = named ? { written: cells.map((cell) => cell.trim()) } : {};
  const observed = cells.length - signs.missing;
  if (observed === 0) notes.push({ code: "column-empty", fields: { column: name } });
  else if (signs.missing > 0) notes.push({ code: "missing-values", fields: { column: name, count: signs.missing, rows: cells.length } });
  if (signs.notNumbers === 0) {
    const decimal = decimalOf(name, cells, signs, fileMark, context);
    const values = new Float64Array(cells.length);
    for (let row = 0; row < cells.length; row++) {
      values[row] = isMissing(cells[row], more) ? NaN : parseNumber(cells[row], decimal ?? ".");
      if (Number.isNaN(values[row]) && !isMissing(cells[row], more)) refuseNumber(name, row, cells[row], decimal, context);
    }
    const text = cells.some((cell) => /^\s*0\d/.test(cell)) ? cells : undefined;
    return { name, kind: "number", values, missing: signs.missing, decimal, text, ...written };
  }
  const times = readTimes(cells, context.order, more);
  if (times.kind === "time") {
    for (const code of times.notes) notes.push({ code, fields: { column: name } });
    return { name, kind: "time", values: times.values, form: times.form, missing: signs.missing };
  }
  if (times.kind !== "not-time") refuse(times, cells, `${context.name}, column "${name}"`, (row) => lines[row]);
  const mostly = (code: string, row: number, count: number) => {
    notes.push({ code, fields: { column: name, line: lines[row], cell: cells[row].trim(), count } });
  };
  if (2 * signs.numbers > observed) mostly("column-mostly-numbers", signs.firstNotNumber, signs.notNumbers);
  else if (2 * times.parsed > observed) mostly("column-mostly-times", times.row, observed - times.parsed);
  return {
    name,
    kind: "text",
    values: cells.map((cell) => (isMissing(cell, more) ? "" : cell.trim())),
    missing: signs.missing,
    ...written,
  };
}

/**
 * The option first; then the column's own cells; then the other columns; then, for cells such as `1.234` in a file whose delimiter isn't
 * `;` (the delimiter of countries with a decimal comma), the point. Otherwise the column is refused.
 */
function decimalOf(
  name: string,
  cells: readonly string[],
  signs: NumberSigns,
  fileMark: DecimalMark | undefined,
  context: Context,
): DecimalMark | undefined {
  if (context.decimal !== undefined) return context.decimal;
  if (signs.firstPoint !== -1 && signs.firstComma !== -1) {
    const [row, other] = [signs.firstPoint, signs.firstComma];
    const where = `${context.name}, line ${context.lines[other]}, column "${name}"`;
    const got = `${show(cells[other])}, while line ${context.lines[row]} has ${show(cells[row])}`;
    const fields = { file: context.name, line: context.lines[other], column: name, got };
    throw new DataError({ code: "csv-decimal-conflict", where, expected: "one decimal mark in a column", got, fields });
  }
  if (signs.firstPoint !== -1) return ".";
  if (signs.firstComma !== -1) return ",";
  if (signs.firstAmbiguous === -1) return undefined;
  if (fileMark !== undefined) return fileMark;
  if (!signs.ambiguousComma && context.delimiter !== ";") return ".";
  const row = signs.firstAmbiguous;
  const where = `${context.name}, line ${context.lines[row]}, column "${name}"`;
  const got = show(cells[row].trim());
  const hint = `thousands or decimals? say decimal "." or ","`;
  const fields = { file: context.name, line: context.lines[row], column: name, got };
  throw new DataError({ code: "csv-decimal-ambiguous", where, expected: "a number with a known decimal mark", got, hint, fields });
}

function refuseNumber(name: string, row: number, cell: string, decimal: DecimalMark | undefined, context: Context): never {
  const line = context.lines[row];
  const where = `${context.name}, line ${line}, column "${name}"`;
  const got = show(cell.trim());
  const expected = `a number with decimal "${decimal ?? "."}"`;
  throw new DataError({ code: "csv-not-a-number", where, expected, got, fields: { file: context.name, line, column: name, got } });
}
