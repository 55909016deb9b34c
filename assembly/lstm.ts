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

import { addProduct, sigmoidInPlace, tanhInPlace } from "./activate";
import { loadLanes, offset, sigmoidSlope, splat, storeLanes, tanhSlope } from "./inline/lanes";

// @ts-ignore: decorator
@inline function product(a: v128, b: v128): v128 { return f32x4.mul(a, b); }

export function lstmForward(g: usize, c: usize, cp: usize, tc: usize, peep: usize, h: usize, y: usize, ldy: i32, rows: i32, H: i32): void {
  const width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    const atG = g + 2 * width, atO = atG + width;
    if (peep) {
      addProduct(g, peep, c, H);
      addProduct(g + width, peep + width, c, H);
    }
    sigmoidInPlace(g, 2 * H);
    tanhInPlace(atG, H);
    update(g, width, c, cp, y, H);
    if (peep) addProduct(atO, peep + 2 * width, c, H);
    sigmoidInPlace(atO, H);
    tanhInPlace(y, H);
    show(atO, tc, h, y, H);
    g += 4 * width; c += width; cp = offset(cp, width); tc = offset(tc, width); h = offset(h, width); y += pitch;
  }
}

/** c = f ⊙ c + i ⊙ g, the old c kept in cp (or 0) and the new one copied to y, where tanh(c) is computed. */
function update(g: usize, width: usize, c: usize, cp: usize, y: usize, H: i32): void {
  for (let left = H; left > 0; left -= 4, g += 16, c += 16, y += 16) {
    const i = loadLanes(g, left), f = loadLanes(g + width, left), candidate = loadLanes(g + 2 * width, left), before = loadLanes(c, left);
    const now = f32x4.add(product(f, before), product(i, candidate));
    if (cp) {
      storeLanes(cp, before, left);
      cp += 16;
    }
    storeLanes(c, now, left);
    storeLanes(y, now, left);
  }
}

/** y = o ⊙ tanh(c), which y held until now; copied to h (or 0), tanh(c) to tc (or 0). */
function show(o: usize, tc: usize, h: usize, y: usize, H: i32): void {
  for (let left = H; left > 0; left -= 4, o += 16, y += 16) {
    const bent = loadLanes(y, left), out = product(loadLanes(o, left), bent);
    if (tc) {
      storeLanes(tc, bent, left);
      tc += 16;
    }
    if (h) {
      storeLanes(h, out, left);
      h += 16;
    }
    storeLanes(y, out, left);
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
