// Optimizer updates, PyTorch's definitions; d is the gradient with L2 decay added. Scalars come in float64 and are rounded once.
//
// Each update is written once, for `left` lanes: with a constant 4 for whole vectors, then for the tail. A count that isn't
// constant would put a branch at every load and store (Adam 2.4 for 0.9 ns a number, Zen 3, Node 20).
import { loadLanes, offset, splat, storeLanes } from "./inline/lanes";

/** The gradient with decay · x added. */
// @ts-ignore: decorator
@inline function decayed(dx: usize, x: v128, decay: v128, left: i32): v128 { return f32x4.add(loadLanes(dx, left), f32x4.mul(decay, x)); }

/** keep · average + take · x */
// @ts-ignore: decorator
@inline function blend(keep: v128, average: v128, take: v128, x: v128): v128 { return f32x4.add(f32x4.mul(keep, average), f32x4.mul(take, x)); }

// @ts-ignore: decorator
@inline function sgdLanes(
  x: usize, dx: usize, v: usize, left: i32,
  rate: v128, decay: v128, mu: v128, fresh: v128, nesterov: i32, first: bool,
): void {
  const value = loadLanes(x, left);
  let d = decayed(dx, value, decay, left);
  if (v) {
    const velocity = first ? d : blend(mu, loadLanes(v, left), fresh, d);
    storeLanes(v, velocity, left);
    d = nesterov ? f32x4.add(d, f32x4.mul(mu, velocity)) : velocity;
  }
  storeLanes(x, f32x4.sub(value, f32x4.mul(rate, d)), left);
}

/** v = μ v + (1−τ) d (v = d at step 1); x −= rate · (v, or d + μ v with Nesterov). Sutskever et al. 2013. */
export function sgd(
  x: usize, dx: usize, v: usize, n: i32, rate: f64, decay: f64,
  momentum: f64, dampening: f64, nesterov: i32, step: i32,
): void {
  const lr = splat(<f32>rate), wd = splat(<f32>decay), mu = splat(<f32>momentum), fresh = splat(<f32>(1 - dampening)), first = step == 1;
  for (; n > 3; n -= 4, x += 16, dx += 16, v = offset(v, 16)) sgdLanes(x, dx, v, 4, lr, wd, mu, fresh, nesterov, first);
  if (n > 0) sgdLanes(x, dx, v, n, lr, wd, mu, fresh, nesterov, first);
}

// @ts-ignore: decorator
@inline function rmspropLanes(
  x: usize, dx: usize, s: usize, m: usize, a: usize, left: i32,
  rate: v128, decay: v128, keep: v128, take: v128, eps: v128, mu: v128,
): void {
  const value = loadLanes(x, left), d = decayed(dx, value, decay, left);
  let square = blend(keep, loadLanes(s, left), take, f32x4.mul(d, d));
  storeLanes(s, square, left);
  if (a) {
    const average = blend(keep, loadLanes(a, left), take, d);
    storeLanes(a, average, left);
    square = f32x4.sub(square, f32x4.mul(average, average));
  }
  let move = f32x4.div(d, f32x4.add(f32x4.sqrt(square), eps));
  if (m) {
    move = f32x4.add(f32x4.mul(mu, loadLanes(m, left)), move);
    storeLanes(m, move, left);
  }
  storeLanes(x, f32x4.sub(value, f32x4.mul(rate, move)), left);
}

/** s = α s + (1−α) d²; x −= rate · d / (√s + ε), s less the squared mean gradient when centered. Tieleman & Hinton 2012; Graves 2013. */
export function rmsprop(
  x: usize, dx: usize, s: usize, m: usize, a: usize, n: i32, rate: f64, decay: f64,
  alpha: f64, epsilon: f64, momentum: f64,
): void {
  const lr = splat(<f32>rate), wd = splat(<f32>decay), eps = splat(<f32>epsilon), mu = splat(<f32>momentum);
  const keep = splat(<f32>alpha), take = splat(<f32>(1 - alpha));
  for (; n > 3; n -= 4, x += 16, dx += 16, s += 16, m = offset(m, 16), a = offset(a, 16)) {
    rmspropLanes(x, dx, s, m, a, 4, lr, wd, keep, take, eps, mu);
  }
  if (n > 0) rmspropLanes(x, dx, s, m, a, n, lr, wd, keep, take, eps, mu);
}

