/** Sums in index order. */
import type { Kernels } from "../../backend.ts";
import type { Heap } from "../reference.ts";

export function reduceKernels(heap: Heap): Pick<Kernels, "sum" | "sumSquares" | "firstNonFinite"> {
  return {
    sum(x, n) {
      let total = 0;
      for (let k = 0; k < n; k++) total += heap.reals[x / 8 + k];
      return total;
    },
    sumSquares(x, n) {
      let total = 0;
      for (let k = 0; k < n; k++) total += heap.reals[x / 8 + k] * heap.reals[x / 8 + k];
      return total;
    },
    firstNonFinite(x, n) {
      for (let k = 0; k < n; k++) if (!Number.isFinite(heap.reals[x / 8 + k])) return k;
      return -1;
    },
  };
}
