// The innermost loops of the matrix product: a block of C stays in registers while k runs.
//
// Every element of C is  ((c + a₀b₀) + a₁b₁) + …  in each of these loops, with one rounding for each product and each sum,
// so it doesn't matter to the bits which loop computed it.
//
// Most loops have 8 accumulators: eight chains of additions cover an addition's latency (3 cycles, two a cycle). The bound is
// then the adders: 8 additions and 8 products a k take 4 cycles. Accumulators and loads together must fit 15 vector registers:
// 4×8 takes 14, 5×8 or 1×32 would spill at 17.
//
// V8's TurboFan (Node to 22) loads all operands of a basic block before it computes, and puts each sum right behind its product.
// So two k's in one block spill (27 GFLOP/s where one has 29: 32×1024×256, Zen 3), and one k in one block keeps the adders waiting: 6.3
// cycles. A branch ends a block. `fence` is one that is never taken: the half k before it is computed before the rest is loaded,
// and the second k after the first; 5.3 cycles, 35 GFLOP/s. Compilers that keep the source's order (V8's Turboshaft, Node 24) had 35 before.

import { fence, loadLanes, loadTail, splat, storeLanes, storeTail } from "./inline/lanes";

/** acc + x·b, two roundings: WebAssembly's strict SIMD has no fused multiply-add, and so all machines agree. */
// @ts-ignore: decorator
@inline function plus(acc: v128, x: v128, b: v128): v128 { return f32x4.add(acc, f32x4.mul(x, b)); }

/** Columns 4…7 of a row of C that has `n` ≤ 8; so too `loadLow` for 0…3. Nothing past column n is read or written. */
// @ts-ignore: decorator
@inline function loadHigh(c: usize, n: i32): v128 { return n > 7 ? v128.load(c, 16) : n > 4 ? loadTail(c + 16, n - 4) : splat(0); }
// @ts-ignore: decorator
@inline function loadLow(c: usize, n: i32): v128 { return n > 3 ? v128.load(c) : loadTail(c, n); }

// @ts-ignore: decorator
@inline function storePair(c: usize, n: i32, low: v128, high: v128): void {
  if (n > 7) {
    v128.store(c, low);
    v128.store(c, high, 16);
  } else storePairTail(c, n, low, high);
}

function storePairTail(c: usize, n: i32, low: v128, high: v128): void {
  if (n > 3) {
    v128.store(c, low);
    storeTail(c + 16, high, n - 4);
  } else storeTail(c, low, n);
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
    s00 = loadLow(c, n); s01 = loadHigh(c, n);
    if (rows > 1) { s10 = loadLow(c1, n); s11 = loadHigh(c1, n); }
    if (rows > 2) { s20 = loadLow(c2, n); s21 = loadHigh(c2, n); }
    if (rows > 3) { s30 = loadLow(c3, n); s31 = loadHigh(c3, n); }
  }
  let b0: v128, b1: v128, x: v128;
  while (k > 0) {
    b0 = v128.load(b); b1 = v128.load(b, 16);
    x = v128.load32_splat(a); s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2 && fence(k, 1)) break;
    if (rows > 2) { x = v128.load32_splat(a2); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    if (k == 1) break;
    b0 = v128.load(b, 32); b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 4); s00 = plus(s00, x, b0); s01 = plus(s01, x, b1);
    if (rows > 1) { x = v128.load32_splat(a1, 4); s10 = plus(s10, x, b0); s11 = plus(s11, x, b1); }
    if (rows > 2 && fence(k, 2)) break;
    if (rows > 2) { x = v128.load32_splat(a2, 4); s20 = plus(s20, x, b0); s21 = plus(s21, x, b1); }
    if (rows > 3) { x = v128.load32_splat(a3, 4); s30 = plus(s30, x, b0); s31 = plus(s31, x, b1); }
    a += 8; a1 += 8; a2 += 8; a3 += 8; b += 64; k -= 2;
  }
  storePair(c, n, s00, s01);
  if (rows > 1) storePair(c1, n, s10, s11);
  if (rows > 2) storePair(c2, n, s20, s21);
  if (rows > 3) storePair(c3, n, s30, s31);
}

export function tile4x8(a: usize, pitch: usize, b: usize, k: i32, c: usize, ldc: usize, n: i32, accumulate: i32): void {
  tile(4, a, pitch, b, k, c, ldc, n, accumulate);
}
export function tile3x8(a: usize, pitch: usize, b: usize, k: i32, c: usize, ldc: usize, n: i32, accumulate: i32): void {
  tile(3, a, pitch, b, k, c, ldc, n, accumulate);
}
export function tile2x8(a: usize, pitch: usize, b: usize, k: i32, c: usize, ldc: usize, n: i32, accumulate: i32): void {
  tile(2, a, pitch, b, k, c, ldc, n, accumulate);
}
export function tile1x8(a: usize, pitch: usize, b: usize, k: i32, c: usize, ldc: usize, n: i32, accumulate: i32): void {
  tile(1, a, pitch, b, k, c, ldc, n, accumulate);
}

