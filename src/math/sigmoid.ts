/** tanh, σ and softplus from exp and expm1, without overflow or cancellation. */
import { exp, expm1 } from "./exp.ts";
import { log1p } from "./log.ts";

/** tanh x = t / (t + 2) with t = e^(2x) − 1, for |x|; odd. Within 3 ulp. */
export function tanh(x: number): number {
  if (x === 0 || x !== x) return x;
  const size = Math.abs(x);
  if (size > 22) return x > 0 ? 1 : -1;
  const t = expm1(-2 * size);
  const value = -t / (t + 2);
  return x > 0 ? value : -value;
}

/** 1 / (1 + e⁻ˣ), written for x < 0 with e^x so that small values keep their digits. Within 3 ulp. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** log(1 + eˣ). */
export const softplus = (x: number): number => Math.max(x, 0) + log1p(exp(-Math.abs(x)));
