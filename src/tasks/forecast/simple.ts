/** The methods beside the net, as the forecaster asks for them. */
import type { Baseline } from "../../baseline.ts";
import { baselines } from "../../baselines/index.ts";
import { invalidOption } from "../../errors.ts";
import type { ForecasterSpec } from "./options.ts";

/** Series up to which methods that cost a fit at each forecast are tried unasked. */
const mostSlow = 60;

/** Names of the methods that make sense: with this season, for this many series, and the one that is asked for in any case. */
export const simpleNames = ({ method }: Pick<ForecasterSpec, "method">, season: number, series: number): string[] =>
  baselines
    .filter(({ name, slow }) => (season > 1 || name !== "seasonal-naive") && (!slow || series <= mostSlow || name === method))
    .map(({ name }) => name);

/** The methods of these names. */
export const methodsNamed = (names: readonly string[]): readonly Baseline[] => baselines.filter(({ name }) => names.includes(name));

/** Loads what these methods need. */
export const readyMethods = async (names: readonly string[]): Promise<void> => {
  for (const { ready } of methodsNamed(names)) await ready?.();
};

/** A simple method's forecast, kept ≥ the floor as the net's is. */
export const simpleForecast = (
  { forecast }: Baseline,
  history: Float64Array,
  horizon: number,
  season: number,
  floor: number,
): Float64Array => forecast(history, horizon, { season }).map((value) => Math.max(floor, value));

/** Throws OptionError where the method that is asked for isn't among the net and these. */
export function checkMethod({ cell, method }: ForecasterSpec, names: readonly string[], season: number): void {
  if (method === "auto" || method === cell || names.includes(method)) return;
  throw invalidOption("method", `one of ${[cell, ...names].join(", ")}, with a season of ${season}`, method);
}
