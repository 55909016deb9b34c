/**
 * The reference backend: plain loops in float64 over one array buffer, with the same fused algebra as the fast ones. Slow
 * and readable; what proofs and golden tests trust.
 */
import type { Backend, Kernels, Memory, Pointer } from "../backend.ts";
import { exhausted } from "./exhausted.ts";
import { copyKernels } from "./reference/copy.ts";
import { elementwiseKernels } from "./reference/elementwise.ts";
import { gruKernels } from "./reference/gru.ts";
import { lstmKernels } from "./reference/lstm.ts";
import { matmulKernels } from "./reference/matmul.ts";
import { optimizerKernels } from "./reference/optimizer.ts";
import { reduceKernels } from "./reference/reduce.ts";
import { rnnKernels } from "./reference/rnn.ts";
import { rowKernels } from "./reference/rows.ts";
import { softmaxKernels } from "./reference/softmax.ts";

const realBytes = 8;
const maximumBytes = 2_147_483_648;

/** Where kernels find the numbers: the views change when the memory grows. Indices are pointer / 8 (reals) and pointer / 4 (ints). */
export interface Heap {
  reals: Float64Array;
  ints: Int32Array;
}

class ReferenceMemory implements Memory {
  readonly kernels: Kernels;
  #buffer = new ArrayBuffer(1 << 16);
  readonly #heap: Heap = { reals: new Float64Array(this.#buffer), ints: new Int32Array(this.#buffer) };

  constructor() {
    const heap = this.#heap;
    this.kernels = {
      ...matmulKernels(heap),
      ...elementwiseKernels(heap),
      ...copyKernels(heap),
      ...reduceKernels(heap),
      ...softmaxKernels(heap),
      ...rowKernels(heap),
      ...rnnKernels(heap),
      ...lstmKernels(heap),
      ...gruKernels(heap),
      ...optimizerKernels(heap),
    };
  }

  get bytes(): number {
    return this.#buffer.byteLength;
  }

  reserve(bytes: number): void {
    if (bytes <= this.bytes) return;
    if (bytes > maximumBytes) throw exhausted("reference", bytes, maximumBytes);
    let grown: ArrayBuffer;
    try {
      grown = new ArrayBuffer(Math.ceil(bytes / 65536) * 65536);
    } catch (cause) {
      throw exhausted("reference", bytes, maximumBytes, cause);
    }
    const before = this.#heap.reals;
    this.#heap.reals = new Float64Array(grown);
    this.#heap.ints = new Int32Array(grown);
    this.#heap.reals.set(before);
    this.#buffer = grown;
  }

  reals(at: Pointer, n: number): Float64Array {
    return new Float64Array(this.#buffer, at, n);
  }

  ints(at: Pointer, n: number): Int32Array {
    return new Int32Array(this.#buffer, at, n);
  }
}

/** Plain TypeScript in float64. */
export const reference: Backend = {
  name: "reference",
  rowsAlone: true,
  describe: () => "reference",
  realBytes,
  maximumBytes,
  array: (values) => (typeof values === "number" ? new Float64Array(values) : Float64Array.from(values)),
  memory: () => new ReferenceMemory(),
};
