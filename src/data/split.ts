/**
 * Which rows train, validate and test. Rolling origins stand at the end of a series; the validation part ends before the first of
 * them, and training targets end before the validation part: nothing of an origin's future is used for it.
 */
import { invalidOption } from "../errors.ts";
import type { Part } from "./window.ts";

/** Rolling origins that a verdict stands on, and the fewest for one. */
export const wantedOrigins = 6;
export const leastOrigins = 3;

export interface SplitOptions {
  /** Rows of the series. */
  readonly rows: number;
  readonly horizon: number;
  readonly lookback: number;
  /** Default 6. 0 trains without a test. */
  readonly origins?: number;
  /** Share of the rows before the first origin that validates. Default 0.2. At least one horizon. */
  readonly validation?: number;
}

export interface Split {
  /** Rows known before each forecast, ascending: origin o forecasts rows o … o + horizon − 1. The last one ends with the series. */
  readonly origins: readonly number[];
  /** Rows between two origins. */
  readonly stride: number;
  /** Rows whose targets train; inputs lie in them too. */
  readonly training: Part;
  /** Rows whose targets validate; empty when rows are too few. */
  readonly validation: Part;
  /** `origins-fewer` (fewer than asked for), `origins-no-verdict` (under 3), `validation-none`. */
  readonly notes: readonly string[];
}

/**
 * Places the origins. The stride is the horizon, or less (at least 1) so that the tested rows are at most a third of the series. Origins
 * are given up, the earliest first, until the rows before the first one hold a training window and a validation part of one horizon;
 * when even one origin leaves none, there is no origin, and then no validation part.
 */
export function split(options: SplitOptions): Split {
  const { rows, horizon, lookback, origins: wanted = wantedOrigins, validation: share = 0.2 } = options;
  check("rows", rows, 0);
  check("horizon", horizon, 1);
  check("lookback", lookback, 1);
  check("origins", wanted, 0);
  if (!(share >= 0 && share < 1)) throw invalidOption("validation", "a share from 0 to below 1", share);
  const trainable = lookback + horizon;
  const least = trainable + (share === 0 ? 0 : horizon);
  const third = Math.floor((Math.floor(rows / 3) - horizon) / Math.max(1, wanted - 1));
  const stride = Math.max(1, Math.min(horizon, third));
  let count = wanted;
  while (count > 0 && rows - horizon - (count - 1) * stride < least) count--;
  const origins = Array.from({ length: count }, (_, i) => rows - horizon - (count - 1 - i) * stride);
  const end = count === 0 ? rows : origins[0];
  const size = end < least || share === 0 ? 0 : Math.max(horizon, Math.min(Math.round(share * end), end - trainable));
  const notes: string[] = [];
  if (count < wanted) notes.push("origins-fewer");
  if (count < leastOrigins) notes.push("origins-no-verdict");
  if (size === 0) notes.push("validation-none");
  return { origins, stride, training: { from: 0, to: end - size }, validation: { from: end - size, to: end }, notes };
}

function check(option: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw invalidOption(option, `a whole number from ${least}`, value);
}
