/** The loss of rows: what counts of them. */
import type { Batch } from "../batch.ts";
import type { Loss } from "../loss.ts";
import type { Network, State } from "../network.ts";
import { constant, type Tensor } from "../tensor.ts";
import { sizeOf } from "../values.ts";

/** What a loss is of, and the keys of its dropout. */
export interface Objective {
  readonly network: Network;
  readonly loss: Loss;
  readonly seed: number;
}

/** Rows of a batch that are taken together: all, or a shard. */
export interface Shard {
  readonly batch: Batch;
  /** Their numbers in the batch, where they aren't all. */
  readonly rows?: ArrayLike<number>;
  readonly state?: State;
}

export interface RowsLoss {
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

/** The loss of some rows, inside a frame. */
export function lossOf(
  { network, loss, seed }: Objective,
  { batch, rows, state }: Shard,
  { training, step }: { readonly training: boolean; readonly step: number },
): RowsLoss {
  const { output, call } = network.apply(batch.inputs, { training, step, state, seed, rows, lengths: batch.lengths });
  const mask = maskOf(batch, output);
  const counted = mask === undefined ? sizeOf(batch.targets.shape) : mask.data.reduce((sum, value) => sum + value, 0);
  const value = loss(output, targetOf(batch, mask?.data), mask && constant(mask, "mask"));
  return { value, counted, final: call.final };
}
