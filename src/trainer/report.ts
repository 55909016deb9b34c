/** What a run says of itself. */
import type { Position } from "./snapshot.ts";

/** Why training diverged, and what became of the weights. */
export function explain({ step, epoch, batch, firstLoss }: Position, fault: string, restored: boolean): string {
  const since = firstLoss === null ? "" : ` (the first was ${firstLoss})`;
  const kept = restored ? "the best weights so far are kept" : "the weights from before it are kept";
  return `update ${step + 1} (epoch ${epoch}, batch ${batch + 1}): ${fault}${since}; ${kept}; try a smaller learning rate`;
}

/** Seconds to go, at the pace so far: no more than the time limit leaves. Undefined when neither is known. */
export function estimate(seconds: number, updates: { done: number; left: number | undefined }, limit: number): number | undefined {
  const left = Math.max(0, limit - seconds);
  if (updates.left === undefined) return Number.isFinite(left) ? left : undefined;
  return Math.max(0, Math.min(left, (seconds / updates.done) * updates.left));
}
