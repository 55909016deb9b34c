/**
 * How a column writes its time stamps, and writing more of them the same way. A stamp is a wall clock in milliseconds: the
 * number that Date.UTC gives for what the clock on the wall shows. No time zone is looked up.
 */

import { europeanSummer } from "./daylight.ts";

/** Day, month and year, in the order in which a column writes them. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** Finest part that a form writes. */
export type Grain = "year" | "quarter" | "month" | "week" | "day" | "time";

/**
 * Tokens in braces between literal text: YYYY YY M MM D DD Q WW name · H HH h hh mm ss f1…f9 ampm · zone · n0…n9 (a number with that many
 * decimals: a year with its fraction, or an index). Example: `{DD}/{MM}/{YYYY} {HH}:{mm}`.
 */
export interface TimeForm {
  readonly pattern: string;
  readonly grain: Grain;
  /** Month names, for the token `name`. */
  readonly months?: readonly string[];
  /** For the token `zone`: as written in European summer and winter, and the winter's distance from universal time in milliseconds. */
  readonly zones?: { readonly summer: string; readonly winter: string; readonly offset: number };
}

const names: readonly (readonly string[])[] = [
  ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
  ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
  ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
];

const monthByName: ReadonlyMap<string, number> = new Map([
  ...names.flatMap((list) => list.map((name, i) => [name, i + 1] as const)),
  ["sept", 9] as const,
  ["set", 9] as const,
]);

/** 1…12 for an English or Spanish month name, full or of three letters, in any case; otherwise 0. */
export function monthNumber(name: string): number {
  return monthByName.get(name.toLowerCase()) ?? 0;
}

/** The list of names that has all of `used` (as written in the column), in the case of the first; English if several do. */
export function monthList(used: ReadonlySet<string>): readonly string[] {
  const lower = [...used].map((name) => name.toLowerCase());
  const list = names.find((candidate) => lower.every((name) => candidate.includes(name))) ?? names[0];
  const [first = ""] = used;
  if (first === first.toLowerCase()) return list;
  if (first === first.toUpperCase()) return list.map((name) => name.toUpperCase());
  return list.map((name) => name[0].toUpperCase() + name.slice(1));
}

const day = 86_400_000;

/** Monday of ISO 8601 week `week` of `year`, as a wall clock; NaN where the year has no such week. */
export function weekStart(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * day + (week - 1) * day * 7;
  return week >= 1 && isoWeek(monday).year === year ? monday : NaN;
}

function isoWeek(stamp: number): { year: number; week: number } {
  const thursday = stamp + (3 - ((new Date(stamp).getUTCDay() + 6) % 7)) * day;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day)) };
}

/** Date of a wall clock, or NaN if there is none such: month 1…12, day 1…last. */
export function dateStamp(year: number, month: number, dayOfMonth: number): number {
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return NaN;
  const stamp = Date.UTC(year, month - 1, dayOfMonth);
  return new Date(stamp).getUTCMonth() === month - 1 ? stamp : NaN;
}

/** Writes a wall clock (or, for the token `n`, a number) in a form. */
export function formatTime(stamp: number, form: TimeForm): string {
  return form.pattern.replace(/\{(\w+)\}/g, (_, token: string) => write(token, stamp, form));
}

function write(token: string, stamp: number, form: TimeForm): string {
  if (token[0] === "n" && token !== "name") return stamp.toFixed(Number(token.slice(1)));
  const date = new Date(Math.floor(stamp));
  const year = date.getUTCFullYear();
  const hour = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, "0");
  switch (token) {
    case "YYYY":
      return String(form.grain === "week" ? isoWeek(stamp).year : year).padStart(4, "0");
    case "YY":
      return two(year % 100);
    case "M":
      return String(date.getUTCMonth() + 1);
    case "MM":
      return two(date.getUTCMonth() + 1);
    case "name":
      return form.months?.[date.getUTCMonth()] ?? "";
    case "D":
      return String(date.getUTCDate());
    case "DD":
      return two(date.getUTCDate());
    case "Q":
      return String(Math.floor(date.getUTCMonth() / 3) + 1);
    case "WW":
      return two(isoWeek(stamp).week);
    case "H":
      return String(hour);
    case "HH":
      return two(hour);
    case "h":
      return String(((hour + 11) % 12) + 1);
    case "hh":
      return two(((hour + 11) % 12) + 1);
    case "mm":
      return two(date.getUTCMinutes());
    case "ss":
      return two(date.getUTCSeconds());
    case "zone":
      return form.zones === undefined ? "" : europeanSummer(stamp - form.zones.offset) ? form.zones.summer : form.zones.winter;
    case "ampm":
      return hour < 12 ? "AM" : "PM";
    default: {
      const digits = Number(token.slice(1));
      const fraction = (stamp - Math.floor(stamp / 1000) * 1000) / 1000;
      return fraction.toFixed(9).slice(2, 2 + digits);
    }
  }
}
