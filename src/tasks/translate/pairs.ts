/** Pairs as training data: rows of similar length together, each target given to the decoder one step late. */
import { type BatchSource, chunks, type Dense } from "../../batch.ts";
import { generator } from "../../random.ts";

/** A pair as numbers of the two vocabularies; 0 is unknown. */
export interface Encoded {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

export interface PairBatchOptions {
  /** Rows a batch. */
  readonly size: number;
  readonly shuffle: boolean;
  /** The number of the unknown among the decoder's inputs. */
  readonly unknown: number;
}

/** Batches out of which rows of similar length are put together. */
const pool = 20;

/**
 * Batches of pairs. Inputs [B, S + T] are the source's numbers n as n + 1, then −1 for the beginning and the target's tokens n as −n − 1, each part padded
 * with 0; targets [B, T] are the target's tokens and then 0, the end. A target's unknown tokens are read, but don't count.
 */
export function pairBatches(pairs: readonly Encoded[], { size, shuffle, unknown }: PairBatchOptions): BatchSource {
  return {
    count: Math.ceil(pairs.length / size),
    fingerprint: `pairs ${pairs.length} by ${size} ${hashOf(pairs)}`,
    *epoch(seed, epoch) {
      const random = generator(seed, "shuffle", epoch);
      const order = shuffle ? Array.from(random.permutation(pairs.length)) : pairs.map((_, row) => row);
      const length = (row: number) => pairs[row].target.length * 1e6 + pairs[row].source.length;
      const groups = chunks(order, size * pool).flatMap((rows) =>
        chunks(
          rows.sort((a, b) => length(b) - length(a)),
          size,
        ),
      );
      const turns = shuffle ? Array.from(random.permutation(groups.length)) : groups.map((_, k) => k);
      for (const turn of turns) yield batchOf(pairs, groups[turn], unknown);
    },
  };
}

function batchOf(pairs: readonly Encoded[], rows: readonly number[], unknown: number) {
  const B = rows.length;
  const S = Math.max(...rows.map((row) => pairs[row].source.length));
  const T = Math.max(...rows.map((row) => pairs[row].target.length)) + 1;
  const inputs = new Float64Array(B * (S + T));
  const targets = new Float64Array(B * T);
  const mask = new Float64Array(B * T);
  rows.forEach((row, k) => {
    const { source, target } = pairs[row];
    const from = k * (S + T);
    source.forEach((number, t) => {
      inputs[from + t] = number + 1;
    });
    inputs[from + S] = -1;
    target.forEach((number, t) => {
      inputs[from + S + 1 + t] = -(number === 0 ? unknown : number) - 1;
      targets[k * T + t] = number;
      mask[k * T + t] = number === 0 ? 0 : 1;
    });
    mask[k * T + target.length] = 1;
  });
  const dense = (shape: readonly number[], data: Float64Array): Dense => ({ shape, data });
  return { inputs: dense([B, S + T], inputs), targets: dense([B, T], targets), mask: dense([B, T], mask), origin: { rows } };
}

/** FNV-1a over the numbers. */
function hashOf(pairs: readonly Encoded[]): string {
  let hash = 0x811c9dc5;
  const mix = (number: number) => {
    hash = Math.imul(hash ^ number, 0x01000193);
  };
  for (const { source, target } of pairs) {
    source.forEach(mix);
    mix(-1);
    target.forEach(mix);
    mix(-2);
  }
  return (hash >>> 0).toString(16);
}
