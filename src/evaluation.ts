/**
 * The backtest's table: scores of every method over rolling origins, and who won. Plain JSON values out; NaN becomes null.
 *
 * Ranges at an origin are calibrated on what was known there: on earlier forecasts (`checks`, and earlier origins) whose row lies before this
 * origin. Their coverage is counted over all origins and steps that have a range.
 */
import type { OwnRange } from "./conformal.ts";
import { DataError } from "./errors.ts";
import { crpsOf, meanOf, orNull, rangesOf, scoreRanges } from "./evaluation-ranges.ts";
import { bias, countPairs, mae, mase, maseScale, rmse, smape, wape } from "./metrics.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A forecast that ranges are calibrated on: made from the rows before `origin`, by a method that had seen no later row. */
export interface Check {
  readonly origin: number;
  readonly forecast: ArrayLike<number>;
  /** The method's own ranges. Default: none. */
  readonly own?: readonly OwnRange[];
}

/** One method's forecasts of one series. */
export interface MethodForecasts {
  readonly name: string;
  /** `net`: trained here. `simple`: a baseline. */
  readonly kind: "net" | "simple";
  /** `forecasts[w][h]`: value of step h + 1 at origin w. */
  readonly forecasts: readonly ArrayLike<number>[];
  /** `own[w]`: the ranges that the method gives by itself at origin w. Default: none. */
  readonly own?: readonly (readonly OwnRange[])[];
  /** Forecasts at other origins than the tested ones. Default: none. */
  readonly checks?: readonly Check[];
}

export interface EvaluatedSeries {
  /** All rows, oldest first; NaN is missing and is not scored. */
  readonly target: ArrayLike<number>;
  /** Rows known before each forecast, ascending (`split().origins`). Series may have different ones, in equal number. */
  readonly origins: readonly number[];
  /** Rows in a season, for MASE; 1 = none. */
  readonly season: number;
  /**
   * Local spread before an origin, above 0: misses are compared, and ranges drawn, in units of it (Lei et al. 2018, section 5.2), so that a
   * range is wider where the series moves more. Default: 1 everywhere.
   */
  readonly spread?: (origin: number) => number;
  /** Ranges don't go below it. Default: none. */
  readonly floor?: number;
  /** The same methods, in the same order, for every series. */
  readonly methods: readonly MethodForecasts[];
}

export interface LevelScore {
  readonly level: number;
  /** Values with a range, all origins and steps. 0: residuals were too few everywhere, and no range was given. */
  readonly n: number;
  /** Share of them inside, 0…1; null for n = 0. */
  readonly held: number | null;
  /** Mean width in the target's unit; null for n = 0. */
  readonly width: number | null;
  /** Mean pinball loss of its two ends, in the target's unit; null for n = 0. */
  readonly pinball: number | null;
  /** Mean scaled interval score (`metrics.msis`), the scale as MASE's; mean over series and origins. */
  readonly msis: number | null;
}

/** Scores over all origins, steps and series; null where one is not defined. Fractions, not percent. */
export interface MethodScore {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly mae: number | null;
  readonly wape: number | null;
  readonly rmse: number | null;
  readonly smape: number | null;
  /** Mean over series and origins of MAE / scale, the scale from the rows before that origin; those without a scale are left out. */
  readonly mase: number | null;
  readonly bias: number | null;
  /**
   * Continuous ranked probability score in the target's unit, from the ends of the ranges and the forecast as the median, over the
   * values that have a range of every level; null where none has.
   */
  readonly crps: number | null;
  readonly ranges: readonly LevelScore[];
  /** Origins at which no other method was better. */
  readonly won: number;
  /** The deciding score at each origin: MAE for one series, mean MASE for several. */
  readonly byOrigin: readonly (number | null)[];
  /** Values scored. */
  readonly n: number;
}

export interface Evaluation {
  readonly origins: number;
  readonly horizon: number;
  readonly series: number;
  readonly methods: readonly MethodScore[];
  readonly verdict: Verdict;
}

