/**
 * Windows over series as indices, without copies. A window of a series is its origin o: inputs are rows o − lookback … o − 1,
 * targets rows o … o + horizon − 1.
 */
import { invalidOption } from "../errors.ts";

export interface WindowOptions {
  /** Rows of input. */
  readonly lookback: number;
  /** Rows of target; 0 for windows that only read. */
  readonly horizon: number;
}

/** Part of a series in which a window's targets must lie: rows from … to − 1. Inputs may reach before it. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export interface Window {
  /** Position of the series in the list. */
  readonly series: number;
  /** First target row. */
  readonly origin: number;
}

export interface Windows {
  readonly count: number;
  /** The i-th window, i from 0: series by series, origins ascending. */
  readonly at: (i: number) => Window;
}

/** Origins of one series whose inputs exist and whose targets lie in `part`: `first` … `first + count − 1`. */
export function origins(part: Part, { lookback, horizon }: WindowOptions): { readonly first: number; readonly count: number } {
  whole("lookback", lookback, 1);
  whole("horizon", horizon, 0);
  const first = Math.max(part.from, lookback);
  return { first, count: Math.max(0, part.to - horizon - first + 1) };
}

/** All windows of many series, one part each. A look-up costs log₂ of the number of series; memory one number a series. */
export function windows(parts: readonly Part[], options: WindowOptions): Windows {
  const ends = new Float64Array(parts.length);
  const firsts = new Float64Array(parts.length);
  let count = 0;
  parts.forEach((part, series) => {
    const found = origins(part, options);
    firsts[series] = found.first;
    count += found.count;
    ends[series] = count;
  });
  const at = (i: number): Window => {
    if (!Number.isInteger(i) || i < 0 || i >= count) throw invalidOption("window", `a whole number from 0 to ${count - 1}`, i);
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] > i) high = middle;
      else low = middle + 1;
    }
    const before = low === 0 ? 0 : ends[low - 1];
    return { series: low, origin: firsts[low] + i - before };
  };
  return { count, at };
}

function whole(option: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw invalidOption(option, `a whole number from ${least}`, value);
}
