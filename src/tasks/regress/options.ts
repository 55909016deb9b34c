/** Options of the regressor: those of the one table that it takes. */
import { type CompleteValues, type OptionValues, regressorOptions } from "../../option.ts";
import { validate } from "../../option-value.ts";

type Names = (typeof regressorOptions)[number];

/**
 * Any of `regressorOptions`; ranges and defaults stand in `option.ts`: cell `lstm` (rnn, gru, lstm), hidden 32, layers 1, lookback `auto` (32 rows,
 * or an eighth of the training rows where they are few), pastTarget false
 * (true: the last known target before a row is an input, and the nets learn the difference from it), epochs 100, batch `auto` (a thirty-second of the windows, 1 to 32),
 * lr 0.003, seed 1, refit true, maxTime (seconds, none), backend `wasm`, levels 0.8 and 0.95.
 */
export type RegressorOptions = OptionValues<Names>;

/** All options with their defaults. */
export type RegressorSpec = CompleteValues<Names>;

/** Check options and fill in defaults. Throws OptionError. */
export const regressorSpec = (options: RegressorOptions = {}): RegressorSpec => validate(options, regressorOptions);
