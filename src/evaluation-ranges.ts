/** Ranges in a backtest: calibrated at each origin on what was known there. */
import { type ConformalBand, conformalBand, type Interval, intervalsAround } from "./conformal.ts";
import type { Check, EvaluatedSeries, LevelScore } from "./evaluation.ts";
import { countPairs, coverage, crps, maseScale, msis, pinball, width } from "./metrics.ts";

/** The ranges of method `m` at origin `w`, calibrated on what was known there; NaN where that was too little. */
export function rangesAt(series: EvaluatedSeries, m: number, w: number, levels: readonly number[]): Interval[] {
  const { forecasts, own } = series.methods[m];
  const spread = series.spread?.(series.origins[w]) ?? 1;
  const bands = levels.map((level) => wider(bandKnown(series, m, w, level), spread));
  return intervalsAround(forecasts[w], bands, series.floor, own?.[w]);
}

/** A band in units of the local spread, in the data's unit. */
export const wider = (band: ConformalBand, spread: number): ConformalBand => ({
  ...band,
  half: band.half.map((unit) => (unit === null ? null : unit * spread)),
});

/** Margins of method `m` by step, in units of the local spread, from all that is known at origin `w`. With `w` = the number of origins: from everything. */
export function bandKnown(series: EvaluatedSeries, m: number, w: number, level: number): ConformalBand {
  const horizon = series.methods[m].forecasts[0]?.length ?? series.methods[m].checks?.[0]?.forecast.length ?? 0;
  return conformalBand(
    Array.from({ length: horizon }, (_, h) => missesKnown(series, m, w, h, level)),
    level,
  );
}

/**
 * How far off method `m` was at step `h` (from 0), in units of the local spread, wherever the row was known when origin `w` forecasts:
 * |y − f|, or for a method's own range of `level`, how far y lies outside (negative inside).
 */
export function missesKnown(series: EvaluatedSeries, m: number, w: number, h: number, level: number): number[] {
  const { origins, target, methods } = series;
  const { checks = [], forecasts, own } = methods[m];
  const known = w < origins.length ? origins[w] : target.length;
  const tested = origins.slice(0, w).map((origin, k): Check => ({ origin, forecast: forecasts[k], own: own?.[k] }));
  const misses: number[] = [];
  for (const check of [...checks, ...tested]) {
    const row = check.origin + h;
    if (row >= known) continue;
    const range = check.own?.find((one) => one.level === level);
    const y = target[row];
    const miss = range === undefined ? Math.abs(y - check.forecast[h]) : Math.max(range.lower[h] - y, y - range.upper[h]);
    if (!Number.isNaN(miss)) misses.push(miss / (series.spread?.(check.origin) ?? 1));
  }
  return misses;
}

/** A method's ranges of one level over all series, origins and steps, in their order; NaN where there is none. */
export interface Ranged {
  readonly level: number;
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  /** Mean scaled interval score of each series and origin. */
  readonly msis: readonly number[];
}

export function rangesOf(series: readonly EvaluatedSeries[], m: number, level: number): Ranged {
  const [lows, highs, scores]: [number[], number[], number[]] = [[], [], []];
  for (const one of series) {
    one.origins.forEach((origin, w) => {
      const [{ lower, upper }] = rangesAt(one, m, w, [level]);
      lows.push(...lower);
      highs.push(...upper);
      const actual = Array.from(lower, (_, h) => one.target[origin + h]);
      scores.push(msis(actual, lower, upper, level, maseScale(one.target, one.season, origin)));
    });
  }
  return { level, lows, highs, msis: scores };
}

export function scoreRanges(actuals: readonly number[], { level, lows, highs, msis }: Ranged): LevelScore {
  const n = countPairs(actuals, lows);
  if (n === 0) return { level, n, held: null, width: null, pinball: null, msis: null };
  const sides = pinball(actuals, lows, (1 - level) / 2) + pinball(actuals, highs, (1 + level) / 2);
  const there = lows.map((low, k) => (Number.isNaN(actuals[k]) ? Number.NaN : low));
  return { level, n, held: coverage(actuals, lows, highs), width: width(there, highs), pinball: sides / 2, msis: orNull(meanOf(msis)) };
}

/** CRPS from the ends of all levels and the forecast as the median, over the values that have every range; NaN where none has. */
export function crpsOf(actuals: readonly number[], forecasts: readonly number[], ranged: readonly Ranged[]): number {
  const quantiles = [forecasts, ...ranged.flatMap(({ lows, highs }) => [lows, highs])];
  return crps(actuals, quantiles, [0.5, ...ranged.flatMap(({ level }) => [(1 - level) / 2, (1 + level) / 2])]);
}

export function meanOf(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.length === 0 ? NaN : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

export const orNull = (value: number) => (Number.isFinite(value) ? value : null);
