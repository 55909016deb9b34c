import { cellText, type Groups, groupRows } from "../../data/group.ts";
import type { Column, Table } from "../../data/table.ts";
import { unclear } from "./columns.ts";
import { idNames, plainName } from "./names.ts";

/** Which columns tell the series of a long file apart, guessed where only one set can be meant. */

/** More rows of a time that came before than clocks that change explain: several series, or several rows a time. */
function repeats(groups: Groups, time: Column): boolean {
  let repeated = 0;
  let rows = 0;
  for (const group of groups.rows) {
    const times = time.kind === "text" ? Array.from(group, (row) => time.values[row]) : Float64Array.from(group, (row) => time.values[row]);
    times.sort();
    for (let i = 1; i < times.length; i++) if (times[i] === times[i - 1]) repeated++;
    rows += times.length;
  }
  return repeated * 20 > rows;
}

/** Each value has rows that follow each other: a series after the other. */
function inBlocks(column: Column, rows: number, distinct: number): boolean {
  let blocks = 1;
  for (let row = 1; row < rows; row++) if (cellText(column, row) !== cellText(column, row - 1)) blocks++;
  return blocks === distinct;
}

/** The columns that are needed to tell the same groups apart, later ones left out first. */
function needed(columns: readonly Column[], rows: number): readonly Column[] {
  if (columns.length < 2) return columns;
  const { length } = groupRows(columns, rows).rows;
  let kept = columns;
  for (const column of columns.toReversed()) {
    const others = kept.filter((other) => other !== column);
    if (others.length > 0 && groupRows(others, rows).rows.length === length) kept = others;
  }
  return kept;
}

/**
 * Id columns, or none. With columns called like ids: the fewest that leave one row for each time and series. Otherwise the only text column that
 * does so. `every`: rows are still to be added up, so that several rows a time may be one series; then a single column called like an id is one.
 * Throws OptionError `column-unclear` where several could be.
 */
export function chooseIds(table: Table, time: Column | undefined, taken: ReadonlySet<string>, every: boolean): readonly Column[] {
  const { rows } = table;
  const free = table.columns.filter((column) => !taken.has(column.name) && column.kind !== "time" && column.missing === 0);
  const counted = free
    .filter((column) => column.kind === "text" || (idNames.has(plainName(column.name)) && column.values.every(Number.isInteger)))
    .map((column) => ({ column, distinct: groupRows([column], rows).rows.length }))
    .filter(({ distinct }) => 2 * distinct <= rows);
  const named = counted.filter(({ column }) => idNames.has(plainName(column.name)));
  const all = named.map(({ column }) => column);
  const alone = groupRows([], rows);
  if (time === undefined || !repeats(alone, time)) {
    // Times that come once: one series, unless a column's values stand in blocks. Without times only blocks can tell.
    const blocks = named.filter(({ column, distinct }) => inBlocks(column, rows, distinct));
    if (blocks.length > 0 || !every)
      return needed(
        blocks.map(({ column }) => column),
        rows,
      );
  } else if (all.length > 0 && !repeats(groupRows(all, rows), time)) return needed(all, rows);
  if (every) {
    const fewest = needed(all, rows);
    if (fewest.length > 1) throw unclear("--id", fewest, table);
    return fewest;
  }
  if (time === undefined) return [];
  const telling = counted.filter(({ column }) => !repeats(groupRows([column], rows), time));
  return telling.length === 1 ? [telling[0].column] : [];
}
