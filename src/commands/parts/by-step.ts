import { table } from "../../charts/index.ts";
import type { MethodScore } from "../../evaluation.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import type { TestedSeries } from "./engine.ts";

/** Errors of the past test by step ahead. */
export interface StepError {
  /** Mean error of all series and tests, in the target's unit; null where nothing was observed. */
  readonly mae: number | null;
  /** As a share of what was observed; null where that is 0. */
  readonly wape: number | null;
}

/** `[step]` of one method. */
export function errorsByStep(test: readonly TestedSeries[], method: string, horizon: number): StepError[] {
  return Array.from({ length: horizon }, (_, h) => {
    let [error, size, n] = [0, 0, 0];
    for (const { target, origins, methods } of test) {
      const forecasts = methods.find(({ name }) => name === method)?.forecasts ?? [];
      origins.forEach((origin, w) => {
        const [actual, forecast] = [target[origin + h], forecasts[w]?.[h] ?? NaN];
        if (Number.isNaN(actual) || Number.isNaN(forecast)) return;
        error += Math.abs(actual - forecast);
        size += Math.abs(actual);
        n++;
      });
    }
    return { mae: n === 0 ? null : error / n, wape: size === 0 ? null : error / size };
  });
}

/** Steps and methods shown at most. */
const most = { steps: 14, methods: 4 };

/** The steps of a long horizon that are shown: the first, the last, and as many between at equal distances. */
function stepsShown(horizon: number): number[] {
  if (horizon <= most.steps) return Array.from({ length: horizon }, (_, h) => h);
  return Array.from({ length: most.steps }, (_, i) => Math.round((i * (horizon - 1)) / (most.steps - 1)));
}

/** A row a step ahead, a column for each of the best methods: MAE for one series, WAPE for several, whose sizes differ. */
export function byStepTable(
  test: readonly TestedSeries[],
  methods: readonly MethodScore[],
  horizon: number,
  speech: Speech,
  width: number,
): string {
  const { words, numbers } = speech;
  const one = test.length === 1;
  const rank = ({ mae, mase }: MethodScore) => (one ? mae : mase) ?? Number.POSITIVE_INFINITY;
  const best = [...methods].sort((a, b) => rank(a) - rank(b)).slice(0, most.methods);
  const errors = best.map(({ name }) => errorsByStep(test, name, horizon));
  const decimals = decimalsFor(errors.flat().map(({ mae }) => mae ?? NaN));
  const cell = ({ mae, wape }: StepError) => {
    if (one) return numbers.number(mae ?? NaN, decimals);
    return wape === null ? "–" : numbers.percent(wape, 1);
  };
  const columns = [words.scores.stepAhead, ...best.map(({ name }) => name)].map((title) => ({ title, align: "right" as const }));
  const rows = stepsShown(horizon).map((h) => [numbers.number(h + 1), ...errors.map((steps) => cell(steps[h]))]);
  return table({ columns, rows }, { columns: width });
}
