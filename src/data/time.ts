/**
 * A column of time stamps as text → wall clocks. A stamp with a time zone keeps the clock it shows; only when a column mixes
 * offsets, at other hours than midnight, do stamps become UTC, and `notes` say so.
 */
import { DataError, show } from "../errors.ts";
import { europeanSummer } from "./daylight.ts";
import { isMissing } from "./number.ts";
import { type ClockRead, type DateRead, offsetMs, readClock, readDate } from "./time-cell.ts";
import { type DateOrder, type Grain, monthList, type TimeForm } from "./time-form.ts";

export interface Times {
  readonly kind: "time";
  /** Wall clocks in milliseconds; NaN is missing. */
  readonly values: Float64Array;
  readonly form: TimeForm;
  /** `time-two-digit-year`, `time-zones-mixed`. */
  readonly notes: readonly string[];
}

/** Why a column is not read as time stamps; rows are indices into the cells. */
export type NotTimes =
  | { readonly kind: "not-time"; readonly parsed: number; readonly row: number }
  | { readonly kind: "ambiguous"; readonly row: number }
  | { readonly kind: "conflict"; readonly dayFirst: number; readonly monthFirst: number };

/** One pass over the cells: both readings of each date, and what the column as a whole shows. Rows are −1 for none. */
interface Scan {
  readonly dayFirst: Float64Array;
  readonly monthFirst: Float64Array;
  readonly offsets: Float64Array;
  readonly zones: Set<string>;
  readonly names: Set<string>;
  date: string;
  clock: string;
  grain: Grain;
  parsed: number;
  bad: number;
  /** First rows that only the day first, only the month first, or both (differently) can read. */
  onlyDayFirst: number;
  onlyMonthFirst: number;
  either: number;
  padded: boolean;
  paddedHour: boolean;
  midnight: boolean;
}

/** A column whose first so many cells are no times is text, and is not read to its end. */
const patience = 1000;

const lone = /(?:^|\D)\d(?:\D|$)/;

function scanTimes(cells: readonly string[], more?: ReadonlySet<string>): Scan {
  const column = () => new Float64Array(cells.length).fill(NaN);
  const scan: Scan = {
    ...{ dayFirst: column(), monthFirst: column(), offsets: column(), zones: new Set(), names: new Set(), date: "", clock: "" },
    ...{
      grain: "day",
      parsed: 0,
      bad: -1,
      onlyDayFirst: -1,
      onlyMonthFirst: -1,
      either: -1,
      padded: true,
      paddedHour: true,
      midnight: true,
    },
  };
  let refused = 0;
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row], more)) continue;
    const text = cells[row].trim();
    const time = text.includes(":") ? readClock(text) : undefined;
    const dateText = time === undefined ? text : time.date;
    const date = readDate(dateText);
    if (date === undefined || !fits(scan, date, time !== undefined)) {
      if (scan.bad === -1) scan.bad = row;
      if (scan.parsed === 0 && ++refused === patience) break;
      continue;
    }
    scan.parsed++;
    scan.date = date.pattern;
    scan.grain = date.grain;
    if (date.name !== undefined) scan.names.add(date.name);
    if (lone.test(dateText)) scan.padded = false;
    scan.dayFirst[row] = date.stamp;
    scan.monthFirst[row] = date.other ?? date.stamp;
    if (date.other !== undefined && date.stamp !== date.other) {
      const kind = Number.isNaN(date.other) ? "onlyDayFirst" : Number.isNaN(date.stamp) ? "onlyMonthFirst" : "either";
      if (scan[kind] === -1) scan[kind] = row;
    }
    if (time !== undefined) scanClock(scan, row, time, text.slice(dateText.length));
  }
  return scan;
}

function fits(scan: Scan, date: DateRead, clocked: boolean): boolean {
  const exists = !Number.isNaN(date.stamp) || (date.other !== undefined && !Number.isNaN(date.other));
  return exists && (scan.date === "" || scan.date === date.pattern) && (!clocked || date.grain === "day");
}

function scanClock(scan: Scan, row: number, time: ClockRead, text: string): void {
  scan.dayFirst[row] += time.ms;
  scan.monthFirst[row] += time.ms;
  scan.offsets[row] = offsetMs(time.offset);
  scan.zones.add(time.offset);
  if (time.pattern.length > scan.clock.length) scan.clock = time.pattern;
  if (/^[T,]? *\d:/i.test(text)) scan.paddedHour = false;
  if (time.ms !== 0) scan.midnight = false;
}

