/** The normal distribution: erf by its series and continued fraction, the quantile by Newton steps from a rational start. */
import { exp } from "./exp.ts";
import { log } from "./log.ts";

const rootPi = 1.772453850905516;

/** erf x = 2/√π ∫₀ˣ e^(−t²) dt, within 1e-14. */
export function erf(x: number): number {
  if (x !== x) return x;
  if (x < 0) return -erf(-x);
  return x < 2 ? small(x) : 1 - complement(x);
}

/** 2/√π e^(−x²) Σ 2^n x^(2n+1) / (2n+1)!!: all terms positive, so nothing cancels. */
function small(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / rootPi) * exp(-x * x) * sum;
}

/** erfc x for x ≥ 2 by Laplace's continued fraction, from the far end. */
function complement(x: number): number {
  if (x > 27) return 0;
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return exp(-x * x) / (rootPi * fraction);
}

/** The x > 0 with Φ(x) − ½ = d, for 0 < d ≤ ¼: Newton's steps from the tangent at 0, where nothing cancels. */
function middle(d: number): number {
  let x = d * Math.SQRT2 * rootPi;
  for (let step = 0; step < 5; step++) x -= ((0.5 * small(x / Math.SQRT2) - d) * Math.SQRT2 * rootPi) / exp(-0.5 * x * x);
  return x;
}

/** The x > 0 with 1 − Φ(x) = q, for 0 < q < ¼. */
function tail(q: number): number {
  // A start within 4.5e-4 (Hastings 1955), then Newton on log Φ, which is nearly parabolic: it converges from either side.
  const t = Math.sqrt(-2 * log(q));
  let x = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  for (let step = 0; step < 4; step++) {
    const upper = x / Math.SQRT2 < 2 ? 0.5 * (1 - small(x / Math.SQRT2)) : 0.5 * complement(x / Math.SQRT2);
    const density = exp(-0.5 * x * x) / (Math.SQRT2 * rootPi);
    x += (log(upper / q) * upper) / density;
  }
  return x;
}

/** Φ⁻¹(p): the x with Φ(x) = p, relative error < 1e-12 for 1e-300 < p < 1. ±∞ at 1 and 0, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  // p − ½ and 1 − p are exact where they are used.
  const x = p >= 0.25 && p <= 0.75 ? middle(Math.abs(p - 0.5)) : tail(Math.min(p, 1 - p));
  return p < 0.5 ? -x : x;
}
