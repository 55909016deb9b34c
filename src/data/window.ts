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

/** Origins of one series whose inputs exist and whose targets lie in `part`, ascending. Throws OptionError for sizes that can't be. */
export function originsIn(part: Part, { lookback, horizon }: WindowOptions): number[] {
  whole("lookback", lookback, 1);
  whole("horizon", horizon, 0);
  const first = Math.max(part.from, lookback);
  return Array.from({ length: Math.max(0, part.to - horizon - first + 1) }, (_, k) => first + k);
}

function whole(option: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw invalidOption(option, `a whole number from ${least}`, value);
}
