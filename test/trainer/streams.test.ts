import { describe, expect, it } from "vitest";
import { type Batch, type BatchSource, batches, type Sample } from "../../src/batch.ts";
import { streamed } from "../../src/batch-stream.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/checkpoint.ts";
import { wave } from "../helpers/differences.ts";
import { all, network, start, weightsOf } from "./small.ts";

const lengthOf = (k: number): number => 1 + ((k * 7) % 11);

/** 50 sequences of 1 to 11 steps; the target is the sequence's number. */
async function* samples(): AsyncIterable<Sample> {
  for (let k = 0; k < 50; k++) {
    await Promise.resolve();
    yield { input: wave([lengthOf(k), 2], k), target: { shape: [1], data: [k / 50] } };
  }
}

async function collect(source: BatchSource, seed = 1, epoch = 1): Promise<Batch[]> {
  const list: Batch[] = [];
  for await (const batch of source.epoch(seed, epoch)) list.push(batch);
  return list;
}
const numbersOf = (list: readonly Batch[]): number[] =>
  list.flatMap(({ targets }) => Array.from(targets.data, (value) => Math.round(value * 50)));
const spread = ({ lengths = [] }: Batch): number => Math.max(...Array.from(lengths)) - Math.min(...Array.from(lengths));

describe("batches of a stream", () => {
  it("hold every sequence once, with its length, its numbers and zeros after them", async () => {
    const list = await collect(streamed(samples, { size: 8, buckets: 3 }));
    expect(numbersOf(list).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
    for (const batch of list) {
      const [B, T, F] = batch.inputs.shape;
      expect(B).toBeLessThanOrEqual(8);
      expect(T).toBe(Math.max(...Array.from(batch.lengths ?? [])));
      numbersOf([batch]).forEach((k, row) => {
        expect(batch.lengths?.[row]).toBe(lengthOf(k));
        const data = Array.from(batch.inputs.data).slice(row * T * F, (row + 1) * T * F);
        expect(data.slice(0, lengthOf(k) * F)).toEqual(Array.from(wave([lengthOf(k), 2], k).data));
        expect(data.slice(lengthOf(k) * F).every((value) => value === 0)).toBe(true);
      });
    }
  });

  it("put rows of similar length together: less spread than without buckets", async () => {
    const total = async (buckets: number) =>
      (await collect(streamed(samples, { size: 8, buckets }))).reduce((sum, batch) => sum + spread(batch), 0);
    expect(await total(6)).toBeLessThan((await total(0)) / 3);
  });

  it("come in an order of the seed and the epoch alone", async () => {
    const source = streamed(samples, { size: 4, buckets: 6 });
    const order = async (seed: number, epoch: number) => numbersOf(await collect(source, seed, epoch));
    const first = await order(1, 1);
    expect(await order(1, 1)).toEqual(first);
    expect(await order(1, 2)).not.toEqual(first);
    expect(await order(2, 1)).not.toEqual(first);
  });

  it("train: the same bits twice; neither batches nor time left are known before", async () => {
    const run = () => start({ batches: streamed(samples, { size: 8 }), network: network({ cell: "lstm" }) });
    const one = run();
    const list = await all(one);
    expect(list.length).toBe(14);
    expect(list.every(({ batches: n, secondsLeft }) => n === undefined && secondsLeft === undefined)).toBe(true);
    const other = run();
    expect((await all(other)).map(({ loss }) => loss)).toEqual(list.map(({ loss }) => loss));
    expect(weightsOf(other)).toEqual(weightsOf(one));
  });

  it("a run over a stream, stopped at any update and resumed, gives the same bits", async () => {
    const run = () => start({ batches: streamed(samples, { size: 16, buckets: 2 }) });
    const whole = run();
    const snapshots: Uint8Array[] = [];
    for await (const _ of whole) snapshots.push(encodeCheckpoint(whole.snapshot()));
    expect(snapshots.length).toBe(8);
    for (const bytes of snapshots) {
      const rest = run();
      rest.restore(decodeCheckpoint(bytes, "checkpoint"));
      await rest.run();
      expect(weightsOf(rest)).toEqual(weightsOf(whole));
    }
  });

  it("targets of each step are padded and don't count after a row's end: the loss of rows alone, weighed by steps (1e-6)", async () => {
    const list = [4, 2, 3].map((T, k): Sample => ({ input: wave([T, 2], k), target: wave([T, 1], k + 5) }));
    const run = start({ network: network({ returns: "sequence" }) });
    const alone = await Promise.all(list.map((sample) => run.evaluate(streamed(() => [sample]))));
    const together = await run.evaluate(streamed(() => list));
    expect(Math.abs((4 * alone[0] + 2 * alone[1] + 3 * alone[2]) / 9 - together)).toBeLessThan(1e-6);
  });
});

describe("batches of arrays", () => {
  const data: Batch = {
    inputs: wave([50, 11, 2], 0),
    targets: { shape: [50, 1], data: Array.from({ length: 50 }, (_, k) => k / 50) },
    lengths: Array.from({ length: 50 }, (_, k) => lengthOf(k)),
    mask: { shape: [50, 1], data: Array.from({ length: 50 }, (_, k) => k % 2) },
  };

  it.each([{ size: 8 }, { size: 8, buckets: 3 }, { size: 7, shuffle: false }])(
    "%o: every row once, with its length and mask",
    async (options) => {
      const list = await collect(batches(data, options));
      expect(list.length).toBe(Math.ceil(50 / options.size));
      const order = numbersOf(list);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
      expect(list.flatMap(({ lengths = [] }) => Array.from(lengths))).toEqual(order.map(lengthOf));
      expect(list.flatMap(({ mask }) => Array.from(mask?.data ?? []))).toEqual(order.map((k) => k % 2));
      if (options.shuffle === false) expect(order).toEqual([...order].sort((a, b) => a - b));
    },
  );

  it("buckets lessen the spread of lengths to under a third", async () => {
    const total = async (buckets: number) =>
      (await collect(batches(data, { size: 8, buckets }))).reduce((sum, batch) => sum + spread(batch), 0);
    expect(await total(6)).toBeLessThan((await total(0)) / 3);
  });
});
