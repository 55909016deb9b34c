/**
 * The calendar of a series: its frequency, what is wrong with its times, and the times that come next, written as the input writes
 * them. Stamps are wall clocks: a day on which the clocks change has a missing or a repeated hour, which is found and named.
 */
import { DataError } from "../errors.ts";
import { type CalendarFault, findFaults } from "./calendar-faults.ts";
import { wholeDays } from "./daylight.ts";
import { type Axis, clockAxis, type Frequency, isMonthly, monthAxis, nameStep, neverOnWeekends, stepOf, weekdayAxis } from "./frequency.ts";
import { layNumbers } from "./lay.ts";
import { parseTimes } from "./time.ts";
import { formatTime, type TimeForm } from "./time-form.ts";
import { timesFromNumbers } from "./time-number.ts";

export type { CalendarFault } from "./calendar-faults.ts";

export interface Calendar {
  /** Undefined where no step fits: fewer than two times, or more than one in ten off it. */
  readonly frequency: Frequency | undefined;
  readonly faults: readonly CalendarFault[];
  /** Steps from the earliest time for each row; NaN for a missing time, not whole where irregular. */
  readonly steps: Float64Array;
  /** The earliest time on its axis, in steps: days since 1970 for days, months since the year 0 for months. Tells which rows of two series share a season. */
  readonly start: number;
  readonly form: TimeForm;
  /** The time at a number of steps from the earliest, as the input writes it, and as its stamp. */
  readonly timeAt: (step: number) => string;
  readonly stampAt: (step: number) => number;
}

/** Where a calendar comes from: text, numbers, or stamps already read from a table. */
export type TimeInput = ArrayLike<string> | ArrayLike<number> | { readonly values: ArrayLike<number>; readonly form: TimeForm };

/**
 * Finds the calendar of times, which need not be sorted. `where` names them in errors.
 * Throws what `parseTimes` throws for text that isn't a time.
 */
export function calendar(input: TimeInput, where = "time"): Calendar {
  return calendars(input, [undefined], where)[0];
}

/**
 * The calendars of several series whose times are one column: each has its own first time, and all have one frequency, the most frequent
 * within them. `groups`: the rows of each series; undefined for all rows. Faults count rows within the group.
 */
export function calendars(input: TimeInput, groups: readonly (Uint32Array | undefined)[], where = "time"): Calendar[] {
  const { stamps, form, format, index, back } = inWholeDays(readStamps(input, where));
  const own = groups.map((rows) => (rows === undefined ? stamps : gather(stamps, rows)));
  const axisOf = (kind: Axis["kind"], times: Float64Array): Axis => {
    if (kind === "number") return { kind, positions: times, at: (position) => position };
    return kind === "month" ? monthAxis(times) : kind === "weekday" ? weekdayAxis(times) : clockAxis(times);
  };
  const several = own.filter((times) => times.length > 1);
  const monthly = !index && form.grain !== "week" && several.length > 0 && several.every(isMonthly);
  let kind: Axis["kind"] = index ? "number" : monthly ? "month" : "millisecond";
  let axes = own.map((times) => axisOf(kind, times));
  let sorted = axes.map(({ positions }) => uniqueSorted(positions));
  let step = stepOf(sorted);
  if (kind === "millisecond" && nameStep(kind, step).unit === "day" && neverOnWeekends(stamps)) {
    kind = "weekday";
    axes = own.map((times) => axisOf(kind, times));
    sorted = axes.map(({ positions }) => uniqueSorted(positions));
    step = stepOf(sorted);
  }
  const written = new Map<number, string>();
  return axes.map((axis, i) => {
    const origin = sorted[i][0] ?? 0;
    const steps = axis.positions.map((position) => snap((position - origin) / (step || 1)));
    const faults = findFaults(steps, kind, own[i], step);
    const off = faults.filter((fault) => fault.code === "irregular").length;
    const frequency = step > 0 && off * 10 <= sorted[i].length ? nameStep(kind, step) : undefined;
    const stampAt = (count: number) => back(axis.at(tidy(origin + count * step)));
    const timeAt = (count: number) => {
      const stamp = stampAt(count);
      const text = written.get(stamp) ?? format(stamp);
      written.set(stamp, text);
      return text;
    };
    return { frequency, faults, steps, start: tidy(origin / (step || 1)), form, timeAt, stampAt };
  });
}

