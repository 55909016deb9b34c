/** Sums and means over all numbers or along an axis. */
import { gradientOf, record, result, type Tensor } from "../tensor.ts";
import { multiply } from "./elementwise.ts";
import { axisOf, contiguous, fold } from "./strides.ts";

function over(x: Tensor, axis: number): { out: number[]; strides: number[] } {
  const own = axisOf(x.shape, axis);
  const out = x.shape.map((extent, index) => (index === own ? 1 : extent));
  const strides = contiguous(out).map((stride, index) => (index === own ? 0 : stride));
  return { out, strides };
}

/** Σ over everything (a tensor of shape []), or along one axis, which stays with extent 1. */
export function sum(x: Tensor, axis?: number): Tensor {
  const reduced = axis === undefined ? { out: [], strides: x.shape.map(() => 0) } : over(x, axis);
  const out = result(reduced.out, [x]);
  const walk = fold(x.shape, [contiguous(x.shape), reduced.strides]);
  const [d0, d1, d2, d3] = walk.dims;
  const [s0, s1, s2, s3] = walk.strides[0];
  const [t0, t1, t2, t3] = walk.strides[1];
  if (axis === undefined) {
    out.kernels.fill(out.pointer, x.kernels.sum(x.pointer, x.size), 1);
  } else {
    out.kernels.fill(out.pointer, 0, out.size);
    out.kernels.copy(x.pointer, out.pointer, d0, d1, d2, d3, s0, s1, s2, s3, t0, t1, t2, t3, 1);
  }
  record(out, () => out.kernels.copy(out.gradient, gradientOf(x), d0, d1, d2, d3, t0, t1, t2, t3, s0, s1, s2, s3, 1));
  return out;
}

/** Mean over everything, or along one axis, which stays with extent 1. */
export function mean(x: Tensor, axis?: number): Tensor {
  const n = axis === undefined ? x.size : x.shape[axisOf(x.shape, axis)];
  return multiply(sum(x, axis), 1 / n);
}
