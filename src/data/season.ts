/**
 * Season length and default lookback, from the frequency and from the data up to the row that is known.
 *
 * Season: candidates follow from the frequency (below). The differences d_t = y_t − y_{t−1} have no trend; r_k is their autocorrelation at lag
 * k, over the n − k pairs. A candidate m is seasonal when r_m exceeds 1.645 √((1 + 2 Σ_{k<m} r_k²) / (n − m)) (one-sided 5 %, Bartlett's
 * variance: the test of the M4 competition, Makridakis, Spiliotis & Assimakopoulos, International Journal of Forecasting 36, 2020, which is made
 * there on the values themselves, where a trend passes for a season) and is not below r_{m−1} and r_{m+1}: what is merely smooth has no peak. Three
 * whole seasons must be known. The same test is made on the values less their straight line, where noise hides the season from the differences;
 * either will do. The candidate with the largest r_m is taken; a shorter one within 0.05 of it is preferred. 1 means no season.
 */
import { invalidOption } from "../errors.ts";
import type { Frequency } from "./frequency.ts";

const minutesOf = { minute: 1, hour: 60, second: 1 / 60 } as const;

/** Lags that may be seasons for a frequency, in rows, ascending; none for years, indices and unknown ones. */
export function seasonCandidates(frequency: Frequency | undefined): number[] {
  if (frequency === undefined) return [];
  const { unit, count, weekdays } = frequency;
  switch (unit) {
    case "quarter":
      return wholes([4 / count]);
    case "month":
      return wholes([12 / count]);
    case "week":
      return count === 1 ? [52] : [];
    case "day":
      return weekdays ? [5, 261] : count === 1 ? [7, 365] : [];
    case "hour":
    case "minute":
    case "second": {
      const minutes = minutesOf[unit] * count;
      return wholes([60, 1440, 10080].map((period) => period / minutes));
    }
    default:
      return [];
  }
}

const wholes = (periods: readonly number[]) =>
  periods.map((period) => Math.round(period * 1e6) / 1e6).filter((period) => period > 1 && Number.isInteger(period));

export interface SeasonTest {
  readonly season: number;
  /** r_m. */
  readonly correlation: number;
  readonly threshold: number;
  /** True when neither neighbouring lag is above r_m. */
  readonly peak: boolean;
}

export interface SeasonFound {
  /** Rows in a season; 1 = none. */
  readonly season: number;
  /** Each candidate's test, in the order of `seasonCandidates`; untested (too few rows) ones are left out. */
  readonly tested: readonly SeasonTest[];
}

/** Rows, counted from the end, that `findSeason` looks at: more would take seconds and not change the answer. */
const mostRows = 20_000;

/** Finds the season in the values given (the last 20,000), and only those: pass the rows before the first origin. NaN is missing. */
export function findSeason(given: ArrayLike<number>, frequency: Frequency | undefined): SeasonFound {
  const values = given.length > mostRows ? Array.from(given).slice(-mostRows) : given;
  const scaled = scaleDown(values);
  const forms = [differencesOf(scaled), withoutLine(scaled)];
  const candidates = seasonCandidates(frequency).filter((season) => values.length >= 3 * season);
  const longest = Math.max(0, ...candidates);
  const correlations = forms.map((form) => autocorrelations(form, longest + 1));
  const tested = candidates.map((season) => {
    const [first, second] = correlations.map((r) => testSeason(r, season, scaled.length));
    return passes(second) && !(passes(first) && first.correlation >= second.correlation) ? second : first;
  });
  const seasonal = tested.filter(passes);
  const best = Math.max(...seasonal.map(({ correlation }) => correlation));
  const season = seasonal.find(({ correlation }) => correlation >= best - 0.05)?.season ?? 1;
  return { season, tested };
}

const passes = ({ correlation, threshold, peak }: SeasonTest) => peak && correlation > threshold;

function testSeason(r: Float64Array, season: number, rows: number): SeasonTest {
  let sum = 0;
  for (let lag = 1; lag < season; lag++) sum += r[lag] * r[lag];
  const threshold = 1.645 * Math.sqrt((1 + 2 * sum) / (rows - season));
  return { season, correlation: r[season], threshold, peak: r[season] >= Math.max(r[season - 1], r[season + 1]) };
}

/** Values of at most 1 in size, so that no square overflows. */
function scaleDown(values: ArrayLike<number>): Float64Array {
  let largest = 0;
  for (let row = 0; row < values.length; row++) if (Math.abs(values[row]) > largest) largest = Math.abs(values[row]);
  return Float64Array.from(values, (value) => value / (largest || 1));
}

/** d_t = y_t − y_{t−1}; NaN beside a missing value. */
function differencesOf(values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, values.length - 1) }, (_, row) => values[row + 1] - values[row]);
}

/** Values less their least-squares line over time. */
function withoutLine(values: Float64Array): Float64Array {
  let [n, sumT, sumY] = [0, 0, 0];
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    n++;
    sumT += t;
    sumY += value;
  });
  let [products, squares] = [0, 0];
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    products += (t - sumT / n) * (value - sumY / n);
    squares += (t - sumT / n) * (t - sumT / n);
  });
  const slope = squares > 0 ? products / squares : 0;
  return values.map((value, t) => value - sumY / n - slope * (t - sumT / n));
}

/** r_0 … r_longest about the mean; each is the mean product over the observed pairs of its lag, divided by the variance. */
function autocorrelations(values: Float64Array, longest: number): Float64Array {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  const r = new Float64Array(longest + 1);
  for (let lag = 0; lag <= longest; lag++) {
    let total = 0;
    let pairs = 0;
    for (let i = lag; i < values.length; i++) {
      const product = (values[i] - sum / n) * (values[i - lag] - sum / n);
      if (Number.isNaN(product)) continue;
      total += product;
      pairs++;
    }
    r[lag] = pairs === 0 ? 0 : total / pairs;
  }
  const variance = r[0];
  return r.map((product) => (variance > 0 ? product / variance : 0));
}

/**
 * Rows of input for the default forecaster: two seasons (one if it has more than 60 rows; 24 rows without a season), or two horizons if that is
 * more; at most 512, and at most a third of the rows beyond the horizon, so that most rows remain as targets. At least 1.
 */
export function defaultLookback(rows: number, horizon: number, season: number): number {
  for (const [option, value] of Object.entries({ rows, horizon, season })) {
    if (!Number.isInteger(value) || value < 1) throw invalidOption(option, "a whole number from 1", value);
  }
  const seasonal = season === 1 ? 24 : season <= 60 ? 2 * season : season;
  return Math.max(1, Math.min(Math.max(seasonal, 2 * horizon), 512, Math.floor((rows - horizon) / 3)));
}
