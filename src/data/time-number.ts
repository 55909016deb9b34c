/**
 * Times written as plain numbers: years, years with a fraction (1949.083 is February 1949), 20240131, 202401, Unix time, or an index.
 */
import { dateStamp, type TimeForm } from "./time-form.ts";

export interface NumberTimes {
  readonly kind: "year" | "decimal-year" | "date" | "month" | "unix" | "index";
  /** Wall clocks in milliseconds, except for `index`: the numbers as they are. NaN is missing. */
  readonly values: Float64Array;
  readonly form: TimeForm;
  /** Writes a value in the form of the input. */
  readonly format: (value: number) => string;
}

const inRange = (low: number, high: number) => (value: number) => value >= low && value <= high;

/**
 * What a column of numbers means as time, by the range that all of it lies in: whole years 1500…2200; 150001…220012 as year and month;
 * 15000101…22001231 as dates; Unix seconds or milliseconds from 1979 on (read as UTC); fractions of a year within 0.006 years of a month
 * (or of an hour's precision, not read); otherwise an index.
 */
export function timesFromNumbers(numbers: ArrayLike<number>): NumberTimes {
  const values = Float64Array.from(numbers);
  const observed = values.filter((value) => !Number.isNaN(value));
  const whole = observed.every(Number.isInteger);
  const all = (test: (value: number) => boolean) => observed.length > 0 && observed.every(test);
  if (whole && all(inRange(1500, 2200))) {
    const form: TimeForm = { pattern: "{YYYY}", grain: "year" };
    return { kind: "year", values: values.map((year) => dateStamp(year, 1, 1)), form, format: yearOf };
  }
  if (whole && all(inRange(150001, 220012)) && all((value) => value % 100 >= 1 && value % 100 <= 12)) {
    const form: TimeForm = { pattern: "{YYYY}{MM}", grain: "month" };
    return {
      kind: "month",
      values: values.map((value) => dateStamp(Math.floor(value / 100), value % 100, 1)),
      form,
      format: compact(form),
    };
  }
  const asDate = (value: number) => dateStamp(Math.floor(value / 10000), Math.floor(value / 100) % 100, value % 100);
  if (whole && all(inRange(15000101, 22001231)) && all((value) => !Number.isNaN(asDate(value)))) {
    const form: TimeForm = { pattern: "{YYYY}{MM}{DD}", grain: "day" };
    return { kind: "date", values: values.map(asDate), form, format: compact(form) };
  }
  const unit = all(inRange(3e8, 4e9)) ? 1000 : all(inRange(3e11, 4e12)) ? 1 : 0;
  if (unit > 0) {
    const form: TimeForm = { pattern: "{n0}", grain: "time" };
    return { kind: "unix", values: values.map((value) => value * unit), form, format: (stamp) => String(stamp / unit) };
  }
  const digits = decimalsOf(observed);
  const form: TimeForm = { pattern: `{n${digits}}`, grain: "time" };
  const monthOf = (value: number) => Math.round(value * 12);
  if (!whole && all(inRange(1500, 2200)) && all((value) => Math.abs(value * 12 - monthOf(value)) < 0.072)) {
    const months = values.map((value) =>
      Number.isNaN(value) ? NaN : dateStamp(Math.floor(monthOf(value) / 12), (monthOf(value) % 12) + 1, 1),
    );
    return {
      kind: "decimal-year",
      values: months,
      form: { ...form, grain: "month" },
      format: (stamp) => fractionOf(stamp).toFixed(digits),
    };
  }
  return { kind: "index", values, form, format: (value) => value.toFixed(digits) };
}

const yearOf = (stamp: number) => String(new Date(stamp).getUTCFullYear());

function fractionOf(stamp: number): number {
  const date = new Date(stamp);
  return date.getUTCFullYear() + date.getUTCMonth() / 12;
}

function compact(form: TimeForm): (stamp: number) => string {
  const iso = (stamp: number) => new Date(stamp).toISOString();
  return (stamp) => (form.grain === "month" ? iso(stamp).slice(0, 7) : iso(stamp).slice(0, 10)).replaceAll("-", "");
}

/** Decimals needed to write all values, at most 6. */
function decimalsOf(values: Float64Array): number {
  let digits = 0;
  for (const value of values) digits = Math.max(digits, (String(value).split(".")[1] ?? "").length);
  return Math.min(6, digits);
}
