/** Summaries of what a lens measured. */
import type { Maybe } from "../../lens.ts";
import { log } from "../../math.ts";

/** log₁₀ of a number ≥ 0; null for 0 and for what isn't a number. */
export const log10 = (x: number): Maybe => (x > 0 && x < Number.POSITIVE_INFINITY ? log(x) / Math.LN10 : null);

/** Middle and spread of a quantity over the rows: median, and the 10 and 90 % quantiles (linear between ranks). */
export interface Spread {
  readonly median: Maybe[];
  readonly low: Maybe[];
  readonly high: Maybe[];
}

/** A quantile of numbers in rising order, linear between ranks. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const rank = (sorted.length - 1) * p;
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
}

/** The spread of the logarithms at each lag: `values[lag]` holds a ratio a row. A quantile among zeros is null. */
export function spreadOf(values: readonly (readonly number[])[]): Spread {
  const sorted = values.map((list) => Float64Array.from(list).sort());
  const at = (p: number): Maybe[] =>
    sorted.map((list) => {
      if (list.length === 0) return null;
      // The logarithm first: a quantile lies between two of them.
      const logs = Array.from(list, (value) => log10(value) ?? Number.NEGATIVE_INFINITY);
      const value = quantile(logs, p);
      return Number.isFinite(value) ? value : null;
    });
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}

/** Lag by lag. */
export const lags = <T>(count: number, make: (lag: number) => T): T[] => Array.from({ length: count }, (_, lag) => make(lag));
