/** Probabilities → classes: the likeliest at each step; for tags of words the likeliest sequence in which none follows what it can't. */
import { exp, log } from "../../math.ts";

/** log softmax of logits [T, K], in float64, in place of nothing: a new array. */
export function logSoftmaxRows(logits: ArrayLike<number>, from: number, T: number, K: number): Float64Array {
  const out = new Float64Array(T * K);
  for (let t = 0; t < T; t++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < K; k++) largest = Math.max(largest, logits[from + t * K + k]);
    let sum = 0;
    for (let k = 0; k < K; k++) sum += exp(logits[from + t * K + k] - largest);
    const total = largest + log(sum);
    for (let k = 0; k < K; k++) out[t * K + k] = logits[from + t * K + k] - total;
  }
  return out;
}

/** The likeliest class of each step of [T, K]; the first of equals. */
export function likeliest(logs: Float64Array, K: number): Int32Array {
  return Int32Array.from({ length: logs.length / K }, (_, t) => bestOf(logs.subarray(t * K, (t + 1) * K)));
}

/** The likeliest class at a step among those allowed after `before` (K: the start); the first of equals. */
export function likeliestAfter(logs: Float64Array, K: number, allowed: Uint8Array, before: number): number {
  return bestOf(logs.map((value, k) => (allowed[before * K + k] === 1 ? value : Number.NEGATIVE_INFINITY)));
}

/** Step by step, each class among those allowed after the one before: what a stream can do. */
export function greedy(logs: Float64Array, K: number, allowed: Uint8Array): Int32Array {
  let before = K;
  return Int32Array.from({ length: logs.length / K }, (_, t) => {
    before = likeliestAfter(logs.subarray(t * K, (t + 1) * K), K, allowed, before);
    return before;
  });
}

/** The sequence of allowed classes with the greatest sum (Viterbi 1967). allowed: [(K + 1), K]; see `allowedAfter`. */
export function viterbi(logs: Float64Array, K: number, allowed: Uint8Array): Int32Array {
  const T = logs.length / K;
  const from = new Int32Array(T * K).fill(K);
  let score = Float64Array.from({ length: K }, (_, k) => (allowed[K * K + k] === 1 ? logs[k] : Number.NEGATIVE_INFINITY));
  for (let t = 1; t < T; t++) {
    const next = new Float64Array(K).fill(Number.NEGATIVE_INFINITY);
    for (let k = 0; k < K; k++) {
      for (let before = 0; before < K; before++) {
        if (allowed[before * K + k] !== 1 || !(score[before] > next[k])) continue;
        next[k] = score[before];
        from[t * K + k] = before;
      }
      next[k] += logs[t * K + k];
    }
    score = next;
  }
  const path = new Int32Array(T);
  if (T > 0) path[T - 1] = bestOf(score);
  for (let t = T - 1; t > 0; t--) path[t - 1] = from[t * K + path[t]];
  return path;
}

const bestOf = (values: Float64Array): number => {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
};
