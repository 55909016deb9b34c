/** Broadcasting: which strides walk two shapes together, folded into the four dimensions that kernels take. */
import type { Kernels, Pointer } from "../backend.ts";
import { invalidOption, OptionError } from "../errors.ts";
import { shapeError, shapeText, sizeOf } from "../values.ts";

/** Four extents and, for each operand, four element strides. */
export interface Walk {
  readonly dims: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/** An axis counted from the start; a negative one counts from the end. Throws OptionError for one that isn't there. */
export function axisOf(shape: readonly number[], axis: number): number {
  const own = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(own) || own < 0 || own >= shape.length) {
    throw invalidOption("axis", `an axis of ${shapeText(shape)}: ${-shape.length} to ${shape.length - 1}`, axis);
  }
  return own;
}

/** Element strides of a contiguous array. */
export function contiguous(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** The shape that two shapes broadcast to (NumPy's rule: aligned at the end, 1 repeats). */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) throw shapeError("shapes", `${shapeText(a)} to broadcast with the other operand`, b);
    return m === 1 ? n : m;
  });
}

/** Strides of `shape` walked over the extents of `target`: 0 where it repeats. */
export function broadcastStrides(shape: readonly number[], target: readonly number[]): number[] {
  const own = contiguous(shape);
  const shift = target.length - shape.length;
  return target.map((_, axis) => (axis < shift || shape[axis - shift] === 1 ? 0 : own[axis - shift]));
}

/** Fold neighbouring axes that every operand walks evenly, and pad to four. */
export function fold(shape: readonly number[], strides: readonly (readonly number[])[]): Walk {
  const dims: number[] = [];
  const folded: number[][] = strides.map(() => []);
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] === 1) continue;
    const last = dims.length - 1;
    if (last >= 0 && strides.every((own, k) => folded[k][last] === own[axis] * shape[axis])) {
      dims[last] *= shape[axis];
      for (let k = 0; k < strides.length; k++) folded[k][last] = strides[k][axis];
    } else {
      dims.push(shape[axis]);
      for (let k = 0; k < strides.length; k++) folded[k].push(strides[k][axis]);
    }
  }
  if (dims.length > 4) {
    throw new OptionError({
      code: "shape-rank",
      where: "shape",
      expected: "at most 4 dimensions that can't be folded",
      got: shapeText(shape),
      hint: "reshape first",
    });
  }
  while (dims.length < 4) {
    dims.unshift(1);
    for (const own of folded) own.unshift(0);
  }
  if (sizeOf(shape) === 0) dims.fill(0);
  return { dims, strides: folded };
}

/** Copy numbers over `shape`, or add them, from one set of strides to another. */
export function move(
  kernels: Kernels,
  shape: readonly number[],
  from: Pointer,
  s: readonly number[],
  to: Pointer,
  t: readonly number[],
  accumulate: 0 | 1,
): void {
  const { dims, strides } = fold(shape, [s, t]);
  const [d0, d1, d2, d3] = dims;
  const [s0, s1, s2, s3] = strides[0];
  const [t0, t1, t2, t3] = strides[1];
  kernels.copy(from, to, d0, d1, d2, d3, s0, s1, s2, s3, t0, t1, t2, t3, accumulate);
}
