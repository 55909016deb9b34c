/** The methods beside the net, as the forecaster asks for them. */
import type { Baseline } from "../../baseline.ts";
import { baselines } from "../../baselines/index.ts";
import { invalidOption } from "../../errors.ts";
import type { ForecasterSpec } from "./options.ts";

/** Methods that make sense with this season. */
export const simpleMethods = (season: number): readonly Baseline[] =>
  baselines.filter(({ name }) => season > 1 || name !== "seasonal-naive");

/** A simple method's forecast, kept ≥ the floor as the net's is. Throws for a name that `simpleMethods` doesn't have. */
export function simpleForecast(name: string, history: Float64Array, horizon: number, season: number, floor: number): Float64Array {
  const method = simpleMethods(season).find((candidate) => candidate.name === name);
  if (method === undefined) throw new Error(`no method ${name}`);
  return method.forecast(history, horizon, { season }).map((value) => Math.max(floor, value));
}

/** All methods of a forecaster by name, the net first. Throws OptionError where the one that is asked for isn't among them. */
export function methodNames({ cell, method }: ForecasterSpec, season: number): readonly string[] {
  const names = [cell, ...simpleMethods(season).map(({ name }) => name)];
  if (method !== "auto" && !names.includes(method))
    throw invalidOption("method", `one of ${names.join(", ")}, with a season of ${season}`, method);
  return names;
}
