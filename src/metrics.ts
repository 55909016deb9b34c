/**
 * How far forecasts are from what happened. Pairs in which either value is NaN are left out; a score without any pair, or whose
 * denominator is 0, is NaN: it is not defined. y: actual, f: forecast, n: pairs.
 *
 * Sources: Hyndman & Koehler, "Another look at measures of forecast accuracy", International Journal of Forecasting 22 (2006) (MAE, RMSE,
 * sMAPE, MASE); Kolassa & Schütz, "Advantages of the MAD/Mean ratio over the MAPE", Foresight 6 (2007) (WAPE); Gneiting & Raftery, "Strictly
 * proper scoring rules", JASA 102 (2007) (pinball).
 */
import { DataError } from "./errors.ts";

type Numbers = ArrayLike<number>;

/** Calls `each` for every pair that is observed and forecast; returns their number. Throws DataError `metrics-length`. */
function pairs(actual: Numbers, forecast: Numbers, each: (y: number, f: number) => void): number {
  if (actual.length !== forecast.length) {
    const got = `${forecast.length}`;
    const fields = { expected: actual.length, got };
    throw new DataError({ code: "metrics-length", where: "forecast", expected: `${actual.length} values as in actual`, got, fields });
  }
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    if (Number.isNaN(actual[i]) || Number.isNaN(forecast[i])) continue;
    each(actual[i], forecast[i]);
    count++;
  }
  return count;
}

function average(actual: Numbers, forecast: Numbers, term: (y: number, f: number) => number): number {
  let sum = 0;
  const n = pairs(actual, forecast, (y, f) => {
    sum += term(y, f);
  });
  return n === 0 ? NaN : sum / n;
}

/** Pairs that count: both values there. */
export function countPairs(actual: Numbers, forecast: Numbers): number {
  return pairs(actual, forecast, () => {});
}

/** Mean absolute error, Σ|y − f| / n, in the target's unit. */
export function mae(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => Math.abs(y - f));
}

/** Weighted absolute percentage error as a fraction: Σ|y − f| / Σ|y|. 0.1 is 10 %. NaN when all actuals are 0. */
export function wape(actual: Numbers, forecast: Numbers): number {
  let error = 0;
  let size = 0;
  pairs(actual, forecast, (y, f) => {
    error += Math.abs(y - f);
    size += Math.abs(y);
  });
  return size === 0 ? NaN : error / size;
}

/** Root mean squared error, √(Σ(y − f)² / n), in the target's unit. Errors up to the largest number don't overflow. */
export function rmse(actual: Numbers, forecast: Numbers): number {
  let largest = 0;
  pairs(actual, forecast, (y, f) => {
    largest = Math.max(largest, Math.abs(y - f));
  });
  if (largest === Infinity) return Infinity;
  const scale = largest || 1;
  return scale * Math.sqrt(average(actual, forecast, (y, f) => ((y - f) / scale) * ((y - f) / scale)));
}

/** Symmetric mean absolute percentage error as a fraction, 0…2: Σ 2|y − f| / (|y| + |f|) / n; a pair of zeros counts 0. 0.1 is 10 %. */
export function smape(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => (y === f ? 0 : (2 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f))));
}

/** Mean of f − y, in the target's unit: above 0 the forecast is too high. */
export function bias(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => f - y);
}

/**
 * The scale of MASE: mean |y_t − y_{t−m}| over the observed pairs of `training` before row `end` (default: all), the forecast's first. m: season, 1 = none.
 * NaN when no such pair is observed. 0 for a constant or exactly repeating series.
 */
export function maseScale(training: Numbers, season: number, end = training.length): number {
  let sum = 0;
  let n = 0;
  for (let row = season; row < end; row++) {
    const difference = Math.abs(training[row] - training[row - season]);
    if (Number.isNaN(difference)) continue;
    sum += difference;
    n++;
  }
  return n === 0 ? NaN : sum / n;
}

/** Mean absolute scaled error: MAE / `maseScale(training, season)`. Under 1 beats the seasonal naive forecast in the sample. NaN for a scale of 0. */
export function mase(actual: Numbers, forecast: Numbers, scale: number): number {
  return scale === 0 ? NaN : mae(actual, forecast) / scale;
}

/** Share of actuals inside [lower, upper], 0…1. Pairs without a range or an actual are left out. */
export function coverage(actual: Numbers, lower: Numbers, upper: Numbers): number {
  const inside = Float64Array.from(actual, (y, i) =>
    Number.isNaN(y + lower[i] + upper[i]) ? NaN : Number(y >= lower[i] && y <= upper[i]),
  );
  return average(inside, inside, (held) => held);
}

/** Mean of upper − lower, in the target's unit. */
export function width(lower: Numbers, upper: Numbers): number {
  return average(lower, upper, (low, high) => high - low);
}

/** Pinball loss of forecasts q of the quantile `tau` (0…1): mean of tau (y − q) where y ≥ q, (1 − tau)(q − y) elsewhere. */
export function pinball(actual: Numbers, quantile: Numbers, tau: number): number {
  return average(actual, quantile, (y, q) => (y >= q ? tau * (y - q) : (1 - tau) * (q - y)));
}
