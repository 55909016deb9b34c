/** What is decided before training, from rows that no test will use: season, lookback, origins, anchor, scale. */
import { type Calendar, calendar } from "../../data/calendar.ts";
import { defaultLookback, findSeason } from "../../data/season.ts";
import { lastObserved, type Series, seriesName } from "../../data/series.ts";
import { type Split, split } from "../../data/split.ts";
import { DataError } from "../../errors.ts";
import { type ColumnKind, columnsOf } from "./columns.ts";
import type { ForecasterSpec } from "./options.ts";
import { periodsOf } from "./periods.ts";
import { checkMethod, simpleNames } from "./simple.ts";
import { wantsLog } from "./spread.ts";
import type { ViewChoice } from "./view.ts";

/** One series with its decisions. */
export interface PlannedSeries {
  readonly series: Series;
  /** Its place among all the series that were given. */
  readonly index: number;
  /** Rows up to the last observed one: later ones are the future. */
  readonly target: Float64Array;
  readonly split: Split;
  /** False for one too short for the origins that the others have: it trains, and isn't tested. */
  readonly tested: boolean;
  readonly choice: Omit<ViewChoice, "anchor">;
  /** See `Calendar.start`; 0 without times. */
  readonly start: number;
}

/** 0 where the rows before `known` have no negatives, else −∞: forecasts and ranges stay above it. */
export const floorOf = (target: Float64Array, known: number): number =>
  target.subarray(0, known).some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;

export interface Plan {
  readonly season: number;
  readonly periods: readonly number[];
  readonly lookback: number;
  readonly columns: readonly ColumnKind[];
  /** Rolling origins, the same number for every tested series. */
  readonly origins: number;
  readonly series: readonly PlannedSeries[];
  /** Series with too few rows for one window: they get simple forecasts alone. */
  readonly short: readonly number[];
  /** Names of the methods beside the net. */
  readonly methods: readonly string[];
  readonly notes: readonly string[];
}

const valuesOf = (series: Series): Float64Array =>
  Float64Array.from({ length: lastObserved(series.target) + 1 }, (_, row) => series.target[row]);

/** What a fitted model has decided already. */
export interface Decided {
  readonly lookback: number;
  readonly season: number;
  readonly periods: readonly number[];
  readonly methods: readonly string[];
}

/** The calendar of a series with times. */
export const calendarOf = ({ time }: Series): Calendar | undefined => (time === undefined ? undefined : calendar(time));

/** Season and lookback, from rows that no test will use. */
export function decide(list: readonly Series[], spec: Pick<ForecasterSpec, "horizon" | "season" | "lookback">, decided?: Decided) {
  const { horizon } = spec;
  const targets = list.map(valuesOf);
  // No row from here on is looked at for decisions, wherever the origins come to stand.
  const earliest = targets.map((target) => split({ rows: target.length, horizon, lookback: 1 }).origins[0] ?? target.length);
  const calendars = list.map(calendarOf);
  const season = decided?.season ?? (spec.season === "auto" ? commonSeason(calendars, targets, earliest) : spec.season);
  const usual = usualRows(targets, earliest, horizon);
  const lookback = decided?.lookback ?? (spec.lookback === "auto" ? defaultLookback(Math.max(1, usual), horizon, season) : spec.lookback);
  return { targets, earliest, calendars, season, lookback };
}