/** One row of an outer product, C[n] = x·B[n] (+ C); n is a multiple of 8. */
// @ts-ignore: decorator
@inline export function outerRow(x: v128, b: usize, c: usize, n: i32, accumulate: i32): void {
  for (; n > 0; n -= 8, b += 32, c += 32) {
    v128.store(c, plus(accumulate ? v128.load(c) : splat(0), x, v128.load(b)));
    v128.store(c, plus(accumulate ? v128.load(c, 16) : splat(0), x, v128.load(b, 16)), 16);
  }
}

/** Two rows by two whole panels, `panel` bytes apart. */
export function tile2x16(a: usize, pitch: usize, b: usize, panel: usize, k: i32, c: usize, ldc: usize, accumulate: i32): void {
  let a1 = a + pitch, p1 = b + panel;
  const c1 = c + ldc;
  let s00 = splat(0), s01 = splat(0), s02 = splat(0), s03 = splat(0), s10 = splat(0), s11 = splat(0), s12 = splat(0), s13 = splat(0);
  if (accumulate) {
    s00 = v128.load(c); s01 = v128.load(c, 16); s02 = v128.load(c, 32); s03 = v128.load(c, 48);
    s10 = v128.load(c1); s11 = v128.load(c1, 16); s12 = v128.load(c1, 32); s13 = v128.load(c1, 48);
  }
  for (const end = a + (<usize>k << 2); a != end; a += 4) {
    const x = v128.load32_splat(a), y = v128.load32_splat(a1);
    let right = v128.load(b);
    s00 = plus(s00, x, right); s10 = plus(s10, y, right);
    right = v128.load(b, 16);
    s01 = plus(s01, x, right); s11 = plus(s11, y, right);
    right = v128.load(p1);
    s02 = plus(s02, x, right); s12 = plus(s12, y, right);
    right = v128.load(p1, 16);
    s03 = plus(s03, x, right); s13 = plus(s13, y, right);
    a1 += 4; b += 32; p1 += 32;
  }
  v128.store(c, s00); v128.store(c, s01, 16); v128.store(c, s02, 32); v128.store(c, s03, 48);
  v128.store(c1, s10); v128.store(c1, s11, 16); v128.store(c1, s12, 32); v128.store(c1, s13, 48);
}

/**
 * One row by 16 columns: the matrix–vector product. Its lanes run over columns, k in order. Neighbours in k are `step` bytes
 * apart in the row and `stepB` in B, of which b has columns 0…7 and `right` 8…15.
 */
// @ts-ignore: decorator
@inline function rowTile(a: usize, step: usize, b: usize, right: usize, stepB: usize, k: i32, c: usize, accumulate: i32): void {
  let s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
  if (accumulate) {
    s0 = v128.load(c); s1 = v128.load(c, 16); s2 = v128.load(c, 32); s3 = v128.load(c, 48);
  }
  for (const end = a + step * k; a != end; a += step) {
    const x = v128.load32_splat(a);
    s0 = plus(s0, x, v128.load(b)); s1 = plus(s1, x, v128.load(b, 16));
    s2 = plus(s2, x, v128.load(right)); s3 = plus(s3, x, v128.load(right, 16));
    b += stepB; right += stepB;
  }
  v128.store(c, s0); v128.store(c, s1, 16); v128.store(c, s2, 32); v128.store(c, s3, 48);
}

/** Of two panels, `panel` bytes apart. */
export function tile1x16(a: usize, b: usize, panel: usize, k: i32, c: usize, accumulate: i32): void {
  rowTile(a, 4, b, b + panel, 32, k, c, accumulate);
}

/** Of a row-major B where it lies. */
export function tile1x16Unpacked(a: usize, step: usize, b: usize, stepB: usize, k: i32, c: usize, accumulate: i32): void {
  rowTile(a, step, b, b + 32, stepB, k, c, accumulate);
}

/** One row by 1…4 columns of a B that isn't packed. */
export function tile1x4Unpacked(a: usize, step: usize, b: usize, stepB: usize, k: i32, c: usize, n: i32, accumulate: i32): void {
  let s = accumulate ? loadLanes(c, n) : splat(0);
  for (; k > 0; k--, a += step, b += stepB) s = plus(s, v128.load32_splat(a), loadLanes(b, n));
  storeLanes(c, s, n);
}
