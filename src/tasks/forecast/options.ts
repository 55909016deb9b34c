/** Options of the forecaster: those of the one table that it takes. */
import { invalidOption } from "../../errors.ts";
import { type CompleteValues, forecasterOptions, type OptionValues } from "../../option.ts";
import { validate } from "../../option-value.ts";

type Names = (typeof forecasterOptions)[number];

/**
 * Any of `forecasterOptions`; ranges and defaults stand in `option.ts`. What is forecast: horizon 12 (steps), season `auto` (from the data), levels
 * 0.8 and 0.95, method `auto` (the test's winner; a name forces it, and a cell's name also sets `cell`). The net: mode `direct` (recursive,
 * encoder-decoder), head `point` (quantile, gaussian, negative-binomial), scaling `auto` (standard, log, level), calendar true, cell `lstm` (rnn, gru),
 * hidden 32, layers 1, lookback `auto`. Training: members 1 (nets whose forecasts are averaged), epochs 100, batch `auto` (an eighth of the
 * windows, 8 to 32), lr 0.003, seed 1, refit true, maxTime (seconds, none), backend `wasm`.
 */
export type ForecasterOptions = OptionValues<Names>;

/** All options with their defaults. */
export type ForecasterSpec = CompleteValues<Names>;

/** Check options and fill in defaults. Throws OptionError. */
export function forecasterSpec(options: ForecasterOptions = {}): ForecasterSpec {
  const spec = validate(options, forecasterOptions);
  if (spec.head === "negative-binomial" && (spec.scaling === "standard" || spec.scaling === "level"))
    throw invalidOption("scaling", "auto or log, with the head negative-binomial", spec.scaling);
  const cell = (["rnn", "gru", "lstm"] as const).find((name) => name === spec.method);
  if (cell === undefined || cell === spec.cell) return spec;
  if (options.cell !== undefined) throw invalidOption("method", `${options.cell}, the cell, or a simple method`, spec.method);
  return { ...spec, cell };
}

/** Steps that the net gives at once. */
export const netHorizon = ({ mode, horizon }: ForecasterSpec): number => (mode === "recursive" ? 1 : horizon);
