/**
 * Ridge regression (Hoerl & Kennard 1970) on the row, or on the row and those before it: w = (XᵀX + λ n I)⁻¹ Xᵀy with X and y centred, by
 * Cholesky's decomposition in float64. λ is the one of five with the least error on the validation part.
 */
import { thinned } from "../thinned.ts";
import type { Encoded } from "./encode.ts";
import type { Place } from "./windows.ts";

export interface Ridge {
  /** Rows that it reads: 1 is the row alone. */
  readonly rows: number;
  /** [rows · channels], the newest row first. */
  readonly weights: Float64Array;
  readonly bias: number;
  readonly lambda: number;
}

/** Penalties tried, in units of a standardized feature's variance. */
export const lambdas = [1e-4, 1e-3, 1e-2, 1e-1, 1] as const;
/** Numbers that the ridge with memory reads at most. */
const mostInputs = 128;
/** Rows that a ridge of D numbers is fitted on at most, spread evenly: a second's work. */
const mostRows = (D: number): number => Math.max(1000, Math.min(20_000, Math.floor(3e8 / (D * D))));

/** Rows that the ridge with memory reads: at least the one before; 1, and there is none, where the lookback is 1. */
export const laggedRows = (channels: number, lookback: number): number =>
  Math.min(lookback, Math.max(2, Math.floor(mostInputs / channels)));

/** The numbers of a place, the newest row first; 0 before the sequence begins. */
function read({ inputs, channels }: Encoded, row: number, rows: number, out: Float64Array): void {
  for (let lag = 0; lag < rows; lag++) {
    for (let c = 0; c < channels; c++) out[lag * channels + c] = row < lag ? 0 : inputs[(row - lag) * channels + c];
  }
}

/** Sums over places: means, and the centred XᵀX (lower half) and Xᵀy. */
function moments(encoded: readonly Encoded[], places: readonly Place[], rows: number) {
  const D = rows * encoded[0].channels;
  const x = new Float64Array(D);
  const mean = new Float64Array(D);
  let meanY = 0;
  for (const { sequence, row } of places) {
    read(encoded[sequence], row, rows, x);
    for (let i = 0; i < D; i++) mean[i] += x[i] / places.length;
    meanY += encoded[sequence].target[row] / places.length;
  }
  const gram = new Float64Array(D * D);
  const product = new Float64Array(D);
  for (const { sequence, row } of places) {
    read(encoded[sequence], row, rows, x);
    const y = encoded[sequence].target[row] - meanY;
    for (let i = 0; i < D; i++) {
      const xi = x[i] - mean[i];
      if (xi === 0) continue;
      product[i] += xi * y;
      for (let j = 0; j <= i; j++) gram[i * D + j] += xi * (x[j] - mean[j]);
    }
  }
  return { D, mean, meanY, gram, product };
}

/** Solves (G + penalty I) w = p; G by its lower half, positive semi-definite, penalty > 0. */
function solve(gram: Float64Array, product: Float64Array, D: number, penalty: number): Float64Array {
  const L = gram.slice();
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = L[i * D + j] + (i === j ? penalty : 0);
      for (let k = 0; k < j; k++) sum -= L[i * D + k] * L[j * D + k];
      // Rounding may take what is nearly 0 below it.
      L[i * D + j] = i === j ? Math.sqrt(Math.max(sum, penalty * 1e-6)) : sum / L[j * D + j];
    }
  }
  const w = product.slice();
  for (let i = 0; i < D; i++) {
    for (let k = 0; k < i; k++) w[i] -= L[i * D + k] * w[k];
    w[i] /= L[i * D + i];
  }
  for (let i = D - 1; i >= 0; i--) {
    for (let k = i + 1; k < D; k++) w[i] -= L[k * D + i] * w[k];
    w[i] /= L[i * D + i];
  }
  return w;
}

/** Fits on known targets at `places`. `checks`: known targets that choose λ; or the λ itself. */
export function fitRidge(encoded: readonly Encoded[], places: readonly Place[], rows: number, checks: readonly Place[] | number): Ridge {
  const used = thinned(places, mostRows(rows * encoded[0].channels));
  const { D, mean, meanY, gram, product } = moments(encoded, used, rows);
  const ridgeOf = (lambda: number): Ridge => {
    const weights = solve(gram, product, D, lambda * Math.max(1, used.length));
    return { rows, weights, bias: meanY - weights.reduce((sum, w, i) => sum + w * mean[i], 0), lambda };
  };
  if (typeof checks === "number") return ridgeOf(checks);
  const errorOf = (ridge: Ridge): number =>
    ridgeValues(ridge, encoded, checks).reduce((sum, value, k) => {
      const { sequence, row } = checks[k];
      return sum + Math.abs(value - encoded[sequence].target[row]);
    }, 0);
  const tried = lambdas.map((lambda) => ridgeOf(lambda)).map((ridge) => ({ ridge, error: errorOf(ridge) }));
  return tried.reduce((best, next) => (next.error < best.error ? next : best)).ridge;
}

/** Values at places: what `Encoded.target` is. */
export function ridgeValues({ rows, weights, bias }: Ridge, encoded: readonly Encoded[], places: readonly Place[]): Float64Array {
  const x = new Float64Array(weights.length);
  return Float64Array.from(places, ({ sequence, row }) => {
    read(encoded[sequence], row, rows, x);
    return x.reduce((sum, value, i) => sum + value * weights[i], bias);
  });
}
