import { type Calendar, calendars, gridLength, type TimeInput } from "../../data/calendar.ts";
import type { CalendarFault } from "../../data/calendar-faults.ts";
import { type Column, type Note, numbersOf } from "../../data/table.ts";
import { formatTime } from "../../data/time-form.ts";
import { DataError, missingOption } from "../../errors.ts";
import { declarationOf } from "../../option.ts";
import { expectation } from "../../option-value.ts";
import { byPeriods } from "./by-periods.ts";
import type { Source } from "./future.ts";
import { everyWithoutTime, isoForm, type Layout, type LayoutOptions, type Layouts, noTime } from "./layout.ts";
import type { Chosen } from "./roles.ts";
/** Lays the rows of each series on a regular calendar: the file's own, or that of `--every`. Throws DataError and OptionError. */
export function layOut(source: Source, { columns, groups }: Chosen, given: LayoutOptions, notes: Note[]): Layouts {
  const [time] = columns.time;
  if (given.agg !== undefined && given.every === undefined) throw missingOption("every", expectation(declarationOf("every")));
  if (time === undefined) {
    if (given.every !== undefined) throw everyWithoutTime(given.every);
    return { frequency: undefined, layouts: groups.rows.map(inOrder) };
  }
  const input = timeInput(source, time);
  return given.every === undefined
    ? regular(source, time, input, groups.rows, notes)
    : byPeriods(source, columns.target, input, groups.rows, { ...given, every: given.every }, notes);
}

function timeInput(source: Source, time: Column): TimeInput {
  return time.kind === "time" ? time : time.kind === "text" ? time.values : numbersOf(source, time.name);
}

const plain = { filledTo: 0, clockHours: 0 };

function inOrder(rows: Uint32Array): Layout {
  const steps = Float64Array.from(rows.keys());
  return { rows, steps, targetSteps: steps, length: rows.length, ...plain, labelAt: (step) => `${step + 1}`, stampAt: undefined };
}

function regular(source: Source, time: Column, input: TimeInput, groups: readonly Uint32Array[], notes: Note[]): Layouts {
  const where = `${source.name}, ${time.name}`;
  const found = calendars(input, groups, where);
  for (let row = 0; row < time.values.length; row++) {
    if (time.kind === "text" ? time.values[row] === "" : Number.isNaN(time.values[row])) throw noTime(source.place(row));
  }
  const layouts = found.map((from, i): Layout => {
    const rows = groups[i];
    refuseEarly(source, rows, from);
    const length = gridLength(from, where, (row) => `${source.place(rows[row])}, ${time.name}`);
    const iso = isoForm(from.form);
    const stampAt = (step: number) => {
      if (time.kind === "number") return Number(from.timeAt(step));
      return iso === undefined ? from.timeAt(step) : formatTime(from.stampAt(step), iso);
    };
    const clockHours = from.faults.reduce((sum, { code, count }) => sum + (code === "clock-forward" ? count : 0), 0);
    return { rows, steps: from.steps, targetSteps: from.steps, length, filledTo: 0, clockHours, labelAt: from.timeAt, stampAt };
  });
  noteFaults(
    found.flatMap(({ faults }) => faults),
    notes,
  );
  return { frequency: found.find(({ frequency }) => frequency !== undefined)?.frequency, layouts };
}

/** The rows of `--future` come after all of the data's own. Throws DataError `future-time`. */
function refuseEarly({ ownRows, place }: Source, rows: Uint32Array, { steps, timeAt }: Calendar): void {
  let last = -1;
  rows.forEach((row, i) => {
    if (row < ownRows && steps[i] > last) last = steps[i];
  });
  const early = rows.findIndex((row, i) => row >= ownRows && steps[i] <= last);
  if (early === -1) return;
  const [where, wanted, got] = [place(rows[early]), timeAt(last + 1), timeAt(steps[early])];
  const expected = `${wanted}, the time after the last value`;
  throw new DataError({ code: "future-time", where, expected, got, fields: { where, wanted, got } });
}

function noteFaults(faults: readonly CalendarFault[], notes: Note[]): void {
  const count = (...codes: string[]) => faults.reduce((sum, fault) => sum + (codes.includes(fault.code) ? fault.count : 0), 0);
  const clock = count("clock-forward", "clock-back");
  if (count("unsorted") > 0) notes.push({ code: "rows-unsorted", fields: {} });
  if (clock > 0) notes.push({ code: "clock-change", fields: { count: clock } });
}
