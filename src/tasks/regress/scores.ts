/** The test's table, whether memory helps, and which method goes first. Plain JSON values out; what is not defined is null. */
import { conformalMargin } from "../../conformal.ts";
import { bias, mae, rmse, wape } from "../../metrics.ts";
import { type Verdict, verdictOf } from "../../verdict.ts";

/** A method's values for the rows of each test, and its residuals y − f on the validation part before each. */
export interface TestedMethod {
  readonly name: string;
  readonly kind: "net" | "simple";
  /** Does it see rows before the one it judges? */
  readonly memory: boolean;
  /** By test. */
  readonly values: readonly Float64Array[];
  readonly residuals: readonly Float64Array[];
}

export interface LevelScore {
  readonly level: number;
  /** Values with a range. */
  readonly n: number;
  /** Share of them inside, 0…1. */
  readonly held: number | null;
  /** Mean width, in the target's unit. */
  readonly width: number | null;
}

export interface RegressScore {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly memory: boolean;
  readonly mae: number | null;
  readonly wape: number | null;
  readonly rmse: number | null;
  /** 1 − Σ(y − f)² / Σ(y − ȳ)² over all tested values; ȳ is their mean. 1 is perfect, 0 is no better than that mean. */
  readonly r2: number | null;
  readonly bias: number | null;
  readonly ranges: readonly LevelScore[];
  /** MAE of each test. */
  readonly byTest: readonly (number | null)[];
  /** Tests in which no other method had a lower MAE. */
  readonly won: number;
  readonly n: number;
}

export interface RegressScores {
  readonly tests: number;
  /** Values tested. */
  readonly rows: number;
  readonly methods: readonly RegressScore[];
  /** The best method against the best of the other kind (net or simple). */
  readonly verdict: Verdict;
  /** The net with memory against the net without: `winner` is the better of the two. */
  readonly memory: Verdict;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Scores methods on `actual`, by test. Ranges of a test come from the validation part before it and the tests before it. */
export function scoreRegress(actual: readonly Float64Array[], methods: readonly TestedMethod[], levels: readonly number[]): RegressScores {
  const all = joined(actual);
  const scored = methods.map(({ name, kind, memory, values, residuals }) => {
    const own = joined(values);
    return {
      name,
      kind,
      memory,
      mae: orNull(mae(all, own)),
      wape: orNull(wape(all, own)),
      rmse: orNull(rmse(all, own)),
      r2: orNull(rSquared(all, own)),
      bias: orNull(bias(all, own)),
      ranges: levels.map((level) => scoreLevel(level, actual, values, residuals)),
      byTest: values.map((list, w) => orNull(mae(actual[w], list))),
      n: all.length,
    };
  });
  const best = (w: number): number => Math.min(...scored.map(({ byTest }) => byTest[w] ?? Number.POSITIVE_INFINITY));
  const full = scored.map((score) => ({ ...score, won: score.byTest.filter((value, w) => value !== null && value <= best(w)).length }));
  const judged = full.map((score) => ({ ...score, mase: null, byOrigin: score.byTest }));
  const nets = judged.filter(({ kind }) => kind === "net");
  return {
    tests: actual.length,
    rows: all.length,
    methods: full,
    verdict: verdictOf(judged, actual.length, 1),
    memory: verdictOf(nets, actual.length, 1),
  };
}

const joined = (lists: readonly Float64Array[]): Float64Array => Float64Array.from(lists.flatMap((list) => Array.from(list)));

/** NaN where all actuals are the same. */
export function rSquared(actual: ArrayLike<number>, values: ArrayLike<number>): number {
  const list = Array.from(actual);
  const largest = list.reduce((most, y) => Math.max(most, Math.abs(y)), Number.MIN_VALUE);
  const mean = list.reduce((sum, y) => sum + y / largest, 0) / list.length;
  let [errors, spread] = [0, 0];
  list.forEach((y, k) => {
    const [error, away] = [(y - values[k]) / largest, y / largest - mean];
    errors += error * error;
    spread += away * away;
  });
  return spread === 0 ? Number.NaN : 1 - errors / spread;
}

/** Residuals known before test w, or after all of them for w = the number of tests. */
export function residualsBefore(
  actual: readonly Float64Array[],
  { values, residuals }: Pick<TestedMethod, "values" | "residuals">,
  w: number,
): Float64Array {
  const own = residuals[Math.min(w, residuals.length - 1)] ?? new Float64Array();
  return joined([own, ...actual.slice(0, w).map((list, k) => list.map((y, row) => y - values[k][row]))]);
}

function scoreLevel(
  level: number,
  actual: readonly Float64Array[],
  values: readonly Float64Array[],
  residuals: readonly Float64Array[],
): LevelScore {
  let [n, held, widths] = [0, 0, 0];
  actual.forEach((list, w) => {
    const half = conformalMargin(residualsBefore(actual, { values, residuals }, w).map(Math.abs), level);
    if (half === null) return;
    list.forEach((y, k) => {
      n++;
      widths += 2 * half;
      if (Math.abs(y - values[w][k]) <= half) held++;
    });
  });
  return { level, n, held: n === 0 ? null : held / n, width: n === 0 ? null : widths / n };
}
