/** tanh, σ and softplus from exp, without overflow or cancellation. */
import { exp } from "./exp.ts";
import { log1p } from "./log.ts";

/** tanh x for |x| < 0.6 by Lambert's continued fraction (1768), x / (1 + z / (3 + z / (5 + …))) with z = x², as x less a small part. */
function small(x: number): number {
  const z = x * x;
  let fraction = 17;
  for (let n = 15; n >= 3; n -= 2) fraction = n + z / fraction;
  return x - x * (z / (fraction + z));
}

/** Hyperbolic tangent, odd. From 0.6 up 1 − 2 / (e^(2|x|) + 1): the quotient is the small part, so its rounding counts little. */
export function tanh(x: number): number {
  if (x === 0 || x !== x) return x;
  const size = Math.abs(x);
  if (size < 0.6) return small(x);
  const value = size > 22 ? 1 : 1 - 2 / (exp(2 * size) + 1);
  return x > 0 ? value : -value;
}

/** 1 / (1 + e⁻ˣ). With e = e^(−|x|) the smaller half is e − e²/(1 + e), whose second part is small; the larger is 1 less it. */
export function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  const lesser = e - e * (e / (1 + e));
  return x < 0 ? lesser : 1 - lesser;
}

/** log(1 + eˣ). */
export const softplus = (x: number): number => Math.max(x, 0) + log1p(exp(-Math.abs(x)));
