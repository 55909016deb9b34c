/**
 * The calendar of a series: its frequency, what is wrong with its times, and the times that come next, written as the input writes
 * them. Stamps are wall clocks: a day on which the clocks change has a missing or a repeated hour, which is found and named.
 */
import { DataError } from "../errors.ts";
import { type Axis, clockAxis, type Frequency, nameStep, neverOnWeekends, stepOf, weekdayAxis } from "./frequency.ts";
import { parseTimes } from "./time.ts";
import { formatTime, type TimeForm } from "./time-form.ts";
import { timesFromNumbers } from "./time-number.ts";

/**
 * `missing`: `count` rows are absent after `row`. `repeated`: the time of `row` occurred before. `unsorted`: `row` is earlier than the
 * row before it. `irregular`: `row` lies between the steps. `no-time`: the time of `row` is missing. `clock-forward` and `clock-back`: the hour
 * lacking or repeated before 4 o'clock on a Sunday, as when clocks change.
 */
export interface CalendarFault {
  readonly code: "missing" | "repeated" | "unsorted" | "irregular" | "no-time" | "clock-forward" | "clock-back";
  /** Row (from 0) of the input. */
  readonly row: number;
  readonly count: number;
}

export interface Calendar {
  /** Undefined where no step fits: fewer than two times, or more than one in ten off it. */
  readonly frequency: Frequency | undefined;
  readonly faults: readonly CalendarFault[];
  /** Steps from the earliest time for each row; NaN for a missing time, not whole where irregular. */
  readonly steps: Float64Array;
  /** The earliest time on its axis, in steps: days since 1970 for days, months since the year 0 for months. Tells which rows of two series share a season. */
  readonly start: number;
  readonly form: TimeForm;
  /** The time at a number of steps from the earliest, as the input writes it. */
  readonly timeAt: (step: number) => string;
}

/** Where a calendar comes from: text, numbers, or stamps already read from a table. */
export type TimeInput = ArrayLike<string> | ArrayLike<number> | { readonly values: ArrayLike<number>; readonly form: TimeForm };

/**
 * Finds the calendar of times, which need not be sorted. `where` names them in errors.
 * Throws what `parseTimes` throws for text that isn't a time.
 */
export function calendar(input: TimeInput, where = "time"): Calendar {
  if ("form" in input) return build(clockAxis(input.values, input.form), input.values, input.form);
  if (typeof input[0] === "string") {
    const { values, form } = parseTimes(Array.from(input as ArrayLike<string>), where);
    return build(clockAxis(values, form), values, form);
  }
  const { kind, values, form, format } = timesFromNumbers(input as ArrayLike<number>);
  const axis: Axis = kind === "index" ? { kind: "number", positions: values, at: (position) => position } : clockAxis(values, form);
  return build(axis, values, form, format);
}

function build(given: Axis, stamps: ArrayLike<number>, form: TimeForm, format = (value: number) => formatTime(value, form)): Calendar {
  let axis = given;
  let sorted = uniqueSorted(axis.positions);
  let step = stepOf(sorted);
  if (axis.kind === "millisecond" && nameStep(axis.kind, step).unit === "day" && neverOnWeekends(stamps)) {
    axis = weekdayAxis(stamps);
    sorted = uniqueSorted(axis.positions);
    step = stepOf(sorted);
  }
  const origin = sorted[0] ?? 0;
  const steps = axis.positions.map((position) => snap((position - origin) / (step || 1)));
  const faults = findFaults(steps, axis, stamps, step);
  const off = faults.filter((fault) => fault.code === "irregular").length;
  const regular = step > 0 && off * 10 <= sorted.length;
  const timeAt = (count: number) => format(axis.at(tidy(origin + count * step)));
  return { frequency: regular ? nameStep(axis.kind, step) : undefined, faults, steps, start: tidy(origin / (step || 1)), form, timeAt };
}

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

const hour = 3_600_000;

