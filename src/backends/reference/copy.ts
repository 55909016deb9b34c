/** The strided copy that is transpose, slice, concat, expand and sum. */
import type { Kernels } from "../../backend.ts";
import type { Heap } from "../reference.ts";

export function copyKernels(heap: Heap): Pick<Kernels, "copy"> {
  return {
    copy(src, dst, d0, d1, d2, d3, s0, s1, s2, s3, t0, t1, t2, t3, accumulate) {
      const r = heap.reals;
      for (let i = 0; i < d0; i++) {
        for (let j = 0; j < d1; j++) {
          for (let k = 0; k < d2; k++) {
            const from = src / 8 + i * s0 + j * s1 + k * s2;
            const to = dst / 8 + i * t0 + j * t1 + k * t2;
            for (let l = 0; l < d3; l++) {
              const value = r[from + l * s3];
              if (accumulate) r[to + l * t3] += value;
              else r[to + l * t3] = value;
            }
          }
        }
      }
    },
  };
}
