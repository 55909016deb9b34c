import { invalidOption } from "../errors.ts";
import { onlyKnown } from "../optimizer.ts";
import type { Schedule } from "../schedule.ts";

/** Linear growth over the first `updates` updates (update k has k/updates of the rate), then another schedule (default: constant), which counts from there. */
export function warmup(options: { readonly updates: number; readonly then?: Schedule }): Schedule {
  onlyKnown(options, ["updates", "then"]);
  const { updates, then } = options;
  if (!Number.isInteger(updates) || updates < 1) throw invalidOption("updates", "an integer ≥ 1", updates);
  return {
    kind: "warmup",
    rate: (update, base) => (update <= updates ? (base * update) / updates : (then?.rate(update - updates, base) ?? base)),
    observe: (loss) => then?.observe?.(loss),
    state: () => then?.state?.() ?? null,
    restore: (state) => then?.restore?.(state),
  };
}
