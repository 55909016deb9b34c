/** Element-wise ops of two tensors (or a tensor and a number), with broadcasting. */
import { type BinaryName, binaryCode, type Pointer, unaryCode } from "../backend.ts";
import { gradientOf, record, result, Tensor } from "../tensor.ts";
import { broadcastShape, broadcastStrides, contiguous, fold, type Walk } from "./strides.ts";

/** Sum `from`, walked over a broadcast shape, into the gradient of the operand whose strides are `own`. */
function accumulate(of: Tensor, shape: readonly number[], from: Pointer): void {
  const { dims, strides } = fold(shape, [contiguous(shape), broadcastStrides(of.shape, shape)]);
  const [d0, d1, d2, d3] = dims;
  const [s0, s1, s2, s3] = strides[0];
  const [t0, t1, t2, t3] = strides[1];
  of.kernels.copy(from, gradientOf(of), d0, d1, d2, d3, s0, s1, s2, s3, t0, t1, t2, t3, 1);
}

function compute(name: BinaryName, a: Tensor, at: Pointer, bt: Pointer, out: Pointer, walk: Walk): void {
  const [d0, d1, d2, d3] = walk.dims;
  const [a0, a1, a2, a3] = walk.strides[0];
  const [b0, b1, b2, b3] = walk.strides[1];
  a.kernels.binary(binaryCode(name), at, bt, out, d0, d1, d2, d3, a0, a1, a2, a3, b0, b1, b2, b3);
}

/** out = f(a, b) with broadcasting; `backward` takes ∂L/∂out to the operands. */
function binary(name: BinaryName, a: Tensor, b: Tensor, backward: (out: Tensor) => void): Tensor {
  const shape = broadcastShape(a.shape, b.shape);
  const out = result(shape, [a, b]);
  compute(name, a, a.pointer, b.pointer, out.pointer, fold(shape, [broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)]));
  record(out, () => backward(out));
  return out;
}

/** A temporary of out's shape: f(x, y) where both are addresses of numbers with the given shapes. */
function temporary(name: BinaryName, out: Tensor, x: Pointer, xShape: readonly number[], y: Pointer, yShape: readonly number[]): Pointer {
  const at = out.workspace.allocate(out.size);
  compute(name, out, x, y, at, fold(out.shape, [broadcastStrides(xShape, out.shape), broadcastStrides(yShape, out.shape)]));
  return at;
}

const scaled = (out: Tensor, at: Pointer, factor: number): Pointer => {
  const to = out.workspace.allocate(out.size);
  out.kernels.unary(unaryCode("scale"), at, to, out.size, factor);
  return to;
};

/** a + b. */
export function add(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return affine("shift", a, b);
  return binary("add", a, b, (out) => {
    if (a.tracked) accumulate(a, out.shape, out.gradient);
    if (b.tracked) accumulate(b, out.shape, out.gradient);
  });
}

/** a − b. */
export function subtract(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return affine("shift", a, -b);
  return binary("subtract", a, b, (out) => {
    if (a.tracked) accumulate(a, out.shape, out.gradient);
    if (b.tracked) accumulate(b, out.shape, scaled(out, out.gradient, -1));
  });
}

/** a ⊙ b. */
export function multiply(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return affine("scale", a, b);
  return binary("multiply", a, b, (out) => {
    if (a.tracked) accumulate(a, out.shape, temporary("multiply", out, out.gradient, out.shape, b.pointer, b.shape));
    if (b.tracked) accumulate(b, out.shape, temporary("multiply", out, out.gradient, out.shape, a.pointer, a.shape));
  });
}

/** a ⊘ b: ∂/∂a = 1/b, ∂/∂b = −out/b. */
export function divide(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return affine("scale", a, 1 / b);
  return binary("divide", a, b, (out) => {
    const da = temporary("divide", out, out.gradient, out.shape, b.pointer, b.shape);
    if (a.tracked) accumulate(a, out.shape, da);
    if (b.tracked) accumulate(b, out.shape, scaled(out, temporary("multiply", out, da, out.shape, out.pointer, out.shape), -1));
  });
}

/** The larger of each pair; where they are equal, the gradient goes to a. */
export const maximum = (a: Tensor, b: Tensor): Tensor => extreme("maximum", a, b);

/** The smaller of each pair; where they are equal, the gradient goes to b. */
export const minimum = (a: Tensor, b: Tensor): Tensor => extreme("minimum", a, b);

function extreme(name: "maximum" | "minimum", a: Tensor, b: Tensor): Tensor {
  return binary(name, a, b, (out) => {
    const above = temporary("atLeast", out, a.pointer, a.shape, b.pointer, b.shape);
    const below = scaled(out, above, -1);
    out.kernels.unary(unaryCode("shift"), below, below, out.size, 1);
    const [toA, toB] = name === "maximum" ? [above, below] : [below, above];
    if (a.tracked) accumulate(a, out.shape, temporary("multiply", out, out.gradient, out.shape, toA, out.shape));
    if (b.tracked) accumulate(b, out.shape, temporary("multiply", out, out.gradient, out.shape, toB, out.shape));
  });
}

/** 1 where a ≥ b, else 0. No gradient flows through it. */
export function atLeast(a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShape(a.shape, b.shape);
  const out = result(shape, []);
  compute(
    "atLeast",
    a,
    a.pointer,
    b.pointer,
    out.pointer,
    fold(shape, [broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)]),
  );
  return out;
}

function affine(name: "scale" | "shift", a: Tensor, alpha: number): Tensor {
  const out = result(a.shape, [a]);
  const code = unaryCode(name);
  out.kernels.unary(code, a.pointer, out.pointer, a.size, alpha);
  record(out, () => out.kernels.unaryGradient(code, a.pointer, out.pointer, out.gradient, gradientOf(a), a.size, alpha));
  return out;
}
