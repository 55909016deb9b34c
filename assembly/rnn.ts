// One step of the plain recurrent layer (Elman, "Finding structure in time", Cognitive Science 14, 1990).
//
//   a_t = W x_t + b_ih + U h_{t−1} + b_hh      [rows, H]  pre-activation, complete when the kernel is called
//   h_t = f(a_t)                               [rows, H]  f = tanh, or relu(a) = max(a, 0)
//
// Backward, with δ_t = ∂L/∂h_t = dy_t + dh (what the layers above sent, plus what later steps sent):
//   ∂L/∂a_t = δ_t ⊙ f′(a_t);   tanh′ = 1 − h_t²,   relu′ = 1 where h_t > 0, else 0
//   ∂L/∂h_{t−1} = ∂L/∂a_t · U                  a product, which the caller adds; there is no direct path, so dh = 0
// PyTorch and ONNX are the same; Keras's SimpleRNN has one bias.

import { tanhInPlace } from "./activate";
import { loadLanes, splat, storeLanes, tanhSlope } from "./inline/lanes";

export function rnnForward(g: usize, h: usize, y: usize, ldy: i32, rows: i32, H: i32, relu: i32): void {
  const width = <usize>H << 2, pitch = <usize>ldy << 2;
  if (relu) reluInPlace(g, rows * H);
  else tanhInPlace(g, rows * H);
  for (let row = 0; row < rows; row++, g += width, h += width, y += pitch) copyTwice(g, h, y, H);
}

function copyTwice(from: usize, h: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, from += 16, h += 16, y += 16) {
    const value = loadLanes(from, n);
    storeLanes(h, value, n);
    storeLanes(y, value, n);
  }
}

/** max(a, 0); NaN stays. */
function reluInPlace(at: usize, n: i32): void {
  for (; n > 0; n -= 4, at += 16) storeLanes(at, f32x4.pmax(loadLanes(at, n), splat(0.0)), n);
}

// @ts-ignore: decorator
@inline function backwardLanes(g: usize, dy: usize, dh: usize, count: i32, relu: i32): void {
  const h = loadLanes(g, count);
  const delta = f32x4.add(loadLanes(dy, count), loadLanes(dh, count));
  storeLanes(dy, delta, count);
  storeLanes(dh, splat(0.0), count);
  const da = relu
    ? v128.or(v128.andnot(delta, f32x4.le(h, splat(0.0))), f32x4.ne(h, h))
    : f32x4.mul(delta, tanhSlope(h));
  storeLanes(g, da, count);
}

export function rnnBackward(g: usize, dy: usize, ldy: i32, dh: usize, rows: i32, H: i32, relu: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) backwardLanes(g + u, dy + u, dh + u, 4, relu);
    if (tail) backwardLanes(g + whole, dy + whole, dh + whole, tail, relu);
    g += width; dy += pitch; dh += width;
  }
}
