/** Options of the classifier: those of the one table that it takes. */
import { type CompleteValues, classifierOptions, type OptionValues } from "../../option.ts";
import { validate } from "../../option-value.ts";

type Names = (typeof classifierOptions)[number];

/**
 * Any of `classifierOptions`; ranges and defaults stand in `option.ts`: cell `lstm` (rnn, gru, lstm), hidden 32, layers 1, ownScale false (true: each
 * sequence is scaled by its own mean and spread first), balance false (true: rare classes weigh as much as common ones), folds `auto` (5 nets up to 1,000
 * training sequences, each with another fifth for early stopping; else 1), epochs 100, batch `auto` (an eighth of the sequences, 4 to 32), lr 0.003, seed 1,
 * refit true, maxTime (seconds, none), backend `wasm`.
 */
export type ClassifierOptions = OptionValues<Names>;

/** All options with their defaults. */
export type ClassifierSpec = CompleteValues<Names>;

/** Check options and fill in defaults. Throws OptionError. */
export const classifierSpec = (options: ClassifierOptions = {}): ClassifierSpec => validate(options, classifierOptions);
