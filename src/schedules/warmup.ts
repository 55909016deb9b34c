import { onlyKnown, wholeFrom } from "../range.ts";
import type { Schedule } from "../schedule.ts";

/** Linear growth over the first `updates` updates (update k has k/updates of the rate), then another schedule (default: constant), which counts from there. */
export function warmup(options: { readonly updates: number; readonly next?: Schedule }): Schedule {
  onlyKnown(options, ["updates", "next"]);
  const { updates, next } = options;
  wholeFrom(1, "updates", updates);
  return {
    kind: "warmup",
    options: { updates, next: next && [next.kind, next.options] },
    rate: (update, base) => (update <= updates ? (base * update) / updates : (next?.rate(update - updates, base) ?? base)),
    observe: (loss) => next?.observe?.(loss),
    state: () => next?.state?.() ?? null,
    restore: (state) => next?.restore?.(state),
  };
}
