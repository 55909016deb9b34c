/** From the tested series to what the charts of errors show. Pairs with a missing value are left out. */
import type { TestedSeries } from "../chart.ts";
import type { HorizonLine } from "../charts/horizon-svg.ts";
import type { ResidualsData } from "../charts/residuals-svg.ts";

/** Errors actual − forecast of one method: a row for each series and origin, a value a step; NaN where nothing was observed. */
export function errorsOf(tests: readonly TestedSeries[], name: string): number[][] {
  return tests.flatMap(({ target, origins, methods }) => {
    const forecasts = methods.find((method) => method.name === name)?.forecasts ?? [];
    return forecasts.map((forecast, w) => Array.from(forecast, (value, h) => (target[origins[w] + h] ?? Number.NaN) - value));
  });
}

const observed = (values: readonly number[]) => values.filter(Number.isFinite);

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Not by spreading: there may be more rows than a call takes arguments. */
const longest = (rows: readonly (readonly number[])[]) => rows.reduce((most, row) => Math.max(most, row.length), 0);

const transposed = (rows: readonly (readonly number[])[]): number[][] =>
  Array.from({ length: longest(rows) }, (_, h) => observed(rows.map((row) => row[h])));

/** MAE of each method at each step ahead, over all series and origins: the recommended first, then from the least error to the most. */
export function errorByStep(tests: readonly TestedSeries[], recommended: string): readonly HorizonLine[] {
  const names = tests[0]?.methods.map(({ name }) => name) ?? [];
  const lines = names.map((name) => ({
    name,
    error: transposed(errorsOf(tests, name)).map((errors) => mean(errors.map(Math.abs))),
  }));
  const rank = ({ name, error }: HorizonLine) => (name === recommended ? -1 : mean(observed(error)));
  return lines.sort((a, b) => rank(a) - rank(b));
}

/** Pairs that a correlation needs to be drawn, and lags at most. */
const least = { pairs: 20, lags: 24 };

/**
 * A method's errors by step, and their autocorrelation within each test: r_k = mean of e_h e_{h+k} over mean of e², e less their mean, over
 * pairs forecast from the same origin, up to half the horizon. `chance`: 1.96 / √pairs (Box, Jenkins & Reinsel, Time Series Analysis).
 */
export function residualsOf(tests: readonly TestedSeries[], name: string): ResidualsData {
  const rows = errorsOf(tests, name);
  const all = observed(rows.flat());
  const middle = mean(all);
  const power = mean(all.map((error) => (error - middle) * (error - middle)));
  const correlation: number[] = [];
  const chance: number[] = [];
  const horizon = longest(rows);
  for (let lag = 1; lag <= Math.min(least.lags, Math.floor(horizon / 2)); lag++) {
    const products = observed(rows.flatMap((row) => row.slice(lag).map((error, h) => (error - middle) * (row[h] - middle))));
    if (products.length < least.pairs || !(power > 1e-20 * middle * middle)) break;
    correlation.push(Math.max(-1, Math.min(1, mean(products) / power)));
    chance.push(Math.min(1, 1.96 / Math.sqrt(products.length)));
  }
  return { errors: transposed(rows), correlation, chance };
}
