/** What is decided before training, from rows that no test will use: season, lookback, origins, anchor, scale. */
import { baseline } from "../../baselines/index.ts";
import { calendar } from "../../data/calendar.ts";
import { defaultLookback, findSeason } from "../../data/season.ts";
import { type Series, seriesName } from "../../data/series.ts";
import { type Split, split } from "../../data/split.ts";
import { DataError } from "../../errors.ts";
import { mae } from "../../metrics.ts";
import type { ForecasterSpec } from "./options.ts";
import { View, wantsLog } from "./view.ts";

/** One series with its decisions. */
export interface PlannedSeries {
  readonly series: Series;
  readonly target: Float64Array;
  readonly split: Split;
  readonly anchor: "last" | "season";
  readonly log: boolean;
}

/** 0 where the rows before `known` have no negatives, else −∞: forecasts and ranges stay above it. */
export const floorOf = (target: Float64Array, known: number): number =>
  target.subarray(0, known).some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;

export interface Plan {
  readonly season: number;
  readonly lookback: number;
  /** Rolling origins, the same number for every series. */
  readonly origins: number;
  readonly series: readonly PlannedSeries[];
  readonly notes: readonly string[];
}

const valuesOf = (series: Series): Float64Array => {
  const all = Float64Array.from(series.target);
  // Trailing rows without a target are the future, not missing values.
  let end = all.length;
  while (end > 0 && Number.isNaN(all[end - 1])) end--;
  return all.slice(0, end);
};

/** Decide for all series. Throws DataError `series-too-short` when a series has no room for one window. */
export function planForecast(list: readonly Series[], spec: ForecasterSpec): Plan {
  const { horizon } = spec;
  const targets = list.map(valuesOf);
  // No row from here on is looked at for decisions, wherever the origins come to stand.
  const earliest = targets.map((target) => split({ rows: target.length, horizon, lookback: 1 }).origins[0] ?? target.length);
  const season = spec.season === "auto" ? commonSeason(list, targets, earliest) : spec.season;
  const shortest = Math.min(...earliest);
  const lookback = spec.lookback === "auto" ? defaultLookback(Math.max(1, shortest), horizon, season) : spec.lookback;
  const splits = targets.map((target) => split({ rows: target.length, horizon, lookback }));
  const origins = Math.min(...splits.map((own) => own.origins.length));
  const series = list.map((own, k) => {
    const target = targets[k];
    if (target.length < lookback + horizon) {
      const expected = `at least ${lookback + horizon} rows: lookback ${lookback} and horizon ${horizon}`;
      throw new DataError({
        code: "series-too-short",
        where: seriesName(own, k),
        expected,
        got: `${target.length}`,
        hint: "shorten the horizon or the lookback",
        fields: { expected: lookback + horizon, got: target.length },
      });
    }
    const fair = origins === splits[k].origins.length ? splits[k] : split({ rows: target.length, horizon, lookback, origins });
    const known = fair.training.to;
    return { series: own, target, split: fair, anchor: anchorOf(target, fair, season, horizon), log: wantsLog(target, known, season) };
  });
  return { season, lookback, origins, series, notes: [...new Set(splits.flatMap(({ notes }) => notes))] };
}

/** The season that most series have; the shorter of equals. */
function commonSeason(list: readonly Series[], targets: readonly Float64Array[], earliest: readonly number[]): number {
  const votes = new Map<number, number>();
  list.forEach(({ time }, k) => {
    const frequency = time === undefined ? undefined : calendar(time).frequency;
    const { season } = findSeason(targets[k].subarray(0, earliest[k]), frequency);
    votes.set(season, (votes.get(season) ?? 0) + 1);
  });
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}

/** The better of the two naive forecasts on the validation part. */
function anchorOf(target: Float64Array, { validation }: Split, season: number, horizon: number): "last" | "season" {
  if (season === 1) return "last";
  const score = (name: string): number => {
    let total = 0;
    for (let origin = Math.max(validation.from, season); origin + horizon <= validation.to; origin++) {
      const error = mae(
        target.subarray(origin, origin + horizon),
        baseline(name).forecast(target.subarray(0, origin), horizon, { season }),
      );
      if (!Number.isNaN(error)) total += error;
    }
    return total;
  };
  return score("seasonal-naive") <= score("naive") ? "season" : "last";
}

/** Views fitted on the rows before `known(series)`. */
export const viewsOf = (plan: Plan, horizon: number, known: (series: PlannedSeries) => number): View[] =>
  plan.series.map((own) => View.fit(own.target, known(own), plan.season, own.anchor, plan.lookback, horizon, own.log));
