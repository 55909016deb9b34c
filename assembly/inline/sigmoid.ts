// σ and tanh on four float32 lanes, by the rules of `lanes.ts`. In three stages, which `activate.ts` interleaves over several vectors:
//   m = scaleOf(y)                               its low bits are n + 127, the exponent field of 2^n
//   q = expm1Negated(negatedRemainder(y, m))     e^−y = 2^n·(1 + q)
//   the result from q and m
//
// z is 0. V8's Turboshaft (Node 24) builds a vector constant anew, in three instructions, wherever it is used; one that is made from a
// number that it doesn't know is 0 it keeps in a register. LSTM's gates, 64 units: 13.8 → 7.6 ns a unit there; Node 20 loses 4 %.
// Alone, sigmoid(x) and tanh(x) have the plain constants.

import { E2, E3, E4, E5, E6, LN2_HIGH, LN2_LOW, LOG2E, ROUND } from "./lanes";

// @ts-ignore: decorator
@inline function constant(z: i32, x: f32): v128 { return i32x4.splat(reinterpret<i32>(x) | z); }

/** 0: pages of 64 KB, of which there are at most 2¹⁶. */
// @ts-ignore: decorator
@inline export function unknownZero(): i32 { return memory.size() >> 17; }

/** n nearest to −y/ln 2, as 1.5·2²³ + 127 + n. */
// @ts-ignore: decorator
@inline export function scaleOf(y: v128, z: i32): v128 { return f32x4.add(f32x4.mul(y, constant(z, -LOG2E)), constant(z, ROUND + 127.0)); }

/** s = y + n·ln 2, |s| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline export function negatedRemainder(y: v128, m: v128, z: i32): v128 {
  const n = f32x4.sub(m, constant(z, ROUND + 127.0));
  return f32x4.add(f32x4.add(y, f32x4.mul(n, constant(z, LN2_HIGH))), f32x4.mul(n, constant(z, LN2_LOW)));
}

/** e^−s − 1: `expm1Reduced(−s)` to the bit, without an operation to negate. */
// @ts-ignore: decorator
@inline export function expm1Negated(s: v128, z: i32): v128 {
  const s2 = f32x4.mul(s, s);
  const low = f32x4.sub(constant(z, E2), f32x4.mul(constant(z, E3), s));
  const high = f32x4.sub(constant(z, E4), f32x4.mul(constant(z, E5), s));
  const tail = f32x4.add(high, f32x4.mul(constant(z, E6), s2));
  return f32x4.sub(f32x4.mul(s2, f32x4.add(low, f32x4.mul(tail, s2))), s);
}

/** pmin and pmax keep a NaN in their first operand, and the sums carry it on. */
// @ts-ignore: decorator
@inline export function sigmoidArgument(x: v128, z: i32): v128 { return f32x4.pmin(f32x4.pmax(x, constant(z, -89.0)), constant(z, 87.0)); }

// @ts-ignore: decorator
@inline export function sigmoidResult(q: v128, m: v128, z: i32): v128 {
  // n = 128 gives ∞, so σ = 0.
  const e = f32x4.mul(f32x4.add(constant(z, 1.0), q), i32x4.shl(m, 23));
  return f32x4.div(constant(z, 1.0), f32x4.add(constant(z, 1.0), e));
}

/** 1 / (1 + e^−x). Reaches exactly 0 and 1. */
// @ts-ignore: decorator
@inline export function sigmoid(x: v128, z: i32 = 0): v128 {
  const y = sigmoidArgument(x, z), m = scaleOf(y, z);
  return sigmoidResult(expm1Negated(negatedRemainder(y, m, z), z), m, z);
}

/** 2|x|, at most 40. */
// @ts-ignore: decorator
@inline export function tanhArgument(x: v128, z: i32): v128 {
  const a = v128.andnot(x, constant(z, -0.0));
  return f32x4.pmin(f32x4.add(a, a), constant(z, 40.0));
}

/** The lanes of x give the sign. */
// @ts-ignore: decorator
@inline export function tanhResult(q: v128, m: v128, x: v128, z: i32): v128 {
  // d = (1 − 2^n) − q·2^n: no cancellation, since n = 0 leaves −q itself and n < 0 keeps |q·2^n| below 1 − 2^n.
  const scale = i32x4.shl(m, 23);
  const d = f32x4.sub(f32x4.sub(constant(z, 1.0), scale), f32x4.mul(q, scale));
  return v128.or(f32x4.div(d, f32x4.sub(constant(z, 2.0), d)), v128.and(x, constant(z, -0.0)));
}

/** tanh x = d / (2 − d), d = 1 − e^(−2|x|), with x's sign. Odd to the bit; tanh x = x for tiny x, subnormals too; reaches exactly ±1. */
// @ts-ignore: decorator
@inline export function tanh(x: v128, z: i32 = 0): v128 {
  const y = tanhArgument(x, z), m = scaleOf(y, z);
  return tanhResult(expm1Negated(negatedRemainder(y, m, z), z), m, x, z);
}
