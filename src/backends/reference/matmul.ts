/** Matrix products as three loops, k ascending. */
import type { Kernels } from "../../backend.ts";
import type { Heap } from "../reference.ts";

type MatmulKernels = Pick<Kernels, "packedSize" | "pack" | "matmulPacked" | "matmulScratch" | "matmul">;

export function matmulKernels(heap: Heap): MatmulKernels {
  const matmul: Kernels["matmul"] = (a, lda, ta, b, ldb, tb, c, ldc, m, n, k, accumulate) => {
    const x = heap.reals;
    const [A, B, C] = [a / 8, b / 8, c / 8];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = accumulate ? x[C + i * ldc + j] : 0;
        for (let p = 0; p < k; p++) sum += x[A + (ta ? p * lda + i : i * lda + p)] * x[B + (tb ? j * ldb + p : p * ldb + j)];
        x[C + i * ldc + j] = sum;
      }
    }
  };
  return {
    packedSize: (k, n) => k * n,
    // Packed is simply k×n, contiguous.
    pack(b, ldb, transposed, k, n, out) {
      const x = heap.reals;
      for (let p = 0; p < k; p++) for (let j = 0; j < n; j++) x[out / 8 + p * n + j] = x[b / 8 + (transposed ? j * ldb + p : p * ldb + j)];
    },
    matmulPacked: (a, lda, ta, packed, c, ldc, m, n, k, accumulate) => matmul(a, lda, ta, packed, n, 0, c, ldc, m, n, k, accumulate, 0),
    matmulScratch: () => 0,
    matmul,
  };
}
