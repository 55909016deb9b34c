/**
 * The Theta method with the lines θ = 0 and θ = 2, equal weights: Assimakopoulos & Nikolopoulos, "The theta model", International Journal
 * of Forecasting 16 (2000), as in the benchmark of the M3 and M4 competitions.
 *
 *   a + b t      least-squares line of y over t = 1 … n: the line θ = 0
 *   z_t          2 y_t − (a + b t): the line θ = 2, curvature doubled
 *   ℓ_t          ℓ_{t−1} + α (z_t − ℓ_{t−1}): simple exponential smoothing
 *   ŷ_{n+h}      ½ (a + b (n + h)) + ½ ℓ_n
 *
 * That is exponential smoothing with a drift of b/2: Hyndman & Billah, "Unmasking the Theta method", International Journal of Forecasting 19
 * (2003), who fit α to y, where the original and we fit it to z. α in [0.0001, 0.9999] and ℓ_0 minimise Σ (z_t − ℓ_{t−1})²: the errors are
 * linear in ℓ_0, so that its best value is exact for each α; α comes from a grid of 20, then golden section around the best.
 *
 * Season m > 1, with two whole seasons or more: y is first divided by its seasonal indices (classical decomposition: the mean, by season, of y over its
 * centred moving average of m rows, scaled to average 1) and the forecast multiplied by them; where a value is ≤ 0, subtracted and added
 * (scaled to average 0). With fewer rows the season is ignored. Hyndman & Athanasopoulos (3rd ed., 2021), 3.4.
 *
 * Missing values are filled for the fit as `withoutGaps` says; h counts from the end of the history, missing rows included. Histories of
 * more than 5,000 rows: the last 5,000 (or two seasons, if more). One observed value: that value.
 */
import { type Baseline, checkBaselineInput } from "../baseline.ts";
import { withoutGaps } from "../data/interpolate.ts";
import { lastRow } from "./naive.ts";

const mostRows = 5000;

export const theta: Baseline = {
  name: "theta",
  needs: (season) => Math.max(3, 2 * season),
  forecast(history, horizon, { season }) {
    checkBaselineInput(horizon, season);
    lastRow(history);
    const { values: all, trailing } = withoutGaps(history, season);
    const recent = all.subarray(Math.max(0, all.length - Math.max(mostRows, 2 * season)));
    // Values of at most 1 in size, so that no square overflows.
    const scale = recent.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
    const values = recent.map((value) => value / scale);
    const rows = values.length;
    const m = rows >= 2 * season ? season : 1;
    const multiplied = values.every((value) => value > 0);
    const indices = seasonalIndices(values, m, multiplied);
    const adjusted = values.map((value, t) => (multiplied ? value / indices[t % m] : value - indices[t % m]));
    const { a, b } = line(adjusted);
    const level = smoothed(adjusted.map((value, t) => 2 * value - (a + b * t)));
    return Float64Array.from({ length: horizon }, (_, i) => {
      const t = rows + trailing + i;
      const value = (a + b * t) / 2 + level / 2;
      return scale * (multiplied ? value * indices[t % m] : value + indices[t % m]);
    });
  },
};

/** One index for each t mod m; 1 (multiplied) or 0 (added) without a season. */
function seasonalIndices(values: Float64Array, m: number, multiplied: boolean): Float64Array {
  const neutral = multiplied ? 1 : 0;
  if (m === 1) return Float64Array.of(neutral);
  const sums = new Float64Array(m);
  const counts = new Float64Array(m);
  const half = Math.floor(m / 2);
  const totals = [0];
  for (const value of values) totals.push(totals[totals.length - 1] + value);
  for (let t = half; t + half < values.length; t++) {
    const ends = m % 2 === 0 ? (values[t - half] + values[t + half]) / 2 : 0;
    const trend = (totals[t + half + 1] - totals[t - half] - ends) / m;
    sums[t % m] += multiplied ? values[t] / trend : values[t] - trend;
    counts[t % m]++;
  }
  const means = sums.map((sum, k) => sum / counts[k]);
  const average = means.reduce((sum, value) => sum + value / m, 0);
  return means.map((value) => (multiplied ? value / average : value - average));
}

/** Least-squares line a + b t over t = 0 … n − 1. */
function line(values: Float64Array): { a: number; b: number } {
  const middle = (values.length - 1) / 2;
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [products, squares] = [0, 0];
  values.forEach((value, t) => {
    products += (t - middle) * (value - average);
    squares += (t - middle) * (t - middle);
  });
  const b = squares > 0 ? products / squares : 0;
  return { a: average - b * middle, b };
}

/** ℓ_n of simple exponential smoothing with the best α and ℓ_0. */
function smoothed(given: Float64Array): number {
  // Measured from the first value: what is left keeps its digits when squared.
  const z = given.map((value) => value - given[0]);
  const [least, most, steps] = [0.0001, 0.9999, 20];
  const at = (step: number): number => least + ((most - least) * Math.min(steps, Math.max(0, step))) / steps;
  const grid = Array.from({ length: steps + 1 }, (_, step) => smooth(z, at(step)));
  const best = grid.reduce((least, { squares }, step) => (squares < grid[least].squares ? step : least), 0);
  let [low, high] = [at(best - 1), at(best + 1)];
  const golden = (Math.sqrt(5) - 1) / 2;
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [onLeft, onRight] = [smooth(z, left), smooth(z, right)];
  while (high - low > 1e-7) {
    if (onLeft.squares <= onRight.squares) {
      [high, right, onRight] = [right, left, onLeft];
      left = high - golden * (high - low);
      onLeft = smooth(z, left);
    } else {
      [low, left, onLeft] = [left, right, onRight];
      right = low + golden * (high - low);
      onRight = smooth(z, right);
    }
  }
  const between = smooth(z, (low + high) / 2);
  return given[0] + (between.squares <= grid[best].squares ? between : grid[best]).level;
}

/** ℓ_n = p_n + q_n ℓ_0, and the sum of squared errors u_t − v_t ℓ_0, at the ℓ_0 that makes it least. */
function smooth(z: Float64Array, alpha: number): { level: number; squares: number } {
  let [p, q, uu, uv, vv] = [0, 1, 0, 0, 0];
  for (const value of z) {
    const u = value - p;
    uu += u * u;
    uv += u * q;
    vv += q * q;
    p += alpha * u;
    // Subnormal numbers would only be slow.
    q = q < 1e-150 ? 0 : q * (1 - alpha);
  }
  const start = uv / vv;
  return { level: p + q * start, squares: uu - uv * start };
}
