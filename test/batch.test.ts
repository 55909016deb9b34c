import { describe, expect, it } from "vitest";
import { type Batch, type BatchOptions, batches } from "../src/batch.ts";

const N = 50;
/** Row r holds r, its target −r; lengths 1 … 5. */
const data: Batch = {
  inputs: { shape: [N, 5, 1], data: Array.from({ length: 5 * N }, (_, k) => Math.floor(k / 5)) },
  targets: { shape: [N, 1], data: Array.from({ length: N }, (_, r) => -r) },
  lengths: Array.from({ length: N }, (_, r) => 1 + ((7 * r) % 5)),
};
const list = (options: BatchOptions, seed = 1, epoch = 1): Batch[] => [...(batches(data, options).epoch(seed, epoch) as Iterable<Batch>)];
const rowsOf = (made: Batch[]): number[] => made.flatMap(({ targets }) => Array.from(targets.data, (value) => 0 - value));
const ascending = (rows: number[]): number[] => [...rows].sort((a, b) => a - b);

describe("batches", () => {
  it.each<BatchOptions>([{ size: 8 }, { size: 8, buckets: 2 }, { size: 50 }, { size: 1, shuffle: false }])(
    "%j: each row once an epoch, with its own inputs and length; whole batches but for one",
    (options) => {
      const made = list(options);
      expect(made.length).toBe(batches(data, options).count);
      expect(ascending(rowsOf(made))).toEqual(Array.from({ length: N }, (_, r) => r));
      expect(made.filter(({ inputs }) => inputs.shape[0] !== options.size).length).toBeLessThanOrEqual(1);
      for (const { inputs, targets, lengths = [] } of made) {
        for (let k = 0; k < inputs.shape[0]; k++) {
          const row = 0 - targets.data[k];
          expect(Array.from(inputs.data).slice(5 * k, 5 * k + 5)).toEqual(new Array(5).fill(row));
          expect(lengths[k]).toBe(data.lengths?.[row]);
        }
      }
    },
  );

  it.each<BatchOptions>([{ size: 8 }, { size: 8, buckets: 2 }])(
    "%j: another order each epoch and for each seed, the same for the same",
    (options) => {
      const order = (seed: number, epoch: number): string => `${rowsOf(list(options, seed, epoch))}`;
      expect(order(1, 1)).toBe(order(1, 1));
      expect(new Set([order(1, 1), order(1, 2), order(1, 3), order(2, 1)]).size).toBe(4);
    },
  );

  it("without shuffling: the data's order, every epoch", () => {
    expect(rowsOf(list({ size: 8, shuffle: false }, 5, 3))).toEqual(Array.from({ length: N }, (_, r) => r));
  });

  it("buckets put rows of similar length together: less padding than half of what shuffling alone leaves", () => {
    const padding = (options: BatchOptions): number =>
      list(options).reduce((sum, { lengths = [] }) => {
        const all = Array.from(lengths);
        return sum + all.reduce((own, length) => own + Math.max(...all) - length, 0);
      }, 0);
    expect(padding({ size: 8, buckets: 7 })).toBeLessThan(0.5 * padding({ size: 8 }));
  });
});
