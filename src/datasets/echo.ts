/** Echo: say what came `lag` steps ago. Jaeger 2001, "Short term memory in echo state networks": numbers in [−0.5, 0.5). Answering 0 has a mean squared error of 1/12. */
import type { ProblemBatch } from "../dataset.ts";
import { generator } from "../random.ts";

/** inputs and targets [batch, length, 1]; mask [batch, length]: the first `lag` steps (default 3) have nothing to say. `step`: another batch of the same seed. */
export function echo(options: {
  readonly seed: number;
  readonly step?: number;
  readonly batch: number;
  readonly length: number;
  readonly lag?: number;
}): ProblemBatch {
  const { seed, step = 0, batch, length, lag = 3 } = options;
  const random = generator(seed, "echo", step);
  const shape = [batch, length, 1];
  const inputs = Float64Array.from({ length: batch * length }, () => random.uniform() - 0.5);
  const told = (k: number): boolean => k % length >= lag;
  return {
    inputs: { shape, data: inputs },
    targets: { shape, data: inputs.map((_, k) => (told(k) ? inputs[k - lag] : 0)) },
    mask: { shape: [batch, length], data: inputs.map((_, k) => (told(k) ? 1 : 0)) },
  };
}
