import { cos } from "../math.ts";
import { atLeastZero, onlyKnown, wholeFrom } from "../range.ts";
import type { Schedule } from "../schedule.ts";

/** From the base rate down to `least` (default 0) over `updates` updates, along half a cosine, and there it stays. Loshchilov & Hutter 2017, without restarts. */
export function cosine(options: { readonly updates: number; readonly least?: number }): Schedule {
  onlyKnown(options, ["updates", "least"]);
  const { updates, least = 0 } = options;
  wholeFrom(1, "updates", updates);
  atLeastZero("least", least);
  return {
    kind: "cosine",
    options: { updates, least },
    rate: (update, base) => least + 0.5 * (base - least) * (1 + cos((Math.PI * Math.min(update - 1, updates)) / updates)),
  };
}
