import { layNumbers, layText } from "../../data/lay.ts";
import { lastObserved, type Series, separated } from "../../data/series.ts";
import { type Column, type Note, numbersOf } from "../../data/table.ts";
import { OptionError } from "../../errors.ts";
import { checkAhead, checkFuture } from "./ahead.ts";
import { fillGaps } from "./fill.ts";
import type { Source } from "./future.ts";
import type { Layout } from "./layout.ts";
import { nameOf, type Part } from "./part.ts";
import type { ReadOptions, ReadSeries } from "./read.ts";
import type { Chosen } from "./roles.ts";
import { staticValue } from "./static.ts";

/** Columns and calendars → series. */

/**
 * All series; those without any value are left out and noted, unless that is all of them. Notes say what is missing, filled in or ahead.
 * Throws DataError `future-…`, `static-varies`, and OptionError for `--joint` of one target.
 */
export function assemble(source: Source, chosen: Chosen, layouts: readonly Layout[], given: ReadOptions, notes: Note[]): ReadSeries[] {
  const { columns, groups } = chosen;
  if (given.joint && columns.target.length < 2) {
    const expected = "several targets, such as --target a,b";
    throw new OptionError({
      code: "joint-single",
      where: "invalid --joint",
      expected,
      got: "one",
      fields: { target: columns.target[0].name },
    });
  }
  const sets = given.joint ? [columns.target] : columns.target.map((target) => [target]);
  const all = layouts.flatMap((layout, i) => sets.map((targets) => partOf(source, layout, groups.keys[i], targets, given)));
  checkFuture(source, chosen, all);
  const observed = all.filter(({ end }) => end > 0);
  const parts = observed.length === 0 ? all : observed;
  const left = all.filter((part) => !parts.includes(part));
  if (left.length > 0)
    notes.push({ code: "series-unobserved", fields: { count: left.length, first: nameOf(left[0], columns.target.length > 1) } });
  if (given.horizon !== undefined) checkAhead(source, chosen, parts, given.horizon);
  const filled = { count: 0 };
  const list = parts.flatMap((part) => finish(source, chosen, part, given, filled));
  noteParts(parts, columns, given, filled.count, notes);
  return list;
}

const gather = (values: Float64Array, rows: Uint32Array) => Float64Array.from(rows, (row) => values[row]);

function partOf(source: Source, layout: Layout, ids: readonly string[], targets: readonly Column[], given: ReadOptions): Part {
  const { rows, steps, targetSteps, length } = layout;
  const how = given.agg ?? "mean";
  const grids = targets.map(({ name }) => layNumbers(gather(numbersOf(source, name), rows), targetSteps, length, how));
  const present = new Uint8Array(length);
  for (const step of steps) present[step] = 1;
  const firsts = grids.map((grid) => grid.findIndex((value) => !Number.isNaN(value))).filter((step) => step >= 0);
  const last = Math.max(...grids.map((grid) => lastObserved(grid)));
  const end = last < 0 ? 0 : Math.max(last + 1, layout.filledTo);
  let aheadRows = 0;
  while (present[end + aheadRows] === 1) aheadRows++;
  return { layout, ids, targets, grids, present, first: last < 0 ? 0 : Math.min(...firsts), end, aheadRows };
}

function finish(source: Source, chosen: Chosen, part: Part, given: ReadOptions, filled: { count: number }): ReadSeries[] {
  const { layout, ids, targets, first, aheadRows } = part;
  const end = part.end === 0 ? layout.length : part.end;
  const { rows, steps, length, labelAt, stampAt } = layout;
  const lay = ({ name, ...column }: Column, to: number): Float64Array | string[] => {
    if (column.kind !== "text") return layNumbers(gather(numbersOf(source, name), rows), steps, length, "mean").slice(first, to);
    const cells = Array.from(rows, (row) => column.values[row]);
    return layText(cells, steps, length).slice(first, to);
  };
  const over = (columns: readonly Column[], to: number) => Object.fromEntries(columns.map((column) => [column.name, lay(column, to)]));
  const { known, past, static: fixed } = chosen.columns;
  const labels = Array.from({ length: end - first }, (_, step) => labelAt(first + step));
  const shared: Omit<Series, "target"> = {
    ...(stampAt !== undefined && { time: timesOf(labels.length, (step) => stampAt(first + step)) }),
    ...(known.length > 0 && { known: over(known, end + aheadRows) }),
    ...(past.length > 0 && { past: over(past, end) }),
    ...(fixed.length > 0 && { static: Object.fromEntries(fixed.map((column) => [column.name, staticValue(source, column, part)])) }),
  };
  const values = part.grids.map((grid) => {
    const { values: whole, count } = fillGaps(grid.slice(first, end), given.fill ?? "none");
    filled.count += count;
    return whole;
  });
  const joint = targets.length > 1;
  const id = nameOf(part, chosen.columns.target.length > 1);
  const list = joint
    ? separated({
        ...shared,
        ...(ids.length > 0 && { id: ids.join("/") }),
        target: Object.fromEntries(targets.map(({ name }, i) => [name, values[i]])),
      })
    : [{ ...shared, id, target: values[0] }];
  const ahead = (horizon: number) => Array.from({ length: horizon }, (_, step) => labelAt(end + step));
  return list.map((series, i) => ({ series, ids, target: targets[i].name, labels, aheadRows, ahead }));
}

function timesOf(length: number, at: (step: number) => string | number): readonly string[] | readonly number[] {
  return Array.from({ length }, (_, step) => at(step)) as string[] | number[];
}

function noteParts(parts: readonly Part[], { known, target }: Chosen["columns"], given: ReadOptions, filled: number, notes: Note[]): void {
  let [leading, missing, absent, ahead] = [0, 0, 0, 0];
  const layouts = new Set<Layout>();
  for (const { layout, grids, present, first, end } of parts) {
    leading += first;
    ahead = Math.max(ahead, layout.length - end);
    const [grid] = grids;
    for (let step = first; step < end; step++) {
      if (present[step] === 1 && Number.isNaN(grid[step])) missing++;
      if (present[step] === 0 && !layouts.has(layout)) absent++;
    }
    if (!layouts.has(layout)) absent -= layout.clockHours;
    layouts.add(layout);
  }
  const note = (code: string, fields: Note["fields"]) => notes.push({ code, fields });
  const masked = given.fill === undefined || given.fill === "none";
  if (absent > 0) note(given.every === undefined ? "rows-absent" : "periods-empty", { count: absent, masked: masked ? 1 : 0 });
  if (missing > 0) note("values-missing", { count: missing, masked: masked ? 1 : 0 });
  if (filled > 0) note("values-filled", { count: filled, how: given.fill ?? "none" });
  if (leading > 0) note("rows-leading", { count: leading });
  if (ahead > 0 && known.length === 0) note("rows-future", { count: ahead });
  noteEnds(parts, target.length > 1, notes);
}

/** Series that end before the others. */
function noteEnds(parts: readonly Part[], several: boolean, notes: Note[]): void {
  const lasts = parts.map(({ layout: { stampAt }, end }) => (stampAt === undefined || end === 0 ? undefined : stampAt(end - 1)));
  const latest = lasts.reduce((max, last) => (last !== undefined && (max === undefined || last > max) ? last : max), undefined);
  const early = parts.filter((_, i) => lasts[i] !== undefined && lasts[i] !== latest);
  if (early.length > 0) notes.push({ code: "series-ended", fields: { count: early.length, first: nameOf(early[0], several) } });
}
