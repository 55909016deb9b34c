import { type Column, columnOf, type Note, type NumberColumn, numbersOf, type Table } from "../../data/table.ts";
import { timesFromNumbers } from "../../data/time-number.ts";
import { DataError, OptionError, show } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { idNames, likelyTargets, plainName, rowNames, targetNames, timeNames } from "./names.ts";

/** Which column is the time and which the target: as asked, or guessed where only one can be meant. */

function known(table: Table): string {
  return table.columns.map(({ name }) => name).join(", ");
}

/** With `--model` a DataError: the model asks for the column, and the file lacks it. */
export function unknownColumn(table: Table, name: string, flag: string): DataError | OptionError {
  const names = table.columns.map((candidate) => candidate.name);
  const near = nearest(name, names);
  if (flag === "--model")
    return new DataError({
      code: "column-unknown",
      where: table.name,
      expected: `a column ${show(name)}, as the model was trained on`,
      got: known(table),
      fields: { known: known(table), asks: show(name) },
    });
  return new OptionError({
    code: "column-unknown",
    where: `invalid ${flag}`,
    expected: `one of the columns ${known(table)}`,
    got: show(name),
    hint: near === undefined ? undefined : `did you mean ${near}?`,
    fields: { flag, known: known(table), near: near ?? "" },
  });
}

/** `a, "b, c"` → `a` and `b, c`; a doubled quote within quotes is one. */
function namesIn(text: string): readonly string[] {
  const names = [...text.matchAll(/(?:^|,)(?: *"((?:[^"]|"")*)" *(?=,|$)|([^,]*))/g)];
  return names.map(([, quoted, plain]) => (quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')));
}

/**
 * The columns that a flag names: one by the whole text, or several separated by commas, in quotes where a name has some; `ventas_*` stands for those
 * that match and that `taken` has not. Throws OptionError `column-unknown`.
 */
export function askedColumns(table: Table, text: string, flag: string, taken: ReadonlySet<string>): readonly Column[] {
  const named = (name: string) => table.columns.find((column) => column.name === name);
  const whole = named(text) ?? named(text.trim());
  if (whole !== undefined) return [whole];
  const found = namesIn(text).flatMap((name) => {
    const exact = named(name);
    if (exact !== undefined) return [exact];
    const parts = name.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*")}$`);
    const matches = parts.length === 1 ? [] : table.columns.filter((column) => pattern.test(column.name) && !taken.has(column.name));
    if (matches.length === 0) throw unknownColumn(table, name, flag);
    return matches;
  });
  return [...new Set(found)];
}

/** A name as it goes on a command line. */
export const quotedName = (name: string) => (/^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name}"`);

/** Several columns could be it, or none. `first`: what the hint shows; default the first candidate. */
export function unclear(flag: string, candidates: readonly Column[], table: Table, first = candidates[0]?.name): OptionError {
  const none = candidates.length === 0;
  const names = none ? known(table) : candidates.map(({ name }) => name).join(", ");
  return new OptionError({
    code: "column-unclear",
    where: `missing ${flag}`,
    expected: `one of the columns ${names}`,
    got: none ? "none with numbers" : `${candidates.length} that could be it`,
    hint: none ? undefined : `say which: ${flag} ${quotedName(first)}`,
    fields: { flag, known: names, none: none ? 1 : 0, first: none ? "" : quotedName(first) },
  });
}

const rises = ({ values }: NumberColumn) => values.every((value, row) => row === 0 || value > values[row - 1]);

/** 1, 2, 3 … or 0, 1, 2 … under such a name: a column that only numbers the rows. */
export const numbersRows = ({ name, values }: NumberColumn) =>
  rowNames.has(plainName(name)) &&
  values.length > 1 &&
  (values[0] === 0 || values[0] === 1) &&
  values.every((value, row) => value === values[0] + row);

/** The time column, or `undefined` where there is none: rows are then in order. Throws OptionError `column-unclear` for several. */
export function chooseTime(table: Table, name: string | undefined): Column | undefined {
  if (name !== undefined) return askedColumns(table, name, "--time", new Set())[0];
  const times = table.columns.filter(({ kind }) => kind === "time");
  const named = times.filter((column) => timeNames.has(plainName(column.name)));
  if (named.length === 1) return named[0];
  if (times.length > 1) throw unclear("--time", times, table);
  if (times.length === 1) return times[0];
  const several = table.columns.some((column) => idNames.has(plainName(column.name)));
  return table.columns.find((column, position) => {
    if (column.kind !== "number" || column.missing === table.rows) return false;
    const dated = timesFromNumbers(column.values).kind !== "index";
    if (timeNames.has(plainName(column.name))) return rises(column) || dated || several;
    // The index that a table was saved with: no name, and years.
    return position === 0 && column.name === "column1" && table.header && dated && rises(column);
  });
}

/** Without any other time, a column that is one but for a cell or two is a slip (or a row of totals), and not text. Throws DataError `time-invalid`. */
export function refuseAlmostTimes(table: Table): void {
  const almost = ({ code, fields }: Note) => code === "column-mostly-times" && table.columns.some(({ name }) => name === fields.column);
  const note = table.notes.find(almost);
  if (note === undefined) return;
  const { column, line, cell } = note.fields;
  const [where, got] = [`${table.name}, line ${line}, column "${column}"`, show(cell)];
  throw new DataError({
    code: "time-invalid",
    where,
    expected: "a date or time in the form of the column",
    got,
    fields: { where, line, got },
  });
}

/** The column to forecast, not among `taken`. Throws OptionError `column-unclear`, and `csv-not-a-number` where a cell is why there is none. */
export function chooseTarget(table: Table, taken: ReadonlySet<string>, notes: Note[]): Column {
  const numeric = table.columns.filter(
    (column): column is NumberColumn => column.kind === "number" && !taken.has(column.name) && column.missing < table.rows,
  );
  const candidates = numeric.filter((column) => numeric.length === 1 || !numbersRows(column));
  for (const { name } of numeric) {
    if (!candidates.some((candidate) => candidate.name === name)) notes.push({ code: "column-row-numbers", fields: { column: name } });
  }
  for (const names of [targetNames, likelyTargets]) {
    const named = candidates.filter((column) => names.has(plainName(column.name)));
    if (named.length === 1) return named[0];
    if (named.length > 1) break;
  }
  if (candidates.length === 0) {
    // One cell may have kept the only column of numbers from being one: that cell is named.
    const almost = table.notes.filter(({ code, fields }) => code === "column-mostly-numbers" && !taken.has(`${fields.column}`));
    if (almost.length === 1) numbersOf(table, `${almost[0].fields.column}`);
  }
  // A column that only rises is more likely a time than a target.
  const likely = candidates.find((column) => !rises(column));
  if (candidates.length !== 1) throw unclear("--target", candidates, table, likely?.name);
  return columnOf(table, candidates[0].name);
}
