/**
 * log x = k ln 2 + log m with √½ ≤ m < √2, and log m = 2 artanh(s), s = (m − 1) / (m + 1), by its series in s²; the leading
 * part f − f²/2 is kept apart so that nothing is lost near 1.
 */
import { highWord, truncated, withHighWord } from "./bits.ts";
import { exp } from "./exp.ts";

const ln2High = 6.931471803691238e-1;
const ln2Low = 1.9082149292705877e-10;

/** 2 Σ s^(2n) / (2n + 1) for n = 1 … 11, divided by s²: |s| ≤ 0.1716. */
function series(z: number): number {
  let sum = 2 / 23;
  for (let n = 21; n >= 3; n -= 2) sum = sum * z + 2 / n;
  return sum * z;
}

/** x as m · 2^k with √½ ≤ m < √2, for finite x > 0. */
function split(x: number): { m: number; k: number } {
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

/** log x as high + low, to about 2⁻⁹⁰ of its size: for `pow`. */
function logPair(x: number): { high: number; low: number } {
  const { m, k } = split(x);
  const f = m - 1;
  // s = f / (2 + f) in two parts.
  const d = 2 + f;
  const dLow = f - (d - 2);
  const s = f / d;
  const sHigh = truncated(s);
  const dHigh = truncated(d);
  const sLow = (f - sHigh * dHigh - sHigh * (d - dHigh + dLow)) / d;
  const z = s * s;
  let sum = 2 / 27;
  for (let n = 25; n >= 5; n -= 2) sum = sum * z + 2 / n;
  // 2s + (2/3) s³ + …, the first two terms in two parts.
  const zHigh = truncated(z);
  const cube = sHigh * zHigh;
  const cubeLow = s * z - cube + 0;
  const third = 2 / 3;
  const t = third * cube;
  const tLow = third * cubeLow + 3.700743415417188e-17 * cube + sum * z * z * s;
  const a = 2 * sHigh;
  const high1 = a + t;
  const low1 = t - (high1 - a) + (2 * sLow + tLow);
  const kh = k * ln2High;
  const high = kh + high1;
  const low = (Math.abs(kh) > Math.abs(high1) ? high1 - (high - kh) : kh - (high - high1)) + (low1 + k * ln2Low);
  const sumHigh = high + low;
  return { high: sumHigh, low: low - (sumHigh - high) };
}

/** x^y. Whole powers up to 64 by squaring; others as exp(y log x), within 1e-14 of the result where it is normal. NaN for x < 0 with a fraction y. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return Number.NaN;
  if (Number.isInteger(y) && Math.abs(y) <= 64) return whole(x, y);
  if (x < 0) return Number.isInteger(y) ? pow(-x, y) * (y % 2 === 0 ? 1 : -1) : Number.NaN;
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return y > 0 ? x : 0;
  if (!Number.isFinite(y)) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  const { high, low } = logPair(x);
  const yHigh = truncated(y);
  const highTop = truncated(high);
  const product = y * high;
  if (product > 710 || product < -746) return exp(product);
  const error = yHigh * highTop - product + yHigh * (high - highTop) + (y - yHigh) * high + y * low;
  const main = exp(product);
  return main + main * error;
}

function whole(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base;
    base *= base;
  }
  return n < 0 ? 1 / result : result;
}
