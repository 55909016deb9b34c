// Functions on four float32 lanes. Every one is a composition of lane-wise operations, so what a lane gives depends on
// that lane alone: a vector's tail goes through the same function with its missing lanes set to 0 (`loadLanes`), and no
// scalar twin exists that could differ in its last bit. Strict SIMD only (no relaxed operation, no fused multiply-add).
//
// Accuracy (float32 ulp, all inputs, `test/backends/wasm-activation.test.ts` proves it where the true result is normal):
// exp, log, tanh, sigmoid and softplus ≤ 3. NaN gives NaN.
//
// The polynomials have the least largest relative error (`scripts/fit-lanes.mjs` computes them).

// @ts-ignore: decorator
@inline export function splat(x: f32): v128 { return f32x4.splat(x); }

/** Lanes 0…count−1 from memory, 0 in the others. Reads 4·count bytes and nothing past them. `count` 4 folds to one load. */
// @ts-ignore: decorator
@inline export function loadLanes(at: usize, count: i32): v128 {
  return count > 3 ? v128.load(at) : loadTail(at, count);
}

/** Lanes 0…count−1 to memory; writes 4·count bytes and nothing past them. `count` 4 folds to one store. */
// @ts-ignore: decorator
@inline export function storeLanes(at: usize, x: v128, count: i32): void {
  if (count > 3) v128.store(at, x);
  else storeTail(at, x, count);
}

export function loadTail(at: usize, count: i32): v128 {
  if (count == 3) return v128.load_lane<f32>(at, v128.load64_zero(at), 2, 8);
  if (count == 2) return v128.load64_zero(at);
  return count == 1 ? v128.load32_zero(at) : splat(0);
}

export function storeTail(at: usize, x: v128, count: i32): void {
  if (count > 1) {
    v128.store_lane<u64>(at, x, 0);
    if (count > 2) v128.store_lane<f32>(at, x, 2, 8);
  } else if (count == 1) v128.store_lane<f32>(at, x, 0);
}

/** Lanes of an operand that is walked with a stride: contiguous, repeated (the missing lanes too), or gathered one by one. */
// @ts-ignore: decorator
@inline export function walkLanes(at: usize, stride: i32, count: i32): v128 {
  if (stride == 1) return loadLanes(at, count);
  return stride == 0 ? v128.load32_splat(at) : gatherLanes(at, (stride as usize) << 2, count);
}

export function gatherLanes(at: usize, step: usize, count: i32): v128 {
  let v = v128.load32_zero(at);
  if (count > 1) v = v128.load_lane<f32>(at + step, v, 1);
  if (count > 2) v = v128.load_lane<f32>(at + 2 * step, v, 2);
  return count > 3 ? v128.load_lane<f32>(at + 3 * step, v, 3) : v;
}

/** All ones in lanes 0…count−1. */
// @ts-ignore: decorator
@inline export function firstLanes(count: i32): v128 { return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)); }

/**
 * A branch that is never taken where k > 0, which no compiler proves: it ends a basic block, and so what is computed before it
 * isn't moved behind what is loaded after it. `which` keeps two of them from becoming one.
 */
// @ts-ignore: decorator
@inline export function fence(k: i32, which: i32): bool { return k == -which; }

/** Lanes 2 and 3 in the place of 0 and 1. */
// @ts-ignore: decorator
@inline export function upper(x: v128): v128 { return v128.shuffle<i64>(x, x, 1, 1); }

/** 1.5·2²³: adding it to |t| < 2²² rounds t to an integer, which the sum's low bits then hold. */
export const ROUND: f32 = 12582912.0;
export const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts: the first has 9 bits, so that n·LN2_HIGH is exact for |n| < 2¹⁵. */
export const LN2_HIGH: f32 = 0.693359375;
export const LN2_LOW: f32 = -2.12194440e-4;

/** e^r − 1 = r + r²(E2 + E3·r + E4·r² + …) for |r| ≤ ln 2 / 2. */
export const E2: f32 = 0.4999999701976776;
export const E3: f32 = 0.1666654348373413;
export const E4: f32 = 0.04166720062494278;
export const E5: f32 = 0.008366547524929047;
export const E6: f32 = 0.0013882516650483012;

/** r = x − n·ln 2, |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline function remainder(x: v128, n: v128): v128 {
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, splat(LN2_HIGH))), f32x4.mul(n, splat(LN2_LOW)));
}

/** e^r − 1 for |r| ≤ ln 2 / 2, relative error 2⁻²⁶ before rounding: r + r²·P(r), P by Estrin's scheme (short chains). */
// @ts-ignore: decorator
@inline function expm1Reduced(r: v128): v128 {
  const r2 = f32x4.mul(r, r);
  const low = f32x4.add(splat(E2), f32x4.mul(splat(E3), r));
  const high = f32x4.add(splat(E4), f32x4.mul(splat(E5), r));
  const tail = f32x4.add(high, f32x4.mul(splat(E6), r2));
  return f32x4.add(r, f32x4.mul(r2, f32x4.add(low, f32x4.mul(tail, r2))));
}

