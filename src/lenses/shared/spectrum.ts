/** Eigenvalues of a square matrix, in float64. */
import { hessenberg, largestOf, type Matrix } from "./matrix.ts";

/** |re + i·im|, scaled so that tiny squares don't vanish. */
function size(re: number, im: number): number {
  const large = Math.max(Math.abs(re), Math.abs(im));
  return large > 0 ? large * Math.sqrt((re / large) * (re / large) + (im / large) * (im / large)) : large;
}

/**
 * ρ(A) = max |λ| of a square matrix, complex pairs included: Householder's reduction to Hessenberg form, then the QR algorithm
 * with Wilkinson's shifts in complex arithmetic (Golub & Van Loan, Matrix Computations, 4th edition, 7.4–7.5). NaN where A isn't finite.
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
  const re = hessenberg(
    Float64Array.from(A.data, (x) => x / scale),
    n,
  );
  const im = new Float64Array(n * n);
  const found: [number, number][] = [];
  let end = n - 1;
  let tries = 0;
  while (end >= 0) {
    let start = end;
    while (start > 0 && !isSmall(re, im, n, start)) start--;
    if (start === end || tries > 300) {
      found.push([re[end * n + end] * scale, im[end * n + end] * scale]);
      end--;
      tries = 0;
      continue;
    }
    // Now and then another shift, for matrices that Wilkinson's leaves where they are (a cyclic permutation).
    step(re, im, n, start, end, ++tries % 10 === 0);
  }
  return found;
}

/** Is the entry below the diagonal in row k nothing beside its neighbours? */
function isSmall(re: Float64Array, im: Float64Array, n: number, k: number): boolean {
  const large = (i: number, j: number): number => Math.abs(re[i * n + j]) + Math.abs(im[i * n + j]);
  const small = large(k, k - 1) <= 2.3e-16 * (large(k, k) + large(k - 1, k - 1) || 1);
  if (small) [re[k * n + k - 1], im[k * n + k - 1]] = [0, 0];
  return small;
}

/** The eigenvalue of the block's last 2×2 corner nearest to its last entry. */
function wilkinson(re: Float64Array, im: Float64Array, n: number, e: number): [number, number] {
  const at = (i: number, j: number): [number, number] => [re[i * n + j], im[i * n + j]];
  const times = ([a, b]: [number, number], [c, d]: [number, number]): [number, number] => [a * c - b * d, a * d + b * c];
  const [a, b, c, d] = [at(e - 1, e - 1), at(e - 1, e), at(e, e - 1), at(e, e)];
  const half: [number, number] = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
  const bc = times(b, c);
  const square = times(half, half);
  const inside: [number, number] = [square[0] + bc[0], square[1] + bc[1]];
  const length = size(...inside);
  let root: [number, number] = [Math.sqrt(Math.max(0, (length + inside[0]) / 2)), Math.sqrt(Math.max(0, (length - inside[0]) / 2))];
  if (inside[1] < 0) root = [root[0], -root[1]];
  if (root[0] * half[0] + root[1] * half[1] < 0) root = [-root[0], -root[1]];
  const below: [number, number] = [half[0] + root[0], half[1] + root[1]];
  const norm = below[0] * below[0] + below[1] * below[1];
  if (norm === 0) return d;
  const part = times(bc, [below[0] / norm, -below[1] / norm]);
  return [d[0] - part[0], d[1] - part[1]];
}

/** One QR step with a shift on rows start … end: A − s = Q R by Givens rotations, then R Q + s. */
function step(re: Float64Array, im: Float64Array, n: number, start: number, end: number, unusual: boolean): void {
  const corner = Math.abs(re[end * n + end - 1]) + Math.abs(im[end * n + end - 1]);
  const [sr, si] = unusual ? [re[end * n + end] + 0.75 * corner, 0.43 * corner] : wilkinson(re, im, n, end);
  for (let k = start; k <= end; k++) {
    re[k * n + k] -= sr;
    im[k * n + k] -= si;
  }
  const turns: [number, number, number][] = [];
  for (let k = start; k < end; k++) {
    const [p, q] = [k * n, (k + 1) * n];
    // [c s; −s̄ c] with c real takes (x, y) to (r, 0).
    const [xr, xi, yr, yi] = [re[p + k], im[p + k], re[q + k], im[q + k]];
    const x = size(xr, xi);
    const r = size(x, size(yr, yi));
    const [c, ur, ui] = r === 0 ? [1, 0, 0] : x === 0 ? [0, 1, 0] : [x / r, xr / x, xi / x];
    const [tr, ti] = r === 0 ? [0, 0] : [(ur * yr + ui * yi) / r, (ui * yr - ur * yi) / r];
    turns.push([c, tr, ti]);
    for (let j = k; j <= end; j++) {
      const [ar, ai, br, bi] = [re[p + j], im[p + j], re[q + j], im[q + j]];
      re[p + j] = c * ar + tr * br - ti * bi;
      im[p + j] = c * ai + tr * bi + ti * br;
      re[q + j] = c * br - tr * ar - ti * ai;
      im[q + j] = c * bi - tr * ai + ti * ar;
    }
  }
  turns.forEach(([c, tr, ti], index) => {
    const k = start + index;
    for (let i = start; i <= Math.min(k + 2, end); i++) {
      const [p, q] = [i * n + k, i * n + k + 1];
      const [ar, ai, br, bi] = [re[p], im[p], re[q], im[q]];
      re[p] = c * ar + tr * br + ti * bi;
      im[p] = c * ai + tr * bi - ti * br;
      re[q] = c * br - tr * ar + ti * ai;
      im[q] = c * bi - tr * ai - ti * ar;
    }
  });
  for (let k = start; k <= end; k++) {
    re[k * n + k] += sr;
    im[k * n + k] += si;
  }
}
