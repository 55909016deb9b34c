import { readCsv } from "../../data/csv.ts";
import type { Column, Note, Table } from "../../data/table.ts";
import { DataError, show } from "../../errors.ts";
import type { OptionValues } from "../../option.ts";
import { cells } from "../regress/columns.ts";
import { momentsOf } from "../regress/read.ts";
import { type Group, outside } from "./data.ts";

/** A CSV of events beside the data: when each began and ended (both steps belong to it), its class, and whose it is. */

export interface EventsFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

const columnNames = {
  start: ["start", "from", "begin", "onset", "inicio", "desde", "comienzo"],
  end: ["end", "to", "stop", "offset", "fin", "hasta"],
  label: ["label", "class", "event", "type", "etiqueta", "clase", "evento", "tipo"],
  id: ["id", "series", "serie", "sensor", "recording", "grabación"],
};

/** The class of events without one. */
const plainEvent = "event";

const find = (table: Table, names: readonly string[]): Column | undefined =>
  table.columns.find(({ name }) => names.includes(name.toLowerCase()));

function needed(table: Table, what: "start" | "end"): Column {
  const column = find(table, columnNames[what]);
  if (column !== undefined) return column;
  const got = table.columns.map(({ name }) => name).join(", ");
  throw new DataError({
    code: "events-column",
    where: table.name,
    expected: `a column ${what}`,
    got,
    fields: { file: table.name, what, got },
  });
}

/**
 * The class of each step of each group: `--background` (none) outside events. Throws DataError `events-column`, `events-time` (times where the data have none, or
 * the other way), `events-order` (an end before its start), `events-series`, `events-overlap` (two classes in one step), `events-elsewhere` (all outside the
 * data). Events that touch no step are noted.
 */
export function labelsFromEvents(
  { file, bytes }: EventsFile,
  groups: readonly Group[],
  { background = outside, decimal, order }: OptionValues<"background" | "decimal" | "order">,
  notes: Note[],
): string[][] {
  const table = readCsv(bytes, { name: file, decimal, order });
  const [start, end] = [needed(table, "start"), needed(table, "end")];
  const [label, id] = [find(table, columnNames.label), find(table, columnNames.id)];
  const [names, ids] = [label === undefined ? undefined : cells(label), id === undefined ? undefined : cells(id)];
  const moments = [start, end].map((column) => momentsIn(table, column, groups[0], order));
  const marked = groups.map(({ rows }) => rows.map(() => background));
  const lines = groups.map(({ rows }) => new Int32Array(rows.length));
  let missed = 0;
  for (let row = 0; row < table.rows; row++) {
    const where = `${file}, line ${table.lines[row]}`;
    const [from, to] = moments.map((values) => values[row]);
    if (!(to >= from)) {
      const got = `${cells(end)[row]} after ${cells(start)[row]}`;
      throw new DataError({
        code: "events-order",
        where,
        expected: "an end at or after the start",
        got,
        fields: { where, end: cells(end)[row], start: cells(start)[row] },
      });
    }
    const own = ids === undefined ? groups.map((_, k) => k) : groups.flatMap((group, k) => (group.id === ids[row] ? [k] : []));
    if (own.length === 0 || (ids === undefined && groups.length > 1)) {
      const got = ids === undefined ? "no column of ids" : show(ids[row]);
      throw new DataError({ code: "events-series", where, expected: "one of the data's series", got, fields: { where, got } });
    }
    const [k] = own;
    const { rows, time } = groups[k];
    const name = names?.[row] === undefined || names[row] === "" ? plainEvent : names[row];
    let touched = false;
    const at = (t: number): number => (time === undefined ? t + 1 : time[t]);
    for (let t = firstFrom(rows.length, (place) => at(place) >= from); t < rows.length && at(t) <= to; t++) {
      touched = true;
      if (lines[k][t] > 0 && marked[k][t] !== name) {
        const fields = { where, other: lines[k][t], label: name, step: groups[k].labels[t] };
        throw new DataError({
          code: "events-overlap",
          where,
          expected: "one class a step",
          got: `${show(name)} and ${show(marked[k][t])} (line ${lines[k][t]}) at ${groups[k].labels[t]}`,
          fields,
        });
      }
      marked[k][t] = name;
      lines[k][t] = table.lines[row];
    }
    if (!touched) missed++;
  }
  if (missed > 0 && missed === table.rows) {
    const [first, last] = [groups[0].labels[0], groups[0].labels.at(-1) ?? ""];
    const got = `all ${missed} outside them, the first from ${cells(start)[0]} to ${cells(end)[0]}`;
    const hint = "are both files in the same unit and time zone, and of the same days?";
    const fields = { first, last, count: missed, start: cells(start)[0], end: cells(end)[0] };
    throw new DataError({ code: "events-elsewhere", where: file, expected: `events between ${first} and ${last}`, got, hint, fields });
  }
  notes.push({ code: "events-read", fields: { file, count: table.rows, background } });
  if (missed > 0) notes.push({ code: "events-outside", fields: { count: missed } });
  return marked;
}

/** The first of 0 … n − 1 that `reached` says yes to, as it does to all after it; n for none. */
function firstFrom(n: number, reached: (place: number) => boolean): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Moments of a column, as the data's times; numbers of rows where the data have none. */
function momentsIn(table: Table, column: Column, group: Group, order: OptionValues<"order">["order"]): ArrayLike<number> {
  const numbers = group.time === undefined || !group.clock;
  if (numbers === (column.kind === "number")) return numbers ? (column.values as Float64Array) : momentsOf(table, column, order).values;
  const [expected, got] = numbers
    ? [
        group.time === undefined ? "numbers of rows, from 1, since the data have no times" : "numbers, as the data's times",
        "something else",
      ]
    : ["times, as in the data", column.kind === "number" ? "numbers" : "text"];
  if (!numbers && column.kind === "text") return momentsOf(table, column, order).values;
  throw new DataError({
    code: "events-time",
    where: `${table.name}, column "${column.name}"`,
    expected,
    got,
    fields: { file: table.name, column: column.name, numbers: numbers ? 1 : 0 },
  });
}
