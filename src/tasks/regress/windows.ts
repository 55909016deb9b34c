/** Windows of rows as batches that both nets learn from, and a net's value at any row. */
import { type Batch, type BatchSource, chunks } from "../../batch.ts";
import type { Network } from "../../network.ts";
import { generator } from "../../random.ts";
import type { Values } from "../../values.ts";
import { statesOf } from "../states.ts";
import type { Encoded } from "./encode.ts";
import type { Span } from "./plan.ts";

/** A row of a sequence. */
export interface Place {
  readonly sequence: number;
  readonly row: number;
}

/** Rows from … to − 1 of a sequence. */
interface Window extends Span {
  readonly sequence: number;
}

/** Windows as one batch, padded to the longest: [n, T, channels] and [n, T, 1]. */
export function batchOf(encoded: readonly Encoded[], windows: readonly Window[]): Batch {
  const T = Math.max(...windows.map(({ from, to }) => to - from));
  const n = windows.length;
  const { channels } = encoded[0];
  const inputs = new Float64Array(n * T * channels);
  const targets = new Float64Array(n * T);
  const mask = new Float64Array(n * T);
  windows.forEach(({ sequence, from, to }, k) => {
    const own = encoded[sequence];
    inputs.set(own.inputs.subarray(from * channels, to * channels), k * T * channels);
    for (let row = from; row < to; row++) {
      const value = own.target[row];
      if (Number.isNaN(value)) continue;
      targets[k * T + row - from] = value;
      mask[k * T + row - from] = 1;
    }
  });
  return {
    inputs: { shape: [n, T, channels], data: inputs },
    targets: { shape: [n, T, 1], data: targets },
    mask: { shape: [n, T], data: mask },
    lengths: windows.map(({ from, to }) => to - from),
  };
}

/** Updates that make an epoch at most: long data would otherwise take minutes between two looks at the validation part. */
const updatesAnEpoch = 64;

/**
 * Windows of `lookback` rows, side by side, that cover the spans once; each epoch cuts them at another place and takes them in another order, and
 * at most 64 batches of them. Both nets get the same ones. Memory is that of one batch.
 */
export function trainingSource(
  encoded: readonly Encoded[],
  spans: readonly Span[],
  lookback: number,
  wanted: number | "auto",
): BatchSource & { readonly count: number } {
  const windows = spans.reduce((sum, { from, to }) => sum + Math.ceil((to - from) / lookback), 0);
  const size = wanted === "auto" ? Math.max(1, Math.min(32, Math.round(windows / 32))) : wanted;
  const count = Math.min(Math.ceil(windows / size), updatesAnEpoch);
  return {
    count,
    fingerprint: `${spans.map(({ from, to }) => `${from}-${to}`).join(" ")} lookback ${lookback} size ${size}`,
    *epoch(seed, epoch) {
      const random = generator(seed, "windows", epoch);
      const cut: Window[] = [];
      spans.forEach(({ from, to }, sequence) => {
        let at = from;
        for (let end = from + 1 + random.integer(lookback); at < to; end += lookback) {
          const window = { sequence, from: at, to: Math.min(to, end) };
          at = window.to;
          if (encoded[sequence].target.subarray(window.from, window.to).some((value) => !Number.isNaN(value))) cut.push(window);
        }
      });
      const order = random.permutation(cut.length);
      for (let k = 0; k < cut.length && k < count * size; k += size)
        yield batchOf(
          encoded,
          Array.from(order.subarray(k, k + size), (index) => cut[index]),
        );
    },
  };
}

/** The rows that a value is made from: the last `lookback` ones up to it. */
const windowTo = ({ sequence, row }: Place, lookback: number): Window => ({ sequence, from: Math.max(0, row - lookback + 1), to: row + 1 });

const chunk = 256;

/** Batches in which only the last row of each window counts: what early stopping looks at is what a value is made from. */
export function checkSource(encoded: readonly Encoded[], places: readonly Place[], lookback: number): BatchSource {
  return {
    count: Math.ceil(places.length / chunk),
    fingerprint: `${places.length} rows, lookback ${lookback}`,
    *epoch() {
      for (let k = 0; k < places.length; k += chunk) {
        const batch = batchOf(
          encoded,
          places.slice(k, k + chunk).map((place) => windowTo(place, lookback)),
        );
        const [n, T] = batch.targets.shape;
        const lengths = batch.lengths as readonly number[];
        const last = Float64Array.from({ length: n * T }, (_, at) => (at % T === lengths[Math.floor(at / T)] - 1 ? 1 : 0));
        yield { ...batch, mask: { shape: [n, T], data: last } };
      }
    },
  };
}

/** Hidden states of the net with memory at each row of a sequence, read as `valuesAt` does: [rows, H]. */
export function statesAt(net: Network, encoded: Encoded, lookback: number): Values {
  const all = Array.from({ length: encoded.rows }, (_, row) => ({ sequence: 0, row }));
  const parts = chunks(all, chunk).map((places) => {
    const windows = places.map((place) => windowTo(place, lookback));
    const { inputs, lengths = [] } = batchOf([encoded], windows);
    const { shape, data } = statesOf(net, inputs, Array.from(lengths));
    const [, T, H] = shape;
    return { H, rows: windows.map(({ from, to }, k) => data.subarray((k * T + to - from - 1) * H, (k * T + to - from) * H)) };
  });
  const [{ H }] = parts;
  const data = net.backend.array(encoded.rows * H);
  parts
    .flatMap(({ rows }) => rows)
    .forEach((row, k) => {
      data.set(row, k * H);
    });
  return { shape: [encoded.rows, H], data };
}

/** Values at places, as `Encoded.target` is: forward passes only. A value depends on its own window alone, whatever else is in the batch. */
export function valuesAt(net: Network, encoded: readonly Encoded[], places: readonly Place[], lookback: number): Float64Array {
  const values = new Float64Array(places.length);
  for (let start = 0; start < places.length; start += chunk) {
    const windows = places.slice(start, start + chunk).map((place) => windowTo(place, lookback));
    const { inputs, lengths } = batchOf(encoded, windows);
    const { data } = net.forward(inputs, { lengths }).output;
    const [, T] = inputs.shape;
    windows.forEach(({ from, to }, k) => {
      values[start + k] = data[k * T + to - from - 1];
    });
  }
  return values;
}
