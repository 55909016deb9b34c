/** What the calendar repeats, in rows: the season, and the other cycles that rows of this frequency may have. */
import type { Frequency } from "../../data/frequency.ts";

/** Rows in a day, a week and a year, where those are longer than a row. */
function cyclesOf({ unit, count, weekdays }: Frequency): number[] {
  const days = { day: 1, hour: 24, minute: 1440, second: 86_400 } as const;
  switch (unit) {
    case "quarter":
      return [4 / count];
    case "month":
      return [12 / count];
    case "week":
      return [52.1775 / count];
    case "day":
    case "hour":
    case "minute":
    case "second": {
      if (weekdays) return [5, 260.9];
      const day = days[unit] / count;
      return [day, 7 * day, 365.2425 * day];
    }
    default:
      return [];
  }
}

/** The season first (none for 1), then each cycle of the calendar that differs from it and that the rows hold twice. */
export function periodsOf(season: number, frequency: Frequency | undefined, rows: number): number[] {
  const own = season > 1 ? [season] : [];
  const cycles = frequency === undefined ? [] : cyclesOf(frequency);
  return [...own, ...cycles.filter((cycle) => cycle > 1.5 && 2 * cycle <= rows && Math.abs(cycle - season) > 0.02 * cycle)];
}
