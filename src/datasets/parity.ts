/**
 * Parity: is the number of ones odd? Each one flips the answer, so nothing short of all bits tells it. Minsky & Papert 1969; by
 * a recurrent net, with lengths mixed so that short sequences teach the long ones, Delétang et al. 2023.
 */
import type { ProblemBatch } from "../dataset.ts";
import { generator } from "../random.ts";

/**
 * inputs [batch, length, 1] of 0 and 1; targets [batch, 1]: 1 for odd; lengths drawn from `shortest` (default `length`) to
 * `length`. `step`: another batch of the same seed.
 */
export function parity(options: {
  readonly seed: number;
  readonly step?: number;
  readonly batch: number;
  readonly length: number;
  readonly shortest?: number;
}): ProblemBatch {
  const { seed, step = 0, batch, length, shortest = length } = options;
  const random = generator(seed, "parity", step);
  const lengths = Array.from({ length: batch }, () => shortest + random.integer(length - shortest + 1));
  const inputs = new Float64Array(batch * length);
  const targets = new Float64Array(batch);
  for (let row = 0; row < batch; row++) {
    for (let t = 0; t < lengths[row]; t++) {
      const bit = random.integer(2);
      inputs[row * length + t] = bit;
      targets[row] = (targets[row] + bit) % 2;
    }
  }
  return { inputs: { shape: [batch, length, 1], data: inputs }, targets: { shape: [batch, 1], data: targets }, lengths };
}
