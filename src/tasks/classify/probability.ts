/**
 * From scores to probabilities. A net that has learnt its sequences by heart is too sure of itself on others: its scores are divided by a
 * temperature, found on sequences that it did not learn from (Guo et al. 2017, arXiv:1706.04599). The order of the classes stays.
 */
import { exp, log } from "../../math.ts";

/** Probabilities below this count as this in the log-loss: a class that was held impossible costs 16 at most. */
const least = 1e-7;

/** p_k = exp(s_k / temperature) / Σ exp(s_j / temperature). */
export function softmaxOf(logits: ArrayLike<number>, temperature: number): Float64Array {
  const scaled = Float64Array.from(logits, (value) => value / temperature);
  const most = scaled.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const raised = scaled.map((value) => exp(value - most));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

/** Mean of −log p[class] in nats; NaN for none. */
export function logLoss(probabilities: readonly ArrayLike<number>[], classes: readonly number[]): number {
  return probabilities.reduce((sum, own, k) => sum - log(Math.max(least, own[classes[k]])), 0) / probabilities.length;
}

const [coldest, hottest, halvings] = [0.05, 20, 40];

/**
 * The temperature from 0.05 to 20 of the least log-loss: golden-section search over its logarithm, on which the loss has one valley. Its logarithm is
 * held to be normal around 0 with a deviation of 0.5 (the most likely one a posteriori): else few sequences that are all right would make it
 * as sure as can be.
 */
export function findTemperature(logits: readonly ArrayLike<number>[], classes: readonly number[]): number {
  if (logits.length === 0) return 1;
  const lossAt = (at: number): number => {
    const sum = logLoss(
      logits.map((own) => softmaxOf(own, exp(at))),
      classes,
    );
    return sum * logits.length + 2 * at * at;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [log(coldest), log(hottest)];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atLeft, atRight] = [lossAt(left), lossAt(right)];
  for (let k = 0; k < halvings; k++) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = lossAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = lossAt(right);
    }
  }
  return exp((low + high) / 2);
}

/** The first of the largest. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}

/** Means of several nets' probabilities of one sequence. */
export function averaged(list: readonly Float64Array[]): Float64Array {
  return list[0].map((_, k) => list.reduce((sum, own) => sum + own[k], 0) / list.length);
}
