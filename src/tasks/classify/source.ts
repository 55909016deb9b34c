/** Sequences as batches, and a net's scores for each class of any of them. */
import { type Batch, type BatchSource, chunks } from "../../batch.ts";
import type { Network } from "../../network.ts";
import { generator } from "../../random.ts";
import type { Encoded, InputSpec } from "./encode.ts";
import { widthOf } from "./encode.ts";

/** Sequences that learn or are looked at, with their classes' numbers. */
export interface Labelled {
  readonly encoded: readonly Encoded[];
  readonly classes: readonly number[];
  /** How much each counts in the loss. */
  readonly weights: readonly number[];
}

/** Padded to the longest: [n, T, width], or [n, T] of words. */
export function inputsOf(encoded: readonly Encoded[], spec: InputSpec): Pick<Batch, "inputs" | "lengths"> {
  const width = spec.kind === "text" ? 1 : widthOf(spec);
  const T = encoded.reduce((most, { steps }) => Math.max(most, steps), 1);
  const data = new Float64Array(encoded.length * T * width);
  encoded.forEach((one, k) => {
    data.set(one.data, k * T * width);
  });
  const shape = spec.kind === "text" ? [encoded.length, T] : [encoded.length, T, width];
  return { inputs: { shape, data }, lengths: encoded.map(({ steps }) => steps) };
}

function batchOf({ encoded, classes, weights }: Labelled, rows: readonly number[], spec: InputSpec): Batch {
  const n = rows.length;
  return {
    ...inputsOf(
      rows.map((row) => encoded[row]),
      spec,
    ),
    targets: { shape: [n], data: rows.map((row) => classes[row]) },
    mask: { shape: [n], data: rows.map((row) => weights[row]) },
    origin: { rows },
  };
}

const fingerprintOf = ({ encoded, classes }: Labelled): string =>
  `${encoded.length} sequences ${encoded.reduce((sum, { steps }) => sum + steps, 0)} steps ${classes.join("")}`;

/** Each epoch in another order; `noise`: the spread of what is added to every scaled number, so that few sequences teach more than themselves. */
export function trainingSource(data: Labelled, spec: InputSpec, size: number, noise: number): BatchSource & { readonly count: number } {
  const n = data.encoded.length;
  return {
    count: Math.ceil(n / size),
    fingerprint: `${fingerprintOf(data)} size ${size} noise ${noise}`,
    *epoch(seed, epoch) {
      const order = Array.from(generator(seed, "sequences", epoch).permutation(n));
      const random = generator(seed, "noise", epoch);
      for (const rows of chunks(order, size)) {
        const batch = batchOf(data, rows, spec);
        const own = batch.inputs.data as Float64Array;
        if (spec.kind === "numbers" && noise > 0) for (let k = 0; k < own.length; k++) own[k] += noise * random.normal();
        yield batch;
      }
    },
  };
}

const chunk = 256;

/** In order, as they are. */
export function checkSource(data: Labelled, spec: InputSpec): BatchSource {
  const all = Array.from(data.encoded.keys());
  return {
    count: Math.ceil(all.length / chunk),
    fingerprint: fingerprintOf(data),
    *epoch() {
      for (const rows of chunks(all, chunk)) yield batchOf(data, rows, spec);
    },
  };
}

/** A net's score (logit) of each class: one array a sequence. It depends on that sequence alone, whatever else is in the batch. */
export function logitsOf(net: Network, encoded: readonly Encoded[], spec: InputSpec): Float64Array[] {
  return chunks(encoded, chunk).flatMap((some) => {
    const { inputs, lengths } = inputsOf(some, spec);
    const { shape, data } = net.forward(inputs, { lengths }).output;
    return some.map((_, k) => Float64Array.from(data.subarray(k * shape[1], (k + 1) * shape[1])));
  });
}
