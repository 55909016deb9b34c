/**
 * A batch in shards: shard s of S has the rows r with r mod S = s, so that a batch sorted by length gives shards of equal work. S is a power
 * of two that follows from the batch's shape and the net's size alone. Each shard's loss and gradient are taken by themselves and added in one tree,
 * (0 + 1) + (2 + 3), so that the bits depend on nobody who computes them.
 */
import { type Batch, takeRows } from "../batch.ts";
import type { Loss } from "../loss.ts";
import type { Network, State } from "../network.ts";
import type { Values } from "../values.ts";
import type { Shard } from "./objective.ts";

/** A shard has at least so many rows, and multiplications to do: with fewer, the kernels lose more than a second thread wins (docs/performance.md). */
const leastRows = 16;
const leastWork = 4e6;
export const mostShards = 8;

/** Shards of a batch, for a net of so many weights; 1 for a loss that doesn't say how it reduces. */
export function shardCount({ reduction }: Loss, { inputs: { shape } }: Batch, weights: number): number {
  const [B, T = 1] = shape;
  const most = reduction === undefined ? 1 : Math.min(mostShards, B / leastRows, (B * T * weights) / leastWork);
  let count = 1;
  while (2 * count <= most) count *= 2;
  return count;
}

const rowsOf = (all: number, count: number, index: number): number[] =>
  Array.from({ length: Math.ceil((all - index) / count) }, (_, k) => index + k * count);

/** One of `count` shards. */
export function shardOf(whole: Shard, count: number, index: number): Shard {
  if (count === 1) return whole;
  const { batch, state } = whole;
  const rows = rowsOf(batch.inputs.shape[0], count, index);
  const own = (values: Values): Values => {
    const [layers, B, width] = values.shape;
    const data = values.data.slice(0, layers * rows.length * width);
    rows.forEach((row, k) => {
      for (let l = 0; l < layers; l++)
        data.set(values.data.subarray((l * B + row) * width, (l * B + row + 1) * width), (l * rows.length + k) * width);
    });
    return { shape: [layers, rows.length, width], data };
  };
  return { batch: takeRows(batch, rows), rows, state: state && mapStates(state, own) };
}

/** The shards' states as the batch's. */
export function joinStates({ backend }: Network, shards: readonly State[], B: number): State {
  if (shards.length === 1) return shards[0];
  return mapStates(shards[0], ({ shape: [layers, , width] }, name) => {
    const data = backend.array(layers * B * width);
    shards.forEach((shard, index) => {
      const rows = rowsOf(B, shards.length, index);
      rows.forEach((row, k) => {
        const at = (l: number): number => (l * rows.length + k) * width;
        for (let l = 0; l < layers; l++) data.set(shard[name].data.subarray(at(l), at(l) + width), (l * B + row) * width);
      });
    });
    return { shape: [layers, B, width], data };
  });
}

const mapStates = (state: State, f: (values: Values, name: string) => Values): State =>
  Object.fromEntries(Object.entries(state).map(([name, values]) => [name, f(values, name)]));
