/** Batches from a stream of sequences of any length. */
import { type Batch, type BatchOptions, type BatchSource, checkSizes, chunks, type Dense, type Sample } from "./batch.ts";
import { generator } from "./random.ts";
import { onlyKnown } from "./range.ts";
import { sizeOf } from "./values.ts";

/**
 * Batches from a stream of samples of any length: padded, rows of similar length together in pools of `buckets` batches
 * (default 16). The stream must give the same samples in the same order for the same epoch. Throws OptionError for a size below 1.
 *
 * @example
 * ```ts
 * import { streamed } from "memoria";
 * async function* samples() {
 *   for (const T of [3, 5, 2, 4]) yield { input: { shape: [T, 1], data: new Float32Array(T) }, target: { shape: [1], data: [T] } };
 * }
 * for await (const { inputs, lengths } of streamed(samples, { size: 2 }).epoch(1, 1)) console.log(inputs.shape, lengths);
 * ```
 */
export function streamed(
  samples: (epoch: number) => AsyncIterable<Sample> | Iterable<Sample>,
  options: Omit<BatchOptions, "shuffle"> = {},
): BatchSource {
  onlyKnown(options, ["size", "buckets"]);
  const { size = 32, buckets = 16 } = options;
  checkSizes(size, buckets);
  return {
    fingerprint: `stream size ${size} buckets ${buckets}`,
    async *epoch(seed, epoch) {
      let pool: { sample: Sample; row: number }[] = [];
      let pools = 0;
      let row = 0;
      const flush = function* (): Iterable<Batch> {
        const sorted = pool.sort((a, b) => b.sample.input.shape[0] - a.sample.input.shape[0]);
        const groups = chunks(sorted, size);
        for (const index of generator(seed, `buckets ${pools++}`, epoch).permutation(groups.length)) {
          yield { ...pad(groups[index].map(({ sample }) => sample)), origin: { rows: groups[index].map((member) => member.row) } };
        }
        pool = [];
      };
      for await (const sample of samples(epoch)) {
        pool.push({ sample, row: row++ });
        if (pool.length >= size * Math.max(1, buckets)) yield* flush();
      }
      if (pool.length > 0) yield* flush();
    },
  };
}

/** Samples as one batch, padded with zeros to the longest; targets with a time axis are padded and masked with it. */
export function pad(samples: readonly Sample[]): Batch {
  const lengths = samples.map(({ input }) => input.shape[0]);
  const T = Math.max(...lengths);
  const aligned = samples.every(({ input, target }) => target.shape.length > 0 && target.shape[0] === input.shape[0]);
  const join = (arrays: readonly Dense[], rows: number | undefined): Dense => {
    const shape = rows === undefined ? arrays[0].shape : [rows, ...arrays[0].shape.slice(1)];
    const data = new Float64Array(arrays.length * sizeOf(shape));
    arrays.forEach((array, row) => {
      data.set(Array.from(array.data), row * sizeOf(shape));
    });
    return { shape: [arrays.length, ...shape], data };
  };
  const inputs = samples.map(({ input }) => input);
  const targets = samples.map(({ target }) => target);
  return { inputs: join(inputs, T), targets: join(targets, aligned ? T : undefined), lengths };
}
