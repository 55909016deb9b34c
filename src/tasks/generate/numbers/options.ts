/** Options of the generator of numbers: those of the one table that it takes. */
import { type CompleteValues, type OptionValues, sequenceGeneratorOptions } from "../../../option.ts";
import { validate } from "../../../option-value.ts";

/** Defaults that differ from the table's. */
export const numbersDefaults = { hidden: 64, epochs: 100, lr: 0.005 } as const;

/**
 * Any of `sequenceGeneratorOptions`; ranges stand in `option.ts`: values `auto` (`roll` where there are only 0 and 1, else `numbers`), cell `lstm`, hidden
 * 64, layers 1, epochs 100 at most, batch `auto` (sequences, or pieces of long ones: 1 to 16), truncate 64, lr 0.005 (falling along half a cosine), seed 1,
 * maxTime (seconds, none), backend `wasm`.
 */
export type NumbersOptions = OptionValues<(typeof sequenceGeneratorOptions)[number]>;
export type NumbersSpec = CompleteValues<(typeof sequenceGeneratorOptions)[number]>;

/** Check options and fill in defaults. Throws OptionError. */
export const numbersSpec = (options: NumbersOptions = {}): NumbersSpec => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return validate({ ...numbersDefaults, ...Object.fromEntries(given) }, sequenceGeneratorOptions);
};
