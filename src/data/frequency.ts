/**
 * The step of a column of times. Times are laid on an axis (months, milliseconds or a number line), where a regular column has whole
 * positions; the step is the most frequent distance between neighbours, the smaller one in a tie.
 */
export type Unit = "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second" | "millisecond" | "index";

/** `{ unit: "minute", count: 15 }`: a row every 15 minutes. `weekdays`: days, but never Saturday or Sunday. */
export interface Frequency {
  readonly unit: Unit;
  readonly count: number;
  readonly weekdays?: boolean;
}

/** Where times lie: position = a whole number for each regular time; `at` is its inverse. */
export interface Axis {
  readonly kind: "month" | "millisecond" | "weekday" | "number";
  /** NaN for a missing time; not whole where a time is off the axis. */
  readonly positions: Float64Array;
  readonly at: (position: number) => number;
}

const day = 86_400_000;
const units: readonly (readonly [Unit, number])[] = [
  ["week", 7 * day],
  ["day", day],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
  ["millisecond", 1],
];

/** True when every stamp is on the same day of the month, or on the last, at the same hour: such stamps count months. */
export function isMonthly(stamps: ArrayLike<number>): boolean {
  const { sameDay, monthEnd, observed } = dayOfMonth(stamps);
  return observed > 1 && (sameDay || monthEnd);
}

function dayOfMonth(stamps: ArrayLike<number>) {
  let [day0, clock, observed] = [1, 0, 0];
  let sameDay = true;
  let monthEnd = true;
  for (let row = 0; row < stamps.length; row++) {
    if (Number.isNaN(stamps[row])) continue;
    const date = new Date(stamps[row]);
    const ms = stamps[row] - Math.floor(stamps[row] / day) * day;
    if (observed++ === 0) [day0, clock] = [date.getUTCDate(), ms];
    if (ms !== clock || date.getUTCDate() !== day0) sameDay = false;
    if (ms !== clock || new Date(stamps[row] + day).getUTCDate() !== 1) monthEnd = false;
    if (!sameDay && !monthEnd && observed > 1) break;
  }
  return { day: day0, clock, sameDay, monthEnd, observed };
}

/** Numbers the months. `at` gives the stamps' day of the month (its last day where they are month ends) and hour. */
export function monthAxis(stamps: ArrayLike<number>): Axis {
  const { day: day0, clock, sameDay } = dayOfMonth(stamps);
  const positions = Float64Array.from(stamps, (stamp) => {
    const date = new Date(stamp);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  });
  const at = (position: number) => {
    const year = Math.floor(position / 12);
    const last = new Date(Date.UTC(year, position - 12 * year + 1, 0)).getUTCDate();
    return Date.UTC(year, position - 12 * year, sameDay ? Math.min(day0, last) : last) + clock;
  };
  return { kind: "month", positions, at };
}

export function clockAxis(stamps: ArrayLike<number>): Axis {
  return { kind: "millisecond", positions: Float64Array.from(stamps), at: (position) => position };
}

/** Numbers the days from Monday to Friday, for stamps in whole days that never fall on a weekend. */
export function weekdayAxis(stamps: ArrayLike<number>): Axis {
  // 5 January 1970 was a Monday.
  const monday = 4 * day;
  const positions = Float64Array.from(stamps, (stamp) => {
    const days = Math.floor((stamp - monday) / day);
    const weeks = Math.floor(days / 7);
    return 5 * weeks + (days - 7 * weeks) + (stamp / day - Math.floor(stamp / day));
  });
  const at = (position: number) => monday + (7 * Math.floor(position / 5) + (position - 5 * Math.floor(position / 5))) * day;
  return { kind: "weekday", positions, at };
}

/** The most frequent positive distance between neighbours in lists (each ascending, unique), the smallest in a tie; 0 where none has two. */
export function stepOf(lists: Iterable<ArrayLike<number>>): number {
  const counts = new Map<number, number>();
  for (const sorted of lists) {
    for (let i = 1; i < sorted.length; i++) {
      const exact = sorted[i] - sorted[i - 1];
      // 0.3 − 0.2 is 0.1, whatever the last bits say.
      const distance = Number.isInteger(exact) ? exact : Number(exact.toPrecision(9));
      counts.set(distance, (counts.get(distance) ?? 0) + 1);
    }
  }
  let best = 0;
  let most = 0;
  for (const [distance, count] of counts) {
    if (count > most || (count === most && distance < best)) [best, most] = [distance, count];
  }
  return best;
}

/** Names a step on an axis, in the largest unit that divides it. */
export function nameStep(axis: Axis["kind"], step: number): Frequency {
  if (axis === "number") return { unit: "index", count: step };
  if (axis === "weekday") return { unit: "day", count: step, weekdays: true };
  if (axis === "month") {
    if (step % 12 === 0) return { unit: "year", count: step / 12 };
    return step % 3 === 0 ? { unit: "quarter", count: step / 3 } : { unit: "month", count: step };
  }
  const [unit, size] = units.find(([, ms]) => step % ms === 0) ?? ["millisecond", 1];
  return { unit, count: step / size };
}

/** True for stamps that are all whole days (one clock time), never on a weekend, over at least two weeks. */
export function neverOnWeekends(stamps: ArrayLike<number>): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < stamps.length; i++) {
    if (Number.isNaN(stamps[i])) continue;
    const weekday = new Date(stamps[i]).getUTCDay();
    if (weekday === 0 || weekday === 6) return false;
    low = Math.min(low, stamps[i]);
    high = Math.max(high, stamps[i]);
  }
  return high - low >= 14 * day;
}
