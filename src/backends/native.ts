/**
 * The native backend: the wasm backend with its larger matrix products done by the system's BLAS on the wasm memory itself, where
 * they lie. Node only. Small products and all else stay in WebAssembly.
 *
 * Which promise holds: the same seed gives the same bits on the same machine, run after run. BLAS chooses its way by the number
 * of rows and by the processor, so a row's last bits may depend on the rows beside it, and machines may differ.
 */
import { systemBlas } from "#blas";
import type { Backend, Kernels, Memory, Pointer, RealArray } from "../backend.ts";
import type { Blas } from "../blas/library.ts";
import { wasm } from "./wasm.ts";

/** Multiplications from which BLAS is faster, its call of about 1 µs included, and columns and terms a sum that it needs to be. */
const pays = 32_768;
const narrowest = 5;

/** int32 words before a packed right-hand side: B's address, leading dimension and transposition, and whether the panels are made. */
const head = 4;

class NativeMemory implements Memory {
  readonly kernels: Kernels;
  readonly #own: Memory = wasm.memory();
  readonly #blas: Blas;
  /** Where the memory is for BLAS, and the words in front of what is packed; both anew when the memory grows. */
  #base = 0;
  #words: Int32Array = new Int32Array(0);

  constructor(blas: Blas, least: number) {
    this.#blas = blas;
    const { kernels } = this.#own;
    const { product } = blas;
    const large = (m: number, n: number, k: number): boolean => m * n * k >= least && n >= narrowest && k >= narrowest;
    this.kernels = {
      ...kernels,
      packedSize: (k, n) => head + kernels.packedSize(k, n),
      // BLAS packs for itself: remember where B is. The panels of the wasm kernels are made when a small product asks for them.
      pack: (b, ldb, transposed, _k, _n, out) => this.#words.set([b, ldb, transposed, 0], out >> 2),
      matmulPacked: (a, lda, transposeA, packed, c, ldc, m, n, k, accumulate, scratch) => {
        const [words, base, at] = [this.#words, this.#base, packed >>> 2];
        const [b, ldb, transposed] = [words[at] >>> 0, words[at + 1], words[at + 2]];
        if (large(m, n, k)) {
          product(base + a, lda, transposeA, base + b, ldb, transposed, base + c, ldc, m, n, k, accumulate);
          return;
        }
        if (words[at + 3] === 0) {
          kernels.pack(b, ldb, transposed, k, n, packed + 4 * head);
          words[at + 3] = 1;
        }
        kernels.matmulPacked(a, lda, transposeA, packed + 4 * head, c, ldc, m, n, k, accumulate, scratch);
      },
      matmul: (a, lda, transposeA, b, ldb, transposeB, c, ldc, m, n, k, accumulate, scratch) => {
        const base = this.#base;
        if (large(m, n, k)) product(base + a, lda, transposeA, base + b, ldb, transposeB, base + c, ldc, m, n, k, accumulate);
        else kernels.matmul(a, lda, transposeA, b, ldb, transposeB, c, ldc, m, n, k, accumulate, scratch);
      },
    };
    this.#find();
  }

  get bytes(): number {
    return this.#own.bytes;
  }

  reserve(bytes: number): void {
    const before = this.bytes;
    this.#own.reserve(bytes);
    if (this.bytes !== before) this.#find();
  }

  reals(at: Pointer, n: number): RealArray {
    return this.#own.reals(at, n);
  }

  ints(at: Pointer, n: number): Int32Array {
    return this.#own.ints(at, n);
  }

  #find(): void {
    this.#words = this.#own.ints(0, this.bytes / 4);
    this.#base = this.#blas.address(this.#words.buffer as ArrayBuffer);
  }
}

/** The backend, with BLAS for products of at least so many multiplications. */
export const nativeFrom = (least = pays): Backend => ({
  ...wasm,
  name: "native",
  rowsAlone: false,
  describe: () => `native (${systemBlas().name})`,
  memory: () => new NativeMemory(systemBlas(), least),
});

/** float32; the system's BLAS on the memory of WebAssembly. */
export const native: Backend = nativeFrom();
