// Optimizer updates, PyTorch's definitions; d is the gradient with L2 decay added. Scalars come in float64 and are rounded once.
import { loadLanes, splat, storeLanes } from "./inline/lanes";

/** v = μ v + (1−τ) d (v = d at step 1); x −= rate · (v, or d + μ v with Nesterov). Sutskever et al. 2013. */
export function sgd(x: usize, dx: usize, v: usize, n: i32, rate: f64, decay: f64, momentum: f64, dampening: f64, nesterov: i32, step: i32): void {
  const lr = splat(<f32>rate), wd = splat(<f32>decay), mu = splat(<f32>momentum), fresh = splat(<f32>(1 - dampening));
  for (let k = 0; k < n; k += 4, x += 16, dx += 16) {
    const left = n - k;
    const value = loadLanes(x, left);
    let d = f32x4.add(loadLanes(dx, left), f32x4.mul(wd, value));
    if (v != 0) {
      const velocity = step == 1 ? d : f32x4.add(f32x4.mul(mu, loadLanes(v, left)), f32x4.mul(fresh, d));
      storeLanes(v, velocity, left);
      d = nesterov ? f32x4.add(d, f32x4.mul(mu, velocity)) : velocity;
      v += 16;
    }
    storeLanes(x, f32x4.sub(value, f32x4.mul(lr, d)), left);
  }
}

/** s = α s + (1−α) d²; x −= rate · d / (√s + ε), s less the squared mean gradient when centered. Tieleman & Hinton 2012; Graves 2013. */
export function rmsprop(x: usize, dx: usize, s: usize, m: usize, a: usize, n: i32, rate: f64, decay: f64, alpha: f64, epsilon: f64, momentum: f64): void {
  const lr = splat(<f32>rate), wd = splat(<f32>decay), keep = splat(<f32>alpha), take = splat(<f32>(1 - alpha)), eps = splat(<f32>epsilon), mu = splat(<f32>momentum);
  for (let k = 0; k < n; k += 4, x += 16, dx += 16, s += 16) {
    const left = n - k;
    const value = loadLanes(x, left);
    const d = f32x4.add(loadLanes(dx, left), f32x4.mul(wd, value));
    let square = f32x4.add(f32x4.mul(keep, loadLanes(s, left)), f32x4.mul(take, f32x4.mul(d, d)));
    storeLanes(s, square, left);
    if (a != 0) {
      const average = f32x4.add(f32x4.mul(keep, loadLanes(a, left)), f32x4.mul(take, d));
      storeLanes(a, average, left);
      square = f32x4.sub(square, f32x4.mul(average, average));
      a += 16;
    }
    let move = f32x4.div(d, f32x4.add(f32x4.sqrt(square), eps));
    if (m != 0) {
      move = f32x4.add(f32x4.mul(mu, loadLanes(m, left)), move);
      storeLanes(m, move, left);
      m += 16;
    }
    storeLanes(x, f32x4.sub(value, f32x4.mul(lr, move)), left);
  }
}

/** s += d²; x −= rate · d / (√s + ε). Duchi et al. 2011. */
export function adagrad(x: usize, dx: usize, s: usize, n: i32, rate: f64, decay: f64, epsilon: f64): void {
  const lr = splat(<f32>rate), wd = splat(<f32>decay), eps = splat(<f32>epsilon);
  for (let k = 0; k < n; k += 4, x += 16, dx += 16, s += 16) {
    const left = n - k;
    const value = loadLanes(x, left);
    const d = f32x4.add(loadLanes(dx, left), f32x4.mul(wd, value));
    const square = f32x4.add(loadLanes(s, left), f32x4.mul(d, d));
    storeLanes(s, square, left);
    storeLanes(x, f32x4.sub(value, f32x4.mul(lr, f32x4.div(d, f32x4.add(f32x4.sqrt(square), eps)))), left);
  }
}

/** Kingma & Ba 2015; AMSGrad: Reddi et al. 2018; decoupled decay: Loshchilov & Hutter 2019. */
export function adam(
  x: usize, dx: usize, m: usize, v: usize, vmax: usize, n: i32, rate: f64, decay: f64,
  beta1: f64, beta2: f64, epsilon: f64, bias1: f64, bias2: f64, decoupled: i32,
): void {
  const size = splat(<f32>(rate / bias1)), root = splat(<f32>(1 / sqrt<f64>(bias2))), eps = splat(<f32>epsilon);
  const b1 = splat(<f32>beta1), r1 = splat(<f32>(1 - beta1)), b2 = splat(<f32>beta2), r2 = splat(<f32>(1 - beta2));
  const wd = splat(decoupled ? 0 : <f32>decay), shrink = splat(decoupled ? <f32>(1 - rate * decay) : 1);
  for (let k = 0; k < n; k += 4, x += 16, dx += 16, m += 16, v += 16) {
    const left = n - k;
    const value = f32x4.mul(shrink, loadLanes(x, left));
    const d = f32x4.add(loadLanes(dx, left), f32x4.mul(wd, value));
    const first = f32x4.add(f32x4.mul(b1, loadLanes(m, left)), f32x4.mul(r1, d));
    let second = f32x4.add(f32x4.mul(b2, loadLanes(v, left)), f32x4.mul(r2, f32x4.mul(d, d)));
    storeLanes(m, first, left);
    storeLanes(v, second, left);
    if (vmax != 0) {
      second = f32x4.max(loadLanes(vmax, left), second);
      storeLanes(vmax, second, left);
      vmax += 16;
    }
    storeLanes(x, f32x4.sub(value, f32x4.mul(size, f32x4.div(first, f32x4.add(f32x4.mul(f32x4.sqrt(second), root), eps)))), left);
  }
}