function findFaults(steps: Float64Array, axis: Axis, stamps: ArrayLike<number>, step: number): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const clockHours = axis.kind === "millisecond" && step <= hour;
  const sundayNight = (row: number) => {
    const date = new Date(stamps[row]);
    return clockHours && date.getUTCDay() === 0 && date.getUTCHours() < 4;
  };
  for (let row = 0; row < steps.length; row++) {
    if (Number.isNaN(steps[row])) faults.push({ code: "no-time", row, count: 1 });
    else if (row > 0 && steps[row] < steps[row - 1]) {
      const clockBack = sundayNight(row) && (steps[row - 1] - steps[row] + 1) * step === hour;
      if (!clockBack) faults.push({ code: "unsorted", row, count: 1 });
    }
  }
  const order = Array.from(steps.keys()).filter((row) => !Number.isNaN(steps[row]));
  if (order.some((row, i) => i > 0 && steps[row] < steps[order[i - 1]])) order.sort((a, b) => steps[a] - steps[b] || a - b);
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    const before = i === 0 ? 0 : steps[order[i - 1]];
    if (!Number.isInteger(steps[row])) faults.push({ code: "irregular", row, count: 1 });
    else if (i > 0 && steps[row] === before) faults.push({ code: sundayNight(row) ? "clock-back" : "repeated", row, count: 1 });
    else if (i > 0 && Number.isInteger(before) && steps[row] - before > 1) {
      const count = steps[row] - before - 1;
      const forward = sundayNight(row) && count * step === hour;
      faults.push({ code: forward ? "clock-forward" : "missing", row: order[i - 1], count });
    }
  }
  return faults.sort((a, b) => a.row - b.row);
}

/** The `horizon` times after the last one, written as the input writes them. Throws DataError `time-irregular` without a frequency. */
export function nextTimes(from: Calendar, horizon: number, where = "time"): string[] {
  if (from.frequency === undefined) throw irregular(where);
  const last = lastStep(from);
  return Array.from({ length: horizon }, (_, i) => from.timeAt(last + 1 + i));
}

/**
 * Lays a column on the regular grid of its calendar: sorted, NaN where a row is absent. An hour that the clocks repeat takes the mean.
 * Throws DataError `time-irregular`, `time-repeated`, `time-missing`, `time-sparse` (a stray date far away). `values` is not changed.
 */
export function toGrid(from: Calendar, values: ArrayLike<number>, where = "time"): Float64Array {
  const fault = from.faults.find(({ code }) => code === "irregular" || code === "repeated" || code === "no-time");
  if (from.frequency === undefined || fault?.code === "irregular") throw irregular(where, fault);
  if (fault !== undefined) {
    const repeated = fault.code === "repeated";
    const got = repeated ? `${from.timeAt(from.steps[fault.row])} twice` : "a row without a time";
    const hint = repeated ? "sum or average rows of the same time first" : "fill it in or leave the row out";
    const at = `${where}, row ${fault.row + 1}`;
    const code = repeated ? "time-repeated" : "time-missing";
    throw new DataError({ code, where: at, expected: "one row for each time", got, hint, fields: { where, row: fault.row + 1, got } });
  }
  const length = lastStep(from) + 1;
  if (length > 100 * values.length + 1000) {
    const got = `${values.length} rows over ${length} steps, ${from.timeAt(0)} to ${from.timeAt(length - 1)}`;
    throw new DataError({ code: "time-sparse", where, expected: "a row in at least one of 100 steps", got, fields: { where, got } });
  }
  const grid = new Float64Array(length).fill(NaN);
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue;
    const at = from.steps[row];
    grid[at] = Number.isNaN(grid[at]) ? values[row] : (grid[at] + values[row]) / 2;
  }
  return grid;
}

function lastStep(from: Calendar): number {
  let last = 0;
  for (const step of from.steps) if (step > last) last = step;
  return Math.floor(last);
}

function irregular(where: string, fault?: CalendarFault): DataError {
  const at = fault === undefined ? where : `${where}, row ${fault.row + 1}`;
  const hint = "make it regular: sum or average by day, week or month";
  return new DataError({
    code: "time-irregular",
    where: at,
    expected: "times at regular steps",
    got: "irregular ones",
    hint,
    fields: { where: at },
  });
}
