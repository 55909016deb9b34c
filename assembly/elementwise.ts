// Functions of one and two numbers, lane by lane; tails go through the same lanes.
import { exp, loadLanes, log, sigmoid, softplus, splat, storeLanes, tanh } from "./inline/lanes";

/** x[0…n−1] = value. */
export function fill(x: usize, value: f32, n: i32): void {
  const v = splat(value);
  for (let k = 0; k < n; k += 4, x += 16) storeLanes(x, v, n - k);
}

// The codes are the places in `unaryNames` of src/backend.ts.
// @ts-ignore: decorator
@inline function one(code: i32, x: v128, alpha: v128): v128 {
  switch (code) {
    case 0: return f32x4.neg(x);
    case 1: return exp(x);
    case 2: return log(x);
    case 3: return tanh(x);
    case 4: return sigmoid(x);
    // NaN stays NaN: max gives NaN when either is.
    case 5: return f32x4.max(x, splat(0));
    case 6: return f32x4.sqrt(x);
    case 7: return f32x4.mul(x, x);
    case 8: return f32x4.abs(x);
    case 9: return f32x4.div(splat(1), x);
    case 10: return softplus(x);
    case 11: return f32x4.mul(alpha, x);
    default: return f32x4.add(x, alpha);
  }
}

/** out = f(x). The switch is inside the loop, and predicted: the function costs more. */
export function unary(code: i32, x: usize, out: usize, n: i32, alpha: f32): void {
  const a = splat(alpha);
  for (let k = 0; k < n; k += 4, x += 16, out += 16) storeLanes(out, one(code, loadLanes(x, n - k), a), n - k);
}

/** f′ from x and y = f(x). */
// @ts-ignore: decorator
@inline function slope(code: i32, x: v128, y: v128, alpha: v128): v128 {
  const unit = splat(1);
  switch (code) {
    case 0: return splat(-1);
    case 1: return y;
    case 2: return f32x4.div(unit, x);
    case 3: return f32x4.sub(unit, f32x4.mul(y, y));
    case 4: return f32x4.mul(y, f32x4.sub(unit, y));
    case 5: return v128.and(f32x4.gt(x, splat(0)), unit);
    case 6: return f32x4.div(splat(0.5), y);
    case 7: return f32x4.add(x, x);
    case 8: return f32x4.sub(v128.and(f32x4.gt(x, splat(0)), unit), v128.and(f32x4.lt(x, splat(0)), unit));
    case 9: return f32x4.neg(f32x4.mul(y, y));
    case 10: return sigmoid(x);
    case 11: return alpha;
    default: return unit;
  }
}

/** dx += dy · f′(x). */
export function unaryGradient(code: i32, x: usize, y: usize, dy: usize, dx: usize, n: i32, alpha: f32): void {
  const a = splat(alpha);
  for (let k = 0; k < n; k += 4, x += 16, y += 16, dy += 16, dx += 16) {
    const left = n - k;
    const d = slope(code, loadLanes(x, left), loadLanes(y, left), a);
    storeLanes(dx, f32x4.add(loadLanes(dx, left), f32x4.mul(loadLanes(dy, left), d)), left);
  }
}

// The codes are the places in `binaryNames` of src/backend.ts.
// @ts-ignore: decorator
@inline function two(code: i32, a: v128, b: v128): v128 {
  switch (code) {
    case 0: return f32x4.add(a, b);
    case 1: return f32x4.sub(a, b);
    case 2: return f32x4.mul(a, b);
    case 3: return f32x4.div(a, b);
    case 4: return f32x4.max(a, b);
    case 5: return f32x4.min(a, b);
    default: return v128.and(f32x4.ge(a, b), splat(1));
  }
}

/** Lanes of an operand walked with a stride: contiguous, repeated, or gathered one by one. */
// @ts-ignore: decorator
@inline function walk(at: usize, stride: i32, count: i32): v128 {
  if (stride == 1) return loadLanes(at, count);
  if (stride == 0) return v128.load32_splat(at);
  const step = (stride as usize) << 2;
  let v = v128.load32_splat(at);
  if (count > 1) v = v128.load_lane<f32>(at + step, v, 1);
  if (count > 2) v = v128.load_lane<f32>(at + 2 * step, v, 2);
  if (count > 3) v = v128.load_lane<f32>(at + 3 * step, v, 3);
  return v;
}

/** out (contiguous) = f(a, b) over d0×d1×d2×d3 with element strides. */
export function binary(
  code: i32, a: usize, b: usize, out: usize, d0: i32, d1: i32, d2: i32, d3: i32,
  a0: i32, a1: i32, a2: i32, a3: i32, b0: i32, b1: i32, b2: i32, b3: i32,
): void {
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) for (let k = 0; k < d2; k++) {
    let p = a + (((i * a0 + j * a1 + k * a2) as usize) << 2);
    let q = b + (((i * b0 + j * b1 + k * b2) as usize) << 2);
    for (let l = 0; l < d3; l += 4) {
      const left = d3 - l;
      storeLanes(out, two(code, walk(p, a3, left), walk(q, b3, left)), left);
      p += (a3 as usize) << 4;
      q += (b3 as usize) << 4;
      out += (min(left, 4) as usize) << 2;
    }
  }
}
