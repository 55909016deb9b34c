/**
 * How far forecasts are from what happened. Pairs in which either value is NaN are left out; a score without any pair, or whose
 * denominator is 0, is NaN: it is not defined. y: actual, f: forecast, n: pairs.
 *
 * Sources: Hyndman & Koehler, "Another look at measures of forecast accuracy", International Journal of Forecasting 22 (2006) (MAE, RMSE,
 * sMAPE, MASE); Kolassa & Schütz, "Advantages of the MAD/Mean ratio over the MAPE", Foresight 6 (2007) (WAPE); Gneiting & Raftery, "Strictly
 * proper scoring rules", JASA 102 (2007) (pinball, CRPS, interval score); Makridakis, Spiliotis & Assimakopoulos, "The M4 Competition",
 * International Journal of Forecasting 36 (2020) (MSIS).
 */
import { DataError } from "./errors.ts";
import { erf, exp } from "./math.ts";

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

/** Mean of a score of the actual and two forecasts (the ends of a range, say) where all three are there. */
function averageOf(actual: Numbers, first: Numbers, second: Numbers, term: (y: number, a: number, b: number) => number): number {
  countPairs(actual, second);
  const scores = Float64Array.from(actual, (y, i) => term(y, first[i], second[i]));
  return average(scores, first, (score) => score);
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
  return averageOf(actual, lower, upper, (y, low, high) => (Number.isNaN(y + low + high) ? NaN : Number(y >= low && y <= high)));
}

/** Mean of upper − lower, in the target's unit. */
export function width(lower: Numbers, upper: Numbers): number {
  return average(lower, upper, (low, high) => high - low);
}

/** Pinball loss of forecasts q of the quantile `tau` (0…1): mean of tau (y − q) where y ≥ q, (1 − tau)(q − y) elsewhere. */
export function pinball(actual: Numbers, quantile: Numbers, tau: number): number {
  return average(actual, quantile, (y, q) => (y >= q ? tau * (y - q) : (1 - tau) * (q - y)));
}

/**
 * Continuous ranked probability score, in the target's unit, ≥ 0; 0 is best. ∫ (F(x) − [x ≥ y])² dx = 2 ∫ pinball(τ) dτ, the integral over τ taken as
 * the mean over the levels given: `quantiles[k][i]` is forecast i's quantile of level `taus[k]`, in 0…1. Levels that lie symmetrically about
 * 0.5 make the score of a forecast without any spread its MAE. n samples of a forecast, sorted, are its quantiles at (k − ½)/n, and the score
 * is then exact for the samples' own distribution. A pair in which any quantile is missing is left out. No levels: NaN.
 */
export function crps(actual: Numbers, quantiles: readonly Numbers[], taus: readonly number[]): number {
  if (quantiles.length !== taus.length) {
    const fields = { expected: taus.length, got: quantiles.length };
    const expected = `${taus.length} lists, one a level`;
    throw new DataError({ code: "metrics-length", where: "quantiles", expected, got: `${quantiles.length}`, fields });
  }
  const whole = Float64Array.from(actual, (y, i) => (quantiles.some((quantile) => Number.isNaN(quantile[i])) ? NaN : y));
  let sum = 0;
  quantiles.forEach((quantile, k) => {
    sum += 2 * pinball(whole, quantile, taus[k]);
  });
  return taus.length === 0 ? NaN : sum / taus.length;
}

/**
 * The same score of normal distributions, in closed form: σ (z (2Φ(z) − 1) + 2φ(z) − 1/√π) with z = (y − μ)/σ; |y − μ| for σ = 0.
 * `deviation`: σ ≥ 0, in the target's unit.
 */
export function crpsGaussian(actual: Numbers, mean: Numbers, deviation: Numbers): number {
  return averageOf(actual, mean, deviation, (y, mu, sigma) => {
    if (sigma === 0) return Math.abs(y - mu);
    const z = (y - mu) / sigma;
    return sigma * (z * erf(z / Math.SQRT2) + (Math.SQRT2 * exp((-z * z) / 2) - 1) / Math.sqrt(Math.PI));
  });
}

/**
 * Interval score of Winkler (1972), in the target's unit: the range's width, and what an actual lies outside of it times 2/α, where
 * α = 1 − `level` (0.95: 40 times). Mean over the pairs with a range and an actual.
 */
export function winkler(actual: Numbers, lower: Numbers, upper: Numbers, level: number): number {
  const weight = 2 / (1 - level);
  return averageOf(actual, lower, upper, (y, low, high) => high - low + weight * (Math.max(0, low - y) + Math.max(0, y - high)));
}

/** Mean scaled interval score of the M4 competition (there: level 0.95): `winkler` / `maseScale(training, season)`. NaN for a scale of 0. */
export function msis(actual: Numbers, lower: Numbers, upper: Numbers, level: number, scale: number): number {
  return scale === 0 ? NaN : winkler(actual, lower, upper, level) / scale;
}
