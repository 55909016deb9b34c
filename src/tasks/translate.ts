/**
 * Sequence to sequence: `translator(options).fit(pairs)` trains an encoder–decoder with attention to turn a source into its target, judges it on sources
 * that no training saw, and finds targets for new ones.
 */
import type { Task, TaskOptions } from "../task.ts";
import { fitTranslator } from "./translate/fit.ts";
import { TranslateModel } from "./translate/model.ts";
import { type TranslatorOptions, translatorSpec } from "./translate/options.ts";
import type { TranslatePair } from "./translate/plan.ts";

export type { Translation } from "./translate/answer.ts";
export type { TestedTranslation, TranslateFound } from "./translate/fit.ts";
export { TranslateModel, type TranslateOptions } from "./translate/model.ts";
export type { SearchOptions, TranslatorOptions } from "./translate/options.ts";
export type { TranslatePair, TranslatePart } from "./translate/plan.ts";
export type { TranslateScore, TranslateScores } from "./translate/scores.ts";

/**
 * A translator: options in, models out. A tenth of the different sources validates and stops the training, another tenth gives the scores, unless pairs
 * say their part; no source is in two parts. Throws OptionError for what can't be; `fit` rejects with DataError (`pairs-few`: under 20 different sources;
 * `pair-empty`), and with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { translator } from "memoria";
 * const letters = "abcde".split("");
 * const pairs = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => ({ source: `${a} ${b} ${c}`, target: `${c} ${b} ${a}` }))));
 * const model = await translator({ hidden: 16, epochs: 2 }).fit(pairs);
 * const [{ text, attention }] = await model.predict(["a b c"], { beam: 3 });
 * console.log(text, attention, model.scores.methods);
 * ```
 */
export function translator(options?: TranslatorOptions): Task<readonly TranslatePair[], TranslateModel> {
  const spec = translatorSpec(options);
  return {
    kind: "translate",
    spec,
    async fit(pairs: readonly TranslatePair[], taskOptions: TaskOptions = {}): Promise<TranslateModel> {
      return new TranslateModel({ spec, ...(await fitTranslator(spec, pairs, taskOptions)) });
    },
  };
}
