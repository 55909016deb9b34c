/**
 * The adding problem: two numbers of a long sequence are marked, and the answer is their sum. Hochreiter & Schmidhuber 1997,
 * experiment 4, in the form of Arjovsky, Shah & Bengio 2016: values in [0, 1), one mark in each half. Always answering 1 has a
 * mean squared error of 1/6 ≈ 0.167.
 */
import type { ProblemBatch } from "../dataset.ts";
import { generator } from "../random.ts";

/** inputs [batch, length, 2]: value and mark (0 or 1). targets [batch, 1]. `length` ≥ 2. `step`: another batch of the same seed. */
export function adding(options: {
  readonly seed: number;
  readonly step?: number;
  readonly batch: number;
  readonly length: number;
}): ProblemBatch {
  const { seed, step = 0, batch, length } = options;
  const random = generator(seed, "adding", step);
  const inputs = new Float64Array(batch * length * 2);
  const targets = new Float64Array(batch);
  const half = Math.floor(length / 2);
  for (let row = 0; row < batch; row++) {
    for (let t = 0; t < length; t++) inputs[(row * length + t) * 2] = random.uniform();
    for (const t of [random.integer(half), half + random.integer(length - half)]) {
      const at = (row * length + t) * 2;
      inputs[at + 1] = 1;
      targets[row] += inputs[at];
    }
  }
  return { inputs: { shape: [batch, length, 2], data: inputs }, targets: { shape: [batch, 1], data: targets } };
}
