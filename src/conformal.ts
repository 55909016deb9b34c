/**
 * Split-conformal ranges. With n residuals |y − f| that training has not seen, sorted, the range of level 1 − α around a forecast is ± the
 * ⌈(n + 1)(1 − α)⌉-th; when residuals are exchangeable it holds the truth with probability ≥ 1 − α. Where that rank is above n (n < 19 at 95 %,
 * n < 4 at 80 %) no finite range has the promise, and none is given. Lei, G'Sell, Rinaldo, Tibshirani & Wasserman, "Distribution-free
 * predictive inference for regression", JASA 113 (2018). Residuals of a time series are not exactly exchangeable: coverage is measured.
 */
import { invalidOption } from "./errors.ts";

/** One level of ranges for every step of the horizon. */
export interface ConformalBand {
  /** 0…1, exclusive. */
  readonly level: number;
  /** Half the width of the range at each step, in the target's unit; null where residuals are too few. */
  readonly half: readonly (number | null)[];
  /** Number of residuals at each step. */
  readonly n: readonly number[];
  /** Residuals that each step needs for this level. */
  readonly needed: number;
}

/** Residuals that a level needs: 19 at 0.95, 4 at 0.8. Throws OptionError for a level outside 0…1. */
export function residualsNeeded(level: number): number {
  checkLevel(level);
  let n = Math.max(1, Math.floor(1 / (1 - level)) - 2);
  while (rank(n, level) > n) n++;
  return n;
}

/** ⌈(n + 1) level⌉, forgiving the last bits of the product: 20 × 0.95 is 19. */
const rank = (n: number, level: number) => Math.ceil((n + 1) * level - 1e-9);

function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw invalidOption("level", "a number between 0 and 1", level);
}

/** Half width of the range of `level` from residuals y − f (signs and order don't matter, NaN is left out); null when they are too few. */
export function conformalHalfWidth(residuals: ArrayLike<number>, level: number): number | null {
  checkLevel(level);
  const sizes = Float64Array.from(residuals, Math.abs)
    .filter((size) => !Number.isNaN(size))
    .sort();
  const at = rank(sizes.length, level);
  return at > sizes.length ? null : sizes[at - 1];
}

/**
 * Ranges from residuals by step of the horizon: `residuals[h]` are those of step h + 1 (h from 0). Each step is calibrated on its own
 * residuals alone: errors grow with the step, and pooling would make near ranges too wide and far ones too narrow.
 */
export function conformalBands(residuals: readonly ArrayLike<number>[], levels: readonly number[]): ConformalBand[] {
  const n = residuals.map((step) => Float64Array.from(step).filter((value) => !Number.isNaN(value)).length);
  return levels.map((level) => ({
    level,
    half: widening(residuals.map((step) => conformalHalfWidth(step, level))),
    n,
    needed: residualsNeeded(level),
  }));
}

/** Half widths that never shrink with the step: a later value isn't known better than an earlier one, and few residuals make single steps look so. */
export function widening(half: readonly (number | null)[]): (number | null)[] {
  let widest = 0;
  return half.map((width) => {
    if (width === null) return null;
    widest = Math.max(widest, width);
    return widest;
  });
}

/** A forecast with one range: NaN where there is none. */
export interface Interval {
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Puts bands around a forecast. `floor` (default none) bounds ranges from below: 0 for what cannot be negative. */
export function intervalsAround(point: ArrayLike<number>, bands: readonly ConformalBand[], floor = -Infinity): Interval[] {
  const side = (band: ConformalBand, sign: 1 | -1) =>
    Float64Array.from(point, (value, step) => {
      const half = band.half[step];
      return half === null || half === undefined ? NaN : Math.max(floor, value + sign * half);
    });
  return bands.map((band) => ({ level: band.level, lower: side(band, -1), upper: side(band, 1) }));
}
