/** The negative binomial distribution of counts: mean μ, variance μ + α μ². */
import { type Loss, reduced } from "../../loss.ts";
import { exp, log, normalQuantile, softplus as softplusOf } from "../../math.ts";
import { add, log as logOf, multiply, negate, reciprocal, slice, softplus, square, subtract } from "../../ops/index.ts";
import type { Tensor } from "../../tensor.ts";

/** α is never under this: below, it is a Poisson distribution, and its logarithms lose their digits. */
const leastDispersion = 1e-3;

/** What is taken off the net's second number: it starts at 0, and α at 0.05, near a Poisson distribution. */
const start = 3;

/** α of the net's second number. */
export const dispersionOf = (out: number): number => softplusOf(out - start) + leastDispersion;

/**
 * Negative log-likelihood for output [n, H, 2] = (o, a) and target [n, H, 3] = (y, offset, unit): log μ = offset + unit · o, α = softplus(a − 3) + 0.001,
 * r = 1/α. −log p = log Γ(r) + log Γ(y + 1) − log Γ(y + r) + (r + y) log(r + μ) − r log r − y log μ, with log Γ(y + 1) left out (no gradient).
 */
export const negativeBinomial = (): Loss =>
  reduced((output, target) => {
    const part = (of: Tensor, k: number): Tensor => slice(of, 2, k, k + 1);
    const y = part(target, 0);
    const logMu = add(part(target, 1), multiply(part(target, 2), part(output, 0)));
    const r = reciprocal(add(softplus(add(part(output, 1), -start)), leastDispersion));
    const logR = logOf(r);
    // log(r + μ) = log r + softplus(log μ − log r)
    const logSum = add(logR, softplus(subtract(logMu, logR)));
    const counts = subtract(logGamma(r), logGamma(add(y, r)));
    return add(counts, subtract(multiply(add(r, y), logSum), add(multiply(r, logR), multiply(y, logMu))));
  });

/** log Γ(x) for x > 0: Stirling's series at x + 6 (error under 1e-9), less the logarithms on the way there. */
function logGamma(x: Tensor): Tensor {
  const steps = 6;
  let product = x;
  for (let k = 1; k < steps; k++) product = multiply(product, add(x, k));
  const z = add(x, steps);
  const inverse = reciprocal(z);
  const series = multiply(inverse, add(multiply(square(inverse), add(multiply(square(inverse), 1 / 1260), -1 / 360)), 1 / 12));
  return subtract(add(add(multiply(add(z, -0.5), logOf(z)), negate(z)), add(series, 0.9189385332046727)), logOf(product));
}

/** Largest count that is added up to; beyond, the Cornish–Fisher expansion is closer than a count. */
const mostSummed = 5000;

/** Quantiles: the least count whose cumulative probability reaches each tau. */
export function countQuantiles(mu: number, alpha: number, taus: readonly number[]): number[] {
  const sigma = Math.sqrt(mu + alpha * mu * mu);
  if (!(mu + 10 * sigma < mostSummed)) {
    const skew = (1 + 2 * alpha * mu) / sigma;
    return taus.map((tau) => {
      const z = normalQuantile(tau);
      return Math.max(0, Math.round(mu + sigma * (z + (skew * (z * z - 1)) / 6)));
    });
  }
  const r = 1 / alpha;
  let probability = exp(-r * log(1 + alpha * mu));
  let reached = probability;
  let count = 0;
  const order = taus.map((tau, k) => ({ tau, k })).sort((a, b) => a.tau - b.tau);
  const found = new Array<number>(taus.length);
  for (const { tau, k } of order) {
    while (reached < tau && count < mostSummed) {
      probability *= ((count + r) / (count + 1)) * (mu / (mu + r));
      reached += probability;
      count++;
    }
    found[k] = count;
  }
  return found;
}
