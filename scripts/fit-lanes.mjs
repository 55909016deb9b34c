// The polynomials of assembly/inline/lanes.ts: Remez's exchange for the least largest relative error, in float64, rounded to
// float32 at the end. node scripts/fit-lanes.mjs prints the coefficients and the error as a power of two.

/** Solve A x = b (Gauss, partial pivoting). */
function solve(rows, right) {
  const n = right.length;
  const table = rows.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < n; i++) {
    const pivot = table.slice(i).reduce((best, row, j) => (Math.abs(row[i]) > Math.abs(table[best][i]) ? i + j : best), i);
    [table[i], table[pivot]] = [table[pivot], table[i]];
    for (let row = i + 1; row < n; row++) {
      const factor = table[row][i] / table[i][i];
      for (let column = i; column <= n; column++) table[row][column] -= factor * table[i][column];
    }
  }
  const x = Array(n).fill(0);
  for (let i = n - 1; i >= 0; i--)
    x[i] = (table[i][n] - table[i].slice(0, n).reduce((sum, value, j) => sum + value * x[j], 0)) / table[i][i];
  return x;
}

/** `count` coefficients c with the least largest |Σ cᵢxⁱ − target(x)|·weight(x) on [low, high]. */
function remez(target, weight, low, high, count) {
  const middle = (low + high) / 2;
  let points = Array.from({ length: count + 1 }, (_, i) => middle - ((high - low) / 2) * Math.cos((Math.PI * (i + 0.5)) / (count + 1)));
  let coefficients = [];
  let largest = 0;
  for (let round = 0; round < 30; round++) {
    const powers = (x) => Array.from({ length: count }, (_, j) => x ** j);
    const rows = points.map((x, i) => [...powers(x), (i % 2 ? -1 : 1) / weight(x)]);
    coefficients = solve(rows, points.map(target)).slice(0, count);
    const error = (x) => (powers(x).reduce((sum, power, j) => sum + power * coefficients[j], 0) - target(x)) * weight(x);
    /** The largest error of each stretch with one sign. */
    const peaks = [];
    for (let step = 0; step <= 20_000; step++) {
      const x = low + ((high - low) * step) / 20_000;
      const peak = { x, error: error(x) };
      const last = peaks.at(-1);
      if (!last || Math.sign(last.error) !== Math.sign(peak.error)) peaks.push(peak);
      else if (Math.abs(peak.error) > Math.abs(last.error)) peaks[peaks.length - 1] = peak;
    }
    while (peaks.length > count + 1) peaks.splice(Math.abs(peaks[0].error) < Math.abs(peaks.at(-1).error) ? 0 : peaks.length - 1, 1);
    largest = Math.max(...peaks.map((peak) => Math.abs(peak.error)));
    if (peaks.length <= count) break;
    points = peaks.map((peak) => peak.x);
  }
  return `error 2^${Math.log2(largest).toFixed(1)}: ${coefficients.map(Math.fround).join(", ")}`;
}

/** Σ over n ≥ first of term(n)·x^(n − first), by Horner. */
const series = (first, last, term) => (x) => {
  let sum = 0;
  for (let n = last; n >= first; n--) sum = sum * x + term(n);
  return sum;
};
const factorial = (n) => (n < 2 ? 1 : n * factorial(n - 1));
/** |x|^n / |f(x)|, whose limit at 0 is 0. */
const relative = (n, f) => (x) => Math.max(1e-9, Math.abs(x) < 1e-9 ? 0 : Math.abs(x ** n / f(x)));

const half = (Math.LN2 / 2) * 1.0005;
const exponential = series(2, 16, (n) => 1 / factorial(n));
console.log("expm1Reduced, P:", remez(exponential, relative(2, Math.expm1), -half, half, 5));
const logarithm = series(3, 120, (n) => (n % 2 ? 1 : -1) / n);
console.log("log1pReduced, Q:", remez(logarithm, relative(3, Math.log1p), Math.SQRT1_2 - 1.0001, Math.SQRT2 - 0.9999, 8));
