/** Element-wise ops of one tensor. Each gradient is the kernel `unaryGradient`: dx += dy · f′(x). */
import { type UnaryName, unaryCode } from "../backend.ts";
import { gradientOf, record, result, type Tensor } from "../tensor.ts";

/** f(x), or f(x, alpha) for `scale` and `shift`. */
export function unary(name: UnaryName, x: Tensor, alpha = 0): Tensor {
  const out = result(x.shape, [x]);
  const code = unaryCode(name);
  out.kernels.unary(code, x.pointer, out.pointer, x.size, alpha);
  record(out, () => out.kernels.unaryGradient(code, x.pointer, out.pointer, out.gradient, gradientOf(x), x.size, alpha));
  return out;
}

export const negate = (x: Tensor): Tensor => unary("negate", x);
export const exp = (x: Tensor): Tensor => unary("exp", x);
export const log = (x: Tensor): Tensor => unary("log", x);
export const tanh = (x: Tensor): Tensor => unary("tanh", x);
/** σ(x) = 1 / (1 + e⁻ˣ) */
export const sigmoid = (x: Tensor): Tensor => unary("sigmoid", x);
/** max(x, 0); the gradient at 0 is 0. */
export const relu = (x: Tensor): Tensor => unary("relu", x);
export const sqrt = (x: Tensor): Tensor => unary("sqrt", x);
export const square = (x: Tensor): Tensor => unary("square", x);
/** |x|; the gradient at 0 is 0. */
export const absolute = (x: Tensor): Tensor => unary("absolute", x);
/** 1 / x */
export const reciprocal = (x: Tensor): Tensor => unary("reciprocal", x);
/** log(1 + eˣ), without overflow. */
export const softplus = (x: Tensor): Tensor => unary("softplus", x);
