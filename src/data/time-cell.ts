/**
 * One cell of a time column: its date part and its clock part, with the pattern in which they are written (see `TimeForm`).
 */
import { dateStamp, type Grain, monthNumber, weekStart } from "./time-form.ts";

const clock =
  /^(.*?)([T,]? *)(\d{1,2}):(\d{2})(?::(\d{2})(?:([.,])(\d{1,9}))?)?(?:( ?)([ap])\.? ?m\.?)?( ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/i;
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const yearMonth = /^(\d{4})([-/])(\d{1,2})$/;
const monthYear = /^(\d{1,2})([-/])(\d{4})$/;
const quarter = /^(\d{4})([- ]?[QT])([1-4])$/i;
const week = /^(\d{4})(-?W)(\d{2})$/i;
const yearName = /^(\d{4})([- ])(\p{L}{3,10})$/u;
const nameYear = /^(\p{L}{3,10})(\.?[- ]| del? )(\d{4}|\d{2})$/u;
const dayName = /^(\d{1,2})([- ]| de )(\p{L}{3,10})(\2)(\d{4})$/u;

export interface DateRead {
  readonly pattern: string;
  readonly grain: Grain;
  readonly stamp: number;
  /** Reading with the month first, where there are two. */
  readonly other?: number;
  readonly name?: string;
}

const year = (text: string) => (text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900));
const yearToken = (text: string) => (text.length === 4 ? "{YYYY}" : "{YY}");

/** Padding is decided over the column: M and D here become MM and DD unless some cell is unpadded. */
export function readDate(text: string): DateRead | undefined {
  let m = yearFirst.exec(text);
  if (m) return { pattern: `{YYYY}${m[2]}{M}${m[2]}{D}`, grain: "day", stamp: dateStamp(+m[1], +m[3], +m[4]) };
  m = yearLast.exec(text);
  if (m) {
    const y = year(m[4]);
    const pattern = `{1}${m[2]}{2}${m[2]}${yearToken(m[4])}`;
    return { pattern, grain: "day", stamp: dateStamp(y, +m[3], +m[1]), other: dateStamp(y, +m[1], +m[3]) };
  }
  m = yearMonth.exec(text);
  if (m) return { pattern: `{YYYY}${m[2]}{M}`, grain: "month", stamp: dateStamp(+m[1], +m[3], 1) };
  m = monthYear.exec(text);
  if (m) return { pattern: `{M}${m[2]}{YYYY}`, grain: "month", stamp: dateStamp(+m[3], +m[1], 1) };
  m = quarter.exec(text);
  if (m) return { pattern: `{YYYY}${m[2]}{Q}`, grain: "quarter", stamp: dateStamp(+m[1], 3 * +m[3] - 2, 1) };
  m = week.exec(text);
  if (m) return { pattern: `{YYYY}${m[2]}{WW}`, grain: "week", stamp: weekStart(+m[1], +m[3]) };
  m = yearName.exec(text);
  if (m) return { pattern: `{YYYY}${m[2]}{name}`, grain: "month", stamp: dateStamp(+m[1], monthNumber(m[3]), 1), name: m[3] };
  m = nameYear.exec(text);
  if (m)
    return { pattern: `{name}${m[2]}${yearToken(m[3])}`, grain: "month", stamp: dateStamp(year(m[3]), monthNumber(m[1]), 1), name: m[1] };
  m = dayName.exec(text);
  if (!m) return undefined;
  return { pattern: `{D}${m[2]}{name}${m[2]}{YYYY}`, grain: "day", stamp: dateStamp(+m[5], monthNumber(m[3]), +m[1]), name: m[3] };
}

export interface ClockRead {
  readonly date: string;
  readonly pattern: string;
  readonly ms: number;
  readonly offset: string;
}

export function readClock(text: string): ClockRead | undefined {
  const m = clock.exec(text);
  if (!m || (m[2] === "" && m[1] !== "")) return undefined;
  const [, date, gap, hours, minutes, seconds, mark, fraction = "", space = "", half, offset = ""] = m;
  const twelve = half !== undefined;
  const hour = twelve ? (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0) : Number(hours);
  if (hour > 23 || (twelve && (Number(hours) > 12 || Number(hours) < 1)) || Number(minutes) > 59 || Number(seconds ?? 0) > 59)
    return undefined;
  const ms = hour * 3_600_000 + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000 + Number(`0.${fraction || "0"}`) * 1000;
  const tail = `${seconds === undefined ? "" : ":{ss}"}${fraction ? `${mark}{f${fraction.length}}` : ""}${twelve ? `${space}{ampm}` : ""}`;
  return { date, pattern: `${gap}{${twelve ? "h" : "H"}}:{mm}${tail}`, ms, offset };
}

export function offsetMs(text: string): number {
  const m = /([+-])(\d{2}):?(\d{2})?$/.exec(text);
  return m ? (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0)) * 60_000 : 0;
}
