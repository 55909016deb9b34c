/**
 * Days stamped in universal time. A day that begins at midnight in Madrid is written 23:00 of the day before in winter and 22:00 in summer:
 * two clock times an hour apart, which are one step a day. Such stamps become the midnights that they are nearest to.
 */
const day = 86_400_000;
const hour = 3_600_000;

export interface WholeDays {
  /** The nearest midnight of each stamp; NaN is missing. */
  readonly stamps: Float64Array;
  /** From a midnight back to how the file writes that day. */
  readonly back: (midnight: number) => number;
}

const clockOf = (stamp: number) => stamp - Math.floor(stamp / day) * day;

/** Summer time in Europe: from the last Sunday of March to the last of October, 01:00 UTC. */
export function europeanSummer(stamp: number): boolean {
  const year = new Date(stamp).getUTCFullYear();
  const lastSunday = (month: number) => {
    const last = Date.UTC(year, month + 1, 0);
    return last - new Date(last).getUTCDay() * day + hour;
  };
  return stamp >= lastSunday(2) && stamp < lastSunday(9);
}

/**
 * Undefined unless the stamps show exactly two clock times, an hour apart, and never twice the same day. Days ahead get the clock that European
 * summer time gives where all of the past agrees with it, otherwise the last row's.
 */
export function wholeDays(stamps: ArrayLike<number>): WholeDays | undefined {
  const clocks = new Set<number>();
  let last = NaN;
  for (let row = 0; row < stamps.length; row++) {
    if (Number.isNaN(stamps[row])) continue;
    clocks.add(clockOf(stamps[row]));
    if (clocks.size > 2) return undefined;
    if (!(stamps[row] <= last)) last = stamps[row];
  }
  const [first, second] = [...clocks].sort((a, b) => a - b);
  if (clocks.size !== 2 || (second - first !== hour && second - first !== day - hour)) return undefined;
  const midnight = (stamp: number) => Math.round(stamp / day) * day;
  const days = Float64Array.from(stamps, midnight);
  if (new Set(days).size !== new Set(Array.from(stamps)).size) return undefined;
  // The clock of summer is an hour earlier in universal time: 22:00 beside 23:00, and 23:00 beside 00:00.
  const [summer, winter] = second - first === hour ? [first, second] : [second, first];
  const away = (clock: number) => (clock > day / 2 ? clock - day : clock);
  const inEurope = (at: number) => at + away(europeanSummer(at + away(summer)) ? summer : winter);
  const agrees = Array.from(stamps).every((stamp, row) => Number.isNaN(stamp) || inEurope(days[row]) === stamp);
  return { stamps: days, back: agrees ? inEurope : (at) => at + away(clockOf(last)) };
}
