/** Sums and means over all numbers or along an axis. */
import { gradientOf, record, result, type Tensor } from "../tensor.ts";
import { multiply } from "./elementwise.ts";
import { axisOf, contiguous, move } from "./strides.ts";

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
  const own = contiguous(x.shape);
  if (axis === undefined) {
    out.kernels.fill(out.pointer, x.kernels.sum(x.pointer, x.size), 1);
  } else {
    out.kernels.fill(out.pointer, 0, out.size);
    move(out.kernels, x.shape, x.pointer, own, out.pointer, reduced.strides, 1);
  }
  record(out, () => move(out.kernels, x.shape, out.gradient, reduced.strides, gradientOf(x), own, 1));
  return out;
}

/** Mean over everything, or along one axis, which stays with extent 1. */
export function mean(x: Tensor, axis?: number): Tensor {
  const n = axis === undefined ? x.size : x.shape[axisOf(x.shape, axis)];
  return multiply(sum(x, axis), 1 / n);
}
