// One step of the plain recurrent layer (Elman, "Finding structure in time", Cognitive Science 14, 1990).
//
//   a_t = W x_t + b_ih + U h_{t−1} + b_hh      [rows, H]  pre-activation, complete when the kernel is called
//   h_t = f(a_t)                               [rows, H]  f = tanh, or relu(a) = max(a, 0)
//
// Backward, with δ_t = ∂L/∂h_t = dy_t + dh (what the layers above sent, plus what later steps sent):
//   ∂L/∂a_t = δ_t ⊙ f′(a_t);   tanh′ = 1 − h_t²,   relu′ = 1 where h_t > 0, else 0
//   ∂L/∂h_{t−1} = ∂L/∂a_t · U                  a product, which the caller adds; there is no direct path, so dh = 0
// PyTorch and ONNX are the same; Keras's SimpleRNN has one bias.

import { loadLanes, splat, storeLanes, tanh, tanhSlope } from "./inline/lanes";

// @ts-ignore: decorator
@inline function forwardLanes(g: usize, h: usize, y: usize, count: i32, relu: i32): void {
  const a = loadLanes(g, count);
  const value = relu ? f32x4.pmax(a, splat(0.0)) : tanh(a);
  storeLanes(g, value, count);
  storeLanes(h, value, count);
  storeLanes(y, value, count);
}

// @ts-ignore: decorator
@inline function backwardLanes(g: usize, dy: usize, dh: usize, count: i32, relu: i32): void {
  const h = loadLanes(g, count);
  const delta = f32x4.add(loadLanes(dy, count), loadLanes(dh, count));
  storeLanes(dy, delta, count);
  storeLanes(dh, splat(0.0), count);
  const da = relu
    ? v128.andnot(delta, f32x4.le(h, splat(0.0)))
    : f32x4.mul(delta, tanhSlope(h));
  storeLanes(g, da, count);
}

export function rnnForward(g: usize, h: usize, y: usize, ldy: i32, rows: i32, H: i32, relu: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) forwardLanes(g + u, h + u, y + u, 4, relu);
    if (tail) forwardLanes(g + whole, h + whole, y + whole, tail, relu);
    g += width; h += width; y += pitch;
  }
}

export function rnnBackward(g: usize, dy: usize, ldy: i32, dh: usize, rows: i32, H: i32, relu: i32): void {
  const whole = <usize>(H & ~3) << 2, tail = H & 3, width = <usize>H << 2, pitch = <usize>ldy << 2;
  for (let row = 0; row < rows; row++) {
    for (let u: usize = 0; u < whole; u += 16) backwardLanes(g + u, dy + u, dh + u, 4, relu);
    if (tail) backwardLanes(g + whole, dy + whole, dh + whole, tail, relu);
    g += width; dy += pitch; dh += width;
  }
}
