/** Parity: is the number of ones odd? Every bit changes the answer, so the state must flip at each one. Minsky & Papert 1969; as a sequence in Hochreiter & Schmidhuber 1997. */
import type { ProblemBatch } from "../dataset.ts";
import { generator } from "../random.ts";

/** inputs [batch, length, 1] of 0 and 1; targets [batch, 1]: 1 for odd. `step`: another batch of the same seed. */
export function parity(options: {
  readonly seed: number;
  readonly step?: number;
  readonly batch: number;
  readonly length: number;
}): ProblemBatch {
  const { seed, step = 0, batch, length } = options;
  const random = generator(seed, "parity", step);
  const inputs = new Float64Array(batch * length);
  const targets = new Float64Array(batch);
  for (let k = 0; k < inputs.length; k++) {
    inputs[k] = random.integer(2);
    targets[Math.floor(k / length)] = (targets[Math.floor(k / length)] + inputs[k]) % 2;
  }
  return { inputs: { shape: [batch, length, 1], data: inputs }, targets: { shape: [batch, 1], data: targets } };
}
