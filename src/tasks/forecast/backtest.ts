/** The test: the net and the simple methods at the same rolling origins, judged on the same values. */
import { type ConformalBand, conformalBand, type Interval } from "../../conformal.ts";
import { type EvaluatedSeries, type Evaluation, evaluate, type MethodForecasts } from "../../evaluation.ts";
import { bandKnown, missesKnown, rangesAt } from "../../evaluation-ranges.ts";
import { checkOrigins, netForecasts } from "./checks.ts";
import type { Fold } from "./drawn.ts";
import type { ForecasterSpec } from "./options.ts";
import { floorOf, type Plan } from "./plan.ts";
import { methodsNamed, readyMethods, simpleForecast } from "./simple.ts";
import { spreadOf } from "./spread.ts";

/** One method's forecasts at the rolling origins: `forecasts[w][h]`, and the ranges it had there. */
export interface TestedMethod {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly forecasts: readonly ArrayLike<number>[];
  readonly intervals: readonly (readonly Interval[])[];
}

/** The test of one series: what charts and backtest files show. */
export interface TestedSeries {
  readonly id?: string;
  /** All rows up to the last observed one. */
  readonly target: ArrayLike<number>;
  /** Rows known before each forecast. */
  readonly origins: readonly number[];
  readonly methods: readonly TestedMethod[];
}

/** Margins by method name, one band a level, in units of the local spread. */
export type Bands = ReadonlyMap<string, readonly ConformalBand[]>;

export interface Backtest {
  readonly scores: Evaluation;
  readonly tested: readonly TestedSeries[];
  /** Ranges for the real forecast, by planned series. */
  readonly bands: readonly Bands[];
  /** The same from all series together, for those without a test. */
  readonly pooled: Bands;
  /** The method whose values come first. */
  readonly recommended: string;
}

/** Forecasts that ranges are calibrated on, of all series together at most (but 40 of each): more would change the ranges little. */
const checksInAll = 1000;
/** Rows that a simple method reads for them, at most. */
const rowsInAll = 2e8;
/** Forecasts of a method that costs a fit each, of all series together at most; the test itself comes first. */
const slowInAll = 300;

/** Run it: forward passes only. `folds`: the net of each origin, or one for all. */
export async function backtest(spec: ForecasterSpec, plan: Plan, folds: readonly Fold[]): Promise<Backtest> {
  const names = [spec.cell, ...plan.methods];
  await readyMethods(plan.methods);
  const places = plan.series.flatMap((own, series) => (own.tested ? [series] : []));
  const longest = plan.series.reduce((length, { target }) => Math.max(length, target.length), 1);
  const most = Math.max(40, Math.floor(Math.min(checksInAll / Math.max(1, places.length), rowsInAll / longest)));
  const slowChecks = Math.min(24, Math.max(0, Math.floor(slowInAll / Math.max(1, places.length)) - plan.origins));
  const floors = plan.series.map(({ target, split }) => floorOf(target, split.training.to));
  const net = netForecasts(spec, plan, folds, places, most, floors);
  const evaluated = places.map((series, k): EvaluatedSeries => {
    const own = plan.series[series];
    const { target, split } = own;
    const simple = methodsNamed(plan.methods).map((method): MethodForecasts => {
      const { name, slow } = method;
      const at = (origin: number): Float64Array =>
        simpleForecast(method, target.subarray(0, origin), spec.horizon, plan.season, floors[series]);
      const origins = checkOrigins(own, plan.lookback, slow ? slowChecks : most);
      return {
        name,
        kind: "simple",
        forecasts: split.origins.map(at),
        checks: origins.map((origin) => ({ origin, forecast: at(origin) })),
      };
    });
    return {
      target,
      origins: split.origins,
      season: plan.season,
      spread: spreadOf(target, plan.season),
      floor: floors[series],
      methods: [net[k], ...simple],
    };
  });
  if (evaluated.length === 0) return untested(spec, plan, names);
  const scores = evaluate(evaluated, spec.levels);
  const pooled = new Map(
    names.map((name, m) => [name, spec.levels.map((level) => pooledBand(evaluated, m, spec.horizon, level))] as const),
  );
  const bands = plan.series.map((_, series): Bands => {
    const own = evaluated[places.indexOf(series)];
    if (own === undefined) return pooled;
    const bandOf = (name: string, m: number, level: number, l: number): ConformalBand => {
      const band = bandKnown(own, m, own.origins.length, level);
      // Too few of its own: the other series' misses are in the same units.
      return band.half.includes(null) ? (pooled.get(name)?.[l] ?? band) : band;
    };
    return new Map(names.map((name, m) => [name, spec.levels.map((level, l) => bandOf(name, m, level, l))] as const));
  });
  const tested = evaluated.map(
    (own, k): TestedSeries => ({
      id: plan.series[places[k]].series.id,
      target: own.target,
      origins: own.origins,
      methods: own.methods.map(({ name, kind, forecasts }, m) => ({
        name,
        kind,
        forecasts,
        intervals: forecasts.map((_, w) => rangesAt(own, m, w, spec.levels)),
      })),
    }),
  );
  return { scores, tested, bands, pooled, recommended: spec.method === "auto" ? (scores.verdict.winner ?? spec.cell) : spec.method };
}

function pooledBand(evaluated: readonly EvaluatedSeries[], m: number, horizon: number, level: number): ConformalBand {
  const all = Array.from({ length: horizon }, (_, h) => evaluated.flatMap((own) => missesKnown(own, m, own.origins.length, h, level)));
  return conformalBand(all, level);
}

/** No series has rows for a test: nothing is scored, and there are no ranges. */
function untested(spec: ForecasterSpec, plan: Plan, names: readonly string[]): Backtest {
  const none: EvaluatedSeries = {
    target: [],
    origins: [],
    season: plan.season,
    methods: names.map((name, m) => ({ name, kind: m === 0 ? "net" : "simple", forecasts: [] })),
  };
  const pooled = new Map(
    names.map(
      (name) =>
        [
          name,
          spec.levels.map((level) =>
            conformalBand(
              Array.from({ length: spec.horizon }, () => []),
              level,
            ),
          ),
        ] as const,
    ),
  );
  return {
    scores: evaluate([none], spec.levels),
    tested: [],
    bands: plan.series.map(() => pooled),
    pooled,
    recommended: spec.method === "auto" ? spec.cell : spec.method,
  };
}
