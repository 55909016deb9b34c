// σ and tanh over a stretch of memory, in place, and the products around them: what the cells' step kernels call for their gates.
//
// A single evaluation is a chain of about 25 operations, 65 cycles long, and the processor's window holds two or three of
// them. Four vectors at a time interleave four chains: tanh 2.6 → 1.3 ns an element, σ 2.2 → 1.2 (Zen 3, Node 20). So the
// kernels make several passes over a row, which stays in the first-level cache, rather than one with fewer chains at hand.
// The fences keep the stages of the four together where a compiler has the source's order: 11.6 → 7.6 ns a unit of LSTM (Node 24).

import { fence, loadLanes, storeLanes } from "./inline/lanes";
import { expm1Negated, negatedRemainder, scaleOf, sigmoid, sigmoidArgument, sigmoidResult, tanh, tanhArgument, tanhResult, unknownZero } from "./inline/sigmoid";

export function sigmoidInPlace(at: usize, n: i32): void {
  const z = unknownZero();
  for (; n >= 16; n -= 16, at += 64) {
    const a = sigmoidArgument(v128.load(at), z), b = sigmoidArgument(v128.load(at, 16), z), c = sigmoidArgument(v128.load(at, 32), z), d = sigmoidArgument(v128.load(at, 48), z);
    const ma = scaleOf(a, z), mb = scaleOf(b, z), mc = scaleOf(c, z), md = scaleOf(d, z);
    const sa = negatedRemainder(a, ma, z), sb = negatedRemainder(b, mb, z), sc = negatedRemainder(c, mc, z), sd = negatedRemainder(d, md, z);
    if (fence(n, 1)) return;
    const qa = expm1Negated(sa, z), qb = expm1Negated(sb, z), qc = expm1Negated(sc, z), qd = expm1Negated(sd, z);
    if (fence(n, 2)) return;
    v128.store(at, sigmoidResult(qa, ma, z)); v128.store(at, sigmoidResult(qb, mb, z), 16);
    v128.store(at, sigmoidResult(qc, mc, z), 32); v128.store(at, sigmoidResult(qd, md, z), 48);
  }
  for (; n > 0; n -= 4, at += 16) storeLanes(at, sigmoid(loadLanes(at, n)), n);
}

export function tanhInPlace(at: usize, n: i32): void {
  const z = unknownZero();
  for (; n >= 16; n -= 16, at += 64) {
    const a = tanhArgument(v128.load(at), z), b = tanhArgument(v128.load(at, 16), z), c = tanhArgument(v128.load(at, 32), z), d = tanhArgument(v128.load(at, 48), z);
    const ma = scaleOf(a, z), mb = scaleOf(b, z), mc = scaleOf(c, z), md = scaleOf(d, z);
    const sa = negatedRemainder(a, ma, z), sb = negatedRemainder(b, mb, z), sc = negatedRemainder(c, mc, z), sd = negatedRemainder(d, md, z);
    if (fence(n, 1)) return;
    const qa = expm1Negated(sa, z), qb = expm1Negated(sb, z), qc = expm1Negated(sc, z), qd = expm1Negated(sd, z);
    if (fence(n, 2)) return;
    v128.store(at, tanhResult(qa, ma, v128.load(at), z)); v128.store(at, tanhResult(qb, mb, v128.load(at, 16), z), 16);
    v128.store(at, tanhResult(qc, mc, v128.load(at, 32), z), 32); v128.store(at, tanhResult(qd, md, v128.load(at, 48), z), 48);
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
