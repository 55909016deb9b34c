/**
 * A class for each sequence (many to one): `classifier(options).fit(sequences)` trains recurrent nets that read a sequence in both directions, tests
 * them beside the nearest neighbour and the commonest class on recordings apart, and says how sure they are with probabilities that hold.
 */
import type { Task, TaskOptions } from "../task.ts";
import type { ClassifyInput } from "./classify/data.ts";
import { fitClassifier } from "./classify/fit.ts";
import { ClassifyModel } from "./classify/model.ts";
import { type ClassifierOptions, classifierSpec } from "./classify/options.ts";

export type { ClassifyInput, ClassifyParts as ClassifyData, ClassifySequence } from "./classify/data.ts";
export { type Classified, ClassifyModel } from "./classify/model.ts";
export type { ClassifierOptions } from "./classify/options.ts";
export type { ClassifyScore, ClassifyScores, ClassifyVerdict } from "./classify/scores.ts";
export type { ClassifyState, ClassifyStep } from "./classify/stream.ts";

/**
 * A classifier: options in, models out. Sequences may differ in length; channels are scaled by what the training sequences have. A fifth of the
 * recordings of each class is tested (or the ones given as `test`), always whole recordings: windows of one share a `group`. Early stopping and the
 * temperature of the probabilities use parts of the training sequences only. Throws OptionError for what can't be; `fit` rejects with DataError for sequences that
 * are too few or not numbers (`class-small`, `class-single`, `label-missing` …), and with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { classifier } from "memoria";
 * const wave = (k: number, fast: boolean) => Array.from({ length: 12 + (k % 5) }, (_, t) => Math.sin((fast ? 1.5 : 0.6) * t + k));
 * const sequences = Array.from({ length: 24 }, (_, k) => ({ features: { x: wave(k, k % 2 === 1) }, label: k % 2 === 1 ? "fast" : "slow" }));
 * const model = await classifier({ hidden: 8, folds: 2, epochs: 20 }).fit(sequences);
 * const [{ label, probability }] = await model.predict([{ features: { x: wave(30, true) } }]);
 * console.log(label, probability, model.scores.methods);
 * ```
 */
export function classifier(options?: ClassifierOptions): Task<ClassifyInput, ClassifyModel> {
  const spec = classifierSpec(options);
  return {
    kind: "classify",
    spec,
    async fit(data: ClassifyInput, taskOptions: TaskOptions = {}): Promise<ClassifyModel> {
      const { test, ...parts } = await fitClassifier(spec, data, taskOptions);
      return new ClassifyModel({ spec, ...parts }, test);
    },
  };
}
