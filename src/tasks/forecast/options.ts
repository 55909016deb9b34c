/** Options of the forecaster: those of the one table that it takes. */
import { type CompleteValues, forecasterOptions, type OptionValues } from "../../option.ts";
import { validate } from "../../option-value.ts";

type Names = (typeof forecasterOptions)[number];

/**
 * Any of `forecasterOptions`; ranges and defaults stand in `option.ts`: horizon 12 (steps), cell `lstm` (rnn, gru, lstm),
 * hidden 32, layers 1, lookback and season `auto` (from the data), epochs 100, batch `auto` (an eighth of the windows, 8 to 32), lr 0.003, seed 1, refit true, maxTime
 * (seconds, none), backend `wasm`, levels 0.8 and 0.95.
 */
export type ForecasterOptions = OptionValues<Names>;

/** All options with their defaults. */
export type ForecasterSpec = CompleteValues<Names>;

/** Check options and fill in defaults. Throws OptionError. */
export const forecasterSpec = (options: ForecasterOptions = {}): ForecasterSpec => validate(options, forecasterOptions);
