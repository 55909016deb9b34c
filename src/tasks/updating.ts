/** Training a saved model on with new data: how far, and how fast. */
import type { TaskOptions } from "../task.ts";

export interface UpdateOptions extends TaskOptions {
  /** Passes over the new data, ≥ 1. Default: a quarter of those that made the weights, at least one. */
  readonly epochs?: number;
  /** Learning rate. Default: a third of the model's. */
  readonly lr?: number;
  /** Seconds. Default: none. */
  readonly maxTime?: number;
}

/** Shares of the work that made the weights, and of its learning rate. */
export const share = { work: 1 / 4, lr: 1 / 3 } as const;

/** A quarter of what made the weights. */
export const lessWork = (made: number): number => Math.max(1, Math.round(made * share.work));

/** The options of `fit` in those of an update, and the model's spec with what the update asks for instead. */
export function splitUpdate<S extends { readonly lr: number; readonly epochs: number }>(
  spec: S,
  made: number,
  { epochs = lessWork(made), lr = spec.lr * share.lr, maxTime, ...task }: UpdateOptions,
): { readonly spec: S; readonly task: TaskOptions } {
  return { spec: { ...spec, epochs, lr, maxTime }, task };
}
