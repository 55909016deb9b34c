/** Small sums that the claims share. */

import { generator } from "../../random.ts";
import { sizeOf } from "../../values.ts";

/** max |a − b|, over max |b| unless that is 0. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const largest = Array.from(b).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largestDifference(a, b) / (largest === 0 ? 1 : largest);
}

/** max |a − b| */
export const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);

export const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

/** The middle value; of an even number, the lower of the two. */
export const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];

/** Normal numbers of a stream. */
export function normals(
  seed: number,
  stream: string,
  shape: readonly number[],
  scale = 1,
): { shape: readonly number[]; data: Float64Array } {
  const random = generator(seed, stream);
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, () => scale * random.normal()) };
}
