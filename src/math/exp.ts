/**
 * exp(x) = 2^k · exp(r) with x = k ln 2 + r, |r| ≤ ln 2 / 2; ln 2 in two parts (Cody & Waite 1980), so that r is known to
 * more than a double. exp(r) by its Taylor series to the order where the next term is under half an ulp.
 */
import { scale } from "./bits.ts";

const ln2High = 6.931471803691238e-1; // the top 32 bits of ln 2
const ln2Low = 1.9082149292705877e-10; // the rest
const log2e = 1.4426950408889634;

/** Σ r^n / n! for n = 2 … 13, divided by r²: Horner from the smallest term. */
function tail(r: number): number {
  let sum = 1 / 6227020800;
  for (const factorial of [479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2]) sum = sum * r + 1 / factorial;
  return sum;
}

/** e^x. exp(∞) = ∞, exp(−∞) = 0, exp(NaN) = NaN. */
export const exp = (x: number): number => expSum(x, 0);

/** e^(x + low), where low is the part of the exponent that x has no digits for: |low| ≤ an ulp of x. */
export function expSum(x: number, low: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x * log2e);
  const head = x - k * ln2High;
  const rest = k * ln2Low - low;
  const r = head - rest;
  // What the subtraction above lost.
  const lost = head - r - rest;
  return scale(1 + (r + (r * r * tail(r) + lost)), k);
}

/** e^x − 1, exact to the last bits near 0. */
export function expm1(x: number): number {
  if (x === 0 || x !== x) return x;
  if (Math.abs(x) < 2.3e-16) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -40) return -1;
  const k = Math.round(x * log2e);
  const head = x - k * ln2High;
  const rest = k * ln2Low;
  const r = head - rest;
  const lost = head - r - rest;
  const q = r * r * tail(r) + lost;
  if (k === 0) return r + q;
  // 2^k (1 + r + q) − 1, the two large parts joined first.
  if (k > 60) return scale(1 + (r + q), k);
  const one = scale(1, -k);
  return scale(k > 0 ? 1 - one + (r + q) : r - (one - 1) + q, k);
}
