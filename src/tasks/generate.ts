/**
 * One to many: `generator(options).fit(text)` trains a net to say the next token of a text, judges it beside an n-gram on the text's last tenth, and
 * goes on with texts of its own.
 */
import type { Task, TaskOptions } from "../task.ts";
import { fitGenerator } from "./generate/fit.ts";
import { GenerateModel } from "./generate/model.ts";
import { type GeneratorOptions, generatorSpec } from "./generate/options.ts";

export type { GenerateFound, GenerateScore, GenerateScores } from "./generate/fit.ts";
export { GenerateModel, type GenerateOptions } from "./generate/model.ts";
export type { GeneratorOptions, SamplingOptions } from "./generate/options.ts";

/** A text, or several that follow one another with an empty line between them. */
export type GenerateInput = string | readonly string[];

/**
 * A generator: options in, models out. The vocabulary comes from the first nine tenths of the text, which train; the last tenth stops the training and
 * gives the scores. The text is cut into as many strips as a batch has rows; the state is carried along each, the gradient goes back `truncate` steps.
 * Throws OptionError for what can't be; `fit` rejects with DataError (`text-short`: under 100 tokens; `text-uniform`: all the same), and with the
 * signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { generator } from "memoria";
 * const text = "the cat sat on the mat and the dog sat on the log; ".repeat(20);
 * const model = await generator({ hidden: 16, epochs: 2 }).fit(text);
 * for await (const piece of model.generate({ prompt: "the ", length: 20, temperature: 0.5, seed: 3 })) console.log(piece);
 * console.log(model.scores.methods);
 * ```
 */
export function generator(options?: GeneratorOptions): Task<GenerateInput, GenerateModel> {
  const spec = generatorSpec(options);
  return {
    kind: "generate",
    spec,
    async fit(data: GenerateInput, taskOptions: TaskOptions = {}): Promise<GenerateModel> {
      const text = typeof data === "string" ? data : data.join("\n\n");
      return new GenerateModel({ spec, ...(await fitGenerator(spec, text, taskOptions)) });
    },
  };
}
