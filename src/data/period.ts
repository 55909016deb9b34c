/**
 * Periods of the calendar: `day`, `week`, `month`, `15min`. A stamp belongs to the period that began at or before it. Weeks begin on Monday; months,
 * quarters and years at their first day; what divides a day begins at midnight; several days, weeks or years are counted from the first stamp.
 */
import { type Frequency, nameStep, type Unit } from "./frequency.ts";
import type { TimeForm } from "./time-form.ts";

const day = 86_400_000;

const words: readonly (readonly [Unit, readonly string[]])[] = [
  ["second", ["s", "sec", "second", "seconds", "segundo", "segundos"]],
  ["minute", ["min", "mins", "minute", "minutes", "minuto", "minutos"]],
  ["hour", ["h", "hour", "hours", "hora", "horas"]],
  ["day", ["d", "day", "days", "dia", "dias", "día", "días"]],
  ["week", ["w", "week", "weeks", "semana", "semanas"]],
  ["month", ["month", "months", "mes", "meses"]],
  ["quarter", ["q", "quarter", "quarters", "trimestre", "trimestres"]],
  ["year", ["y", "year", "years", "año", "años", "anio", "anios"]],
];

const units: ReadonlyMap<string, Unit> = new Map(words.flatMap(([unit, names]) => names.map((name) => [name, unit] as const)));

const milliseconds = new Map<Unit, number>([
  ["second", 1000],
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", day],
  ["week", 7 * day],
]);

const months = new Map<Unit, number>([
  ["month", 1],
  ["quarter", 3],
  ["year", 12],
]);

/** `day`, `15min`, `2 weeks`, `mes` … Undefined for anything else; `m` (month or minute?) and what doesn't divide a day, such as `7h`, are no periods. */
export function parsePeriod(text: string): Frequency | undefined {
  const [, digits = "1", name = ""] = /^(\d{1,4})? *(\p{L}+)$/u.exec(text.trim().toLowerCase()) ?? [];
  const unit = units.get(name);
  const count = Number(digits);
  if (unit === undefined || count === 0) return undefined;
  const inMonths = months.get(unit);
  if (inMonths !== undefined) return nameStep("month", count * inMonths);
  const size = count * (milliseconds.get(unit) ?? 0);
  return size < day && day % size !== 0 ? undefined : nameStep("millisecond", size);
}

/** A period's number for each stamp, and the stamp at which a period begins. */
export interface Periods {
  readonly indexOf: (stamp: number) => number;
  readonly startOf: (index: number) => number;
}

/** `first`: the earliest stamp, from which several days or years are counted. */
export function periodsOf({ unit, count }: Frequency, first: number): Periods {
  const inMonths = months.get(unit);
  const monthOf = (stamp: number) => {
    const date = new Date(stamp);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  if (inMonths !== undefined) {
    const size = inMonths * count;
    const base = 12 % size === 0 ? 0 : monthOf(first) - (monthOf(first) % inMonths);
    const startOf = (index: number) => {
      const month = base + index * size;
      const year = Math.floor(month / 12);
      return Date.UTC(year, month - 12 * year, 1);
    };
    return { indexOf: (stamp) => Math.floor((monthOf(stamp) - base) / size), startOf };
  }
  const size = (milliseconds.get(unit) ?? 1) * count;
  // 5 January 1970 was a Monday.
  const start = unit === "week" ? 4 * day : 0;
  const unitSize = milliseconds.get(unit) ?? 1;
  const base = size <= day || count === 1 ? start : start + Math.floor((first - start) / unitSize) * unitSize;
  return { indexOf: (stamp) => Math.floor((stamp - base) / size), startOf: (index) => base + index * size };
}

/** How the beginnings of periods are written: like the file's dates, without a clock where a period is a day or longer. */
export function periodForm({ unit }: Frequency, { pattern, grain, months: names }: TimeForm): TimeForm {
  const date = pattern.includes("{DD}") || pattern.includes("{D}") ? pattern.replace(/[T,]? *\{[Hh]{1,2}\}.*$/, "") : "{YYYY}-{MM}-{DD}";
  const dayFirst = date.indexOf("{D") < date.indexOf("{YYYY}");
  if (unit === "year") return { pattern: "{YYYY}", grain: "year" };
  if (unit === "quarter") return { pattern: "{YYYY}-Q{Q}", grain: "quarter" };
  if (unit === "month" && (grain === "month" || !dayFirst)) {
    return grain === "month" ? { pattern, grain, months: names } : { pattern: "{YYYY}-{MM}", grain: "month" };
  }
  if (unit === "month") return { pattern: date.includes("-") ? "{MM}-{YYYY}" : "{MM}/{YYYY}", grain: "month" };
  if (unit === "day" || unit === "week") return { pattern: date, grain: "day", months: names };
  return { pattern: `${date} {HH}:{mm}${unit === "second" ? ":{ss}" : ""}`, grain: "time", months: names };
}

/**
 * Whether the first and the last period are unfinished, from the rows' stamps. A period is where its rows end (or begin) much farther from its end (or
 * beginning) than in nine of ten other periods: by more than those differ among themselves, and, where they differ at all, by more than a twentieth of
 * the period. A single one is never judged, nor the first of two.
 */
export function unfinished(stamps: ArrayLike<number>, { indexOf, startOf }: Periods): { readonly first: boolean; readonly last: boolean } {
  const before = new Map<number, number>();
  const after = new Map<number, number>();
  const weekdays = new Set<number>();
  for (let row = 0; row < stamps.length; row++) {
    const stamp = stamps[row];
    if (Number.isNaN(stamp)) continue;
    const period = indexOf(stamp);
    weekdays.add(weekdayOf(stamp));
    before.set(period, Math.min(before.get(period) ?? Infinity, stamp));
    after.set(period, Math.max(after.get(period) ?? -Infinity, stamp));
  }
  const periods = [...before.keys()].sort((a, b) => a - b);
  if (periods.length < 2) return { first: false, last: false };
  // Days of the week that never have rows neither begin nor end a period.
  const begin = (period: number) => {
    let at = startOf(period);
    while (at + day < startOf(period + 1) && !weekdays.has(weekdayOf(at))) at += day;
    return at;
  };
  const end = (period: number) => {
    let at = startOf(period + 1);
    while (at - day > startOf(period) && !weekdays.has(weekdayOf(at - day))) at -= day;
    return at;
  };
  const leads = periods.map((period) => (before.get(period) ?? 0) - begin(period));
  const tails = periods.map((period) => end(period) - (after.get(period) ?? 0));
  const twentieth = (startOf(periods[0] + 1) - startOf(periods[0])) / 20;
  const first = periods.length > 2 && isFar(leads[0], leads.slice(1), twentieth);
  return { first, last: isFar(tails[tails.length - 1], tails.slice(0, -1), twentieth) };
}

const weekdayOf = (stamp: number) => (Math.floor(stamp / day) + 4) % 7;

function isFar(distance: number, others: readonly number[], least: number): boolean {
  const sorted = [...others].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const spread = at(0.9) - at(0.1);
  return distance > at(0.9) + (spread === 0 ? 0 : Math.max(spread, least));
}
