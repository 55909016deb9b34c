// Products with few rows or few columns, which packing would cost more than it gives: both operands are read where they lie.
//
// C = A·B with one or two rows is a row times a matrix. C = Aᵀ·B with few columns (the gradient of weights that read a series
// of one to four values a step) is the same seen from the other side, Cᵀ = Bᵀ·A: a column of B times the matrix A, with the
// lanes over C's rows. Each element still sums its products over k = 0, 1, …; a·b = b·a to the bit.

import { tile1x16Unpacked, tile1x4Unpacked } from "./tile";

const FEW_ROWS: i32 = 2;
const FEW_COLUMNS: i32 = 4;

/** Does the product if it is of a kind above, else returns false. `scratch`: 16 elements. */
export function narrow(
  a: usize, lda: i32, transposeA: i32, b: usize, ldb: i32, transposeB: i32, c: usize, ldc: i32, m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): bool {
  if (transposeB) return false;
  const pitchA = <usize>lda << 2, pitchB = <usize>ldb << 2, pitchC = <usize>ldc << 2;
  if (m <= FEW_ROWS) {
    const step = transposeA ? pitchA : <usize>4, down = transposeA ? <usize>4 : pitchA;
    for (let row = 0; row < m; row++, a += down, c += pitchC) rowTimes(a, step, b, pitchB, k, c, n, accumulate);
    return true;
  }
  if (!transposeA || n > FEW_COLUMNS) return false;
  for (let i = 0; i < m; i += 16, a += 64, c += pitchC << 4) {
    const rows = min(16, m - i);
    for (let j: usize = 0; j < <usize>n << 2; j += 4) {
      if (accumulate) copyColumn(c + j, pitchC, scratch, 4, rows);
      rowTimes(b + j, pitchB, a, pitchA, k, scratch, rows, accumulate);
      copyColumn(scratch, 4, c + j, pitchC, rows);
    }
  }
  return true;
}

/** c[n] = x[k] · B[k, n] (+ c), x's elements `step` bytes apart. */
function rowTimes(x: usize, step: usize, b: usize, pitchB: usize, k: i32, c: usize, n: i32, accumulate: i32): void {
  for (; n >= 16; n -= 16, b += 64, c += 64) tile1x16Unpacked(x, step, b, pitchB, k, c, accumulate);
  for (; n > 0; n -= 4, b += 16, c += 16) tile1x4Unpacked(x, step, b, pitchB, k, c, n, accumulate);
}

function copyColumn(from: usize, step: usize, to: usize, stepTo: usize, n: i32): void {
  for (; n > 0; n--, from += step, to += stepTo) store<f32>(to, load<f32>(from));
}
