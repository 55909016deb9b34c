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

/**
 * The margin of `level` from scores (NaN is left out): the ⌈(n + 1) level⌉-th smallest; null when they are too few. For a method without ranges of its
 * own a score is |y − f|, and the margin half a range's width; for one with its own range [l, u] it is max(l − y, y − u), negative where the range is
 * wider than needed (Romano, Patterson & Candès, "Conformalized quantile regression", NeurIPS 2019).
 */
export function conformalMargin(scores: ArrayLike<number>, level: number): number | null {
  checkLevel(level);
  const sorted = Float64Array.from(scores)
    .filter((score) => !Number.isNaN(score))
    .sort();
  const at = rank(sorted.length, level);
  return at > sorted.length ? null : sorted[at - 1];
}

/**
 * Ranges from scores by step of the horizon: `scores[h]` are those of step h + 1 (h from 0). Each step is calibrated on its own
 * scores alone: errors grow with the step, and pooling would make near ranges too wide and far ones too narrow.
 */
export function conformalBand(scores: readonly ArrayLike<number>[], level: number): ConformalBand {
  return {
    level,
    half: widening(scores.map((step) => conformalMargin(step, level))),
    n: scores.map((step) => Float64Array.from(step).filter((value) => !Number.isNaN(value)).length),
    needed: residualsNeeded(level),
  };
}

/** Half widths that never shrink with the step: a later value isn't known better than an earlier one, and few residuals make single steps look so. */
export function widening(half: readonly (number | null)[]): (number | null)[] {
  let widest = Number.NEGATIVE_INFINITY;
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

/** A range that a method gives by itself, before calibration. */
export interface OwnRange {
  readonly level: number;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/** Puts bands around a forecast, or around the method's own range of the same level. `floor` (default none) bounds ranges from below: 0 for what cannot be negative. */
export function intervalsAround(
  point: ArrayLike<number>,
  bands: readonly ConformalBand[],
  floor = Number.NEGATIVE_INFINITY,
  own: readonly OwnRange[] = [],
): Interval[] {
  return bands.map((band) => {
    const base = own.find(({ level }) => level === band.level);
    const side = (values: ArrayLike<number>, sign: 1 | -1) =>
      Float64Array.from(values, (value, step) => {
        const half = band.half[step];
        if (half === null || half === undefined) return Number.NaN;
        // A negative margin may not turn a range inside out.
        const moved = sign > 0 ? Math.max(value + half, point[step]) : Math.min(value - half, point[step]);
        return Math.max(floor, moved);
      });
    return { level: band.level, lower: side(base?.lower ?? point, -1), upper: side(base?.upper ?? point, 1) };
  });
}
