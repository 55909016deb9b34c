/** Largest singular value of a square or oblong matrix, in float64. */
import { generator } from "../../random.ts";
import { hessenberg, largestOf, type Matrix } from "./matrix.ts";

/**
 * ‖A‖₂ = √λ, λ the largest eigenvalue of AᵀA or AAᵀ, whichever is smaller: by power iteration where it stands apart; else made tridiagonal, then halved in by counting
 * how many eigenvalues lie below (Golub & Van Loan, Matrix Computations, 4th edition, 8.2–8.4). NaN where A isn't finite.
 */
export function spectralNorm(A: Matrix): number {
  const scale = largestOf(A);
  if (scale === 0 || !Number.isFinite(scale)) return scale === 0 ? 0 : Number.NaN;
  const data = Float64Array.from(A.data, (x) => x / scale);
  const soon = powered(data, A.rows, A.columns);
  if (soon !== undefined) return soon * scale;
  const n = Math.min(A.rows, A.columns);
  const wide = A.columns > A.rows;
  const gram = new Float64Array(n * n);
  const depth = wide ? A.columns : A.rows;
  for (let k = 0; k < depth; k++) {
    const from = (i: number): number => (wide ? i * depth + k : k * n + i);
    for (let i = 0; i < n; i++) {
      const own = data[from(i)];
      if (own !== 0) for (let j = 0; j <= i; j++) gram[i * n + j] += own * data[from(j)];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) gram[j * n + i] = gram[i * n + j];
  return Math.sqrt(Math.max(0, largestEigenvalue(hessenberg(gram, n), n))) * scale;
}

/** By power iteration on AᵀA, where Rayleigh's quotient stands still to 1e-14 three times running within 30 products. */
function powered(data: Float64Array, rows: number, columns: number): number | undefined {
  const random = generator(1, "spectral norm");
  const v = Float64Array.from({ length: columns }, () => random.uniform() - 0.5);
  const next = new Float64Array(columns);
  let [norm, still] = [0, 0];
  for (let k = 0; k < 30 && still < 3; k++) {
    const length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
    if (length === 0) return undefined;
    for (let j = 0; j < columns; j++) v[j] /= length;
    next.fill(0);
    let square = 0;
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += data[i * columns + j] * v[j];
      square += sum * sum;
      for (let j = 0; j < columns; j++) next[j] += data[i * columns + j] * sum;
    }
    const now = Math.sqrt(square);
    still = Math.abs(now - norm) <= 1e-14 * now ? still + 1 : 0;
    norm = now;
    v.set(next);
  }
  return still < 3 ? undefined : norm;
}

/** Of a symmetric tridiagonal matrix [n, n] whose eigenvalues are ≥ 0: by halving, to the last bit or so. */
function largestEigenvalue(t: Float64Array, n: number): number {
  const diagonal = Float64Array.from({ length: n }, (_, i) => t[i * n + i]);
  const beside = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 0 : t[i * n + i - 1]));
  let low = diagonal.reduce((most, d) => Math.max(most, d), 0);
  let high = diagonal.reduce((most, d, i) => Math.max(most, d + Math.abs(beside[i]) + Math.abs(beside[i + 1] ?? 0)), low);
  /** Are all eigenvalues under x? Then all pivots of T − x are negative. */
  const allUnder = (x: number): boolean => {
    let pivot = 1;
    for (let i = 0; i < n; i++) {
      pivot = diagonal[i] - x - (beside[i] * beside[i]) / (pivot === 0 ? 1e-300 : pivot);
      if (pivot > 0) return false;
    }
    return true;
  };
  for (let k = 0; k < 60 && high - low > 1e-16 * high; k++) {
    const middle = (low + high) / 2;
    if (allUnder(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
