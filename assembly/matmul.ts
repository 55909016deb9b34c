// C[m, n] = op(A)[m, k] · B[k, n] (+ C), float32, row-major.
//
// B is packed (`pack.ts`); the innermost loops are in `tile.ts`. Around them, k is cut in blocks of KC (a panel of B is then
// 16 KB and stays in the first-level cache while rows of A pass by) and rows in blocks of MC (the block of A stays in the
// second-level cache while panels of B pass by). Between blocks of k the partial sums rest in C: a float32 stored and loaded
// is the same float32, so blocking doesn't change a bit. A row's sums are over k = 0, 1, …, K−1 whatever m is.
//
// A is read where it lies, one pointer a row. Transposed, its rows are columns, a leading dimension apart, which often share
// one cache set: a block at a time is copied to `scratch`, as rows.

import { narrow } from "./narrow";
import { pack, packedSize, packLeft } from "./pack";
import { outerRow, tile1x16, tile1x8, tile2x16, tile2x8, tile3x8, tile4x8 } from "./tile";

export { pack, packedSize } from "./pack";

const KC: i32 = 512;
const MC: i32 = 64;
/** Columns of an unpacked B that are packed at a time. */
const NC: i32 = 512;

export function matmulScratch(m: i32, n: i32, k: i32): i32 {
  const depth = min(k, KC);
  return max(16, min((m + 3) & ~3, MC) * depth + packedSize(depth, min(n, NC)));
}

export function matmulPacked(
  a: usize, lda: i32, transposeA: i32, packed: usize, c: usize, ldc: i32, m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): void {
  if (k == 0 && !accumulate) clear(c, ldc, m, n);
  const step = transposeA ? <usize>lda << 2 : <usize>4;
  for (let first = 0; first < k; first += KC) {
    block(a + <usize>first * step, lda, transposeA, packed + (<usize>first << 5), k, c, ldc, m, n, min(KC, k - first), first > 0 || accumulate, scratch);
  }
}

export function matmul(
  a: usize, lda: i32, transposeA: i32, b: usize, ldb: i32, transposeB: i32, c: usize, ldc: i32, m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): void {
  if (k == 0 && !accumulate) clear(c, ldc, m, n);
  if (narrow(a, lda, transposeA, b, ldb, transposeB, c, ldc, m, n, k, accumulate, scratch)) return;
  const stepA = transposeA ? <usize>lda << 2 : <usize>4;
  const downB = transposeB ? <usize>4 : <usize>ldb << 2, acrossB = transposeB ? <usize>ldb << 2 : <usize>4;
  for (let j = 0; j < n; j += NC) {
    const columns = min(NC, n - j);
    for (let first = 0; first < k; first += KC) {
      const depth = min(KC, k - first);
      pack(b + <usize>first * downB + <usize>j * acrossB, ldb, transposeB, depth, columns, scratch);
      block(
        a + <usize>first * stepA, lda, transposeA, scratch, depth, c + (<usize>j << 2), ldc, m, columns, depth, first > 0 || accumulate,
        scratch + (<usize>packedSize(depth, columns) << 2),
      );
    }
  }
}

/** One block of k. `height`: the k's that a whole panel of B has. */
function block(
  a: usize, lda: i32, transposeA: i32, b: usize, height: i32, c: usize, ldc: i32, m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): void {
  const panel = <usize>height << 5, pitchC = <usize>ldc << 2, pitchA = <usize>lda << 2;
  // One k: its panels lie side by side, as a row. A series of one value a step is such a product.
  if (height == 1 && (n & 7) == 0) {
    const down = transposeA ? <usize>4 : pitchA;
    for (; m > 0; m--, a += down, c += pitchC) outerRow(v128.load32_splat(a), b, c, n, accumulate);
    return;
  }
  for (let top = 0; top < m; top += MC) {
    const rows = min(MC, m - top);
    let left = a + <usize>top * pitchA, pitch = pitchA;
    if (transposeA) {
      packLeft(a + (<usize>top << 2), pitchA, k, rows, scratch);
      left = scratch;
      pitch = <usize>k << 2;
    }
    const whole = rows & ~3;
    for (let j = 0; j < n; j += 8) {
      const right = b + <usize>(j >> 3) * panel, columns = min(8, n - j);
      let from = left, to = c + <usize>top * pitchC + (<usize>j << 2);
      for (let row = 0; row < whole; row += 4, from += pitch << 2, to += pitchC << 2) {
        tile4x8(from, pitch, right, k, to, pitchC, columns, accumulate);
      }
    }
    if (whole < rows) {
      lastRows(rows - whole, left + <usize>whole * pitch, pitch, b, panel, k, c + <usize>(top + whole) * pitchC, pitchC, n, accumulate);
    }
  }
}

/** The one to three rows that fill no 4×8 block: fewer rows, so more columns at a time. */
function lastRows(rows: i32, a: usize, pitch: usize, b: usize, panel: usize, k: i32, c: usize, pitchC: usize, n: i32, accumulate: i32): void {
  let j = 0;
  if (rows == 1) for (; j + 16 <= n; j += 16, b += panel << 1, c += 64) tile1x16(a, b, panel, k, c, accumulate);
  if (rows == 2) for (; j + 16 <= n; j += 16, b += panel << 1, c += 64) tile2x16(a, pitch, b, panel, k, c, pitchC, accumulate);
  for (; j < n; j += 8, b += panel, c += 32) {
    const columns = min(8, n - j);
    if (rows == 1) tile1x8(a, pitch, b, k, c, pitchC, columns, accumulate);
    else if (rows == 2) tile2x8(a, pitch, b, k, c, pitchC, columns, accumulate);
    else tile3x8(a, pitch, b, k, c, pitchC, columns, accumulate);
  }
}

function clear(c: usize, ldc: i32, m: i32, n: i32): void {
  for (let row = 0; row < m; row++, c += <usize>ldc << 2) memory.fill(c, 0, <usize>n << 2);
}
