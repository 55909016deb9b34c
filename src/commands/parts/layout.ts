import { calendars, gridLength, readStamps, type TimeInput } from "../../data/calendar.ts";
import type { CalendarFault } from "../../data/calendar-faults.ts";
import type { Frequency } from "../../data/frequency.ts";
import type { Aggregation } from "../../data/lay.ts";
import { parsePeriod, periodForm, periodsOf, unfinished } from "../../data/period.ts";
import { type Column, type Note, numbersOf } from "../../data/table.ts";
import { formatTime, type TimeForm } from "../../data/time-form.ts";
import { DataError, missingOption, OptionError } from "../../errors.ts";
import { declarationOf } from "../../option.ts";
import { expectation } from "../../option-value.ts";
import type { Fill } from "./fill.ts";
import type { Source } from "./future.ts";
import type { Chosen } from "./roles.ts";

/** Where the rows of a series stand on its regular calendar. */
export interface Layout {
  /** Rows of the source. */
  readonly rows: Uint32Array;
  /** The step of each of `rows`. */
  readonly steps: Float64Array;
  /** The same for the target: −1 where a row's value is left out, in an unfinished period. */
  readonly targetSteps: Float64Array;
  readonly length: number;
  /** Steps that the series has at least, as `--fill zero` fills its periods to the file's last. */
  readonly filledTo: number;
  /** Hours that the clocks leave out in spring. */
  readonly clockHours: number;
  readonly labelAt: (step: number) => string;
  /** The time as the library reads it without a doubt; undefined without times. */
  readonly stampAt: ((step: number) => string | number) | undefined;
}

export interface Layouts {
  readonly frequency: Frequency | undefined;
  readonly layouts: readonly Layout[];
}

export interface LayoutOptions {
  readonly every?: string;
  readonly agg?: Aggregation;
  readonly fill?: Fill;
}

/** Lays the rows of each series on a regular calendar: the file's own, or that of `--every`. Throws DataError and OptionError. */
export function layOut(source: Source, { columns, groups }: Chosen, given: LayoutOptions, notes: Note[]): Layouts {
  const [time] = columns.time;
  if (given.agg !== undefined && given.every === undefined) throw missingOption("every", expectation(declarationOf("every")));
  if (time === undefined) {
    if (given.every !== undefined) throw everyWithoutTime(given.every);
    return { frequency: undefined, layouts: groups.rows.map(inOrder) };
  }
  const input = timeInput(source, time);
  return given.every === undefined
    ? regular(source, time, input, groups.rows, notes)
    : byPeriods(source, columns.target, input, groups.rows, { ...given, every: given.every }, notes);
}

function timeInput(source: Source, time: Column): TimeInput {
  return time.kind === "time" ? time : time.kind === "text" ? time.values : numbersOf(source, time.name);
}

const plain = { filledTo: 0, clockHours: 0 };

function inOrder(rows: Uint32Array): Layout {
  const steps = Float64Array.from(rows.keys());
  return { rows, steps, targetSteps: steps, length: rows.length, ...plain, labelAt: (step) => `${step + 1}`, stampAt: undefined };
}

export function everyWithoutTime(every: string): OptionError {
  return new OptionError({
    code: "every-without-time",
    where: `--every ${every}`,
    expected: "a column with dates or times",
    got: "none",
    hint: "say which: --time COLUMN",
    fields: { every },
  });
}

function regular(source: Source, time: Column, input: TimeInput, groups: readonly Uint32Array[], notes: Note[]): Layouts {
  const where = `${source.name}, ${time.name}`;
  const found = calendars(input, groups, where);
  for (let row = 0; row < time.values.length; row++) {
    if (time.kind === "text" ? time.values[row] === "" : Number.isNaN(time.values[row])) throw noTime(source.place(row));
  }
  const layouts = found.map((from, i): Layout => {
    const rows = groups[i];
    const length = gridLength(from, where, (row) => `${source.place(rows[row])}, ${time.name}`);
    const iso = isoForm(from.form);
    const stampAt = (step: number) => {
      if (time.kind === "number") return Number(from.timeAt(step));
      return iso === undefined ? from.timeAt(step) : formatTime(from.stampAt(step), iso);
    };
    const clockHours = from.faults.reduce((sum, { code, count }) => sum + (code === "clock-forward" ? count : 0), 0);
    return { rows, steps: from.steps, targetSteps: from.steps, length, filledTo: 0, clockHours, labelAt: from.timeAt, stampAt };
  });
  noteFaults(
    found.flatMap(({ faults }) => faults),
    notes,
  );
  return { frequency: found.find(({ frequency }) => frequency !== undefined)?.frequency, layouts };
}

function noTime(where: string): DataError {
  const got = "a row without a time";
  const hint = "fill it in or leave the row out";
  return new DataError({ code: "time-missing", where, expected: "one row for each time", got, hint, fields: { where, got } });
}

/** Dates with the year first; undefined where they are already read in one way. */
function isoForm({ pattern, grain }: TimeForm): TimeForm | undefined {
  if (!/\{DD?\}/.test(pattern)) return undefined;
  const parts = /\{f\d\}/.exec(pattern)?.[0];
  const clock = grain === "time" ? ` {HH}:{mm}:{ss}${parts === undefined ? "" : `.${parts}`}` : "";
  return { grain, pattern: `{YYYY}-{MM}-{DD}${clock}` };
}

function noteFaults(faults: readonly CalendarFault[], notes: Note[]): void {
  const count = (...codes: string[]) => faults.reduce((sum, fault) => sum + (codes.includes(fault.code) ? fault.count : 0), 0);
  const clock = count("clock-forward", "clock-back");
  if (count("unsorted") > 0) notes.push({ code: "rows-unsorted", fields: {} });
  if (clock > 0) notes.push({ code: "clock-change", fields: { count: clock } });
}

function byPeriods(
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
    const steps = indices.map((period) => period - origin);
    const targetSteps = cut.last ? steps.map((step, i) => (indices[i] === last ? -1 : step)) : steps;
    if (given.agg === undefined) needsAgg(source, targets, rows, targetSteps);
    const stampAt = (step: number) => {
      const start = periods.startOf(origin + step);
      return iso.grain === "year" ? new Date(start).getUTCFullYear() : formatTime(start, iso);
    };
    const filledTo = given.fill === "zero" ? Math.max(0, last - (cut.last ? 1 : 0) - origin + 1) : 0;
    const length = Math.max((steps[steps.length - 1] ?? -1) + 1, filledTo);
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
