import { groupRows } from "../../data/group.ts";
import { countMissing, lastObserved } from "../../data/series.ts";
import type { Column, Note, NumberColumn, Table } from "../../data/table.ts";
import { fillGaps } from "./fill.ts";
import type { Source } from "./future.ts";
import { everyWithoutTime } from "./layout.ts";
import { plainName } from "./names.ts";
import type { ReadOptions, ReadSeries } from "./read.ts";
import type { Chosen } from "./roles.ts";
import { staticValue } from "./static.ts";

/** A series a row, as the M4 competition's files: an id, perhaps columns that say more of the series, then its values from the oldest on. */
export interface RowForm {
  readonly ids: readonly Column[];
  readonly static: readonly Column[];
  readonly values: readonly NumberColumn[];
}

/** Fewer columns of values than this are not taken for a series. */
const fewest = 4;

/** `V2` → the text before its number, and the number. */
function numbered(name: string): readonly [string, number] | undefined {
  const [, text = "", digits] = /^(\D*)(\d+)$/.exec(plainName(name)) ?? [];
  return digits === undefined ? undefined : [text, Number(digits)];
}

/**
 * The form, where the last columns are numbers under names that count (`V2`, `V3` … or `d_1`, `d_2` …), and an id column before them has one row a
 * series. `given`: the id columns that were asked for.
 */
export function rowForm(table: Table, given: readonly Column[] | undefined): RowForm | undefined {
  const { columns, rows } = table;
  let from = columns.length;
  for (; from > 0; from--) {
    const column = columns[from - 1];
    const here = numbered(column.name);
    const next = from === columns.length ? undefined : numbered(columns[from].name);
    const empty = column.missing === rows;
    if ((column.kind !== "number" && !empty) || here === undefined) break;
    if (next !== undefined && (here[0] !== next[0] || here[1] !== next[1] - 1)) break;
  }
  const before = columns.slice(0, from);
  const candidates = given ?? before.filter((column) => column.kind === "text");
  const ids = given ?? candidates.filter((column) => groupRows([column], rows).rows.length === rows).slice(0, 1);
  const values = columns.slice(from).filter((column): column is NumberColumn => column.kind === "number");
  if (ids.length === 0 || values.length < fewest || groupRows(ids, rows).rows.length !== rows) return undefined;
  return { ids, static: before.filter((column) => !ids.includes(column) && column.kind === "text"), values };
}

/** One series a row; its values end with the last that is there. Series without any are left out and noted, unless that is all of them. */
export function assembleRows(source: Source, { columns, groups }: Chosen, given: ReadOptions, notes: Note[]): ReadSeries[] {
  if (given.every !== undefined) throw everyWithoutTime(given.every);
  let [missing, filled] = [0, 0];
  const rows = groups.rows.map(([row], i) => {
    const cells = Float64Array.from(columns.target, (column) => (column.kind === "number" ? column.values[row] : NaN));
    return { row, ids: groups.keys[i], values: cells.slice(0, lastObserved(cells) + 1) };
  });
  const observed = rows.filter(({ values }) => values.length > 0);
  const kept = observed.length === 0 ? rows : observed;
  const list = kept.map(({ row, ids, values }): ReadSeries => {
    missing += countMissing(values);
    const whole = fillGaps(values, given.fill ?? "none");
    filled += whole.count;
    const layout = { rows: Uint32Array.of(row) };
    const fixed = columns.static.map((column) => [column.name, staticValue(source, column, { layout, ids })]);
    return {
      series: { id: ids.join("/"), target: whole.values, ...(fixed.length > 0 && { static: Object.fromEntries(fixed) }) },
      ids,
      target: "",
      labels: Array.from(values, (_, step) => `${step + 1}`),
      aheadRows: 0,
      ahead: (horizon) => Array.from({ length: horizon }, (_, step) => `${values.length + 1 + step}`),
    };
  });
  const note = (code: string, fields: Note["fields"]) => notes.push({ code, fields });
  note("series-in-rows", { first: columns.target[0].name, last: columns.target[columns.target.length - 1].name });
  if (missing > 0) note("values-missing", { count: missing, masked: filled === 0 ? 1 : 0 });
  if (filled > 0) note("values-filled", { count: filled, how: given.fill ?? "none" });
  if (rows.length > kept.length) {
    const [first] = rows.filter(({ values }) => values.length === 0);
    note("series-unobserved", { count: rows.length - kept.length, first: first.ids.join("/") });
  }
  return list;
}
