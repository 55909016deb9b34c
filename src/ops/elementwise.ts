/** Element-wise ops of two tensors (or a tensor and a number), with broadcasting. */
import { type BinaryName, binaryCode, type Pointer, unaryCode } from "../backend.ts";
import { gradientOf, record, result, Tensor } from "../tensor.ts";
import { unary } from "./activation.ts";
import { broadcastShape, broadcastStrides, contiguous, fold, move } from "./strides.ts";

/** Sum `from`, walked over a broadcast shape, into the gradient of the operand whose strides are `own`. */
function accumulate(of: Tensor, shape: readonly number[], from: Pointer): void {
  move(of.kernels, shape, from, contiguous(shape), gradientOf(of), broadcastStrides(of.shape, shape), 1);
}

/** Numbers in memory, and their shape. */
interface Operand {
  readonly pointer: Pointer;
  readonly shape: readonly number[];
}

/** Numbers of out's shape at `to`: f(a, b) with broadcasting. */
function compute(name: BinaryName, { kernels, shape }: Tensor, a: Operand, b: Operand, to: Pointer): void {
  const { dims, strides } = fold(shape, [broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)]);
  const [d0, d1, d2, d3] = dims;
  const [a0, a1, a2, a3] = strides[0];
  const [b0, b1, b2, b3] = strides[1];
  kernels.binary(binaryCode(name), a.pointer, b.pointer, to, d0, d1, d2, d3, a0, a1, a2, a3, b0, b1, b2, b3);
}

/** out = f(a, b) with broadcasting; `backward` takes ∂L/∂out to the operands. */
function binary(name: BinaryName, a: Tensor, b: Tensor, backward: (out: Tensor) => void): Tensor {
  const out = result(broadcastShape(a.shape, b.shape), [a, b]);
  compute(name, out, a, b, out.pointer);
  record(out, () => backward(out));
  return out;
}

/** A temporary of out's shape: f(a, b). */
function temporary(name: BinaryName, out: Tensor, a: Operand, b: Operand): Pointer {
  const to = out.workspace.allocate(out.size);
  compute(name, out, a, b, to);
  return to;
}

/** Numbers of out's shape. */
const like = ({ shape }: Tensor, pointer: Pointer): Operand => ({ pointer, shape });

const scaled = (out: Tensor, at: Pointer, factor: number): Pointer => {
  const to = out.workspace.allocate(out.size);
  out.kernels.unary(unaryCode("scale"), at, to, out.size, factor);
  return to;
};

/** a + b. */
export function add(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return unary("shift", a, b);
  return binary("add", a, b, (out) => {
    if (a.tracked) accumulate(a, out.shape, out.gradient);
    if (b.tracked) accumulate(b, out.shape, out.gradient);
  });
}

/** a − b. */
export function subtract(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return unary("shift", a, -b);
  return binary("subtract", a, b, (out) => {
    if (a.tracked) accumulate(a, out.shape, out.gradient);
    if (b.tracked) accumulate(b, out.shape, scaled(out, out.gradient, -1));
  });
}

/** a ⊙ b. */
export function multiply(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return unary("scale", a, b);
  return binary("multiply", a, b, (out) => {
    if (a.tracked) accumulate(a, out.shape, temporary("multiply", out, like(out, out.gradient), b));
    if (b.tracked) accumulate(b, out.shape, temporary("multiply", out, like(out, out.gradient), a));
  });
}

/** a ⊘ b: ∂/∂a = 1/b, ∂/∂b = −out/b. */
export function divide(a: Tensor, b: Tensor | number): Tensor {
  if (!(b instanceof Tensor)) return unary("scale", a, 1 / b);
  return binary("divide", a, b, (out) => {
    const da = temporary("divide", out, like(out, out.gradient), b);
    if (a.tracked) accumulate(a, out.shape, da);
    if (b.tracked) accumulate(b, out.shape, scaled(out, temporary("multiply", out, like(out, da), out), -1));
  });
}

/** The larger of each pair; where they are equal, the gradient goes to a. */
export const maximum = (a: Tensor, b: Tensor): Tensor => extreme("maximum", a, b);

/** The smaller of each pair; where they are equal, the gradient goes to b. */
export const minimum = (a: Tensor, b: Tensor): Tensor => extreme("minimum", a, b);

function extreme(name: "maximum" | "minimum", a: Tensor, b: Tensor): Tensor {
  return binary(name, a, b, (out) => {
    const above = temporary("atLeast", out, a, b);
    const below = scaled(out, above, -1);
    out.kernels.unary(unaryCode("shift"), below, below, out.size, 1);
    const [toA, toB] = name === "maximum" ? [above, below] : [below, above];
    if (a.tracked) accumulate(a, out.shape, temporary("multiply", out, like(out, out.gradient), like(out, toA)));
    if (b.tracked) accumulate(b, out.shape, temporary("multiply", out, like(out, out.gradient), like(out, toB)));
  });
}

/** 1 where a ≥ b, else 0. No gradient flows through it. */
export function atLeast(a: Tensor, b: Tensor): Tensor {
  const out = result(broadcastShape(a.shape, b.shape), []);
  compute("atLeast", out, a, b, out.pointer);
  return out;
}
