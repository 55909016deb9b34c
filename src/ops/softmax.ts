/** softmax and its logarithm along the last axis. */
import { gradientOf, record, result, type Tensor } from "../tensor.ts";

/** exp(x − max) / Σ exp(x − max) along the last axis. */
export function softmax(x: Tensor): Tensor {
  const n = x.shape.at(-1) ?? 1;
  const out = result(x.shape, [x]);
  out.kernels.softmax(x.pointer, out.pointer, x.size / n, n);
  record(out, () => out.kernels.softmaxGradient(out.pointer, out.gradient, gradientOf(x), x.size / n, n));
  return out;
}

/** log softmax(x) along the last axis, without overflow. */
export function logSoftmax(x: Tensor): Tensor {
  const n = x.shape.at(-1) ?? 1;
  const out = result(x.shape, [x]);
  out.kernels.logSoftmax(x.pointer, out.pointer, x.size / n, n);
  record(out, () => out.kernels.logSoftmaxGradient(out.pointer, out.gradient, gradientOf(x), x.size / n, n));
  return out;
}
