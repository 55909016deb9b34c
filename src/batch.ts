/** Batches: what a training step takes, made from arrays or from a stream of samples of different lengths. */
import { DataError, show } from "./errors.ts";
import { generator } from "./random.ts";
import { flag, onlyKnown, wholeFrom } from "./range.ts";
import { shapeError, sizeOf } from "./values.ts";

/** A dense array of plain numbers. */
export interface Dense {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** One batch, or a whole data set: the first axis of each array counts rows. */
export interface Batch {
  /** [B, T, F], or [B, T] of tokens. */
  readonly inputs: Dense;
  /** [B, …], or [B, T, …] for an output at each step. */
  readonly targets: Dense;
  /** Steps of each row. Default: all T. */
  readonly lengths?: ArrayLike<number>;
  /** 1 where a target counts, else 0: [B], [B, T] … Default: all, but for steps past a row's length where targets have a time axis. */
  readonly mask?: Dense;
  /** Where it was cut from, for messages: numbers of its rows in the data, and of its first step. Default: 0, 1, 2 …, and 0. */
  readonly origin?: { readonly rows?: ArrayLike<number>; readonly step?: number };
}

/** Where batches come from. The order is a function of seed and epoch alone, so that a resumed run meets the same batches. */
export interface BatchSource {
  epoch(seed: number, epoch: number): Iterable<Batch> | AsyncIterable<Batch>;
  /** Batches an epoch, where known. */
  readonly count?: number;
  /** What the source is made of, for a checkpoint to compare. */
  readonly fingerprint: string;
}

/** One sequence with its target, for streams. */
export interface Sample {
  /** [T, F] or [T]. */
  readonly input: Dense;
  readonly target: Dense;
}

/** Entries `rows` of the first axis. */
export function take({ shape, data }: Dense, rows: ArrayLike<number>): Dense {
  const width = sizeOf(shape.slice(1));
  const size = rows.length * width;
  const out = data instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  const piece = (from: number): ArrayLike<number> =>
    "subarray" in data ? (data as Float64Array).subarray(from, from + width) : Array.prototype.slice.call(data, from, from + width);
  for (let r = 0; r < rows.length; r++) out.set(piece(rows[r] * width), r * width);
  return { shape: [rows.length, ...shape.slice(1)], data: out };
}

/** Rows of a batch. */
export function takeRows(batch: Batch, rows: ArrayLike<number>): Batch {
  const { inputs, targets, lengths, mask } = batch;
  return {
    inputs: take(inputs, rows),
    targets: take(targets, rows),
    lengths: lengths === undefined ? undefined : Array.from(rows, (row) => lengths[row]),
    mask: mask === undefined ? undefined : take(mask, rows),
    origin: { rows },
  };
}

/** Steps start … end−1 of the time axis of everything that has one. */
export function takeSteps(batch: Batch, start: number, end: number): Batch {
  const T = batch.inputs.shape[1];
  const cut = (dense: Dense): Dense => {
    if (dense.shape[1] !== T)
      throw shapeError("truncated backpropagation", `a time axis of ${T} steps`, dense.shape, "give a target for each step");
    const width = sizeOf(dense.shape.slice(2));
    const out = new Float64Array(dense.shape[0] * (end - start) * width);
    for (let row = 0; row < dense.shape[0]; row++) {
      for (let k = 0; k < (end - start) * width; k++) out[row * (end - start) * width + k] = dense.data[(row * T + start) * width + k];
    }
    return { shape: [dense.shape[0], end - start, ...dense.shape.slice(2)], data: out };
  };
  const { lengths, mask } = batch;
  return {
    inputs: cut(batch.inputs),
    targets: cut(batch.targets),
    lengths: lengths === undefined ? undefined : Array.from(lengths, (length) => Math.min(Math.max(length - start, 0), end - start)),
    // A mask of rows has no steps to cut.
    mask: mask === undefined || mask.shape.length === 1 ? mask : cut(mask),
    origin: { ...batch.origin, step: start },
  };
}

/** Refuse NaN and ±Infinity, naming row, step and feature, from 0. Padding and masked targets aren't looked at. */
export function checkFinite(batch: Batch): void {
  const { inputs, targets, lengths, origin } = batch;
  const [, T] = inputs.shape;
  for (const [what, { shape, data }] of Object.entries({ inputs, targets })) {
    const width = sizeOf(shape.slice(1));
    const step = shape[1] === T ? sizeOf(shape.slice(2)) : width;
    for (let k = 0; k < data.length; k++) {
      if (Number.isFinite(data[k])) continue;
      const row = Math.floor(k / width);
      const t = Math.floor((k % width) / step);
      const padding = step !== width && lengths !== undefined && t >= lengths[row];
      const masked = what === "targets" && isMasked(batch, k);
      if (padding || masked) continue;
      const place = { row: origin?.rows?.[row] ?? row, step: t + (origin?.step ?? 0), feature: k % step };
      const where = `${what}: row ${place.row}, step ${place.step}, feature ${place.feature}`;
      throw new DataError({
        code: "batch-not-finite",
        where,
        expected: "a finite number",
        got: show(data[k]),
        hint: "mask or fill missing values before training",
        fields: { what, ...place },
      });
    }
  }
}

/** Does the mask leave target number k out? It stands for the targets' leading axes. */
function isMasked({ mask, targets }: Batch, k: number): boolean {
  return mask !== undefined && mask.data[Math.floor((k * mask.data.length) / targets.data.length)] === 0;
}

export interface BatchOptions {
  /** Rows a batch, ≥ 1. Default 32. */
  readonly size?: number;
  /** Another order each epoch. Default true. */
  readonly shuffle?: boolean;
  /** With lengths: rows of similar length together, from shuffled pools of this many batches; 0 for none. Default 0. */
  readonly buckets?: number;
}

/**
 * Batches from arrays in memory: `size` rows (default 32), shuffled anew each epoch, with lengths optionally in buckets.
 * Throws OptionError for shapes that don't fit, DataError for no rows.
 *
 * @example
 * ```ts
 * const source = batches({ inputs: { shape: [3, 2, 1], data: [1, 2, 3, 4, 5, 6] }, targets: { shape: [3, 1], data: [0, 1, 0] } }, { size: 2 });
 * for await (const { inputs } of source.epoch(1, 1)) console.log(inputs.shape);
 * ```
 */
export function batches(data: Batch, options: BatchOptions = {}): BatchSource {
  onlyKnown(options, ["size", "shuffle", "buckets"]);
  const { size = 32, shuffle = true, buckets = 0 } = options;
  const N = data.inputs.shape[0];
  checkSizes(size, buckets);
  flag("shuffle", shuffle);
  for (const [name, dense] of Object.entries({ inputs: data.inputs, targets: data.targets, mask: data.mask })) {
    if (dense !== undefined && (dense.shape[0] !== N || sizeOf(dense.shape) !== dense.data.length))
      throw shapeError(name, `${N} rows, all its numbers`, dense.shape);
  }
  if (N === 0) throw new DataError({ code: "data-empty", where: "inputs", expected: "at least one row", got: "none" });
  const { lengths } = data;
  if (lengths !== undefined && lengths.length !== N) throw shapeError("lengths", `${N} numbers, one a row`, `${lengths.length}`);
  return {
    count: Math.ceil(N / size),
    fingerprint: `${fingerprint(data)} size ${size} shuffle ${shuffle} buckets ${buckets}`,
    *epoch(seed, epoch) {
      const random = generator(seed, "shuffle", epoch);
      const order = shuffle ? random.permutation(N) : Uint32Array.from({ length: N }, (_, row) => row);
      let groups = chunks(Array.from(order), size);
      if (buckets > 0 && lengths !== undefined) {
        const pools = chunks(Array.from(order), size * buckets);
        const longestFirst = (pool: number[]): number[] => pool.sort((a, b) => lengths[b] - lengths[a]);
        groups = pools.flatMap((pool) => chunks(longestFirst(pool), size));
        if (shuffle) groups = Array.from(random.permutation(groups.length), (index) => groups[index]);
      }
      for (const rows of groups) yield takeRows(data, rows);
    },
  };
}

/** Throws OptionError for a batch size or a number of buckets that can't be. */
export function checkSizes(size: number, buckets: number): void {
  wholeFrom(1, "size", size);
  wholeFrom(0, "buckets", buckets);
}

/** A list in pieces of `size`, the last one shorter. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** A short hash of the numbers (FNV-1a over float32 bytes) and shapes. */
export function fingerprint({ inputs, targets, lengths, mask }: Batch): string {
  let hash = 0x811c9dc5;
  const mix = (data: ArrayLike<number>): void => {
    const bytes = new Uint8Array(Float32Array.from(data).buffer);
    for (let k = 0; k < bytes.length; k++) hash = Math.imul(hash ^ bytes[k], 0x01000193);
  };
  mix(inputs.data);
  mix(targets.data);
  if (lengths !== undefined) mix(lengths);
  if (mask !== undefined) mix(mask.data);
  return `${inputs.shape.join("x")} ${targets.shape.join("x")} ${(hash >>> 0).toString(16)}`;
}
