/** Options of the translator: those of the one table that it takes. */
import { invalidOption } from "../../errors.ts";
import { type CompleteValues, type OptionValues, searchOptions, translatorOptions } from "../../option.ts";
import { validate } from "../../option-value.ts";

/** Defaults that differ from the table's: those that were chosen on a part of SCAN's training commands (docs/translate.md). */
export const translatorDefaults = { tokens: "words", cell: "gru", hidden: 128, epochs: 30, lr: 0.004 } as const;

/**
 * Any of `translatorOptions`; ranges stand in `option.ts`: tokens `words` (what stands between spaces, or `chars`), cell `gru` (rnn, gru, lstm), hidden 128
 * (even: half of them read each way), layers 1, dropout 0.2, epochs 30 at most, batch `auto` (pairs: 4 to 64, by how many there are; fewer where they are long), lr 0.004 (from which
 * it falls along half a cosine), seed 1, maxTime (seconds, none), backend `wasm`; and those of `SearchOptions`, with which it's tested, and which its
 * `predict` takes where it's told no others.
 */
export type TranslatorOptions = OptionValues<(typeof translatorOptions)[number]>;

/** All options with their defaults. */
export type TranslatorSpec = CompleteValues<(typeof translatorOptions)[number]>;

const withDefaults = <D extends object, O extends object>(defaults: D, options: O) => ({
  ...defaults,
  ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
});

/** Check options and fill in defaults. Throws OptionError. */
export function translatorSpec(options: TranslatorOptions = {}): TranslatorSpec {
  const spec: TranslatorSpec = validate(withDefaults(translatorDefaults, options), translatorOptions);
  if (spec.hidden % 2 !== 0) throw invalidOption("hidden", "an even number: half of the units read each way", spec.hidden);
  return spec;
}

/**
 * How a target is looked for: beam 1 (always the likeliest next token) or more (so many targets are kept side by side), maxLength `auto` (tokens: twice the
 * longest target in training, and 10).
 */
export type SearchOptions = OptionValues<(typeof searchOptions)[number]>;

/** A translator's own ones, but for those that are given. Throws OptionError. */
export const searchSpec = (
  { beam, maxLength }: TranslatorSpec,
  options: SearchOptions = {},
): CompleteValues<(typeof searchOptions)[number]> => validate(withDefaults({ beam, maxLength }, options), searchOptions);
