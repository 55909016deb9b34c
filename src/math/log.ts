/**
 * log x = k ln 2 + log m with √½ ≤ m < √2, and log m = 2 artanh(s), s = (m − 1) / (m + 1), by its series in s²; the leading
 * part f − f²/2 is kept apart so that nothing is lost near 1.
 */
import { highWord, withHighWord } from "./bits.ts";

/** ln 2 in two parts; a multiple of the first by an exponent is exact. */
export const ln2High = 6.931471803691238e-1;
export const ln2Low = 1.9082149292705877e-10;

/** 2 Σ s^(2n) / (2n + 1) for n = 1 … 11, divided by s²: |s| ≤ 0.1716. */
function series(z: number): number {
  let sum = 2 / 23;
  for (let n = 21; n >= 3; n -= 2) sum = sum * z + 2 / n;
  return sum * z;
}

/** x as m · 2^k with √½ ≤ m < √2, for finite x > 0. */
export function split(x: number): { m: number; k: number } {
  let k = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    value *= 18014398509481984; // 2^54 lifts the subnormals
    k = -54;
  }
  const bits = highWord(value);
  const exponent = (bits >>> 20) - 1023;
  let m = withHighWord(value, (bits & 0xfffff) | 0x3ff00000);
  k += exponent;
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k++;
  }
  return { m, k };
}

/** log(1 + f) + k ln 2, with `c` a correction that is added to f. */
function combine(f: number, k: number, c: number): number {
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  const rest = s * (half + series(s * s));
  return k * ln2High - (half - (rest + (k * ln2Low + c)) - f);
}

/** Natural logarithm. log(0) = −∞, log(x < 0) = NaN. */
export function log(x: number): number {
  if (x !== x || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const { m, k } = split(x);
  return combine(m - 1, k, 0);
}

/** log(1 + x), exact to the last bits near 0. */
export function log1p(x: number): number {
  if (x === 0 || x !== x) return x;
  if (x < -1) return Number.NaN;
  if (x === -1) return Number.NEGATIVE_INFINITY;
  if (Math.abs(x) < 1e-16) return x;
  if (x > -0.29 && x < 0.41) return combine(x, 0, 0);
  const whole = 1 + x;
  if (whole === Number.POSITIVE_INFINITY) return whole;
  // What the addition above lost, as a part of the whole.
  const lost = (x > 1 ? 1 - (whole - x) : x - (whole - 1)) / whole;
  const { m, k } = split(whole);
  return combine(m - 1, k, lost);
}
