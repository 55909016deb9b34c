// Packing: operands copied into the order in which the innermost loops read them.
//
// B becomes panels of 8 columns, one after the other; in a panel each k has its 8 values side by side (columns past n are 0).
// A panel is read from its first byte to its last, whatever B's leading dimension was.

import { loadLanes, splat } from "./inline/lanes";

/** Elements of B[k, n] packed. */
export function packedSize(k: i32, n: i32): i32 { return k * ((n + 7) & ~7); }

export function pack(b: usize, ldb: i32, transposed: i32, k: i32, n: i32, out: usize): void {
  const pitch = <usize>ldb << 2;
  for (let j = 0; j < n; j += 8) {
    const columns = min(8, n - j);
    if (transposed) packTransposed(b + <usize>j * pitch, pitch, k, columns, out);
    else packRows(b + (<usize>j << 2), pitch, k, columns, out);
    out += <usize>k << 5;
  }
}

/** Rows of B, up to 8 values of each. */
function packRows(b: usize, pitch: usize, k: i32, columns: i32, out: usize): void {
  if (columns == 8) {
    for (let i = 0; i < k; i++, b += pitch, out += 32) {
      v128.store(out, v128.load(b));
      v128.store(out, v128.load(b, 16), 16);
    }
    return;
  }
  const first = min(4, columns), second = columns - first;
  for (let i = 0; i < k; i++, b += pitch, out += 32) {
    v128.store(out, loadLanes(b, first));
    v128.store(out, loadLanes(b + 16, second), 16);
  }
}

/** B stored n×k: up to 8 of its rows become the panel's columns. */
function packTransposed(b: usize, pitch: usize, k: i32, columns: i32, out: usize): void {
  let i = 0;
  if (columns == 8) {
    for (; i + 4 <= k; i += 4, out += 128) {
      transpose4(b + (<usize>i << 2), pitch, out, 32);
      transpose4(b + 4 * pitch + (<usize>i << 2), pitch, out + 16, 32);
    }
  }
  for (; i < k; i++, out += 32) {
    v128.store(out, splat(0));
    v128.store(out, splat(0), 16);
    for (let j = 0; j < columns; j++) store<f32>(out + (<usize>j << 2), load<f32>(b + <usize>j * pitch + (<usize>i << 2)));
  }
}

/** A 4×4 block, rows `pitch` bytes apart, written transposed with rows `step` bytes apart. */
// @ts-ignore: decorator
@inline function transpose4(from: usize, pitch: usize, to: usize, step: usize): void {
  const r0 = v128.load(from), r1 = v128.load(from + pitch), r2 = v128.load(from + 2 * pitch), r3 = v128.load(from + 3 * pitch);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * step, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * step, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** A[m, k] from its transpose, k×m: row-major, without gaps. */
export function packLeft(a: usize, pitch: usize, k: i32, m: i32, out: usize): void {
  const width = <usize>k << 2;
  for (let row = 0; row < m; row += 4, a += 16, out += width << 2) {
    const count = min(4, m - row);
    let from = a, to = out, i = 0;
    if (count == 4) for (; i + 4 <= k; i += 4, from += pitch << 2, to += 16) transpose4(from, pitch, to, width);
    for (; i < k; i++, from += pitch, to += 4) {
      for (let j = 0; j < count; j++) store<f32>(to + <usize>j * width, load<f32>(from + (<usize>j << 2)));
    }
  }
}