/** e^x. Results below 2⁻¹²⁶ are 0, above the largest float ∞. */
// @ts-ignore: decorator
@inline export function exp(x: v128): v128 {
  const y = f32x4.pmax(f32x4.pmin(x, splat(89.0)), splat(-88.0));
  const m = f32x4.add(f32x4.mul(y, splat(LOG2E)), splat(ROUND));
  const p = f32x4.add(splat(1.0), expm1Reduced(remainder(y, f32x4.sub(m, splat(ROUND)))));
  // p·2^n by adding n to p's exponent: unlike a product with 2^n this reaches n = 128 (p < 1 there).
  const e = i32x4.add(p, i32x4.shl(m, 23));
  const finite = v128.bitselect(splat(f32.POSITIVE_INFINITY), e, f32x4.gt(x, splat(88.72283172607422)));
  const positive = v128.andnot(finite, f32x4.lt(x, splat(-87.33654)));
  return v128.bitselect(x, positive, f32x4.ne(x, x));
}

/** log(1 + f) for √½ ≤ 1 + f ≤ √2: f − f²/2 + f³·Q(f). */
// @ts-ignore: decorator
@inline function log1pReduced(f: v128): v128 {
  const f2 = f32x4.mul(f, f);
  const f4 = f32x4.mul(f2, f2);
  const a = f32x4.add(splat(0.3333333134651184), f32x4.mul(splat(-0.250008225440979), f));
  const b = f32x4.add(splat(0.20001234114170074), f32x4.mul(splat(-0.16623298823833466), f));
  const c = f32x4.add(splat(0.14201553165912628), f32x4.mul(splat(-0.1316058188676834), f));
  const d = f32x4.add(splat(0.12763328850269318), f32x4.mul(splat(-0.07635657489299774), f));
  const q = f32x4.add(f32x4.add(a, f32x4.mul(b, f2)), f32x4.mul(f4, f32x4.add(c, f32x4.mul(d, f2))));
  return f32x4.sub(f, f32x4.mul(f2, f32x4.sub(splat(0.5), f32x4.mul(f, q))));
}

/** ln x. ln 0 = −∞, ln of a negative is NaN. */
// @ts-ignore: decorator
@inline export function log(x: v128): v128 {
  // Subnormals are scaled by 2²³ first.
  const small = f32x4.lt(x, splat(1.1754943508222875e-38));
  const y = v128.bitselect(f32x4.mul(x, splat(8388608.0)), x, small);
  // y = 2^n·z with √½ ≤ z < √2: the exponent's border moved to √½ (bits 0x3f3504f3).
  const shifted = i32x4.sub(y, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.sub(i32x4.shr_s(shifted, 23), v128.and(small, i32x4.splat(23)));
  const z = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const n = f32x4.convert_i32x4_s(exponent);
  const part = f32x4.add(log1pReduced(f32x4.sub(z, splat(1.0))), f32x4.mul(n, splat(LN2_LOW)));
  const finite = f32x4.add(part, f32x4.mul(n, splat(LN2_HIGH)));
  const atZero = v128.bitselect(splat(f32.NEGATIVE_INFINITY), finite, f32x4.eq(x, splat(0.0)));
  // ∞ gives ∞ and NaN gives NaN (x itself); a negative gives NaN.
  const atTop = v128.bitselect(x, atZero, v128.not(f32x4.lt(x, splat(f32.POSITIVE_INFINITY))));
  return v128.or(atTop, f32x4.lt(x, splat(0.0)));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e), e = e^−|x| in (0, 1]; for very negative x this is e itself. */
// @ts-ignore: decorator
@inline export function softplus(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  // 1 + e = 2·(1 + (e − 1)/2) above √2 − 1, so that the reduced logarithm's argument is exact and in its range.
  const large = f32x4.gt(e, splat(0.41421356237309503));
  const f = v128.bitselect(f32x4.mul(f32x4.sub(e, splat(1.0)), splat(0.5)), e, large);
  const rest = f32x4.add(log1pReduced(f), v128.and(large, splat(0.6931471805599453)));
  return f32x4.add(f32x4.pmax(x, splat(0.0)), rest);
}

/** s(1 − s): the derivative of σ, given its value s. */
// @ts-ignore: decorator
@inline export function sigmoidSlope(s: v128): v128 { return f32x4.mul(s, f32x4.sub(splat(1.0), s)); }

/** 1 − t²: the derivative of tanh, given its value t. */
// @ts-ignore: decorator
@inline export function tanhSlope(t: v128): v128 { return f32x4.sub(splat(1.0), f32x4.mul(t, t)); }

/** pointer + offset, but 0 ("none") stays 0. */
// @ts-ignore: decorator
@inline export function offset(pointer: usize, bytes: usize): usize { return pointer ? pointer + bytes : 0; }
