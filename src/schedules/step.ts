import { pow } from "../math.ts";
import { aboveZero, onlyKnown, wholeFrom } from "../range.ts";
import type { Schedule } from "../schedule.ts";

/** Times `factor` (default 0.1) every `every` updates: base · factor^⌊(step − 1) / every⌋. PyTorch's StepLR, by update. */
export function step(options: { readonly every: number; readonly factor?: number }): Schedule {
  onlyKnown(options, ["every", "factor"]);
  const { every, factor = 0.1 } = options;
  wholeFrom(1, "every", every);
  aboveZero("factor", factor);
  return { kind: "step", options: { every, factor }, rate: (update, base) => base * pow(factor, Math.floor((update - 1) / every)) };
}
