/** Matrices of plain numbers, in float64. */

/** A matrix of plain numbers, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/** The largest entry's size; NaN where one is NaN. */
export function largestOf({ data }: Matrix): number {
  let largest = 0;
  for (let k = 0; k < data.length; k++) {
    if (Number.isNaN(data[k])) return Number.NaN;
    largest = Math.max(largest, Math.abs(data[k]));
  }
  return largest;
}

/** A similar matrix with zeros below its first subdiagonal, in the same place. */
export function hessenberg(a: Float64Array, n: number): Float64Array {
  const v = new Float64Array(n);
  const dots = new Float64Array(n);
  for (let k = 0; k + 2 < n; k++) {
    let norm = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = a[i * n + k];
      norm += v[i] * v[i];
    }
    norm = Math.sqrt(norm);
    if (norm === 0) continue;
    v[k + 1] += v[k + 1] >= 0 ? norm : -norm;
    let square = 0;
    for (let i = k + 1; i < n; i++) square += v[i] * v[i];
    // Rows, then columns; row by row in memory both times.
    dots.fill(0);
    for (let i = k + 1; i < n; i++) for (let j = k; j < n; j++) dots[j] += v[i] * a[i * n + j];
    for (let i = k + 1; i < n; i++) {
      const part = (2 * v[i]) / square;
      for (let j = k; j < n; j++) a[i * n + j] -= part * dots[j];
    }
    for (let i = 0; i < n; i++) {
      let dot = 0;
      for (let j = k + 1; j < n; j++) dot += a[i * n + j] * v[j];
      dot *= 2 / square;
      for (let j = k + 1; j < n; j++) a[i * n + j] -= dot * v[j];
    }
  }
  return a;
}
