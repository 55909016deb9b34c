// softmax and its logarithm along rows, shifted by the row's maximum; sums in float64, in index order.
import { exp, log, splat } from "./inline/lanes";

// @ts-ignore: decorator
@inline function exp1(x: f32): f32 { return f32x4.extract_lane(exp(splat(x)), 0); }

// @ts-ignore: decorator
@inline function peak(x: usize, n: i32): f32 {
  let most: f32 = f32.NEGATIVE_INFINITY;
  for (let k = 0; k < n; k++) most = max<f32>(most, load<f32>(x + ((k as usize) << 2)));
  return most;
}

export function softmax(x: usize, out: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (let r = 0; r < rows; r++, x += width, out += width) {
    const most = peak(x, n);
    let total: f64 = 0;
    for (let k: usize = 0; k < width; k += 4) {
      const e = exp1(load<f32>(x + k) - most);
      total += <f64>e;
      store<f32>(out + k, e);
    }
    const whole = <f32>total;
    for (let k: usize = 0; k < width; k += 4) store<f32>(out + k, load<f32>(out + k) / whole);
  }
}

export function softmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (let r = 0; r < rows; r++, y += width, dy += width, dx += width) {
    let dot: f64 = 0;
    for (let k: usize = 0; k < width; k += 4) dot += <f64>load<f32>(y + k) * <f64>load<f32>(dy + k);
    const whole = <f32>dot;
    for (let k: usize = 0; k < width; k += 4) store<f32>(dx + k, load<f32>(dx + k) + load<f32>(y + k) * (load<f32>(dy + k) - whole));
  }
}

export function logSoftmax(x: usize, out: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (let r = 0; r < rows; r++, x += width, out += width) {
    const most = peak(x, n);
    let total: f64 = 0;
    for (let k: usize = 0; k < width; k += 4) total += <f64>exp1(load<f32>(x + k) - most);
    const shift = f32x4.extract_lane(log(splat(<f32>total)), 0);
    for (let k: usize = 0; k < width; k += 4) store<f32>(out + k, load<f32>(x + k) - most - shift);
  }
}

export function logSoftmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, n: i32): void {
  const width = (n as usize) << 2;
  for (let r = 0; r < rows; r++, y += width, dy += width, dx += width) {
    let total: f64 = 0;
    for (let k: usize = 0; k < width; k += 4) total += <f64>load<f32>(dy + k);
    const whole = <f32>total;
    for (let k: usize = 0; k < width; k += 4) store<f32>(dx + k, load<f32>(dx + k) + load<f32>(dy + k) - exp1(load<f32>(y + k)) * whole);
  }
}
