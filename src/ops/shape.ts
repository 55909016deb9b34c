/** Ops that move numbers without changing them: reshape, transpose, slice, concat. Their gradients are copies back. */
import type { Pointer } from "../backend.ts";
import { invalidOption } from "../errors.ts";
import { gradientOf, record, result, type Tensor, view } from "../tensor.ts";
import { shapeError, shapeText, sizeOf } from "../values.ts";
import { axisOf, contiguous, move } from "./strides.ts";

const at = (x: Tensor, pointer: Pointer, elements: number): Pointer => pointer + elements * x.workspace.backend.realBytes;

/** The same numbers under another shape of the same size; one extent may be −1. */
export function reshape(x: Tensor, shape: readonly number[]): Tensor {
  const known = sizeOf(shape.filter((extent) => extent !== -1));
  const full = shape.map((extent) => (extent === -1 ? x.size / known : extent));
  if (sizeOf(full) !== x.size || !full.every((extent) => Number.isInteger(extent) && extent >= 0))
    throw shapeError("reshape", `a shape of ${x.size} numbers`, shape);
  const out = view(x, full);
  record(out, () => move(x.kernels, [x.size], out.gradient, [1], gradientOf(x), [1], 1));
  return out;
}

/** Axes in another order; without `order`, the last two change places. */
export function transpose(x: Tensor, order?: readonly number[]): Tensor {
  const rank = x.shape.length;
  if (order === undefined && rank < 2) throw shapeError("transpose", "at least two axes, or an order", x.shape);
  const given = order ?? Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
  const axes = given.map((axis) => axisOf(x.shape, axis));
  if (axes.length !== rank || new Set(axes).size !== rank) throw invalidOption("order", `a permutation of ${rank} axes`, order);
  const shape = axes.map((axis) => x.shape[axis]);
  const own = contiguous(x.shape);
  const from = axes.map((axis) => own[axis]);
  const out = result(shape, [x]);
  move(x.kernels, shape, x.pointer, from, out.pointer, contiguous(shape), 0);
  record(out, () => move(x.kernels, shape, out.gradient, contiguous(shape), gradientOf(x), from, 1));
  return out;
}

/** Entries start … end−1 along an axis. */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const own = axisOf(x.shape, axis);
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= x.shape[own])) {
    throw invalidOption("slice", `0 ≤ start ≤ end ≤ ${x.shape[own]}`, [start, end]);
  }
  const shape = x.shape.map((extent, index) => (index === own ? end - start : extent));
  const strides = contiguous(x.shape);
  const offset = start * strides[own];
  const leading = sizeOf(x.shape.slice(0, own)) === 1;
  const out = leading ? view(x, shape, offset) : result(shape, [x]);
  if (!leading) move(x.kernels, shape, at(x, x.pointer, offset), strides, out.pointer, contiguous(shape), 0);
  record(out, () => move(x.kernels, shape, out.gradient, contiguous(shape), at(x, gradientOf(x), offset), strides, 1));
  return out;
}

/** Tensors one after another along an axis; the other extents are equal. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (first === undefined) throw shapeError("concat", "at least one tensor", "none");
  const own = axisOf(first.shape, axis);
  for (const part of parts) {
    if (part.shape.length !== first.shape.length || part.shape.some((extent, index) => index !== own && extent !== first.shape[index])) {
      throw shapeError("concat", `shapes equal to ${shapeText(first.shape)} but for axis ${own}`, part.shape);
    }
  }
  const shape = first.shape.map((extent, index) => (index === own ? parts.reduce((sum, part) => sum + part.shape[own], 0) : extent));
  const out = result(shape, parts);
  const strides = contiguous(shape);
  let start = 0;
  const offsets = parts.map((part) => {
    const offset = start * strides[own];
    start += part.shape[own];
    move(part.kernels, part.shape, part.pointer, contiguous(part.shape), at(out, out.pointer, offset), strides, 0);
    return offset;
  });
  record(out, () => {
    parts.forEach((part, index) => {
      if (part.tracked)
        move(part.kernels, part.shape, at(out, out.gradient, offsets[index]), strides, gradientOf(part), contiguous(part.shape), 1);
    });
  });
  return out;
}
