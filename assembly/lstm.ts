// One step of the LSTM (Hochreiter & Schmidhuber, Neural Computation 9(8), 1997; the forget gate is from Gers,
// Schmidhuber & Cummins, Neural Computation 12(10), 2000; peepholes from Gers & Schmidhuber, IJCNN 2000).
// g holds the four pre-activations of each row, a = W x_t + b_ih + U h_{t−1} + b_hh, in the order i f g o, each [H]:
//
//   i_t = σ(a_i + p_i ⊙ c_{t−1})         input gate                      [rows, H]
//   f_t = σ(a_f + p_f ⊙ c_{t−1})         forget gate                     [rows, H]
//   g_t = tanh(a_g)                      candidate                       [rows, H]
//   c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t      cell state: the long memory     [rows, H]
//   o_t = σ(a_o + p_o ⊙ c_t)             output gate; it sees the new c  [rows, H]
//   h_t = o_t ⊙ tanh(c_t)                hidden state: the short memory  [rows, H]
//
// The peepholes p_i, p_f, p_o [H] are optional (peep = 0: none). Backward, with δ_t = ∂L/∂h_t = dy_t + dh:
//   ∂L/∂a_o = δ_t ⊙ tanh(c_t) ⊙ o(1 − o)
//   ∂L/∂c_t = dc (from later steps) + δ_t ⊙ o ⊙ (1 − tanh²(c_t)) + ∂L/∂a_o ⊙ p_o        (stored in dcAll)
//   ∂L/∂a_i = ∂L/∂c_t ⊙ g ⊙ i(1 − i);  ∂L/∂a_f = ∂L/∂c_t ⊙ c_{t−1} ⊙ f(1 − f);  ∂L/∂a_g = ∂L/∂c_t ⊙ i ⊙ (1 − g²)
//   ∂L/∂c_{t−1} = ∂L/∂c_t ⊙ f + ∂L/∂a_i ⊙ p_i + ∂L/∂a_f ⊙ p_f
//   ∂L/∂p_i += ∂L/∂a_i ⊙ c_{t−1};  ∂L/∂p_f += ∂L/∂a_f ⊙ c_{t−1};  ∂L/∂p_o += ∂L/∂a_o ⊙ c_t      (summed over rows, in order)
//   ∂L/∂h_{t−1} passes through U only (the caller's product), so dh = 0.
// PyTorch: the same order and equations, no peepholes. Keras: order i f c o, one bias. ONNX: order i o f c; its P is p_i p_o p_f.

import { loadLanes, offset, sigmoid, sigmoidSlope, splat, storeLanes, tanh, tanhSlope } from "./inline/lanes";

// @ts-ignore: decorator
@inline function product(a: v128, b: v128): v128 { return f32x4.mul(a, b); }

// @ts-ignore: decorator
@inline function forwardLanes(g: usize, width: usize, c: usize, cp: usize, tc: usize, peep: usize, h: usize, y: usize, count: i32): void {
  const atF = g + width, atG = atF + width, atO = atG + width;
  const before = loadLanes(c, count);
  let ai = loadLanes(g, count), af = loadLanes(atF, count), ao = loadLanes(atO, count);
  if (peep) {
    ai = f32x4.add(ai, product(loadLanes(peep, count), before));
    af = f32x4.add(af, product(loadLanes(peep + width, count), before));
  }
  const i = sigmoid(ai), f = sigmoid(af), candidate = tanh(loadLanes(atG, count));
  const now = f32x4.add(product(f, before), product(i, candidate));
  if (peep) ao = f32x4.add(ao, product(loadLanes(peep + width + width, count), now));
  const o = sigmoid(ao), bent = tanh(now), out = product(o, bent);
  storeLanes(g, i, count); storeLanes(atF, f, count); storeLanes(atG, candidate, count); storeLanes(atO, o, count);
  if (cp) storeLanes(cp, before, count);
  storeLanes(c, now, count);
  if (tc) storeLanes(tc, bent, count);
  if (h) storeLanes(h, out, count);
  storeLanes(y, out, count);
}

export function lstmForward(g: usize, c: usize, cp: usize, tc: usize, peep: usize, h: usize, y: usize, ldy: i32, rows: i32, H: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) {
      forwardLanes(g + u, width, c + u, offset(cp, u), offset(tc, u), offset(peep, u), offset(h, u), y + u, 4);
    }
    if (tail) forwardLanes(g + whole, width, c + whole, offset(cp, whole), offset(tc, whole), offset(peep, whole), offset(h, whole), y + whole, tail);
    g += width << 2; c += width; cp = offset(cp, width); tc = offset(tc, width); h = offset(h, width); y += pitch;
  }
}

// @ts-ignore: decorator
@inline function backwardLanes(
  g: usize, width: usize, cp: usize, tc: usize, peep: usize, dpeep: usize, dy: usize, dh: usize, dc: usize, dcAll: usize, count: i32,
): void {
  const atF = g + width, atG = atF + width, atO = atG + width;
  const i = loadLanes(g, count), f = loadLanes(atF, count), candidate = loadLanes(atG, count), o = loadLanes(atO, count);
  const before = loadLanes(cp, count), bent = loadLanes(tc, count);
  let delta = loadLanes(dy, count);
  if (dh) {
    delta = f32x4.add(delta, loadLanes(dh, count));
    storeLanes(dh, splat(0.0), count);
    storeLanes(dy, delta, count);
  }
  const dao = product(product(delta, bent), sigmoidSlope(o));
  let dct = f32x4.add(loadLanes(dc, count), product(product(delta, o), tanhSlope(bent)));
  if (peep) dct = f32x4.add(dct, product(dao, loadLanes(peep + width + width, count)));
  if (dcAll) storeLanes(dcAll, dct, count);
  const dai = product(product(dct, candidate), sigmoidSlope(i));
  const daf = product(product(dct, before), sigmoidSlope(f));
  const dag = product(product(dct, i), tanhSlope(candidate));
  storeLanes(g, dai, count); storeLanes(atF, daf, count); storeLanes(atG, dag, count); storeLanes(atO, dao, count);
  let dcBefore = product(dct, f);
  if (peep) {
    dcBefore = f32x4.add(dcBefore, product(dai, loadLanes(peep, count)));
    dcBefore = f32x4.add(dcBefore, product(daf, loadLanes(peep + width, count)));
  }
  storeLanes(dc, dcBefore, count);
  if (dpeep) {
    const now = f32x4.add(product(f, before), product(i, candidate));
    storeLanes(dpeep, f32x4.add(loadLanes(dpeep, count), product(dai, before)), count);
    storeLanes(dpeep + width, f32x4.add(loadLanes(dpeep + width, count), product(daf, before)), count);
    storeLanes(dpeep + width + width, f32x4.add(loadLanes(dpeep + width + width, count), product(dao, now)), count);
  }
}

export function lstmBackward(
  g: usize, cp: usize, tc: usize, peep: usize, dpeep: usize, dy: usize, ldy: i32, dh: usize, dc: usize, dcAll: usize, rows: i32, H: i32,
): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) {
      backwardLanes(g + u, width, cp + u, tc + u, offset(peep, u), offset(dpeep, u), dy + u, offset(dh, u), dc + u, offset(dcAll, u), 4);
    }
    if (tail) {
      backwardLanes(
        g + whole, width, cp + whole, tc + whole, offset(peep, whole), offset(dpeep, whole), dy + whole, offset(dh, whole), dc + whole, offset(dcAll, whole), tail,
      );
    }
    g += width << 2; cp += width; tc += width; dy += pitch; dh = offset(dh, width); dc += width; dcAll = offset(dcAll, width);
  }
}
