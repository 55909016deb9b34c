/** The test: the net and the simple methods at the same rolling origins, judged on the same values. */
import { baselines } from "../../baselines/index.ts";
import { type ConformalBand, conformalBands } from "../../conformal.ts";
import { originsIn } from "../../data/window.ts";
import { type EvaluatedSeries, type Evaluation, evaluate, type MethodForecasts, residualsKnown } from "../../evaluation.ts";
import type { Fold } from "./fit.ts";
import { forecastsAt, type Place, thinned } from "./net.ts";
import type { ForecasterSpec } from "./options.ts";
import { floorOf, type Plan, type PlannedSeries } from "./plan.ts";
import { spreadBefore } from "./view.ts";

export interface Backtest {
  readonly scores: Evaluation;
  /** Ranges for the real forecast: by series, then method name. */
  readonly bands: readonly ReadonlyMap<string, readonly ConformalBand[]>[];
  /** The method whose values come first. */
  readonly recommended: string;
}

/** Origins of the validation part that residuals come from, at most: more would change the ranges little. */
const residualOrigins = 1000;

/** Origins within the validation part. */
const validationOrigins = ({ split }: PlannedSeries, lookback: number, horizon: number): number[] =>
  thinned(originsIn(split.validation, { lookback, horizon }), residualOrigins);

/** Residuals by step from forecasts at origins, in units of the local spread. */
function residuals(
  target: Float64Array,
  origins: readonly number[],
  forecasts: readonly ArrayLike<number>[],
  horizon: number,
  season: number,
): number[][] {
  const spreads = origins.map((origin) => spreadBefore(target, origin, season));
  return Array.from({ length: horizon }, (_, h) => origins.map((origin, k) => (target[origin + h] - forecasts[k][h]) / spreads[k]));
}

/** Methods that make sense with this season. */
export const simpleMethods = (season: number) =>
  baselines.filter(({ name, ready }) => ready === undefined && (season > 1 || name !== "seasonal-naive"));

/** A simple method's forecast, kept ≥ the floor as the net's is. */
export function simpleForecast(name: string, history: Float64Array, horizon: number, season: number, floor: number): Float64Array {
  const method = simpleMethods(season).find((candidate) => candidate.name === name);
  if (method === undefined) throw new Error(`no method ${name}`);
  return method.forecast(history, horizon, { season }).map((value) => Math.max(floor, value));
}

/** Run it: forward passes only. `folds`: the net of each origin, or one for all; the first judges the validation part. */
export function backtest(spec: ForecasterSpec, plan: Plan, folds: readonly Fold[]): Backtest {
  const { horizon, levels, cell } = spec;
  const checks = plan.series.map((own) => (folds.length === 0 ? [] : validationOrigins(own, plan.lookback, horizon)));
  const floors = plan.series.map(({ target, split }) => floorOf(target, split.training.to));
  const at = (fold: Fold, places: readonly Place[]): Float64Array[] =>
    forecastsAt(fold.net, fold.views, places, plan.lookback, horizon, floors);
  const onValidation =
    folds.length === 0
      ? []
      : at(
          folds[0],
          plan.series.flatMap((_, series) => checks[series].map((origin) => ({ series, origin }))),
        );
  // By origin, then series.
  const onOrigins = Array.from({ length: plan.origins }, (_, w) =>
    at(
      folds[Math.min(w, folds.length - 1)],
      plan.series.map(({ split }, series) => ({ series, origin: split.origins[w] })),
    ),
  );
  let next = 0;
  const evaluated = plan.series.map((own, k): EvaluatedSeries => {
    const { target, split } = own;
    const validated = onValidation.slice(next, next + checks[k].length);
    next += checks[k].length;
    const ours: MethodForecasts = {
      name: cell,
      kind: "net",
      forecasts: onOrigins.map((forecasts) => forecasts[k]),
      validation: residuals(target, checks[k], validated, horizon, plan.season),
    };
    const simple = simpleMethods(plan.season).map(({ name }): MethodForecasts => {
      const simpleAt = (origin: number): Float64Array => simpleForecast(name, target.subarray(0, origin), horizon, plan.season, floors[k]);
      return {
        name,
        kind: "simple",
        forecasts: split.origins.map(simpleAt),
        validation: residuals(target, checks[k], checks[k].map(simpleAt), horizon, plan.season),
      };
    });
    return {
      target,
      origins: split.origins,
      season: plan.season,
      spread: split.origins.map((origin) => spreadBefore(target, origin, plan.season)),
      methods: [ours, ...simple],
    };
  });
  const scores = evaluate(evaluated, levels);
  const bands = evaluated.map(
    (own) =>
      new Map(
        own.methods.map(
          ({ name }, m) =>
            [
              name,
              conformalBands(
                Array.from({ length: horizon }, (_, h) => residualsKnown(own, m, own.origins.length, h)),
                levels,
              ),
            ] as const,
        ),
      ),
  );
  return { scores, bands, recommended: scores.verdict.winner ?? cell };
}
