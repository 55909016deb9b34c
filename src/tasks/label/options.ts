/** Options of the labeler: those of the one table that it takes. */
import { type CompleteValues, labelerOptions, type OptionValues } from "../../option.ts";
import { validate } from "../../option-value.ts";

type Names = (typeof labelerOptions)[number];

/**
 * Any of `labelerOptions`; ranges and defaults stand in `option.ts`: cell `lstm` (rnn, gru, lstm), hidden 32 (units in each direction), layers 1, lookback
 * `auto` (steps of a training window: 128, for words whole sentences), causal false (both directions; true: only steps so far, and `step` streams), dropout 0.2,
 * balance false (true: each class weighs the same in the loss), background (class outside events; guessed), minLength and mergeGap `auto` (steps; chosen on
 * validation), epochs 100, batch `auto`, lr 0.003, seed 1, refit true, maxTime (seconds, none), backend `wasm`.
 */
export type LabelerOptions = OptionValues<Names>;

/** All options with their defaults. */
export type LabelerSpec = CompleteValues<Names>;

/** Check options and fill in defaults. Throws OptionError. */
export const labelerSpec = (options: LabelerOptions = {}): LabelerSpec => validate(options, labelerOptions);
