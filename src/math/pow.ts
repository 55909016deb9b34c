/**
 * x^y. Where x = odd · 2^e, y is whole and odd^|y| < 2^53, the power itself, exact (its reciprocal for y < 0, rounded once);
 * else e^(y log x) with log x and the product in two parts each (Dekker 1971), so that a large exponent costs no digits.
 */
import { scale, truncated } from "./bits.ts";
import { expSum } from "./exp.ts";
import { ln2High, ln2Low, split } from "./log.ts";

const twoThirdsHigh = truncated(2 / 3);
/** The rest of the double, and of ⅔ itself. */
const twoThirdsLow = 2 / 3 - twoThirdsHigh + 3.700743415417188e-17;

/** log x as high + low, to about 2⁻⁶³ of its size, for finite x > 0. */
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
  // (2/3) s³ in two parts too: each leading product has at most 42 bits, and is exact.
  const square = sHigh * sHigh;
  const squareLow = 2 * sHigh * sLow + sLow * sLow;
  const zHigh = truncated(square + squareLow);
  const zLow = square - zHigh + squareLow;
  const cube = sHigh * zHigh;
  const cubeLow = sHigh * zLow + sLow * (zHigh + zLow);
  const cHigh = truncated(cube + cubeLow);
  const cLow = cube - cHigh + cubeLow;
  const t = twoThirdsHigh * cHigh;
  // The later terms, 2 s⁵/5 + …, are small enough for one part.
  const z = zHigh + zLow;
  let sum = 2 / 27;
  for (let n = 25; n >= 5; n -= 2) sum = sum * z + 2 / n;
  const tLow = twoThirdsHigh * cLow + twoThirdsLow * (cHigh + cLow) + sum * z * z * s;
  const a = 2 * sHigh;
  const high1 = a + t;
  const low1 = t - (high1 - a) + (2 * sLow + tLow);
  const kh = k * ln2High;
  const high = kh + high1;
  const low = (Math.abs(kh) > Math.abs(high1) ? high1 - (high - kh) : kh - (high - high1)) + (low1 + k * ln2Low);
  const sumHigh = high + low;
  return { high: sumHigh, low: low - (sumHigh - high) };
}

/** base^n by squaring, for whole n ≥ 0 and base ≥ 1; anything from 2^53 on once it isn't exact. */
function squared(base: number, n: number): number {
  let result = 1;
  let factor = base;
  for (let left = n; left > 0 && result < 0x20000000000000; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** x^y for finite x > 0 and whole y, where the power (for y < 0: of 1/x) is a double; else undefined. */
function exact(x: number, y: number): number | undefined {
  const { m, k } = split(x);
  // x = odd · 2^exponent.
  let odd = m;
  let exponent = k;
  while (!Number.isInteger(odd)) {
    odd *= 2;
    exponent--;
  }
  const power = squared(odd, Math.abs(y));
  const shift = exponent * y;
  if (power >= 0x20000000000000 || Math.abs(shift) > 2000) return undefined;
  return scale(y < 0 ? 1 / power : power, shift);
}

/** x^y for finite x > 0 and finite y. */
function positive(x: number, y: number): number {
  const whole = Number.isInteger(y) ? exact(x, y) : undefined;
  if (whole !== undefined) return whole;
  const { high, low } = logPair(x);
  const product = y * high;
  if (Math.abs(product) > 800) return product > 0 ? Number.POSITIVE_INFINITY : 0;
  const yHigh = truncated(y);
  const highTop = truncated(high);
  // What the product lost, and y times what `high` lacks.
  return expSum(product, yHigh * highTop - product + yHigh * (high - highTop) + (y - yHigh) * high + y * low);
}

/**
 * x^y. NaN for x < 0 with a fraction y, and for 1^±∞ as `Math.pow` says; 0 and ∞ to odd powers keep the sign of x.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return Number.NaN;
  const size = Math.abs(x);
  if (!Number.isFinite(y)) return size === 1 ? Number.NaN : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  const negative = x < 0 || Object.is(x, -0);
  const sign = negative && Number.isInteger(y) && y % 2 !== 0 ? -1 : 1;
  if (size === 0 || size === Number.POSITIVE_INFINITY) return sign * (size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0);
  if (negative && !Number.isInteger(y)) return Number.NaN;
  return sign * positive(size, y);
}
