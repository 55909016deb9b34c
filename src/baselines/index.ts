/** The registry of baselines: one line each. */
import type { Baseline } from "../baseline.ts";
import { unknownOption } from "../errors.ts";
import { drift } from "./drift.ts";
import { ets } from "./ets.ts";
import { mean } from "./mean.ts";
import { naive } from "./naive.ts";
import { seasonalNaive } from "./seasonal-naive.ts";
import { theta } from "./theta.ts";

export const baselines: readonly Baseline[] = [naive, seasonalNaive, drift, mean, theta, ets];

/** Loads what baselines need: after it, each can forecast. Throws ModelError `baseline-load`. */
export async function readyBaselines(): Promise<void> {
  for (const { ready } of baselines) await ready?.();
}

/** The baseline of that name. Throws OptionError `option-unknown`, listing the names. */
export function baseline(name: string): Baseline {
  const found = baselines.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const known = baselines.map((candidate) => candidate.name);
  throw unknownOption("baseline", name, known);
}

export { drift, ets, mean, naive, seasonalNaive, theta };
