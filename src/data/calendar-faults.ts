/** What is wrong with the times of a series, once they are steps on an axis. */
import type { Axis } from "./frequency.ts";

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

const hour = 3_600_000;

/** Faults by row. `steps`: one a row, whole where regular; `step`: their size on the axis. */
export function findFaults(steps: Float64Array, kind: Axis["kind"], stamps: ArrayLike<number>, step: number): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const clockHours = kind === "millisecond" && step <= hour;
  const sundayNight = (row: number) => {
    const date = new Date(stamps[row]);
    return clockHours && date.getUTCDay() === 0 && date.getUTCHours() < 4;
  };
  let sorted = true;
  for (let row = 0; row < steps.length; row++) {
    if (Number.isNaN(steps[row])) faults.push({ code: "no-time", row, count: 1 });
    else if (row > 0 && steps[row] < steps[row - 1]) {
      sorted = false;
      const clockBack = sundayNight(row) && (steps[row - 1] - steps[row] + 1) * step === hour;
      if (!clockBack) faults.push({ code: "unsorted", row, count: 1 });
    }
  }
  const order = Uint32Array.from(steps.keys()).filter((row) => !Number.isNaN(steps[row]));
  if (!sorted || order.length < steps.length) order.sort((a, b) => steps[a] - steps[b] || a - b);
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
