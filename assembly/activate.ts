// σ and tanh over a stretch of memory, in place, and the products around them: what the cells' step kernels call for their gates.
//
// A single evaluation is a chain of about 25 operations, 65 cycles long, and the processor's window holds two or three of
// them. Four vectors at a time interleave four chains: tanh 2.6 → 1.3 ns an element, σ 2.2 → 1.2 (Zen 3, Node 20). So the
// kernels make several passes over a row, which stays in the first-level cache, rather than one with fewer chains at hand.

import { loadLanes, sigmoid, storeLanes, tanh } from "./inline/lanes";

export function sigmoidInPlace(at: usize, n: i32): void {
  for (; n >= 16; n -= 16, at += 64) {
    const a = sigmoid(v128.load(at)), b = sigmoid(v128.load(at, 16)), c = sigmoid(v128.load(at, 32)), d = sigmoid(v128.load(at, 48));
    v128.store(at, a); v128.store(at, b, 16); v128.store(at, c, 32); v128.store(at, d, 48);
  }
  for (; n > 0; n -= 4, at += 16) storeLanes(at, sigmoid(loadLanes(at, n)), n);
}

export function tanhInPlace(at: usize, n: i32): void {
  for (; n >= 16; n -= 16, at += 64) {
    const a = tanh(v128.load(at)), b = tanh(v128.load(at, 16)), c = tanh(v128.load(at, 32)), d = tanh(v128.load(at, 48));
    v128.store(at, a); v128.store(at, b, 16); v128.store(at, c, 32); v128.store(at, d, 48);
  }
  for (; n > 0; n -= 4, at += 16) storeLanes(at, tanh(loadLanes(at, n)), n);
}

/** out += a ⊙ b */
export function addProduct(out: usize, a: usize, b: usize, n: i32): void {
  for (; n > 0; n -= 4, out += 16, a += 16, b += 16) {
    storeLanes(out, f32x4.add(loadLanes(out, n), f32x4.mul(loadLanes(a, n), loadLanes(b, n))), n);
  }
}

/** out = a ⊙ b; out may be a or b. */
export function setProduct(out: usize, a: usize, b: usize, n: i32): void {
  for (; n > 0; n -= 4, out += 16, a += 16, b += 16) storeLanes(out, f32x4.mul(loadLanes(a, n), loadLanes(b, n)), n);
}
