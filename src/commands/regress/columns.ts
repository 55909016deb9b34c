import { type Column, type Note, numbersOf, type Table } from "../../data/table.ts";
import { OptionError, show } from "../../errors.ts";
import { unknownColumn } from "../parts/columns.ts";

/** Which column plays which role in `regress`: as asked, or guessed where only one can be meant. */

/** Numbers under these names are times: they start again with each recording, or want sorting. */
const clockNames = new Set(["t", "time", "timestamp", "datetime", "ds", "date", "fecha", "tiempo"]);
/** Numbers under these are times where they only rise; else what day or hour it is, which can tell much. */
const calendarNames = new Set(["day", "week", "month", "year", "hora", "dia", "día", "semana", "mes", "año", "anio", "ano"]);
const targetNames = new Set(["y", "target", "objetivo"]);
const idNames = new Set(["id", "unique_id", "item_id", "series", "serie", "store", "tienda", "sensor", "station", "estacion", "estación"]);
const rowNames = new Set(["", "#", "n", "nº", "no", "index", "indice", "índice", "row", "rows", "rownames", "fila", "column1"]);

const names = (columns: readonly Column[]): string => columns.map(({ name }) => name).join(", ");

/** A column by the name that a flag gave. Throws `column-unknown`: DataError where the flag is --model. */
export function askedColumn(table: Table, name: string, flag: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  throw unknownColumn(table, name, flag);
}

/** A name as it goes on a command line. */
const quotedName = (name: string) => (/^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name}"`);

function unclear(flag: string, candidates: readonly Column[], table: Table): OptionError {
  const none = candidates.length === 0;
  const listed = names(none ? table.columns : candidates);
  const first = quotedName(candidates.at(-1)?.name ?? "");
  return new OptionError({
    code: "column-unclear",
    where: `missing ${flag}`,
    expected: `one of the columns ${listed}`,
    got: none ? "none with numbers" : `${candidates.length} that could be it`,
    hint: none ? undefined : `say which: ${flag} ${first}`,
    fields: { flag, known: listed, none: none ? 1 : 0, first },
  });
}

const rises = ({ values }: { readonly values: ArrayLike<number> }) =>
  Array.from(values).every((value, row, all) => row === 0 || value > all[row - 1]);

/** 1, 2, 3 … or 0, 1, 2 … under no name or one of a row's number: a column that only numbers the rows. */
const numbersRows = (column: Column) =>
  column.kind === "number" &&
  (rowNames.has(column.name.toLowerCase()) || /^column\d+$/.test(column.name)) &&
  (column.values[0] === 0 || column.values[0] === 1) &&
  column.values.every((value, row) => value === column.values[0] + row);

/** The time column, not one of the `features` asked for; none where rows are only in order. Throws OptionError `column-unclear` for several. */
export function chooseTime(table: Table, name: string | undefined, features: readonly string[] = []): Column | undefined {
  if (name !== undefined) return askedColumn(table, name, "--time");
  const times = table.columns.filter(({ kind }) => kind === "time");
  if (times.length > 1) throw unclear("--time", times, table);
  const numeric = (column: Column): boolean => {
    const own = column.name.toLowerCase();
    if (column.kind !== "number" || features.some((name) => name.trim() === column.name)) return false;
    return (clockNames.has(own) && column.missing === 0) || (calendarNames.has(own) && rises(column));
  };
  return times[0] ?? table.columns.find(numeric);
}

/** The column whose values tell sequences apart: guessed only where times come again, and by its name. Throws OptionError `column-unclear`. */
export function chooseId(table: Table, name: string | undefined, time: Column | undefined): Column | undefined {
  if (name !== undefined) return askedColumn(table, name, "--id");
  if (time === undefined || time.kind === "text") return undefined;
  const again = table.rows - new Set(time.values).size;
  // A few times that come again are a clock's change, or two readings in a second.
  if (again < table.rows / 5) return undefined;
  const others = table.columns.filter((column) => column !== time && column.kind !== "time" && column.missing === 0);
  const candidates = others.filter(
    (column) => new Set(cells(column).map((cell, row) => `${cell}\t${time.values[row]}`)).size === table.rows,
  );
  const named = candidates.filter((column) => idNames.has(column.name.toLowerCase()));
  if (named.length === 1) return named[0];
  const texts = candidates.filter(({ kind }) => kind === "text");
  if (texts.length === 1) return texts[0];
  throw unclear("--id", candidates.length > 0 ? candidates : others, table);
}

/** The cells of a column as text; "" is missing. */
export function cells(column: Column): readonly string[] {
  if (column.kind === "text") return column.values;
  if (column.kind === "number" && column.text !== undefined) return column.text.map((cell) => cell.trim());
  return Array.from(column.values, (value) => (Number.isNaN(value) ? "" : `${value}`));
}

/**
 * The column to estimate: guessed by its name, or where it is the only one of numbers that is empty in the last row. Throws OptionError
 * `column-unclear`, DataError `csv-not-a-number` for one that has no numbers.
 */
export function chooseTarget(table: Table, name: string | undefined, taken: readonly (Column | undefined)[]): Column {
  if (name !== undefined) {
    const column = askedColumn(table, name, "--target");
    numbersOf(table, name);
    return column;
  }
  const numeric = table.columns.filter((column) => column.kind === "number" && !taken.includes(column) && column.missing < table.rows);
  const named = numeric.filter((column) => targetNames.has(column.name.toLowerCase()));
  if (named.length === 1) return named[0];
  const open = numeric.filter((column) => column.kind === "number" && Number.isNaN(column.values[table.rows - 1]));
  if (open.length === 1) return open[0];
  throw unclear(
    "--target",
    numeric.filter((column) => !numbersRows(column)),
    table,
  );
}

/**
 * The columns that the value is estimated from: as listed, or all others of numbers or of categories. What is left out is noted: columns
 * of times, empty ones, those that number the rows, and text that hardly comes again.
 */
export function chooseFeatures(
  table: Table,
  list: string | undefined,
  taken: readonly (Column | undefined)[],
  notes: Note[],
): readonly Column[] {
  if (list !== undefined) {
    const whole = table.columns.find(({ name }) => name === list);
    const asked = whole === undefined ? list.split(",").map((name) => askedColumn(table, name.trim(), "--features")) : [whole];
    const twice = asked.find((column, k) => taken.includes(column) || asked.indexOf(column) !== k || column.kind === "time");
    if (twice === undefined) return asked;
    const got = show(twice.name);
    const others = names(table.columns.filter((column) => !taken.includes(column) && column.kind !== "time"));
    throw new OptionError({
      code: "features-invalid",
      where: "invalid --features",
      expected: `each of the columns ${others} once`,
      got,
      fields: { known: others, got },
    });
  }
  return table.columns.filter((column) => {
    if (taken.includes(column)) return false;
    const plain = column.kind !== "text" || 2 * new Set(column.values).size <= table.rows;
    if (column.missing === table.rows) return false;
    if (column.kind !== "time" && plain && !numbersRows(column)) return true;
    notes.push({ code: numbersRows(column) ? "column-row-numbers" : "column-left-out", fields: { column: column.name } });
    return false;
  });
}

/** Without any. */
export const noFeatures = (table: Table): OptionError => unclear("--features", [], table);
