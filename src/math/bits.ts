/** The bits of a double. */
const real = new Float64Array(1);
const word = new Uint32Array(real.buffer);
/** Index of the word that holds sign and exponent: engines run on little-endian machines, but don't promise it. */
const high = ((): number => {
  real[0] = 1;
  return word[1] === 0x3ff00000 ? 1 : 0;
})();

/** Sign, exponent and top 20 bits of the fraction. */
export function highWord(x: number): number {
  real[0] = x;
  return word[high];
}

/** x with its high word replaced. */
export function withHighWord(x: number, bits: number): number {
  real[0] = x;
  word[high] = bits;
  return real[0];
}

/** x without the low 32 bits of its fraction: products of two such numbers are exact. */
export function truncated(x: number): number {
  real[0] = x;
  word[1 - high] = 0;
  return real[0];
}

/** 2^n for −1022 ≤ n ≤ 1023. */
const power = (n: number): number => withHighWord(0, (n + 1023) << 20);

/** x · 2^n, rounded once. */
export function scale(x: number, n: number): number {
  if (n > 1023) return x * power(1023) * power(Math.min(n - 1023, 1023));
  if (n >= -1022) return x * power(n);
  // Into the subnormals in one rounding: both factors are exact until the last product.
  return x * power(Math.max(n + 1000, -1022)) * power(-1000);
}
