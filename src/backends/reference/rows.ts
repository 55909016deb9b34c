/** Rows by index, and dropout masks keyed by row, time and unit. */
import type { Kernels } from "../../backend.ts";
import { philox } from "../../random.ts";
import type { Heap } from "../reference.ts";

export function rowKernels(heap: Heap): Pick<Kernels, "gatherRows" | "scatterAddRows" | "dropoutMask"> {
  const words = new Uint32Array(4);
  return {
    gatherRows(table, index, out, rows, width) {
      for (let r = 0; r < rows; r++) {
        const from = heap.ints[index / 4 + r];
        for (let k = 0; k < width; k++) heap.reals[out / 8 + r * width + k] = from < 0 ? 0 : heap.reals[table / 8 + from * width + k];
      }
    },
    scatterAddRows(dy, index, dtable, rows, width) {
      for (let r = 0; r < rows; r++) {
        const to = heap.ints[index / 4 + r];
        if (to < 0) continue;
        for (let k = 0; k < width; k++) heap.reals[dtable / 8 + to * width + k] += heap.reals[dy / 8 + r * width + k];
      }
    },
    dropoutMask(out, row, t, rows, width, p, key0, key1, step) {
      for (let r = 0; r < rows; r++) {
        const own = row === 0 ? r : heap.ints[row / 4 + r];
        const time = t === 0 ? 0 : heap.ints[t / 4 + r];
        for (let u = 0; u < width; u++) {
          if (u % 4 === 0) philox(key0, key1, u / 4, time, own, step, words);
          const uniform = (words[u % 4] >>> 8) / 0x1000000;
          heap.reals[out / 8 + r * width + u] = uniform < p ? 0 : 1 / (1 - p);
        }
      }
    },
  };
}
