/**
 * Transcendentals in BigInt fixed point, from their series: the oracle for `src/math.ts`, independent of it and of the engine.
 * A real x stands for x · 2^bits; with 1,400 bits after the point even the smallest subnormal has 300 of its own.
 */

const bits = 1400n;
const one = 1n << bits;

const times = (a: bigint, b: bigint): bigint => (a * b) >> bits;
const over = (a: bigint, b: bigint): bigint => (a << bits) / b;
const size = (a: bigint): bigint => (a < 0n ? -a : a);

/** A finite double, exactly. */
export function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const word = view.getBigUint64(0);
  const exponent = (word >> 52n) & 2047n;
  const fraction = word & ((1n << 52n) - 1n);
  const mantissa = exponent === 0n ? fraction : fraction | (1n << 52n);
  const value = mantissa << (bits - 1074n + (exponent === 0n ? 0n : exponent - 1n));
  return word >> 63n === 1n ? -value : value;
}

/** Σ of terms from `first`, each made from the one before, until they vanish. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = next(term, n);
  }
  return sum;
}

/** 2 artanh s = 2 (s + s³/3 + s⁵/5 + …). */
function doubleArtanh(s: bigint): bigint {
  const z = times(s, s);
  let power = s;
  return (
    2n *
    series(s, (_, n) => {
      power = times(power, z);
      return power / (2n * n + 1n);
    })
  );
}

/** arctan 1/n, for Machin's π. */
function inverseArctan(n: bigint): bigint {
  let power = one / n;
  return series(power, (_, k) => {
    power /= -n * n;
    return power / (2n * k + 1n);
  });
}

const ln2 = doubleArtanh(one / 3n);
const pi = 16n * inverseArctan(5n) - 4n * inverseArctan(239n);

/** e^x: x less a multiple of ln 2, halved eight times, Taylor, squared back. */
export function exp(x: bigint): bigint {
  const k = x / ln2;
  const r = (x - k * ln2) >> 8n;
  let value = series(one, (term, n) => times(term, r) / n);
  for (let step = 0; step < 8; step++) value = times(value, value);
  return k < 0n ? value >> -k : value << k;
}

/** log x for x > 0. */
export function log(x: bigint): bigint {
  const k = BigInt(x.toString(2).length - 1) - bits;
  // A subnormal has fewer digits before the shift; none are lost by it.
  const m = k < 0n ? x << -k : x >> k;
  return k * ln2 + doubleArtanh(over(m - one, m + one));
}

/** e^x − 1, from the series itself where e^x is near 1. */
export const expm1 = (x: bigint): bigint => (size(x) < one ? series(x, (term, n) => times(term, x) / (n + 1n)) : exp(x) - one);
export const log1p = (x: bigint): bigint => (size(x) < one / 2n ? doubleArtanh(over(x, 2n * one + x)) : log(one + x));
export const sigmoid = (x: bigint): bigint => (x < 0n ? over(exp(x), one + exp(x)) : over(one, one + exp(-x)));
export const tanh = (x: bigint): bigint => {
  const t = expm1(-2n * size(x));
  return (x < 0n ? 1n : -1n) * over(t, t + 2n * one);
};
export const softplus = (x: bigint): bigint => (x > 0n ? x : 0n) + log1p(exp(-size(x)));
/** x^y for x > 0; the guard digits outlast any exponent below 2^1000. */
export const pow = (x: bigint, y: bigint): bigint => exp(times(y, log(x)));

/** sin of x, less whole turns. */
export function sin(x: bigint): bigint {
  const r = x % (2n * pi);
  const z = times(r, r);
  return series(r, (term, n) => -times(term, z) / (2n * n * (2n * n + 1n)));
}
export const cos = (x: bigint): bigint => sin(x + pi / 2n);

/** 2/√π Σ (−1)^n x^(2n+1) / (n! (2n+1)); the terms reach e^(x²), which is below 2^60 for |x| < 6. */
export function erf(x: bigint): bigint {
  const z = times(x, x);
  let power = x;
  const sum = series(x, (_, n) => {
    power = -times(power, z) / n;
    return power / (2n * n + 1n);
  });
  return over(2n * sum, root(pi));
}

/** √x by Newton's steps from above. */
function root(x: bigint): bigint {
  let value = x + one;
  for (;;) {
    const next = (value + over(x, value)) >> 1n;
    if (next >= value) return value;
    value = next;
  }
}

/** The size of the last bit of a double near |t|: 2^−1074 for the subnormals. */
function ulp(t: bigint): bigint {
  const exponent = BigInt(size(t).toString(2).length - 1) - bits;
  return 1n << (bits + (exponent < -1022n ? -1074n : exponent - 52n));
}

const tooLarge = fixed(Number.MAX_VALUE) + (1n << (bits + 970n));

/** How far y is from the exact t, in units of t's last bit. ∞ is right only where t rounds to it. */
export function ulps(y: number, t: bigint): number {
  if (!Number.isFinite(y))
    return y === (t < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) && size(t) >= tooLarge - ulp(tooLarge)
      ? 0
      : Number.POSITIVE_INFINITY;
  return Number((size(fixed(y) - t) * 1000n) / ulp(t)) / 1000;
}