/** Scores methods. `levels`: of ranges, default 0.8 and 0.95. Throws DataError `evaluation-shape` when forecasts don't fit the origins. */
export function evaluate(series: readonly EvaluatedSeries[], levels: readonly number[] = [0.8, 0.95]): Evaluation {
  const [first] = series;
  if (first === undefined) throw shape("series", "at least one", "none");
  const horizon = first.methods[0]?.forecasts[0]?.length ?? 0;
  const origins = first.origins.length;
  series.forEach((one, i) => {
    checkSeries(one, `series ${i + 1}`, first, horizon);
  });
  const scored = first.methods.map((_, m) => scoreMethod(series, m, levels));
  const byOrigin = scored.map((score) => score.byOrigin);
  const methods = scored.map((score, m) => ({ ...score, won: byOrigin[m].filter((_, w) => isBest(byOrigin, m, w)).length }));
  return { origins, horizon, series: series.length, methods, verdict: verdictOf(methods, origins, series.length) };
}

function isBest(byOrigin: readonly (readonly (number | null)[])[], method: number, origin: number): boolean {
  const own = byOrigin[method][origin];
  return own !== null && byOrigin.every((scores) => scores[origin] === null || own <= (scores[origin] as number));
}

function scoreMethod(series: readonly EvaluatedSeries[], m: number, levels: readonly number[]): Omit<MethodScore, "won"> {
  const { name, kind } = series[0].methods[m];
  const actuals: number[] = [];
  const forecasts: number[] = [];
  const scaled: number[][] = series[0].origins.map(() => []);
  for (const one of series) {
    one.origins.forEach((origin, w) => {
      const forecast = one.methods[m].forecasts[w];
      const actual = Array.from({ length: forecast.length }, (_, h) => one.target[origin + h]);
      const scale = maseScale(one.target, one.season, origin);
      scaled[w].push(mase(actual, forecast, scale));
      actuals.push(...actual);
      forecasts.push(...Array.from(forecast));
    });
  }
  const length = series[0].methods[m].forecasts[0]?.length ?? 0;
  const maes = scaled.map((_, w) =>
    series.length === 1 ? mae(actuals.slice(w * length, (w + 1) * length), forecasts.slice(w * length, (w + 1) * length)) : NaN,
  );
  const ranged = levels.map((level) => rangesOf(series, m, level));
  return {
    name,
    kind,
    mae: orNull(mae(actuals, forecasts)),
    wape: orNull(wape(actuals, forecasts)),
    rmse: orNull(rmse(actuals, forecasts)),
    smape: orNull(smape(actuals, forecasts)),
    mase: orNull(meanOf(scaled.flat())),
    bias: orNull(bias(actuals, forecasts)),
    crps: orNull(crpsOf(actuals, forecasts, ranged)),
    ranges: ranged.map((one) => scoreRanges(actuals, one)),
    byOrigin: scaled.map((values, w) => orNull(series.length === 1 ? maes[w] : meanOf(values))),
    n: countPairs(actuals, forecasts),
  };
}

function checkSeries(one: EvaluatedSeries, where: string, first: EvaluatedSeries, horizon: number): void {
  if (one.origins.length !== first.origins.length) throw shape(where, `${first.origins.length} origins`, `${one.origins.length}`);
  const names = first.methods.map((method) => method.name).join(", ");
  const own = one.methods.map((method) => method.name).join(", ");
  if (own !== names) throw shape(where, `methods ${names}`, own);
  for (const method of one.methods) {
    const lengths = method.forecasts.map((forecast) => forecast.length);
    if (lengths.length !== one.origins.length || lengths.some((length) => length !== horizon)) {
      throw shape(`${where}, ${method.name}`, `${one.origins.length} forecasts of ${horizon} values`, `[${lengths.join(", ")}]`);
    }
  }
  const last = one.origins[one.origins.length - 1];
  if (last + horizon > one.target.length) throw shape(where, `rows up to ${last + horizon}`, `${one.target.length}`);
}

function shape(where: string, expected: string, got: string): DataError {
  return new DataError({ code: "evaluation-shape", where: `evaluation, ${where}`, expected, got, fields: { where, expected, got } });
}
