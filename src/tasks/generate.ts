/**
 * One to many: `generator(options).fit(data)` trains a net to say what comes next in a text, or in sequences of numbers or of 0 and 1; judges it beside simple
 * methods on a part that it hasn't seen; and goes on with texts or sequences of its own, from a beginning, a label or nothing.
 */
import { generatorOptions, sequenceGeneratorOptions } from "../option.ts";
import { validate } from "../option-value.ts";
import type { Task, TaskOptions } from "../task.ts";
import { fitGenerator } from "./generate/fit.ts";
import { GenerateModel } from "./generate/model.ts";
import type { NumbersInput } from "./generate/numbers/data.ts";
import { fitNumbers } from "./generate/numbers/fit.ts";
import { NumbersModel } from "./generate/numbers/model.ts";
import { type NumbersOptions, numbersSpec } from "./generate/numbers/options.ts";
import { type GeneratorOptions, generatorSpec } from "./generate/options.ts";

export type { GenerateFound, GenerateScore, GenerateScores } from "./generate/fit.ts";
export { GenerateModel, type GenerateOptions } from "./generate/model.ts";
export type { NumbersInput, NumbersSequence } from "./generate/numbers/data.ts";
export type { NumbersFound, NumbersScore, NumbersScores } from "./generate/numbers/fit.ts";
export type { Distribution } from "./generate/numbers/head.ts";
export { type DrawOptions, NumbersModel, type NumbersState } from "./generate/numbers/model.ts";
export type { NumbersOptions } from "./generate/numbers/options.ts";
export type { GeneratorOptions, SamplingOptions } from "./generate/options.ts";

/** A text, or several that follow one another with an empty line between them. */
export type GenerateInput = string | readonly string[];

/** A generator before it is fitted: its data say which model it becomes. */
export interface Generator extends Task<GenerateInput, GenerateModel> {
  fit(text: GenerateInput, options?: TaskOptions): Promise<GenerateModel>;
  fit(sequences: NumbersInput, options?: TaskOptions): Promise<NumbersModel>;
}

const allOptions = [...new Set([...generatorOptions, ...sequenceGeneratorOptions])];

/**
 * A generator: options in, models out. `spec` holds the options that were given; the rest depends on the data.
 *
 * On a text, the vocabulary comes from the first nine tenths, which train; the last tenth stops the training and gives the scores. The text is cut into as
 * many strips as a batch has rows; the state is carried along each, the gradient goes back `truncate` steps.
 *
 * On numbers [T], frames [T, F] or sequences by channel (with a `label` each, if they have classes), the net says a normal distribution for each number, or
 * with 0 and 1 only how likely each is (`values`). A tenth of ten or more sequences validates and another tests, else the last two tenths of each.
 *
 * Throws OptionError for what can't be; `fit` rejects with DataError (`text-short`: under 100 tokens; `text-uniform`: all the same; `frames-few`: under 50
 * frames; others name the sequence at fault), with OptionError for an option of the other kind of data, and with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { generator } from "memoria";
 * const text = "the cat sat on the mat and the dog sat on the log; ".repeat(20);
 * const model = await generator({ hidden: 16, epochs: 2 }).fit(text);
 * for await (const piece of model.generate({ prompt: "the ", length: 20, temperature: 0.5, seed: 3 })) console.log(piece);
 * const waves = Array.from({ length: 200 }, (_, t) => Math.sin(t / 4));
 * const wave = await generator({ hidden: 8, epochs: 2 }).fit(waves);
 * console.log(await wave.sample({ start: [0, 0.25], length: 5 }), wave.scores.methods);
 * ```
 */
export function generator(options: GeneratorOptions & NumbersOptions = {}): Generator {
  const spec = validate(options, allOptions);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  async function fit(data: GenerateInput, taskOptions?: TaskOptions): Promise<GenerateModel>;
  async function fit(data: NumbersInput, taskOptions?: TaskOptions): Promise<NumbersModel>;
  async function fit(data: GenerateInput | NumbersInput, taskOptions: TaskOptions = {}): Promise<GenerateModel | NumbersModel> {
    const texts = typeof data === "string" ? [data] : data;
    if (Array.isArray(texts) && (texts.length === 0 || texts.every((text) => typeof text === "string"))) {
      const own = generatorSpec(given);
      return new GenerateModel({ spec: own, ...(await fitGenerator(own, texts.join("\n\n"), taskOptions)) });
    }
    const own = numbersSpec(given);
    return new NumbersModel({ spec: own, ...(await fitNumbers(own, data as NumbersInput, taskOptions)) });
  }
  return { kind: "generate", spec: Object.fromEntries(Object.entries(spec).filter(([name]) => name in given)), fit };
}
