/**
 * A value for each row: `regressor(options).fit(rows)` trains a recurrent net on the rows so far (many to many, with memory) and a perceptron on the
 * row alone (one to one, without), tests both beside simple methods on later rows, and says whether memory helps.
 */
import type { Task, TaskOptions } from "../task.ts";
import { type RegressInput, toRows } from "./regress/data.ts";
import { fitRegressor } from "./regress/fit.ts";
import { RegressModel } from "./regress/model.ts";
import { type RegressorOptions, regressorSpec } from "./regress/options.ts";
import { planRegress } from "./regress/plan.ts";

export type { FeatureColumn, RegressInput, RegressSequence } from "./regress/data.ts";
export { type Estimate, type Estimates, type PredictOptions, RegressModel } from "./regress/model.ts";
export type { RegressorOptions } from "./regress/options.ts";
export type { RegressScore, RegressScores } from "./regress/scores.ts";
export type { RegressState, RegressStep } from "./regress/stream.ts";

/**
 * A regressor: options in, models out. A row's value is made from the features of that row and of the `lookback` − 1 before it, never from a
 * target of that row or a later one; earlier targets are an input only with `pastTarget`. Rows whose target is NaN don't train. Throws OptionError for
 * what can't be; `fit` rejects with DataError for rows that are too few or not numbers, and with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { regressor } from "memoria";
 * const valve = Array.from({ length: 200 }, (_, t) => ((t * 7) % 11) / 11);
 * const level = valve.map((_, t) => (t < 2 ? 0 : 3 * valve[t - 2])); // what the valve did two rows ago
 * level[199] = Number.NaN; // to be estimated
 * const model = await regressor({ hidden: 8, lookback: 8, epochs: 10 }).fit({ features: { valve }, target: level });
 * const { point, methods } = await model.predict({ which: "missing" });
 * console.log(point[199], methods.mlp.point[199], model.scores.memory);
 * ```
 */
export function regressor(options?: RegressorOptions): Task<RegressInput, RegressModel> {
  const spec = regressorSpec(options);
  return {
    kind: "regress",
    spec,
    async fit(data: RegressInput, taskOptions: TaskOptions = {}): Promise<RegressModel> {
      const sequences = toRows(data);
      const plan = planRegress(sequences, spec);
      const { fitted, scores, test, bands, recommended, epochs, refitted } = await fitRegressor(spec, plan, sequences, taskOptions);
      const found = { lookback: plan.lookback, epochs, nonNegative: fitted.floor === 0, refitted };
      return new RegressModel({ spec, found, scores, recommended, bands, fitted }, sequences, test);
    },
  };
}
