// One step of the GRU. g holds three parts of each row in the order r z n, each [H]; h_{t−1}, h_t: [rows, H].
//
// Reset after (PyTorch, cuDNN; `gruForward`): the reset gate acts on the recurrent product, which has its own bias.
//   r_t = σ(W_r x_t + b_r + U_r h_{t−1} + b′_r)
//   z_t = σ(W_z x_t + b_z + U_z h_{t−1} + b′_z)
//   n_t = tanh(W_n x_t + b_n + r_t ⊙ (U_n h_{t−1} + b′_n))        hn = U_n h_{t−1} + b′_n
//   h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t−1}
// Reset before (Cho et al. 2014, arXiv:1406.1078 v3; `gruBefore…`): the gate acts on the state, before the product.
//   n_t = tanh(W_n x_t + U_n (r_t ⊙ h_{t−1}) + b_n),  the rest the same.
// There z keeps the old state, as here and in PyTorch. Keras and ONNX order the parts z r n (h); Keras's default
// `reset_after=True` is the first form, ONNX's `linear_before_reset` 1 the first and 0 the second.
//
// Backward, with δ_t = ∂L/∂h_t = dy_t + dh:
//   ∂L/∂a_z = δ_t ⊙ (h_{t−1} − n) ⊙ z(1 − z)
//   ∂L/∂a_n = δ_t ⊙ (1 − z) ⊙ (1 − n²)
//   after:   ∂L/∂a_r = ∂L/∂a_n ⊙ hn ⊙ r(1 − r),   ∂L/∂hn = ∂L/∂a_n ⊙ r
//   before:  with q = ∂L/∂a_n · U_n:  ∂L/∂a_r = q ⊙ h_{t−1} ⊙ r(1 − r),   q ⊙ r flows on to h_{t−1}
//   the direct path: dh = δ_t ⊙ z; the caller adds the products through U.

import { addProduct, setProduct, sigmoidInPlace, tanhInPlace } from "./activate";
import { loadLanes, offset, sigmoidSlope, splat, storeLanes, tanhSlope } from "./inline/lanes";

/** h = (1 − z) ⊙ n + z ⊙ h, the old h kept in hp (or 0). g: the parts z and n. */
function blend(z: usize, width: usize, h: usize, hp: usize, y: usize, H: i32): void {
  for (let left = H; left > 0; left -= 4, z += 16, h += 16, y += 16) {
    const keep = loadLanes(z, left), n = loadLanes(z + width, left), before = loadLanes(h, left);
    const now = f32x4.add(f32x4.mul(f32x4.sub(splat(1.0), keep), n), f32x4.mul(keep, before));
    if (hp) {
      storeLanes(hp, before, left);
      hp += 16;
    }
    storeLanes(h, now, left);
    storeLanes(y, now, left);
  }
}

/** From δ: z's and n's gradients into g, the direct path into dh; gives ∂L/∂a_n. */
// @ts-ignore: decorator
@inline function unblend(atZ: usize, atN: usize, hp: usize, dy: usize, dh: usize, count: i32): v128 {
  const z = loadLanes(atZ, count), n = loadLanes(atN, count);
  const delta = f32x4.add(loadLanes(dy, count), loadLanes(dh, count));
  const dz = f32x4.mul(f32x4.mul(delta, f32x4.sub(loadLanes(hp, count), n)), sigmoidSlope(z));
  const dn = f32x4.mul(f32x4.mul(delta, f32x4.sub(splat(1.0), z)), tanhSlope(n));
  storeLanes(dy, delta, count);
  storeLanes(dh, f32x4.mul(delta, z), count);
  storeLanes(atZ, dz, count);
  storeLanes(atN, dn, count);
  return dn;
}

export function gruForward(g: usize, hn: usize, h: usize, hp: usize, y: usize, ldy: i32, rows: i32, H: i32): void {
  const width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    sigmoidInPlace(g, 2 * H);
    addProduct(g + 2 * width, g, hn, H);
    tanhInPlace(g + 2 * width, H);
    blend(g + width, width, h, hp, y, H);
    g += 3 * width; hn += width; h += width; hp = offset(hp, width); y += pitch;
  }
}

// @ts-ignore: decorator
@inline function backwardLanes(g: usize, width: usize, hn: usize, hp: usize, dy: usize, dh: usize, count: i32): void {
  const r = loadLanes(g, count), recurrent = loadLanes(hn, count);
  const dn = unblend(g + width, g + width + width, hp, dy, dh, count);
  storeLanes(g, f32x4.mul(f32x4.mul(dn, recurrent), sigmoidSlope(r)), count);
  storeLanes(hn, f32x4.mul(dn, r), count);
}

export function gruBackward(g: usize, hn: usize, hp: usize, dy: usize, ldy: i32, dh: usize, rows: i32, H: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) backwardLanes(g + u, width, hn + u, hp + u, dy + u, dh + u, 4);
    if (tail) backwardLanes(g + whole, width, hn + whole, hp + whole, dy + whole, dh + whole, tail);
    g += 3 * width; hn += width; hp += width; dy += pitch; dh += width;
  }
}

export function gruBeforeGates(g: usize, hm: usize, rh: usize, rows: i32, H: i32): void {
  const width = <usize>H << 2;
  for (let row = 0; row < rows; row++) {
    sigmoidInPlace(g, 2 * H);
    setProduct(rh, g, hm, H);
    g += 3 * width; hm += width; rh += width;
  }
}

export function gruBeforeOutput(g: usize, h: usize, hp: usize, y: usize, ldy: i32, rows: i32, H: i32): void {
  const width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    tanhInPlace(g + 2 * width, H);
    blend(g + width, width, h, hp, y, H);
    g += 3 * width; h += width; hp = offset(hp, width); y += pitch;
  }
}

export function gruBeforeOutputBackward(g: usize, hp: usize, dy: usize, ldy: i32, dh: usize, rows: i32, H: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    const z = g + width, n = z + width;
    for (let u: usize = 0; u < whole; u += 16) unblend(z + u, n + u, hp + u, dy + u, dh + u, 4);
    if (tail) unblend(z + whole, n + whole, hp + whole, dy + whole, dh + whole, tail);
    g += 3 * width; hp += width; dy += pitch; dh += width;
  }
}

// @ts-ignore: decorator
@inline function gatesBackwardLanes(g: usize, hm: usize, drh: usize, count: i32): void {
  const r = loadLanes(g, count), q = loadLanes(drh, count);
  storeLanes(g, f32x4.mul(f32x4.mul(q, loadLanes(hm, count)), sigmoidSlope(r)), count);
  storeLanes(drh, f32x4.mul(q, r), count);
}

export function gruBeforeGatesBackward(g: usize, hm: usize, drh: usize, rows: i32, H: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) gatesBackwardLanes(g + u, hm + u, drh + u, 4);
    if (tail) gatesBackwardLanes(g + whole, hm + whole, drh + whole, tail);
    g += 3 * width; hm += width; drh += width;
  }
}
