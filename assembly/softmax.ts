// softmax and its logarithm along rows, shifted by the row's maximum. Sums are in float64: element k goes to partial sum k mod 4,
// so that a row's result depends on that row alone.
import { exp, firstLanes, loadLanes, loadTail, log, splat, storeLanes, upper } from "./inline/lanes";

/** Lanes 0…count−1 from memory, −∞ in the others: they never are the maximum, and their exponential is 0. */
// @ts-ignore: decorator
@inline function loadOrLeast(at: usize, count: i32): v128 {
  return count > 3 ? v128.load(at) : v128.bitselect(loadTail(at, count), splat(f32.NEGATIVE_INFINITY), firstLanes(count));
}

/** The row's maximum; NaN if an element is. */
// @ts-ignore: decorator
@inline function peak(x: usize, n: i32): f32 {
  let most = splat(f32.NEGATIVE_INFINITY);
  for (; n > 3; n -= 4, x += 16) most = f32x4.max(most, v128.load(x));
  if (n > 0) most = f32x4.max(most, loadOrLeast(x, n));
  most = f32x4.max(most, upper(most));
  return max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1));
}

// @ts-ignore: decorator
@inline function low(x: v128): v128 { return f64x2.promote_low_f32x4(x); }

/** The four partial sums, added and rounded. */
// @ts-ignore: decorator
@inline function finish(a: v128, b: v128): f32 {
  const both = f64x2.add(a, b);
  return <f32>(f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1));
}

/** Σ exp(x − most); stores the terms in `out`, unless that is 0. Four vectors at a time interleave their chains. */
function total(x: usize, out: usize, n: i32, most: v128): f32 {
  let a = f64x2.splat(0), b = a;
  for (; n > 15; n -= 16, x += 64) {
    const e = exp(f32x4.sub(v128.load(x), most)), f = exp(f32x4.sub(v128.load(x, 16), most));
    const g = exp(f32x4.sub(v128.load(x, 32), most)), h = exp(f32x4.sub(v128.load(x, 48), most));
    if (out != 0) {
      v128.store(out, e); v128.store(out, f, 16); v128.store(out, g, 32); v128.store(out, h, 48);
      out += 64;
    }
    a = f64x2.add(f64x2.add(f64x2.add(f64x2.add(a, low(e)), low(f)), low(g)), low(h));
    b = f64x2.add(f64x2.add(f64x2.add(f64x2.add(b, low(upper(e))), low(upper(f))), low(upper(g))), low(upper(h)));
  }
  for (; n > 0; n -= 4, x += 16) {
    const e = exp(f32x4.sub(loadOrLeast(x, n), most));
    a = f64x2.add(a, low(e));
    b = f64x2.add(b, low(upper(e)));
    if (out != 0) {
      storeLanes(out, e, n);
      out += 16;
    }
  }
  return finish(a, b);
}

export function softmax(x: usize, out: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (; rows > 0; rows--, x += width, out += width) {
    const whole = splat(total(x, out, n, splat(peak(x, n))));
    for (let k = 0, at = out; k < n; k += 4, at += 16) storeLanes(at, f32x4.div(loadLanes(at, n - k), whole), n - k);
  }
}

export function softmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (; rows > 0; rows--, y += width, dy += width, dx += width) {
    let a = f64x2.splat(0), b = a;
    for (let k: usize = 0, left = n; left > 0; left -= 4, k += 16) {
      const p = loadLanes(y + k, left), q = loadLanes(dy + k, left);
      a = f64x2.add(a, f64x2.mul(low(p), low(q)));
      b = f64x2.add(b, f64x2.mul(low(upper(p)), low(upper(q))));
    }
    const dot = splat(finish(a, b));
    for (let k: usize = 0, left = n; left > 0; left -= 4, k += 16) {
      const move = f32x4.mul(loadLanes(y + k, left), f32x4.sub(loadLanes(dy + k, left), dot));
      storeLanes(dx + k, f32x4.add(loadLanes(dx + k, left), move), left);
    }
  }
}

export function logSoftmax(x: usize, out: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (; rows > 0; rows--, x += width, out += width) {
    const most = splat(peak(x, n));
    const shift = log(splat(total(x, 0, n, most)));
    for (let k: usize = 0, left = n; left > 0; left -= 4, k += 16) {
      storeLanes(out + k, f32x4.sub(f32x4.sub(loadLanes(x + k, left), most), shift), left);
    }
  }
}

export function logSoftmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (; rows > 0; rows--, y += width, dy += width, dx += width) {
    let a = f64x2.splat(0), b = a;
    for (let k: usize = 0, left = n; left > 0; left -= 4, k += 16) {
      const d = loadLanes(dy + k, left);
      a = f64x2.add(a, low(d));
      b = f64x2.add(b, low(upper(d)));
    }
    const whole = splat(finish(a, b));
    for (let k: usize = 0, left = n; left > 0; left -= 4, k += 16) {
      const move = f32x4.sub(loadLanes(dy + k, left), f32x4.mul(exp(loadLanes(y + k, left)), whole));
      storeLanes(dx + k, f32x4.add(loadLanes(dx + k, left), move), left);
    }
  }
}
