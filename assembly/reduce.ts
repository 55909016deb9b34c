// Sums in float64. Element k goes to partial sum k mod 8, and the eight are added pairwise: an order that depends on n only.
import { loadLanes, upper } from "./inline/lanes";

// @ts-ignore: decorator
@inline function square(x: v128): v128 { return f64x2.mul(x, x); }

// @ts-ignore: decorator
@inline function total(x: usize, n: i32, squares: bool): f64 {
  let a = f64x2.splat(0), b = a, c = a, d = a;
  // Missing lanes are 0 and change no sum.
  for (; n > 0; n -= 8, x += 32) {
    const low = loadLanes(x, n), high = n > 4 ? loadLanes(x + 16, n - 4) : f32x4.splat(0);
    const p = f64x2.promote_low_f32x4(low), q = f64x2.promote_low_f32x4(upper(low));
    const r = f64x2.promote_low_f32x4(high), s = f64x2.promote_low_f32x4(upper(high));
    a = f64x2.add(a, squares ? square(p) : p);
    b = f64x2.add(b, squares ? square(q) : q);
    c = f64x2.add(c, squares ? square(r) : r);
    d = f64x2.add(d, squares ? square(s) : s);
  }
  const e = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(e, 0) + f64x2.extract_lane(e, 1);
}

export function sum(x: usize, n: i32): f64 { return total(x, n, false); }

export function sumSquares(x: usize, n: i32): f64 { return total(x, n, true); }

/** Index of the first NaN or ±Infinity (all exponent bits set), or −1. */
export function firstNonFinite(x: usize, n: i32): i32 {
  const bits = i32x4.splat(0x7f800000);
  for (let k = 0; k < n; k += 4, x += 16) {
    const found = i32x4.eq(v128.and(loadLanes(x, n - k), bits), bits);
    if (v128.any_true(found)) return k + ctz(i32x4.bitmask(found));
  }
  return -1;
}
