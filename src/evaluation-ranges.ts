/** Ranges in a backtest: calibrated at each origin on what was known there. */
import { type ConformalBand, conformalBand, type Interval, intervalsAround } from "./conformal.ts";
import type { Check, EvaluatedSeries } from "./evaluation.ts";

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
