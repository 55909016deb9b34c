/** softmax and its logarithm along rows, shifted by the row's maximum. */
import type { Kernels } from "../../backend.ts";
import { exp, log } from "../../math.ts";
import type { Heap } from "../reference.ts";

export function softmaxKernels(heap: Heap): Pick<Kernels, "softmax" | "softmaxGradient" | "logSoftmax" | "logSoftmaxGradient"> {
  const row = (x: number, r: number, n: number): Float64Array => heap.reals.subarray(x / 8 + r * n, x / 8 + (r + 1) * n);
  const shifted = (x: Float64Array): { peak: number; total: number } => {
    const peak = x.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return { peak, total: x.reduce((sum, value) => sum + exp(value - peak), 0) };
  };
  return {
    softmax(x, out, rows, n) {
      for (let r = 0; r < rows; r++) {
        const { peak, total } = shifted(row(x, r, n));
        const y = row(out, r, n);
        row(x, r, n).forEach((value, k) => {
          y[k] = exp(value - peak) / total;
        });
      }
    },
    softmaxGradient(y, dy, dx, rows, n) {
      for (let r = 0; r < rows; r++) {
        const [Y, dY, dX] = [row(y, r, n), row(dy, r, n), row(dx, r, n)];
        const dot = Y.reduce((sum, value, k) => sum + value * dY[k], 0);
        for (let k = 0; k < n; k++) dX[k] += Y[k] * (dY[k] - dot);
      }
    },
    logSoftmax(x, out, rows, n) {
      for (let r = 0; r < rows; r++) {
        const { peak, total } = shifted(row(x, r, n));
        const y = row(out, r, n);
        const shift = log(total);
        row(x, r, n).forEach((value, k) => {
          y[k] = value - peak - shift;
        });
      }
    },
    logSoftmaxGradient(y, dy, dx, rows, n) {
      for (let r = 0; r < rows; r++) {
        const [Y, dY, dX] = [row(y, r, n), row(dy, r, n), row(dx, r, n)];
        const total = dY.reduce((sum, value) => sum + value, 0);
        for (let k = 0; k < n; k++) dX[k] += dY[k] - exp(Y[k]) * total;
      }
    },
  };
}
