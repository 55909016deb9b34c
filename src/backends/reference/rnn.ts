/**
 * The plain cell (Elman 1990): h_t = f(a_t), f = tanh or relu; backward da_t = ∂L/∂h_t ⊙ f′(a_t), where f′ follows from h_t:
 * 1 − h² for tanh, 1 where h > 0 for relu.
 */
import type { Kernels } from "../../backend.ts";
import { tanh } from "../../math.ts";
import type { Heap } from "../reference.ts";

export function rnnKernels(heap: Heap): Pick<Kernels, "rnnForward" | "rnnBackward"> {
  return {
    rnnForward(g, h, y, ldy, rows, H, relu) {
      const x = heap.reals;
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < H; k++) {
          const at = g / 8 + r * H + k;
          const a = x[at];
          const value = relu ? (a < 0 ? 0 : a) : tanh(a);
          x[at] = value;
          x[h / 8 + r * H + k] = value;
          x[y / 8 + r * ldy + k] = value;
        }
      }
    },
    rnnBackward(g, dy, ldy, dh, rows, H, relu) {
      const x = heap.reals;
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < H; k++) {
          const at = g / 8 + r * H + k;
          const total = x[dy / 8 + r * ldy + k] + x[dh / 8 + r * H + k];
          x[dy / 8 + r * ldy + k] = total;
          x[dh / 8 + r * H + k] = 0;
          x[at] = relu ? (x[at] > 0 ? total : Number.isNaN(x[at]) ? x[at] : 0) : total * (1 - x[at] * x[at]);
        }
      }
    },
  };
}
