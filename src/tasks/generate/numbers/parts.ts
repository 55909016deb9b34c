/** Which frames train, validate and test; and the batches that they make. */
import type { Batch, BatchSource } from "../../../batch.ts";
import { generator } from "../../../random.ts";
import { type Frames, fail } from "./data.ts";
import { type ChannelScale, inputOf, placeOf } from "./scale.ts";

/** Frames from … to − 1 of a sequence, of which those from `count` on count; those before are only read. */
export interface Part {
  readonly sequence: number;
  readonly from: number;
  readonly count: number;
  readonly to: number;
}

export interface Parts {
  readonly training: readonly Part[];
  readonly validation: readonly Part[];
  readonly test: readonly Part[];
  /** By whole sequences, or by time inside each. */
  readonly by: "sequence" | "time";
}

/** Sequences from which whole ones are held out. */
const leastSequences = 10;
/** Frames that there must be, and known values that must train. */
export const leastFrames = 50;

/**
 * Ten sequences or more: a tenth validates, another tests, spread evenly over the labels. Fewer: of each the tenth before the last and the last one.
 * Throws DataError `frames-few`.
 */
export function partsOf(frames: readonly Frames[], seed: number): Parts {
  const total = frames.reduce((sum, { length }) => sum + length, 0);
  if (total < leastFrames)
    fail("frames-few", "sequences", `at least ${leastFrames} frames in all`, `${total}`, "give longer sequences, or more of them");
  if (frames.length < leastSequences) {
    const cuts = (share: number) => frames.map(({ length }) => Math.floor(share * length));
    const [a, b] = [cuts(0.8), cuts(0.9)];
    const part = (from: readonly number[], to: readonly number[]) =>
      frames
        .map((_, sequence) => ({ sequence, from: 0, count: from[sequence], to: to[sequence] }))
        .filter(({ count, to: end }) => end > count);
    return {
      training: part(
        a.map(() => 0),
        a,
      ),
      validation: part(a, b),
      test: part(
        b,
        frames.map(({ length }) => length),
      ),
      by: "time",
    };
  }
  const order = Array.from(generator(seed, "split").permutation(frames.length));
  const label = (k: number) => frames[k].label ?? "";
  order.sort((x, y) => (label(x) < label(y) ? -1 : label(x) > label(y) ? 1 : 0));
  const whole = (kept: (place: number) => boolean) =>
    order.filter((_, place) => kept(place)).map((sequence) => ({ sequence, from: 0, count: 0, to: frames[sequence].length }));
  return {
    training: whole((place) => place % 10 !== 4 && place % 10 !== 9),
    validation: whole((place) => place % 10 === 4),
    test: whole((place) => place % 10 === 9),
    by: "sequence",
  };
}

/** Long parts in pieces of at most `steps` frames that count, each read from `context` frames before. */
export function pieces(parts: readonly Part[], steps: number, context: number): Part[] {
  return parts.flatMap(({ sequence, from, count, to }) =>
    Array.from({ length: Math.ceil((to - count) / steps) }, (_, k) => {
      const begin = count + k * steps;
      return { sequence, from: Math.max(from, begin - context), count: begin, to: Math.min(to, begin + steps) };
    }),
  );
}

/** How frames become a net's numbers. Scales are none in a roll. */
export interface Encoding {
  readonly channels: number;
  readonly scales: readonly ChannelScale[] | undefined;
  readonly labels: readonly string[];
}

/** Numbers that go in a step: the frame before, whether there was none, and which label. */
export const widthIn = ({ channels, labels }: Encoding): number => channels + 1 + labels.length;

/** One step's input: the frame before, or none at the beginning. */
export function writeInput(
  { channels, scales }: Encoding,
  before: ArrayLike<number> | undefined,
  label: number,
  out: Float64Array,
  at: number,
): void {
  for (let c = 0; c < channels; c++) out[at + c] = before === undefined ? 0 : inputOf(scales?.[c], before[c]);
  out[at + channels] = before === undefined ? 1 : 0;
  if (label >= 0) out[at + channels + 1 + label] = 1;
}

