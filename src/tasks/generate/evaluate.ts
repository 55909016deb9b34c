/** How well a net knows a text: one stream from its start to its end, the state carried all the way. */
import { exp, log } from "../../math.ts";
import type { Network, State } from "../../network.ts";

/** Steps of one pass: the result doesn't depend on it. */
const stretch = 512;

/** log Σ exp of row `row` of logits [rows, size]. */
export function logSum(logits: ArrayLike<number>, row: number, size: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = row * size; k < (row + 1) * size; k++) most = Math.max(most, logits[k]);
  let sum = 0;
  for (let k = row * size; k < (row + 1) * size; k++) sum += exp(logits[k] - most);
  return most + log(sum);
}

/** Reads tokens, and gives the state after them and the last one's logits. `tokens` has at least one. */
export function read(network: Network, tokens: Int32Array, state?: State): { logits: Float64Array; state: State } {
  let [now, logits] = [state, new Float64Array()];
  for (let from = 0; from < tokens.length; from += stretch) {
    const part = tokens.subarray(from, from + stretch);
    const pass = network.forward({ shape: [1, part.length], data: part }, { state: now });
    now = pass.state;
    const size = pass.output.shape[2];
    logits = Float64Array.from(pass.output.data.subarray((part.length - 1) * size));
  }
  return { logits, state: now ?? {} };
}

export interface Nats {
  /** Mean −log P of a token, in nats; NaN where none counts. */
  readonly nats: number;
  /** Tokens that count: all known ones. */
  readonly n: number;
}

/** Mean −log P over the tokens from number `from` (≥ 1) on, each given all from number `start` on; unknown ones (0) are read, but not counted. */
export function natsOf(network: Network, tokens: Int32Array, from: number, start = 0): Nats {
  let state = from - 1 > start ? read(network, tokens.subarray(start, from - 1)).state : undefined;
  let [sum, n] = [0, 0];
  for (let at = from - 1; at < tokens.length - 1; at += stretch) {
    const part = tokens.subarray(at, Math.min(at + stretch, tokens.length - 1));
    const pass = network.forward({ shape: [1, part.length], data: part }, { state });
    state = pass.state;
    const [, , size] = pass.output.shape;
    for (let t = 0; t < part.length; t++) {
      const target = tokens[at + t + 1];
      if (target === 0) continue;
      sum += logSum(pass.output.data, t, size) - pass.output.data[t * size + target];
      n++;
    }
  }
  return { nats: sum / n, n };
}
