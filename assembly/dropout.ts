// Dropout masks by Philox4x32-10 (Salmon et al. 2011): key (key0, key1), counter (u >> 2, t, row, step), word u & 3.
// Four counters at a time, one a lane: x0…x3 hold the first…fourth word of each.
import { storeLanes } from "./inline/lanes";

/** High 32 bits of each lane's product with a constant, given the products of lanes 0 and 1 and of lanes 2 and 3. */
// @ts-ignore: decorator
@inline function high(a: v128, b: v128): v128 { return v128.shuffle<i32>(a, b, 1, 3, 5, 7); }

// @ts-ignore: decorator
@inline function low(a: v128, b: v128): v128 { return v128.shuffle<i32>(a, b, 0, 2, 4, 6); }

// @ts-ignore: decorator
@inline function either(a: v128, b: v128, c: v128): v128 { return v128.xor(v128.xor(a, b), c); }

/** 0 where word >>> 8 is below the limit, else the scale. */
// @ts-ignore: decorator
@inline function mask(word: v128, limit: v128, kept: v128): v128 {
  return v128.andnot(kept, i32x4.lt_s(i32x4.shr_u(word, 8), limit));
}

/** out[r, u] = 0 with probability p, else 1/(1−p). */
export function dropoutMask(out: usize, row: usize, t: usize, rows: i32, width: i32, p: f64, key0: u32, key1: u32, step: u32): void {
  const kept = f32x4.splat(<f32>(1.0 / (1.0 - p)));
  // uniform < p, that is (word >>> 8)·2⁻²⁴ < p, for whole numbers.
  const limit = i32x4.splat(<i32>ceil<f64>(p * 16777216.0));
  for (let r = 0; r < rows; r++) {
    const own = i32x4.splat(row == 0 ? r : load<i32>(row + ((r as usize) << 2)));
    const time = i32x4.splat(t == 0 ? 0 : load<i32>(t + ((r as usize) << 2)));
    for (let left = width, u = 0; left > 0; left -= 16, u += 4) {
      block(out, left, u, time, own, step, key0, key1, limit, kept);
      out += (min(left, 16) as usize) << 2;
    }
  }
}

/** Up to 16 numbers: the counters u, u + 1, u + 2, u + 3. */
function block(out: usize, left: i32, u: i32, time: v128, own: v128, step: u32, key0: u32, key1: u32, limit: v128, kept: v128): void {
  const A = i32x4.splat(0xd2511f53), B = i32x4.splat(0xcd9e8d57);
  let x0 = i32x4.add(i32x4.splat(u), i32x4(0, 1, 2, 3)), x1 = time, x2 = own, x3 = i32x4.splat(step);
  for (let round = 0; round < 10; round++, key0 += 0x9e3779b9, key1 += 0xbb67ae85) {
    const a = i64x2.extmul_low_i32x4_u(x0, A), b = i64x2.extmul_high_i32x4_u(x0, A);
    const c = i64x2.extmul_low_i32x4_u(x2, B), d = i64x2.extmul_high_i32x4_u(x2, B);
    x0 = either(high(c, d), x1, i32x4.splat(key0));
    x1 = low(c, d);
    x2 = either(high(a, b), x3, i32x4.splat(key1));
    x3 = low(a, b);
  }
  // From words in lanes to the four words of each counter in a row.
  const m0 = mask(x0, limit, kept), m1 = mask(x1, limit, kept), m2 = mask(x2, limit, kept), m3 = mask(x3, limit, kept);
  const a = v128.shuffle<i32>(m0, m1, 0, 4, 1, 5), b = v128.shuffle<i32>(m2, m3, 0, 4, 1, 5);
  const c = v128.shuffle<i32>(m0, m1, 2, 6, 3, 7), d = v128.shuffle<i32>(m2, m3, 2, 6, 3, 7);
  storeLanes(out, v128.shuffle<i64>(a, b, 0, 2), left);
  if (left > 4) storeLanes(out + 16, v128.shuffle<i64>(a, b, 1, 3), left - 4);
  if (left > 8) storeLanes(out + 32, v128.shuffle<i64>(c, d, 0, 2), left - 8);
  if (left > 12) storeLanes(out + 48, v128.shuffle<i64>(c, d, 1, 3), left - 12);
}
