// Time steps as each suite counts them, on batch-first arrays [B, T, ...].
import { at, build } from "./tensor.mjs";

/** Each row's real steps in the order in which they are fed: all, those of its mask or of its length; from the end when reversed. */
export function fedSteps({ B, T, mask = undefined, lengths = undefined, reverse }) {
  return Array.from({ length: B }, (_, row) => {
    const real = Array.from({ length: T }, (_, t) => t).filter((t) => (mask ? mask[row][t] : t < (lengths?.[row] ?? T)));
    return reverse ? real.reverse() : real;
  });
}

/** Rows with their fed steps at the front, zeros behind. */
export function gatherSteps(x, steps) {
  const [B, T, width] = x.shape;
  return build([B, T, width], (row, k, i) => (k < steps[row].length ? at(x, row, steps[row][k], i) : 0));
}

/**
 * Outputs of fed steps back at their places. What stands at a step that was not fed: zeros, or (`repeat`) the output of the last
 * fed step before it in feeding order, zeros before the first.
 */
export function scatterSteps(y, steps, { repeat, reverse }) {
  const [B, T, width] = y.shape;
  const place = steps.map((fed) => {
    const own = Array.from({ length: T }, () => -1);
    fed.forEach((t, k) => {
      own[t] = k;
    });
    const order = Array.from({ length: T }, (_, t) => (reverse ? T - 1 - t : t));
    let last = -1;
    for (const t of order) {
      if (own[t] >= 0) last = own[t];
      else if (repeat) own[t] = last;
    }
    return own;
  });
  return build([B, T, width], (row, t, j) => (place[row][t] < 0 ? 0 : at(y, row, place[row][t], j)));
}
