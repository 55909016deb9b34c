// The innermost loops of the matrix product: a block of C stays in registers while k runs.
//
// 8 accumulators, 2 vectors of B and one broadcast element of A fill a machine with 16 vector registers; 12 or more
// accumulators spill. Eight chains of additions also cover the latency of an addition (3–4 cycles, two a cycle).
// Every element of C is  ((c + a₀b₀) + a₁b₁) + …  in every one of these loops, with one rounding for each product and each
// sum, so it doesn't matter to the bits which loop computed it.

import { loadLanes, splat, storeLanes } from "./inline/lanes";

/** acc + x·b, two roundings: WebAssembly's strict SIMD has no fused multiply-add, and so all machines agree. */
// @ts-ignore: decorator
@inline function plus(acc: v128, x: v128, b: v128): v128 { return f32x4.add(acc, f32x4.mul(x, b)); }

/** Lanes first…first+3 of a row of C that has `n` columns from c on. */
// @ts-ignore: decorator
@inline function loadC(c: usize, first: i32, n: i32): v128 {
  return loadLanes(c + (<usize>first << 2), min(4, max(0, n - first)));
}
// @ts-ignore: decorator
@inline function storeC(c: usize, first: i32, n: i32, x: v128): void {
  storeLanes(c + (<usize>first << 2), x, min(4, max(0, n - first)));
}

/**
 * C[rows, n ≤ 8] = A·B (+ C). `rows` (1…4) is a constant, so each use compiles to its own loop.
 * a: the first row of A, with `pitch` bytes from row to row. b: a packed panel of B, 8 columns to a k.
 */
// @ts-ignore: decorator
@inline function tile(rows: i32, a: usize, pitch: usize, b: usize, k: i32, c: usize, ldc: usize, n: i32, accumulate: i32): void {
  let a1 = a + pitch, a2 = a1 + pitch, a3 = a2 + pitch;
  const c1 = c + ldc, c2 = c1 + ldc, c3 = c2 + ldc;
  let s00 = splat(0), s01 = splat(0), s10 = splat(0), s11 = splat(0), s20 = splat(0), s21 = splat(0), s30 = splat(0), s31 = splat(0);
  if (accumulate) {
    s00 = loadC(c, 0, n); s01 = loadC(c, 4, n);
    if (rows > 1) { s10 = loadC(c1, 0, n); s11 = loadC(c1, 4, n); }
    if (rows > 2) { s20 = loadC(c2, 0, n); s21 = loadC(c2, 4, n); }
    if (rows > 3) { s30 = loadC(c3, 0, n); s31 = loadC(c3, 4, n); }
  }
  for (let left4 = k >> 2; left4 > 0; left4--) {
    let b0 = v128.load(b), b1 = v128.load(b, 16), x = v128.load32_splat(a);
    s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2) { x = v128.load32_splat(a2); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    b0 = v128.load(b, 32); b1 = v128.load(b, 48); x = v128.load32_splat(a, 4);
    s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1, 4); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2) { x = v128.load32_splat(a2, 4); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3, 4); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    b0 = v128.load(b, 64); b1 = v128.load(b, 80); x = v128.load32_splat(a, 8);
    s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1, 8); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2) { x = v128.load32_splat(a2, 8); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3, 8); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    b0 = v128.load(b, 96); b1 = v128.load(b, 112); x = v128.load32_splat(a, 12);
    s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1, 12); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2) { x = v128.load32_splat(a2, 12); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3, 12); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    a += 16; a1 += 16; a2 += 16; a3 += 16; b += 128;
  }
  for (let left1 = k & 3; left1 > 0; left1--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2) { x = v128.load32_splat(a2); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    a += 4; a1 += 4; a2 += 4; a3 += 4; b += 32;
  }
  storeC(c, 0, n, s00); storeC(c, 4, n, s01);
  if (rows > 1) { storeC(c1, 0, n, s10); storeC(c1, 4, n, s11); }
  if (rows > 2) { storeC(c2, 0, n, s20); storeC(c2, 4, n, s21); }
  if (rows > 3) { storeC(c3, 0, n, s30); storeC(c3, 4, n, s31); }
}

/** 4 rows (or the 1…3 that are left) by 8 columns (or the 1…7 that are left). */
export function tile4x8(rows: i32, a: usize, pitch: usize, b: usize, k: i32, c: usize, ldc: usize, n: i32, accumulate: i32): void {
  if (rows > 3) tile(4, a, pitch, b, k, c, ldc, n, accumulate);
  else if (rows == 3) tile(3, a, pitch, b, k, c, ldc, n, accumulate);
  else if (rows == 2) tile(2, a, pitch, b, k, c, ldc, n, accumulate);
  else tile(1, a, pitch, b, k, c, ldc, n, accumulate);
}
