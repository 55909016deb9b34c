/** A bundled series: real, small, its source named. */
export interface Dataset {
  readonly name: string;
  /** Where the numbers come from, and what they count. */
  readonly source: string;
  /** As the forecaster takes it: a time stamp and a value a row. */
  series(): { readonly id: string; readonly time: readonly string[]; readonly target: Float64Array };
}

/** Numbers from text, separated by white space. */
export const numbersIn = (text: string): Float64Array => Float64Array.from(text.trim().split(/\s+/), Number);

/** `1949-01` … : n months from January of a year. */
export const monthsFrom = (year: number, n: number): string[] =>
  Array.from({ length: n }, (_, k) => `${year + Math.floor(k / 12)}-${`${(k % 12) + 1}`.padStart(2, "0")}`);

/** Rows of a made-up problem, as a trainer takes them; each generator says its shapes. */
export interface ProblemBatch {
  readonly inputs: { readonly shape: readonly number[]; readonly data: Float64Array };
  readonly targets: { readonly shape: readonly number[]; readonly data: Float64Array };
  /** Steps of each row. Default: all. */
  readonly lengths?: readonly number[];
  /** 1 where a target counts. Default: everywhere. */
  readonly mask?: { readonly shape: readonly number[]; readonly data: Float64Array };
}
