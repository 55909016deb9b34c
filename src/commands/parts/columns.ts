import { type Column, type Note, type NumberColumn, numbersOf, type Table } from "../../data/table.ts";
import { OptionError, show } from "../../errors.ts";
import { nearest } from "../../nearest.ts";

/** Which column is the time and which the target: as asked, or guessed where only one can be meant. */

const timeNames = new Set([
  "time",
  "date",
  "ds",
  "timestamp",
  "datetime",
  "day",
  "week",
  "month",
  "year",
  "fecha",
  "hora",
  "dia",
  "día",
  "semana",
  "mes",
  "año",
  "anio",
  "ano",
]);
const targetNames = new Set(["y", "target", "value", "valor", "objetivo"]);

function known(table: Table): string {
  return table.columns.map(({ name }) => name).join(", ");
}

function asked(table: Table, name: string, flag: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  const names = table.columns.map((candidate) => candidate.name);
  const near = nearest(name, names);
  throw new OptionError({
    code: "column-unknown",
    where: `invalid ${flag}`,
    expected: `one of the columns ${known(table)}`,
    got: show(name),
    hint: near === undefined ? undefined : `did you mean ${near}?`,
    fields: { flag, known: known(table), near: near ?? "" },
  });
}

/** A name as it goes on a command line. */
const quotedName = (name: string) => (/^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name}"`);

function unclear(flag: string, candidates: readonly Column[], table: Table): OptionError {
  const none = candidates.length === 0;
  // A column that only rises is more likely a time than a target.
  const likely = candidates.find((column) => column.kind === "number" && !rises(column)) ?? candidates[0];
  const names = none ? known(table) : candidates.map(({ name }) => name).join(", ");
  return new OptionError({
    code: "column-unclear",
    where: `missing ${flag}`,
    expected: `one of the columns ${names}`,
    got: none ? "none with numbers" : `${candidates.length} that could be it`,
    hint: none ? undefined : `say which: ${flag} ${quotedName(likely.name)}`,
    fields: { flag, known: names, none: none ? 1 : 0, first: quotedName(likely?.name ?? "") },
  });
}

const rises = ({ values }: NumberColumn) => values.every((value, row) => row === 0 || value > values[row - 1]);

const rowNames = new Set(["", "#", "n", "nº", "no", "id", "index", "indice", "índice", "row", "rows", "rownames", "fila", "column1"]);

/** 1, 2, 3 … or 0, 1, 2 … under such a name: a column that only numbers the rows. */
const numbersRows = ({ name, values }: NumberColumn) =>
  rowNames.has(name.toLowerCase()) &&
  values.length > 1 &&
  (values[0] === 0 || values[0] === 1) &&
  values.every((value, row) => value === values[0] + row);

/** The time column, or `undefined` where there is none: rows are then in order. Throws OptionError `column-unclear` for several. */
export function chooseTime(table: Table, name: string | undefined): Column | undefined {
  if (name !== undefined) return asked(table, name, "--time");
  const times = table.columns.filter(({ kind }) => kind === "time");
  if (times.length > 1) throw unclear("--time", times, table);
  if (times.length === 1) return times[0];
  return table.columns.find((column) => column.kind === "number" && timeNames.has(column.name.toLowerCase()) && rises(column));
}

/** The target column. Throws OptionError `column-unclear` where none or several could be it, `csv-not-a-number` where a cell is why. */
export function chooseTarget(table: Table, name: string | undefined, time: string | undefined, notes: Note[]): Column {
  if (name !== undefined) return asked(table, name, "--target");
  const numeric = table.columns.filter((column) => column.kind === "number" && column.name !== time && column.missing < table.rows);
  const candidates = numeric.filter((column) => !(column.kind === "number" && numeric.length > 1 && numbersRows(column)));
  for (const { name: column } of numeric) {
    if (!candidates.some((candidate) => candidate.name === column)) notes.push({ code: "column-row-numbers", fields: { column } });
  }
  const named = candidates.filter((column) => targetNames.has(column.name.toLowerCase()));
  if (named.length === 1) return named[0];
  if (candidates.length === 0) {
    // One cell may have kept the only column of numbers from being one: that cell is named.
    const almost = table.notes.filter(({ code }) => code === "column-mostly-numbers");
    if (almost.length === 1) numbersOf(table, `${almost[0].fields.column}`);
  }
  if (candidates.length !== 1) throw unclear("--target", candidates, table);
  return candidates[0];
}
