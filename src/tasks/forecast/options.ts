/** Options of the forecaster, checked once. */
import { cellNames } from "../../cells/index.ts";
import { invalidOption, unknownOption } from "../../errors.ts";

export interface ForecasterOptions {
  /** Steps to forecast, 1 … 10,000. Default 12. */
  readonly horizon?: number;
  /** `rnn`, `gru` or `lstm`. Default `lstm`. */
  readonly cell?: string;
  /** Hidden units, 1 … 4096. Default 32. */
  readonly hidden?: number;
  /** Stacked layers, 1 … 8. Default 1. */
  readonly layers?: number;
  /** Steps that the net looks back at, or `auto`: from season, horizon and rows. Default `auto`. */
  readonly lookback?: number | "auto";
  /** Rows in a season, 1 for none, or `auto`: from the calendar and the data. Default `auto`. */
  readonly season?: number | "auto";
  /** Levels of the ranges, between 0 and 1. Default 0.8 and 0.95. */
  readonly levels?: readonly number[];
  /** At most this many passes over the data. Default 100. */
  readonly epochs?: number;
  /** Learning rate of Adam, > 0. Default 0.003. */
  readonly lr?: number;
  /** Windows in a batch. Default 32. */
  readonly batch?: number;
  /** Train again on all rows after the test. Default true; false keeps the tested net. */
  readonly refit?: boolean;
  /** Decides everything random. Default 1. */
  readonly seed?: number;
  /** Seconds for the whole fit. Default: no limit. */
  readonly maxTime?: number;
  /** `wasm` or `reference`. Default `wasm`. */
  readonly backend?: string;
}

/** All options with their defaults. */
export type ForecasterSpec = Required<Omit<ForecasterOptions, "maxTime">> & { readonly maxTime?: number };

/** Check options and fill in defaults. Throws OptionError. */
export function forecasterSpec(options: ForecasterOptions = {}): ForecasterSpec {
  const spec: ForecasterSpec = {
    horizon: 12, cell: "lstm", hidden: 32, layers: 1, lookback: "auto", season: "auto", levels: [0.8, 0.95],
    epochs: 100, lr: 0.003, batch: 32, refit: true, seed: 1, backend: "wasm",
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  };
  const unknown = Object.keys(options).find((name) => !(name in spec) && name !== "maxTime");
  if (unknown !== undefined) throw unknownOption("option", unknown, [...Object.keys(spec), "maxTime"]);
  const whole = (name: keyof ForecasterSpec, least: number, most: number): void => {
    const value = spec[name];
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) throw invalidOption(name, `a whole number from ${least} to ${most}`, value);
  };
  whole("horizon", 1, 10_000);
  whole("hidden", 1, 4096);
  whole("layers", 1, 8);
  whole("epochs", 1, 1_000_000);
  whole("batch", 1, 100_000);
  if (spec.lookback !== "auto") whole("lookback", 1, 100_000);
  if (spec.season !== "auto") whole("season", 1, 10_000);
  if (!cellNames.includes(spec.cell)) throw unknownOption("cell", spec.cell, cellNames);
  if (!(spec.lr > 0 && spec.lr <= 10)) throw invalidOption("lr", "a number above 0, at most 10", spec.lr);
  if (spec.levels.length === 0 || !spec.levels.every((level) => level > 0 && level < 1)) throw invalidOption("levels", "numbers between 0 and 1", spec.levels);
  if (spec.maxTime !== undefined && !(spec.maxTime > 0)) throw invalidOption("maxTime", "seconds above 0", spec.maxTime);
  return spec;
}
