import type { Frequency } from "../../data/frequency.ts";
import type { Aggregation } from "../../data/lay.ts";
import type { TimeForm } from "../../data/time-form.ts";
import { DataError, OptionError } from "../../errors.ts";
import type { Fill } from "./fill.ts";

/** Where the rows of a series stand on its regular calendar. */
export interface Layout {
  /** Rows of the source. */
  readonly rows: Uint32Array;
  /** The step of each of `rows`. */
  readonly steps: Float64Array;
  /** The same for the target: −1 where a row's value is left out, in an unfinished period. */
  readonly targetSteps: Float64Array;
  readonly length: number;
  /** Steps that the series has at least, as `--fill zero` fills its periods to the file's last. */
  readonly filledTo: number;
  /** Hours that the clocks leave out in spring. */
  readonly clockHours: number;
  readonly labelAt: (step: number) => string;
  /** The time as the library reads it without a doubt; undefined without times. */
  readonly stampAt: ((step: number) => string | number) | undefined;
}

export interface Layouts {
  readonly frequency: Frequency | undefined;
  readonly layouts: readonly Layout[];
}

export interface LayoutOptions {
  readonly every?: string;
  readonly agg?: Aggregation;
  readonly fill?: Fill;
}

export function everyWithoutTime(every: string): OptionError {
  return new OptionError({
    code: "every-without-time",
    where: `--every ${every}`,
    expected: "a column with dates or times",
    got: "none",
    hint: "say which: --time COLUMN",
    fields: { every },
  });
}

export function noTime(where: string): DataError {
  const got = "a row without a time";
  const hint = "fill it in or leave the row out";
  return new DataError({ code: "time-missing", where, expected: "one row for each time", got, hint, fields: { where, got } });
}

/** Dates with the year first; undefined where they are already read in one way. */
export function isoForm({ pattern, grain }: TimeForm): TimeForm | undefined {
  if (!/\{DD?\}/.test(pattern)) return undefined;
  const parts = /\{f\d\}/.exec(pattern)?.[0];
  const clock = grain === "time" ? ` {HH}:{mm}:{ss}${parts === undefined ? "" : `.${parts}`}` : "";
  return { grain, pattern: `{YYYY}-{MM}-{DD}${clock}` };
}
