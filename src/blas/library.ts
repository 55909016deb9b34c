/** What the native backend asks of a BLAS. */

/** Products by the system's BLAS on the memory of a WebAssembly instance. */
export interface Blas {
  /** Which library, its version and the processor it takes this for: `OpenBLAS 0.3.21, Zen`. */
  readonly name: string;
  /** The address of a memory's first byte. It holds until the memory grows. */
  address(memory: ArrayBuffer): number;
  /** C[m, n] = op(A)·op(B) (+ C), row-major float32, at addresses: cblas_sgemm, or cblas_sgemv for one row. */
  product(
    a: number,
    lda: number,
    transposeA: number,
    b: number,
    ldb: number,
    transposeB: number,
    c: number,
    ldc: number,
    m: number,
    n: number,
    k: number,
    accumulate: number,
  ): void;
}