/** Reads a column. All cells that are not missing must have one form; `more` are the caller's own missing marks, in lower case. */
export function readTimes(cells: readonly string[], order?: DateOrder, more?: ReadonlySet<string>): Times | NotTimes {
  const scan = scanTimes(cells, more);
  const { parsed, onlyDayFirst, onlyMonthFirst } = scan;
  if (scan.bad !== -1 || parsed === 0) return { kind: "not-time", parsed, row: scan.bad };
  if (onlyDayFirst !== -1 && onlyMonthFirst !== -1) return { kind: "conflict", dayFirst: onlyDayFirst, monthFirst: onlyMonthFirst };
  if (order === "dmy" && onlyMonthFirst !== -1) return { kind: "not-time", parsed, row: onlyMonthFirst };
  if (order === "mdy" && onlyDayFirst !== -1) return { kind: "not-time", parsed, row: onlyDayFirst };
  const stated = order === "dmy" || order === "mdy";
  if (!stated && scan.either !== -1 && onlyDayFirst === -1 && onlyMonthFirst === -1) return { kind: "ambiguous", row: scan.either };
  const byMonth = order === "mdy" || (!stated && onlyMonthFirst !== -1);
  const values = byMonth ? scan.monthFirst : scan.dayFirst;
  const notes: string[] = scan.date.includes("{YY}") ? ["time-two-digit-year"] : [];
  let [zone = ""] = scan.zones;
  if (scan.zones.size > 1 && !scan.midnight) {
    for (let row = 0; row < values.length; row++) values[row] -= scan.offsets[row];
    zone = zone === "" || /z|utc|gmt/i.test(zone) ? zone : zone.replace(/[+-].*/, "+00:00");
    notes.push("time-zones-mixed");
  }
  const zones = scan.zones.size > 1 && scan.midnight ? zonesOf(scan, values) : undefined;
  // Midnights in other zones than Europe's: the clock on the wall alone is sure.
  if (scan.zones.size > 1 && scan.midnight) zone = zones === undefined ? "" : "{zone}";
  const pattern = datePattern(scan, byMonth) + (scan.paddedHour ? scan.clock.replace(/\{([Hh])\}/, "{$1$1}") : scan.clock) + zone;
  const form: TimeForm = { pattern, grain: scan.clock === "" ? scan.grain : "time", ...(zones && { zones }) };
  return { kind: "time", values, form: scan.names.size > 0 ? { ...form, months: monthList(scan.names) } : form, notes };
}

/** The two zones of a column of midnights, where they change with Europe's summer time. */
function zonesOf({ zones, offsets }: Scan, values: Float64Array): TimeForm["zones"] {
  const [winter, summer] = [...zones].sort((a, b) => offsetMs(a) - offsetMs(b));
  const offset = offsetMs(winter);
  if (zones.size !== 2 || offsetMs(summer) - offset !== 3_600_000) return undefined;
  const agrees = values.every((value, row) => Number.isNaN(value) || europeanSummer(value - offset) === (offsets[row] !== offset));
  return agrees ? { summer, winter, offset } : undefined;
}

function datePattern(scan: Scan, byMonth: boolean): string {
  const [first, second] = byMonth ? ["{M}", "{D}"] : ["{D}", "{M}"];
  const pattern = scan.date.replace("{1}", first).replace("{2}", second);
  return scan.padded ? pattern.replace("{M}", "{MM}").replace("{D}", "{DD}") : pattern;
}

/**
 * Reads a column of time stamps or refuses it; `where` names it in errors, `line(row)` the line of a row (default: row + 1).
 * Throws DataError `time-ambiguous` (every day and month ≤ 12: `03/04/2024`; give `order`), `time-order-conflict`, `time-invalid`.
 */
export function parseTimes(cells: readonly string[], where: string, order?: DateOrder, line = (row: number) => row + 1): Times {
  const read = readTimes(cells, order);
  return read.kind === "time" ? read : refuse(read, cells, where, line);
}

/** Throws the DataError that says why these cells are not time stamps. */
export function refuse(read: NotTimes, cells: readonly string[], where: string, line: (row: number) => number): never {
  const row = read.kind === "conflict" ? read.dayFirst : read.row;
  const at = row < 0 ? where : `${where}, line ${line(row)}`;
  const got = row < 0 ? "only missing values" : show(cells[row]);
  const fields = { where: at, line: row < 0 ? 0 : line(row), got };
  if (read.kind === "ambiguous") {
    const hint = 'say the order: "dmy" (day first) or "mdy" (month first)';
    throw new DataError({ code: "time-ambiguous", where: at, expected: "a date with a known order of day and month", got, hint, fields });
  }
  if (read.kind === "conflict") {
    const other = `line ${line(read.monthFirst)} has ${show(cells[read.monthFirst])}`;
    throw new DataError({
      code: "time-order-conflict",
      where: at,
      expected: "one order of day and month",
      got: `${got}, while ${other}`,
      fields,
    });
  }
  throw new DataError({ code: "time-invalid", where: at, expected: "a date or time in the form of the column", got, fields });
}
