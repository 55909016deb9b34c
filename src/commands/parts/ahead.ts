import { type Column, numbersOf } from "../../data/table.ts";
import { DataError, show } from "../../errors.ts";

import type { Source } from "./future.ts";
import { nameOf, type Part } from "./part.ts";
import type { Chosen } from "./roles.ts";

/** The rows of the future, before they are believed. */

const quoted = (name: string) => (name === "" ? "" : `, series ${show(name)}`);

/**
 * Checks the file of `--future`. Throws DataError: `future-column` (one that is needed isn't there), `future-observed` (it has values of a target),
 * `future-series` (a series that the data have not), `future-time` (times that don't go on right after the last value).
 */
export function checkFuture(source: Source, { columns, form }: Pick<Chosen, "columns" | "form">, parts: readonly Part[]): void {
  const { ahead, ownRows } = source;
  if (ahead === undefined) return;
  for (const { name } of [...columns.time, ...columns.id, ...columns.known]) {
    if (ahead.has(name)) continue;
    const got = [...ahead].join(", ");
    const where = source.place(ownRows).replace(/, line \d+$/, "");
    throw new DataError({ code: "future-column", where, expected: `a column ${show(name)}`, got, fields: { where, column: name, got } });
  }
  if (form === "rows") return;
  for (const { name } of columns.target) observedAhead(source, name);
  for (const part of parts) {
    const { layout, end, ids } = part;
    const position = layout.rows.findIndex((row) => row >= ownRows);
    if (position === -1) continue;
    const where = source.place(layout.rows[position]);
    if (layout.rows.every((row) => row >= ownRows)) {
      const series = ids.join("/");
      const got = show(series);
      throw new DataError({ code: "future-series", where, expected: "one of the series of the data", got, fields: { where, got } });
    }
    let earliest = position;
    layout.rows.forEach((row, i) => {
      if (row >= ownRows && layout.steps[i] < layout.steps[earliest]) earliest = i;
    });
    // Targets of a wide file may end at different times; the future begins after the last of them.
    const last = Math.max(...parts.filter((other) => other.layout === layout).map((other) => other.end), end);
    if (layout.steps[earliest] === last || last === 0) continue;
    const at = source.place(layout.rows[earliest]);
    const [wanted, got] = [layout.labelAt(last), layout.labelAt(layout.steps[earliest])];
    const fields = { where: at, wanted, got };
    throw new DataError({ code: "future-time", where: at, expected: `${wanted}, the time after the last value`, got, fields });
  }
}

function observedAhead(source: Source, target: string): void {
  const values = numbersOf(source, target);
  for (let row = source.ownRows; row < source.rows; row++) {
    if (Number.isNaN(values[row])) continue;
    const where = `${source.place(row)}, column "${target}"`;
    const got = `${values[row]}`;
    const hint = "rows that have values belong in the data";
    throw new DataError({ code: "future-observed", where, expected: "no values of the target", got, hint, fields: { where, got } });
  }
}

/** Every series needs the known columns for all of the horizon. Throws DataError `future-short`. */
export function checkAhead(source: Source, { columns }: Pick<Chosen, "columns">, parts: readonly Part[], horizon: number): void {
  if (columns.known.length === 0) return;
  const short = parts.find(({ aheadRows }) => aheadRows < horizon);
  if (short === undefined) return;
  const { aheadRows, layout, end } = short;
  const several = parts.length > 1;
  const names = columns.known.map(({ name }: Column) => name).join(",");
  const where = `${source.name}${quoted(several ? nameOf(short, columns.target.length > 1) : "")}`;
  const first = layout.labelAt(end + aheadRows);
  const hint = `add rows from ${first} on, without the target (or in --future FILE)${aheadRows > 0 ? `, or --horizon ${aheadRows}` : `, or --past ${names}`}`;
  const fields = {
    file: source.name,
    series: several ? nameOf(short, columns.target.length > 1) : "",
    horizon,
    count: aheadRows,
    columns: names,
    first,
  };
  throw new DataError({ code: "future-short", where, expected: `${horizon} rows ahead with ${names}`, got: `${aheadRows}`, hint, fields });
}