/** One part padded to `steps`, as a row of a batch: each step's target is the frame itself, its input the one before. */
export function batchOf(rows: readonly Part[], frames: readonly Frames[], encoding: Encoding): Batch {
  const { channels: F, scales, labels } = encoding;
  const T = rows.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const width = widthIn(encoding);
  const inputs = new Float64Array(rows.length * T * width);
  const targets = new Float64Array(rows.length * T * F);
  const mask = new Float64Array(rows.length * T * F);
  rows.forEach(({ sequence, from, count, to }, row) => {
    const { values, label } = frames[sequence];
    const number = label === undefined ? -1 : labels.indexOf(label);
    for (let t = from; t < to; t++) {
      const at = row * T + t - from;
      writeInput(encoding, t === 0 ? undefined : values.subarray((t - 1) * F, t * F), number, inputs, at * width);
      if (t < count) continue;
      for (let c = 0; c < F; c++) {
        const value = values[t * F + c];
        if (Number.isNaN(value)) continue;
        const { from: base, unit } =
          scales === undefined ? { from: 0, unit: 1 } : placeOf(scales[c], t === 0 ? Number.NaN : values[(t - 1) * F + c]);
        targets[at * F + c] = (value - base) / unit;
        mask[at * F + c] = 1;
      }
    }
  });
  return {
    inputs: { shape: [rows.length, T, width], data: inputs },
    targets: { shape: [rows.length, T, F], data: targets },
    mask: { shape: [rows.length, T, F], data: mask },
    lengths: rows.map(({ from, to }) => to - from),
    origin: { rows: rows.map(({ sequence }) => sequence) },
  };
}

/** Rows of a batch: as asked, else 1 to 16, so that an epoch has ten batches where there are as many parts. */
const rowsFor = (parts: number, batch: number | "auto"): number =>
  batch === "auto" ? Math.max(1, Math.min(16, Math.floor(parts / 10))) : batch;

/** Batches of parts of similar length, in another order each epoch unless they only validate. */
export function sourceOf(
  parts: readonly Part[],
  frames: readonly Frames[],
  encoding: Encoding,
  batch: number | "auto",
  shuffle: boolean,
): BatchSource {
  const size = rowsFor(parts.length, batch);
  const long = ({ from, to }: Part) => to - from;
  return {
    count: Math.ceil(parts.length / size),
    fingerprint: `frames ${size} ${shuffle} ${hashOf(parts, frames)}`,
    *epoch(seed, epoch) {
      const random = generator(seed, "shuffle", epoch);
      const order = shuffle ? Array.from(random.permutation(parts.length), (k) => parts[k]) : [...parts];
      const batches: Part[][] = [];
      for (let start = 0; start < order.length; start += 8 * size) {
        const pool = order.slice(start, start + 8 * size).sort((a, b) => long(b) - long(a));
        for (let k = 0; k < pool.length; k += size) batches.push(pool.slice(k, k + size));
      }
      const places = shuffle ? Array.from(random.permutation(batches.length)) : batches.map((_, k) => k);
      for (const k of places) yield batchOf(batches[k], frames, encoding);
    },
  };
}

/** FNV-1a over bounds and values. */
function hashOf(parts: readonly Part[], frames: readonly Frames[]): string {
  let hash = 0x811c9dc5;
  const mix = (numbers: ArrayLike<number>) => {
    const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
    for (let k = 0; k < bytes.length; k++) hash = Math.imul(hash ^ bytes[k], 0x01000193);
  };
  for (const { sequence, from, count, to } of parts) {
    mix([sequence, from, count, to]);
    mix(frames[sequence].values.subarray(from, to));
  }
  return (hash >>> 0).toString(16);
}
