/** Options of the generator: those of the one table that it takes. */
import { type CompleteValues, generatorOptions, type OptionValues, samplingOptions } from "../../option.ts";
import { validate } from "../../option-value.ts";

/** Defaults that differ from the table's: a text needs more units than a series, and fewer passes. */
export const generatorDefaults = { hidden: 128, epochs: 20, lr: 0.004 } as const;

/**
 * Any of `generatorOptions`; ranges stand in `option.ts`: tokens `chars` (or `words`), cell `lstm` (rnn, gru, lstm), hidden 128, layers 1, epochs 20 at most,
 * batch `auto` (rows into which the text is cut: 1 to 32, by its length), truncate 64 (steps that the gradient goes back), lr 0.004 (from which it falls
 * along half a cosine), seed 1, maxTime (seconds, none), backend `wasm`.
 */
export type GeneratorOptions = OptionValues<(typeof generatorOptions)[number]>;

/** All options with their defaults. */
export type GeneratorSpec = CompleteValues<(typeof generatorOptions)[number]>;

/** Check options and fill in defaults. Throws OptionError. */
export const generatorSpec = (options: GeneratorOptions = {}): GeneratorSpec => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return validate({ ...generatorDefaults, ...Object.fromEntries(given) }, generatorOptions);
};

/**
 * How a sample is drawn: prompt (none), length 500 tokens at most, temperature 0.8 (0: always the likeliest), topK and topP (all), stop (none: the text that
 * it ends before), seed 1.
 */
export type SamplingOptions = OptionValues<(typeof samplingOptions)[number]>;

/** Throws OptionError. */
export const samplingSpec = (options: SamplingOptions = {}): CompleteValues<(typeof samplingOptions)[number]> =>
  validate(options, samplingOptions);
