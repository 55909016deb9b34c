/** Early stopping: stop when the validation loss hasn't got better for `patience` epochs, and go back to the best weights. */

/** What early stopping knows, as JSON. */
export interface Patience {
  readonly best: number | null;
  readonly bestEpoch: number;
  readonly waited: number;
}

export const startPatience: Patience = { best: null, bestEpoch: 0, waited: 0 };

/** Another epoch's validation loss. `better`: it's the best so far. */
export function observe(before: Patience, loss: number, epoch: number): { state: Patience; better: boolean } {
  const better = Number.isFinite(loss) && (before.best === null || loss < before.best);
  return { better, state: better ? { best: loss, bestEpoch: epoch, waited: 0 } : { ...before, waited: before.waited + 1 } };
}