/** Decide for all series. Throws DataError `series-too-short` when no series has room for one window. */
export function planForecast(list: readonly Series[], spec: ForecasterSpec, decided?: Decided): Plan {
  const { horizon } = spec;
  const columns = columnsOf(list);
  const { targets, earliest, calendars, season, lookback } = decide(list, spec, decided);
  if (spec.head === "negative-binomial") checkCounts(list, targets);
  const long = targets.flatMap((target, k) => (target.length >= lookback + horizon ? [k] : []));
  if (long.length === 0) throw tooShort(list, targets, lookback, horizon);
  const splits = targets.map((target) => split({ rows: target.length, horizon, lookback }));
  const origins = Math.max(...long.map((k) => splits[k].origins.length));
  const most = [...long].sort((a, b) => earliest[b] - earliest[a])[0];
  const periods = decided?.periods ?? periodsOf(season, spec.calendar ? calendars[most]?.frequency : undefined, earliest[most]);
  const series = long.map((k): PlannedSeries => {
    const target = targets[k];
    const tested = origins > 0 && splits[k].origins.length === origins;
    const own = tested ? splits[k] : split({ rows: target.length, horizon, lookback, origins: 0, validation: 0 });
    const known = own.training.to;
    const log = logOf(spec, list[k], k, target, known, season);
    return {
      series: list[k],
      index: k,
      target,
      split: own,
      tested,
      choice: { log, level: spec.scaling === "level" && !log, season },
      start: calendars[k]?.start ?? 0,
    };
  });
  const short = list.flatMap((_, k) => (long.includes(k) ? [] : [k]));
  const notes = [...new Set(series.flatMap((own) => own.split.notes))];
  const methods = decided?.methods ?? simpleNames(spec, season, list.length);
  checkMethod(spec, methods, season);
  return { season, periods, lookback, columns, origins, series, short, methods, notes };
}

/**
 * Rows before the tests that the lookback is made for: a few very short series don't decide for all the others. Those with fewer than three
 * horizons before the tests are left out, where the rest hold most of the rows; then the tenth part that is shortest.
 */
function usualRows(targets: readonly Float64Array[], earliest: readonly number[], horizon: number): number {
  const long = earliest.flatMap((rows, k) => (rows >= 3 * horizon ? [k] : []));
  const rowsOf = (places: readonly number[]) => places.reduce((sum, k) => sum + targets[k].length, 0);
  const chosen = 2 * rowsOf(long) > rowsOf([...earliest.keys()]) ? long.map((k) => earliest[k]) : [...earliest];
  return chosen.sort((a, b) => a - b)[Math.floor((chosen.length - 1) / 10)];
}

function tooShort(list: readonly Series[], targets: readonly Float64Array[], lookback: number, horizon: number): DataError {
  const k = targets.reduce((best, target, at) => (target.length > targets[best].length ? at : best), 0);
  return new DataError({
    code: "series-too-short",
    where: seriesName(list[k], k),
    expected: `at least ${lookback + horizon} rows: lookback ${lookback} and horizon ${horizon}`,
    got: `${targets[k].length}`,
    hint: "shorten the horizon or the lookback",
    fields: { expected: lookback + horizon, got: targets[k].length },
  });
}

/** Throws DataError `head-support` for a value that isn't a count. */
function checkCounts(list: readonly Series[], targets: readonly Float64Array[]): void {
  targets.forEach((target, k) => {
    const row = target.findIndex((value) => !Number.isNaN(value) && (value < 0 || !Number.isInteger(value)));
    if (row < 0) return;
    const where = `${seriesName(list[k], k)}, row ${row + 1}`;
    const fields = { where, got: `${target[row]}` };
    const hint = "take another head";
    throw new DataError({
      code: "head-support",
      where,
      expected: "whole numbers from 0 for the head negative-binomial",
      got: `${target[row]}`,
      hint,
      fields,
    });
  });
}

/** Does the net work on logarithms? As asked, or as the data say. Throws DataError `scaling-negative`. */
function logOf(spec: ForecasterSpec, series: Series, k: number, target: Float64Array, known: number, season: number): boolean {
  const forced = spec.scaling === "log" || spec.head === "negative-binomial";
  if (!forced) return spec.scaling === "auto" && wantsLog(target, known, season);
  const row = target.findIndex((value) => value < 0);
  if (row < 0) return true;
  const where = `${seriesName(series, k)}, row ${row + 1}`;
  const fields = { where, got: `${target[row]}` };
  throw new DataError({
    code: "scaling-negative",
    where,
    expected: "no negative values for log scaling",
    got: `${target[row]}`,
    hint: "take the scaling standard",
    fields,
  });
}

/** The season that most series have; the shorter of equals. */
function commonSeason(calendars: readonly (Calendar | undefined)[], targets: readonly Float64Array[], earliest: readonly number[]): number {
  const votes = new Map<number, number>();
  calendars.forEach((own, k) => {
    const { season } = findSeason(targets[k].subarray(0, earliest[k]), own?.frequency);
    votes.set(season, (votes.get(season) ?? 0) + 1);
  });
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}
