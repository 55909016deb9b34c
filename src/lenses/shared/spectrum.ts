/** Eigenvalues of a square matrix, in float64. */
import { hessenberg, largestOf, type Matrix } from "./matrix.ts";

/** |re + i·im|, scaled so that tiny squares don't vanish. */
function size(re: number, im: number): number {
  const large = Math.max(Math.abs(re), Math.abs(im));
  return large > 0 ? large * Math.sqrt((re / large) * (re / large) + (im / large) * (im / large)) : large;
}

/**
 * ρ(A) = max |λ| of a square matrix, complex pairs included: Householder's reduction to Hessenberg form, then Francis's QR algorithm with two shifts at a time, in
 * real arithmetic (Golub & Van Loan, Matrix Computations, 4th edition, 7.4–7.5). NaN where A isn't finite.
 */
export function spectralRadius(A: Matrix): number {
  const sizes = eigenvalues(A).map(([re, im]) => size(re, im));
  return sizes.reduce((largest, one) => Math.max(largest, one), 0);
}

/** The eigenvalues of a square matrix as [real, imaginary], in the order in which they are found. */
export function eigenvalues(A: Matrix): [number, number][] {
  const n = A.rows;
  const scale = largestOf(A);
  if (scale === 0) return Array.from({ length: n }, () => [0, 0]);
  if (!Number.isFinite(scale)) return Array.from({ length: n }, () => [Number.NaN, Number.NaN]);
  const h = hessenberg(
    Float64Array.from(A.data, (x) => x / scale),
    n,
  );
  const found: [number, number][] = [];
  let end = n - 1;
  let tries = 0;
  while (end >= 0) {
    let start = end;
    while (start > 0 && !isSmall(h, n, start)) start--;
    if (start === end || tries > 300) {
      found.push([h[end * n + end], 0]);
      end--;
      tries = 0;
    } else if (start === end - 1) {
      found.push(...pairOf(h, n, end));
      end -= 2;
      tries = 0;
    }
    // Now and then other shifts, for matrices that the usual ones leave where they are (a cyclic permutation).
    else sweep(h, n, start, end, ++tries % 10 === 0);
  }
  return found.map(([re, im]) => [re * scale, im * scale]);
}

/** Is the entry below the diagonal in row k nothing beside its neighbours? */
function isSmall(h: Float64Array, n: number, k: number): boolean {
  const beside = Math.abs(h[k * n + k]) + Math.abs(h[(k - 1) * n + k - 1]) || 1;
  const small = Math.abs(h[k * n + k - 1]) <= 2.3e-16 * beside;
  if (small) h[k * n + k - 1] = 0;
  return small;
}

/** Both eigenvalues of the 2×2 block that ends in row e. */
function pairOf(h: Float64Array, n: number, e: number): [number, number][] {
  const [a, b, c, d] = [h[(e - 1) * n + e - 1], h[(e - 1) * n + e], h[e * n + e - 1], h[e * n + e]];
  const half = (a - d) / 2;
  const inside = half * half + b * c;
  if (inside < 0) {
    const im = Math.sqrt(-inside);
    return [
      [(a + d) / 2, im],
      [(a + d) / 2, -im],
    ];
  }
  const far = half >= 0 ? half + Math.sqrt(inside) : half - Math.sqrt(inside);
  return [
    [d + far, 0],
    [far === 0 ? d : d - (b * c) / far, 0],
  ];
}

/** One sweep with two shifts on rows start … end (three at least): a bulge of reflections is chased down the diagonal. */
function sweep(h: Float64Array, n: number, start: number, end: number, unusual: boolean): void {
  const at = (i: number, j: number): number => h[i * n + j];
  const m = end - 1;
  const corner = Math.abs(at(end, m)) + Math.abs(at(m, m - 1));
  const sum = unusual ? 1.5 * corner : at(m, m) + at(end, end);
  const product = unusual ? corner * corner : at(m, m) * at(end, end) - at(m, end) * at(end, m);
  const [p, q] = [at(start, start), at(start + 1, start)];
  let x = p * p + at(start, start + 1) * q - sum * p + product;
  let y = q * (p + at(start + 1, start + 1) - sum);
  let z = q * at(start + 2, start + 1);
  for (let k = start; k < end; k++) {
    const rows = k + 2 <= end ? 3 : 2;
    reflect(h, n, start, end, k, rows, x, y, rows === 3 ? z : 0);
    if (k + 1 > m) break;
    x = at(k + 1, k);
    y = at(k + 2, k);
    z = k + 3 <= end ? at(k + 3, k) : 0;
  }
}

/** The reflection that takes (x, y, z) to its first axis, on rows k … of the block, then on its columns. */
function reflect(h: Float64Array, n: number, start: number, end: number, k: number, rows: number, x: number, y: number, z: number): void {
  const norm = Math.sqrt(x * x + y * y + z * z);
  if (norm === 0) return;
  const v = x >= 0 ? x + norm : x - norm;
  const beta = 2 / (v * v + y * y + z * z);
  const [one, two, three] = [k * n, (k + 1) * n, (k + 2) * n];
  for (let j = Math.max(start, k - 1); j <= end; j++) {
    const dot = beta * (v * h[one + j] + y * h[two + j] + (rows === 3 ? z * h[three + j] : 0));
    h[one + j] -= dot * v;
    h[two + j] -= dot * y;
    if (rows === 3) h[three + j] -= dot * z;
  }
  for (let i = start; i <= Math.min(k + 3, end); i++) {
    const row = i * n + k;
    const dot = beta * (v * h[row] + y * h[row + 1] + (rows === 3 ? z * h[row + 2] : 0));
    h[row] -= dot * v;
    h[row + 1] -= dot * y;
    if (rows === 3) h[row + 2] -= dot * z;
  }
}
