import { readStamps, type TimeInput } from "../../data/calendar.ts";
import { parsePeriod, periodForm, periodsOf, unfinished } from "../../data/period.ts";
import type { Column, Note } from "../../data/table.ts";
import { formatTime } from "../../data/time-form.ts";
import { OptionError } from "../../errors.ts";
import type { Source } from "./future.ts";
import { everyWithoutTime, isoForm, type Layout, type LayoutOptions, type Layouts, noTime } from "./layout.ts";
/** Rows of any times → one step a period of the calendar. */
export function byPeriods(
  source: Source,
  targets: readonly Column[],
  input: TimeInput,
  groups: readonly Uint32Array[],
  given: LayoutOptions & { readonly every: string },
  notes: Note[],
): Layouts {
  const frequency = parsePeriod(given.every);
  const { stamps, form, index } = readStamps(input, source.name);
  if (index || frequency === undefined) throw everyWithoutTime(given.every);
  let first = Infinity;
  stamps.forEach((stamp, row) => {
    if (Number.isNaN(stamp)) throw noTime(source.place(row));
    first = Math.min(first, stamp);
  });
  const periods = periodsOf(frequency, first);
  const observed = (row: number) => targets.some((column) => column.kind === "number" && !Number.isNaN(column.values[row]));
  const seen = stamps.filter((_, row) => observed(row));
  const cut = unfinished(seen, periods);
  const last = periods.indexOf(seen.reduce((latest, stamp) => Math.max(latest, stamp), -Infinity));
  const begun = periods.indexOf(seen.reduce((earliest, stamp) => Math.min(earliest, stamp), Infinity));
  const dropFirst = cut.first && given.agg === "sum";
  const written = periodForm(frequency, form);
  const iso = isoForm(written) ?? written;
  const labels = new Map<number, string>();
  const label = (period: number) => {
    const text = labels.get(period) ?? formatTime(periods.startOf(period), written);
    labels.set(period, text);
    return text;
  };
  if (dropFirst) notes.push({ code: "period-unbegun", fields: { period: label(begun) } });
  if (cut.last) notes.push({ code: "period-unfinished", fields: { period: label(last) } });
  const layouts = groups.map((group): Layout => {
    const kept = dropFirst ? group.filter((row) => periods.indexOf(stamps[row]) > begun) : group;
    const rows = kept.toSorted((a, b) => stamps[a] - stamps[b] || a - b);
    const indices = Float64Array.from(rows, (row) => periods.indexOf(stamps[row]));
    const origin = indices[0] ?? 0;
    // Without rows ahead, the rows of an unfinished period are of no use; with them, they still tell its known columns.
    const ended = cut.last && !rows.some((row, i) => indices[i] >= last && !observed(row));
    const steps = indices.map((period) => (ended && period === last ? -1 : period - origin));
    const targetSteps = cut.last ? steps.map((step, i) => (indices[i] === last ? -1 : step)) : steps;
    if (given.agg === undefined) needsAgg(source, targets, rows, targetSteps);
    const stampAt = (step: number) => {
      const start = periods.startOf(origin + step);
      return iso.grain === "year" ? new Date(start).getUTCFullYear() : formatTime(start, iso);
    };
    const filledTo = given.fill === "zero" ? Math.max(0, last - (cut.last ? 1 : 0) - origin + 1) : 0;
    const length = Math.max(steps.reduce((max, step) => Math.max(max, step), -1) + 1, filledTo);
    return { rows, steps, targetSteps, length, filledTo, clockHours: 0, labelAt: (step) => label(origin + step), stampAt };
  });
  return { frequency, layouts };
}

/** Fails where a period has several values and nothing says how they become one. */
function needsAgg(source: Source, targets: readonly Column[], rows: Uint32Array, steps: Float64Array): void {
  for (const column of targets) {
    let before = -1;
    for (let i = 0; i < rows.length; i++) {
      if (column.kind !== "number" || Number.isNaN(column.values[rows[i]]) || steps[i] < 0) continue;
      if (steps[i] === before) {
        const place = source.place(rows[i]);
        throw new OptionError({
          code: "agg-missing",
          where: "missing --agg",
          expected: "sum, mean or last",
          got: `several rows in one period (${place})`,
          hint: "--agg sum for sales, mean for temperatures or prices, last for a stock",
          fields: { place },
        });
      }
      before = steps[i];
    }
  }
}
