/** The loss of a batch: what counts of it, and the mean over many batches. */
import { type Batch, type BatchSource, checkFinite } from "../batch.ts";
import type { Loss } from "../loss.ts";
import type { Network, State } from "../network.ts";
import { constant, type Tensor } from "../tensor.ts";
import { sizeOf, type Values } from "../values.ts";

/** What a loss is of, and the keys of its dropout. */
export interface Objective {
  readonly network: Network;
  readonly loss: Loss;
  readonly seed: number;
}

export interface BatchLoss {
  readonly value: Tensor;
  /** Rows, steps or numbers that count, as the mask sees them. */
  readonly counted: number;
  readonly final: ReadonlyMap<string, Tensor>;
}

/** 1 where a target counts: the batch's own mask, but for steps past a row's length, when output and targets have a time axis. */
function maskOf({ inputs, targets, lengths, mask }: Batch, output: Tensor): { shape: readonly number[]; data: Float64Array } | undefined {
  const [B, T] = inputs.shape;
  // A rank of 2 is one output a row, even where it happens to be T wide.
  const timed = output.shape.length > 2 && output.shape[1] === T && targets.shape.length > 1 && targets.shape[1] === T;
  if (lengths === undefined || !timed) return mask && { shape: mask.shape, data: Float64Array.from(mask.data) };
  const shape = mask !== undefined && mask.shape.length > 1 ? mask.shape : [B, T];
  const width = sizeOf(shape.slice(2));
  const data = Float64Array.from({ length: B * T * width }, (_, k) => {
    const [row, t] = [Math.floor(k / (T * width)), Math.floor(k / width) % T];
    if (t >= lengths[row]) return 0;
    return mask === undefined ? 1 : mask.data[mask.shape.length > 1 ? k : row];
  });
  return { shape, data };
}

/** Targets with what the mask leaves out set to 0, so that a NaN there can't matter. */
function targetOf({ targets: { shape, data } }: Batch, mask: ArrayLike<number> | undefined): Tensor {
  if (mask === undefined) return constant({ shape, data }, "targets");
  const repeats = data.length / mask.length;
  return constant({ shape, data: Float64Array.from(data, (value, k) => (mask[Math.floor(k / repeats)] === 0 ? 0 : value)) }, "targets");
}

/** The loss of a batch, inside a frame. Throws DataError for numbers that aren't finite. */
export function lossOf(
  { network, loss, seed }: Objective,
  batch: Batch,
  options: { training: boolean; step: number; state?: State },
): BatchLoss {
  checkFinite(batch);
  const { output, call } = network.apply(batch.inputs, { ...options, seed, lengths: batch.lengths });
  const mask = maskOf(batch, output);
  const counted = mask === undefined ? sizeOf(batch.targets.shape) : mask.data.reduce((sum, value) => sum + value, 0);
  const value = loss(output, targetOf(batch, mask?.data), mask && constant(mask, "mask"));
  return { value, counted, final: call.final };
}

/**
 * Mean loss over what counts in a source's batches, with dropout off and nothing learnt. NaN when nothing counts. `pause` runs
 * after each batch; when it says true, the rest is left and the answer is undefined. `carry`: each batch starts from the final
 * state of the one before.
 */
export async function meanLoss(
  objective: Objective,
  source: BatchSource,
  pause: () => Promise<boolean> = async () => false,
  carry = false,
): Promise<number | undefined> {
  let total = 0;
  let all = 0;
  let state: State | undefined;
  for await (const batch of source.epoch(objective.seed, 0)) {
    objective.network.frame(false, () => {
      const { value, counted, final } = lossOf(objective, batch, { training: false, step: 0, state });
      if (counted > 0) total += counted * value.item();
      all += counted;
      if (carry) state = valuesOf(final);
    });
    if (await pause()) return undefined;
  }
  return all === 0 ? Number.NaN : total / all;
}

/** The final states, as values. */
export const valuesOf = (states: ReadonlyMap<string, Tensor>): State =>
  Object.fromEntries([...states].map(([name, tensor]): [string, Values] => [name, tensor.values()]));