// @ts-ignore: decorator
@inline function adagradLanes(x: usize, dx: usize, s: usize, left: i32, rate: v128, decay: v128, eps: v128): void {
  const value = loadLanes(x, left), d = decayed(dx, value, decay, left);
  const square = f32x4.add(loadLanes(s, left), f32x4.mul(d, d));
  storeLanes(s, square, left);
  storeLanes(x, f32x4.sub(value, f32x4.mul(rate, f32x4.div(d, f32x4.add(f32x4.sqrt(square), eps)))), left);
}

/** s += d²; x −= rate · d / (√s + ε). Duchi et al. 2011. */
export function adagrad(x: usize, dx: usize, s: usize, n: i32, rate: f64, decay: f64, epsilon: f64): void {
  const lr = splat(<f32>rate), wd = splat(<f32>decay), eps = splat(<f32>epsilon);
  for (; n > 3; n -= 4, x += 16, dx += 16, s += 16) adagradLanes(x, dx, s, 4, lr, wd, eps);
  if (n > 0) adagradLanes(x, dx, s, n, lr, wd, eps);
}

// @ts-ignore: decorator
@inline function adamLanes(
  x: usize, dx: usize, m: usize, v: usize, vmax: usize, left: i32,
  size: v128, root: v128, eps: v128, b1: v128, r1: v128, b2: v128, r2: v128, decay: v128, shrink: v128,
): void {
  const value = f32x4.mul(shrink, loadLanes(x, left)), d = decayed(dx, value, decay, left);
  const first = blend(b1, loadLanes(m, left), r1, d);
  let second = blend(b2, loadLanes(v, left), r2, f32x4.mul(d, d));
  storeLanes(m, first, left);
  storeLanes(v, second, left);
  if (vmax) {
    second = f32x4.max(loadLanes(vmax, left), second);
    storeLanes(vmax, second, left);
  }
  storeLanes(x, f32x4.sub(value, f32x4.mul(size, f32x4.div(first, f32x4.add(f32x4.mul(f32x4.sqrt(second), root), eps)))), left);
}

/**
 * m = β₁ m + (1−β₁) d; v = β₂ v + (1−β₂) d²; x −= (rate / bias₁) · m / (√v / √bias₂ + ε). Kingma & Ba 2015. AMSGrad (Reddi et al.
 * 2018) puts v's maximum so far, before the division by bias₂, in v's place. Decoupled decay: Loshchilov & Hutter 2019.
 */
export function adam(
  x: usize, dx: usize, m: usize, v: usize, vmax: usize, n: i32, rate: f64, decay: f64,
  beta1: f64, beta2: f64, epsilon: f64, bias1: f64, bias2: f64, decoupled: i32,
): void {
  const size = splat(<f32>(rate / bias1)), root = splat(<f32>(1 / sqrt<f64>(bias2))), eps = splat(<f32>epsilon);
  const b1 = splat(<f32>beta1), r1 = splat(<f32>(1 - beta1)), b2 = splat(<f32>beta2), r2 = splat(<f32>(1 - beta2));
  const wd = splat(decoupled ? 0 : <f32>decay), shrink = splat(decoupled ? <f32>(1 - rate * decay) : 1);
  for (; n > 3; n -= 4, x += 16, dx += 16, m += 16, v += 16, vmax = offset(vmax, 16)) {
    adamLanes(x, dx, m, v, vmax, 4, size, root, eps, b1, r1, b2, r2, wd, shrink);
  }
  if (n > 0) adamLanes(x, dx, m, v, vmax, n, size, root, eps, b1, r1, b2, r2, wd, shrink);
}