/** Times as wall clocks in milliseconds (or, for `index`, as the numbers they are), with how they are written. */
export interface Stamps {
  readonly stamps: Float64Array;
  readonly form: TimeForm;
  readonly format: (stamp: number) => string;
  /** Numbers without a clock. */
  readonly index: boolean;
}

/** Reads times. Throws what `parseTimes` throws. */
export function readStamps(input: TimeInput, where = "time"): Stamps {
  if (!("form" in input) && typeof input[0] !== "string") {
    const { kind, values, form, format } = timesFromNumbers(input as ArrayLike<number>);
    return { stamps: values, form, format, index: kind === "index" };
  }
  const { values, form } = "form" in input ? input : parseTimes(Array.from(input as ArrayLike<string>), where);
  return { stamps: Float64Array.from(values), form, format: (value) => formatTime(value, form), index: false };
}

/** Days in universal time become midnights; `back` gives the stamp again. */
function inWholeDays(read: Stamps): Stamps & { readonly back: (stamp: number) => number } {
  const days = read.index || read.form.grain !== "time" ? undefined : wholeDays(read.stamps);
  return days === undefined ? { ...read, back: (stamp) => stamp } : { ...read, ...days };
}

const gather = (values: Float64Array, rows: Uint32Array) => Float64Array.from(rows, (row) => values[row]);

function uniqueSorted(positions: Float64Array): Float64Array {
  const sorted = positions.filter((position) => !Number.isNaN(position)).sort();
  return sorted.filter((position, i) => i === 0 || position !== sorted[i - 1]);
}

/** Removes the last bits of decimal arithmetic: 0.1 + 0.2 is 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** Whole where it is so to within a millionth. */
function snap(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : value;
}

/** The `horizon` times after the last one, written as the input writes them. Throws DataError `time-irregular` without a frequency. */
export function nextTimes(from: Calendar, horizon: number, where = "time"): string[] {
  if (from.frequency === undefined) throw irregular(where, from);
  const last = lastStep(from);
  return Array.from({ length: horizon }, (_, i) => from.timeAt(last + 1 + i));
}

/**
 * Lays a column on the regular grid of its calendar: sorted, NaN where a row is absent. An hour that the clocks repeat takes the mean.
 * Throws what `gridLength` throws. `values` is not changed.
 */
export function toGrid(from: Calendar, values: ArrayLike<number>, where = "time"): Float64Array {
  return layNumbers(values, from.steps, gridLength(from, where), "mean");
}

/**
 * Steps from the first to the last time, once the times are known to be regular. `at`: how an error names a row (from 0) of the calendar.
 * Throws DataError `time-irregular`, `time-repeated`, `time-missing`, `time-sparse` (a stray date far away).
 */
export function gridLength(from: Calendar, where = "time", at = (row: number) => `${where}, row ${row + 1}`): number {
  const fault = from.faults.find(({ code }) => code === "irregular" || code === "repeated" || code === "no-time");
  if (from.frequency === undefined || fault?.code === "irregular") throw irregular(fault === undefined ? where : at(fault.row), from);
  if (fault !== undefined) {
    const repeated = fault.code === "repeated";
    const got = repeated ? `${from.timeAt(from.steps[fault.row])} twice` : "a row without a time";
    const hint = repeated ? "sum or average rows of the same time first" : "fill it in or leave the row out";
    const code = repeated ? "time-repeated" : "time-missing";
    const named = at(fault.row);
    throw new DataError({
      code,
      where: named,
      expected: "one row for each time",
      got,
      hint,
      fields: { where: named, row: fault.row + 1, got },
    });
  }
  const length = lastStep(from) + 1;
  const rows = from.steps.length;
  if (length > 100 * rows + 1000) {
    const got = `${rows} rows over ${length} steps, ${from.timeAt(0)} to ${from.timeAt(length - 1)}`;
    throw new DataError({ code: "time-sparse", where, expected: "a row in at least one of 100 steps", got, fields: { where, got } });
  }
  return length;
}

function lastStep(from: Calendar): number {
  let last = 0;
  for (const step of from.steps) if (step > last) last = step;
  return Math.floor(last);
}

function irregular(where: string, { steps }: Calendar): DataError {
  if (steps.every((step) => step === steps[0]))
    return new DataError({ code: "time-single", where, expected: "at least two different times", got: "one", fields: { where } });
  const hint = "make it regular: sum or average by day, week or month";
  const fields = { where };
  return new DataError({ code: "time-irregular", where, expected: "times at regular steps", got: "irregular ones", hint, fields });
}
