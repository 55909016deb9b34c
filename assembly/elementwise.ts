// Functions of one and two numbers, lane by lane; tails go through the same lanes. The code is a constant inside each loop, so
// that a loop holds its own function only, and four vectors at a time interleave the chains of the longer ones. Whole vectors and
// tail are apart because a count that isn't constant puts a branch at every load and store.
import { sigmoidInPlace, tanhInPlace } from "./activate";
import { exp, loadLanes, loadTail, log, sigmoidSlope, softplus, splat, storeLanes, storeTail, tanhSlope, walkLanes } from "./inline/lanes";
import { sigmoid } from "./inline/sigmoid";

/** x[0…n−1] = value. */
export function fill(x: usize, value: f32, n: i32): void {
  const v = splat(value);
  for (; n >= 16; n -= 16, x += 64) {
    v128.store(x, v); v128.store(x, v, 16); v128.store(x, v, 32); v128.store(x, v, 48);
  }
  for (; n > 0; n -= 4, x += 16) storeLanes(x, v, n);
}

// The codes are the places in `unaryNames` of src/backend.ts.
// @ts-ignore: decorator
@inline function one(code: i32, x: v128, alpha: v128): v128 {
  switch (code) {
    case 0: return f32x4.neg(x);
    case 1: return exp(x);
    case 2: return log(x);
    // 3 and 4, tanh and σ, are in `activate.ts`. NaN stays NaN: max gives NaN when either is.
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

// @ts-ignore: decorator
@inline function each(code: i32, x: usize, out: usize, n: i32, alpha: v128): void {
  for (; n >= 16; n -= 16, x += 64, out += 64) {
    const a = one(code, v128.load(x), alpha), b = one(code, v128.load(x, 16), alpha);
    const c = one(code, v128.load(x, 32), alpha), d = one(code, v128.load(x, 48), alpha);
    v128.store(out, a); v128.store(out, b, 16); v128.store(out, c, 32); v128.store(out, d, 48);
  }
  for (; n > 0; n -= 4, x += 16, out += 16) storeLanes(out, one(code, loadLanes(x, n), alpha), n);
}

/** One vector at a time, for functions short enough to wait for memory alone. */
// @ts-ignore: decorator
@inline function plain(code: i32, x: usize, out: usize, n: i32, alpha: v128): void {
  for (; n > 3; n -= 4, x += 16, out += 16) v128.store(out, one(code, v128.load(x), alpha));
  if (n > 0) storeTail(out, one(code, loadTail(x, n), alpha), n);
}

/** out = f(x). */
export function unary(code: i32, x: usize, out: usize, n: i32, alpha: f32): void {
  const a = splat(alpha);
  switch (code) {
    case 0: return plain(0, x, out, n, a);
    case 1: return each(1, x, out, n, a);
    case 2: return each(2, x, out, n, a);
    case 3: case 4:
      if (x != out) memory.copy(out, x, <usize>n << 2);
      return code == 3 ? tanhInPlace(out, n) : sigmoidInPlace(out, n);
    case 5: return plain(5, x, out, n, a);
    case 6: return plain(6, x, out, n, a);
    case 7: return plain(7, x, out, n, a);
    case 8: return plain(8, x, out, n, a);
    case 9: return plain(9, x, out, n, a);
    case 10: return each(10, x, out, n, a);
    case 11: return plain(11, x, out, n, a);
    default: return plain(12, x, out, n, a);
  }
}

/** f′ from x and y = f(x). */
// @ts-ignore: decorator
@inline function slope(code: i32, x: v128, y: v128, alpha: v128): v128 {
  const unit = splat(1);
  switch (code) {
    case 0: return splat(-1);
    case 1: return y;
    case 2: return f32x4.div(unit, x);
    case 3: return tanhSlope(y);
    case 4: return sigmoidSlope(y);
    // NaN gives NaN: all bits set.
    case 5: return v128.or(v128.and(f32x4.gt(x, splat(0)), unit), f32x4.ne(x, x));
    case 6: return f32x4.div(splat(0.5), y);
    case 7: return f32x4.add(x, x);
    case 8: return v128.or(f32x4.sub(v128.and(f32x4.gt(x, splat(0)), unit), v128.and(f32x4.lt(x, splat(0)), unit)), f32x4.ne(x, x));
    case 9: return f32x4.neg(f32x4.mul(y, y));
    case 10: return sigmoid(x);
    case 11: return alpha;
    default: return unit;
  }
}

// @ts-ignore: decorator
@inline function descend(code: i32, x: usize, y: usize, dy: usize, dx: usize, left: i32, alpha: v128): void {
  const d = slope(code, loadLanes(x, left), loadLanes(y, left), alpha);
  storeLanes(dx, f32x4.add(loadLanes(dx, left), f32x4.mul(loadLanes(dy, left), d)), left);
}

/** dx += dy · f′(x). One loop for all codes: a function of its own gains little, since memory is what it waits for. */
export function unaryGradient(code: i32, x: usize, y: usize, dy: usize, dx: usize, n: i32, alpha: f32): void {
  const a = splat(alpha);
  for (; n > 3; n -= 4, x += 16, y += 16, dy += 16, dx += 16) descend(code, x, y, dy, dx, 4, a);
  if (n > 0) descend(code, x, y, dy, dx, n, a);
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

/** One line: both contiguous, or the second repeated. */
// @ts-ignore: decorator
@inline function line(code: i32, p: usize, s: i32, q: usize, t: i32, out: usize, n: i32): void {
  if (s == 1 && t == 1) {
    for (; n > 3; n -= 4, p += 16, q += 16, out += 16) v128.store(out, two(code, v128.load(p), v128.load(q)));
    storeTail(out, two(code, loadTail(p, n), loadTail(q, n)), n);
  } else {
    const same = v128.load32_splat(q);
    for (; n > 3; n -= 4, p += 16, out += 16) v128.store(out, two(code, v128.load(p), same));
    storeTail(out, two(code, loadTail(p, n), same), n);
  }
}

/** A line of any strides, looking at the code for each vector. */
function walk(code: i32, p: usize, s: i32, q: usize, t: i32, out: usize, n: i32): void {
  const ps = (s as usize) << 4, qs = (t as usize) << 4;
  for (; n > 0; n -= 4, p += ps, q += qs, out += 16) storeLanes(out, two(code, walkLanes(p, s, n), walkLanes(q, t, n)), n);
}

function row(code: i32, p: usize, s: i32, q: usize, t: i32, out: usize, n: i32): void {
  if (s != 1 || (t != 1 && t != 0)) return walk(code, p, s, q, t, out, n);
  switch (code) {
    case 0: return line(0, p, s, q, t, out, n);
    case 1: return line(1, p, s, q, t, out, n);
    case 2: return line(2, p, s, q, t, out, n);
    case 3: return line(3, p, s, q, t, out, n);
    case 4: return line(4, p, s, q, t, out, n);
    case 5: return line(5, p, s, q, t, out, n);
    default: return line(6, p, s, q, t, out, n);
  }
}

/** out (contiguous) = f(a, b) over d0×d1×d2×d3 with element strides. */
export function binary(
  code: i32, a: usize, b: usize, out: usize, d0: i32, d1: i32, d2: i32, d3: i32,
  a0: i32, a1: i32, a2: i32, a3: i32, b0: i32, b1: i32, b2: i32, b3: i32,
): void {
  const width = (d3 as usize) << 2;
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) for (let k = 0; k < d2; k++, out += width) {
    const p = a + (((i * a0 + j * a1 + k * a2) as usize) << 2);
    const q = b + (((i * b0 + j * b1 + k * b2) as usize) << 2);
    row(code, p, a3, q, b3, out, d3);
  }
}
