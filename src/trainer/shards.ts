/**
 * A batch in shards: shard s of S has the rows r with r mod S = s, so that a batch sorted by length gives shards of equal work. S is a power
 * of two that follows from the batch's shape and the net's size alone. Each shard's loss and gradient are taken by themselves and added in
 * one tree, (0 + 1) + (2 + 3), so that the bits depend on nobody who computes them.
 */
import type { Backend } from "../backend.ts";
import { type Batch, takeRows } from "../batch.ts";
import type { Loss } from "../loss.ts";
import type { Network, State } from "../network.ts";
import { powerOfTwo } from "../parallel/pool.ts";
import type { Values } from "../values.ts";
import type { Shard } from "./objective.ts";

/** A shard has at least so many rows, and multiplications to do: with fewer, the kernels lose more than a second thread wins (docs/performance.md). */
const leastRows = 16;
const leastWork = 4e6;
export const mostShards = 8;

/** Shards of a batch, for a net of so many weights; 1 for a loss that doesn't say how it reduces. */
export function shardCount({ reduction }: Loss, { inputs: { shape } }: Batch, weights: number): number {
  const [B, T = 1] = shape;
  return reduction === undefined ? 1 : powerOfTwo(Math.min(mostShards, B / leastRows, (B * T * weights) / leastWork));
}

const rowsOf = (B: number, count: number, index: number): number[] =>
  Array.from({ length: Math.ceil((B - index) / count) }, (_, k) => index + k * count);

/** One of `count` shards. */
export function shardOf({ backend }: Network, whole: Shard, count: number, index: number): Shard {
  if (count === 1) return whole;
  const rows = rowsOf(whole.batch.inputs.shape[0], count, index);
  const own = whole.state && states(backend, whole.state, rows.length, (to, from) => copyRows(from, to, rows, false));
  return { batch: takeRows(whole.batch, rows), rows, state: own };
}

/** The shards' states as the batch's. */
export const joinStates = ({ backend }: Network, shards: readonly State[], B: number): State =>
  states(backend, shards[0], B, (to, _, name) => {
    for (const [index, shard] of shards.entries()) copyRows(to, shard[name], rowsOf(B, shards.length, index), true);
  });

/** States for n rows, [layers, n, width], each filled by `fill`. */
const states = (backend: Backend, like: State, n: number, fill: (to: Values, from: Values, name: string) => void): State =>
  Object.fromEntries(
    Object.entries(like).map(([name, from]) => {
      const [layers, , width] = from.shape;
      const to = { shape: [layers, n, width], data: backend.array(layers * n * width) };
      fill(to, from, name);
      return [name, to];
    }),
  );

/** Row k of `part` is row `rows[k]` of `whole`: copy it there, or with `back`, from there. */
function copyRows(whole: Values, part: Values, rows: readonly number[], back: boolean): void {
  const [layers, B, width] = whole.shape;
  for (let l = 0; l < layers; l++)
    rows.forEach((row, k) => {
      const [outer, inner] = [(l * B + row) * width, (l * rows.length + k) * width];
      if (back) whole.data.set(part.data.subarray(inner, inner + width), outer);
      else part.data.set(whole.data.subarray(outer, outer + width), inner);
    });
}
