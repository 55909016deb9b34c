import { describe, expect, it } from "vitest";
import { wasm } from "../../src/backends/wasm.ts";

// Every product is compared to the bit with the same sums in plain JavaScript: over k in order, each product and each sum
// rounded to float32. So blocking, packing, tails and the matrix–vector path can't differ from one another either.

const memory = wasm.memory();
memory.reserve(16 << 20);
const { kernels } = memory;
const guard = 12345;

let seed = 1;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return seed / 2 ** 31;
};

interface Shape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA?: number;
  readonly transposeB?: number;
  readonly accumulate?: number;
  /** How much longer than a row each leading dimension is. */
  readonly gap?: number;
}

/** Both ways to multiply, and what they should give; every array stands between guards. */
function multiply({ m, n, k, transposeA = 0, transposeB = 0, accumulate = 0, gap = 0 }: Shape) {
  const lda = (transposeA ? m : k) + gap;
  const ldb = (transposeB ? k : n) + gap;
  const ldc = n + gap;
  let next = 64;
  const place = (length: number) => {
    const at = next;
    next += length + 1;
    const view = memory.reals(at * 4, length + 1);
    for (let i = 0; i < length; i++) view[i] = random();
    view[length] = guard;
    return { at: at * 4, view: view.subarray(0, length), kept: () => view[length] === guard };
  };
  const a = place((transposeA ? k : m) * lda);
  const b = place((transposeB ? n : k) * ldb);
  const whole = place(m * ldc);
  const packedC = place(m * ldc);
  packedC.view.set(whole.view);
  const scratch = place(kernels.matmulScratch(m, n, k));
  const packed = place(kernels.packedSize(k, n));
  const expected = Float32Array.from(whole.view);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = accumulate ? expected[row * ldc + column] : 0;
      for (let i = 0; i < k; i++) {
        const left = a.view[transposeA ? i * lda + row : row * lda + i];
        sum = Math.fround(sum + Math.fround(left * b.view[transposeB ? column * ldb + i : i * ldb + column]));
      }
      expected[row * ldc + column] = sum;
    }
  }
  kernels.matmul(a.at, lda, transposeA, b.at, ldb, transposeB, whole.at, ldc, m, n, k, accumulate, scratch.at);
  kernels.pack(b.at, ldb, transposeB, k, n, packed.at);
  kernels.matmulPacked(a.at, lda, transposeA, packed.at, packedC.at, ldc, m, n, k, accumulate, scratch.at);
  const kept = [a, b, whole, packedC, scratch, packed].every((array) => array.kept());
  return { whole: whole.view, packed: packedC.view, expected, kept };
}

/** The first element that differs in its bits, or −1. */
const firstDifference = (x: ArrayLike<number>, y: ArrayLike<number>) => Array.from(x).findIndex((value, i) => !Object.is(value, y[i]));

function check(shape: Shape) {
  const { whole, packed, expected, kept } = multiply(shape);
  const name = JSON.stringify(shape);
  expect(firstDifference(whole, expected), `matmul ${name}`).toBe(-1);
  expect(firstDifference(packed, expected), `matmulPacked ${name}`).toBe(-1);
  expect(kept, `guards ${name}`).toBe(true);
}

const flags = [0, 1];

describe("the wasm backend's products", () => {
  it.each(flags.flatMap((transposeA) => flags.map((transposeB) => [transposeA, transposeB])))(
    "are the plain sums to the bit for all tails (transposeA %i, transposeB %i), within their rows",
    (transposeA, transposeB) => {
      for (const m of [1, 2, 3, 4, 5, 6, 7, 9, 17]) {
        for (const n of [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 33]) {
          for (const k of [1, 2, 3, 4, 5, 9]) {
            for (const accumulate of flags) check({ m, n, k, transposeA, transposeB, accumulate, gap: 3 });
          }
        }
      }
    },
  );

  it.each([
    { m: 70, n: 20, k: 1100 },
    { m: 133, n: 9, k: 515 },
    { m: 1, n: 40, k: 1030 },
    { m: 6, n: 1040, k: 20 },
    { m: 40, n: 1, k: 1025 },
  ])("are the same to the bit across blocks of rows, columns and k: $m×$n×$k", (shape) => {
    for (const transposeA of flags) {
      for (const transposeB of flags) for (const accumulate of flags) check({ ...shape, transposeA, transposeB, accumulate });
    }
  });

  it("give a row the same bits alone as among others", () => {
    const k = 37;
    const n = 43;
    const rows = 11;
    const at = { a: 1024, b: 16384, c: 65536, alone: 131072, scratch: 262144 };
    const values = memory.reals(1024, 16384);
    for (let i = 0; i < values.length; i++) values[i] = random();
    kernels.matmul(at.a, k, 0, at.b, n, 0, at.c, n, rows, n, k, 0, at.scratch);
    const together = Float32Array.from(memory.reals(at.c, rows * n));
    for (let row = 0; row < rows; row++)
      kernels.matmul(at.a + row * k * 4, k, 0, at.b, n, 0, at.alone + row * n * 4, n, 1, n, k, 0, at.scratch);
    expect(firstDifference(memory.reals(at.alone, rows * n), together)).toBe(-1);
  });

  it("read nothing past the memory's end", () => {
    const small = wasm.memory();
    const end = small.bytes;
    const size = { m: 5, n: 7, k: 9 };
    for (const m of [1, 2, 3, size.m]) {
      for (const transposeA of flags) {
        for (const transposeB of flags) {
          const { n, k } = size;
          const last = (length: number) => end - length * 4;
          const lda = transposeA ? m : k;
          const ldb = transposeB ? k : n;
          const run = (a: number, b: number, c: number) =>
            small.kernels.matmul(a, lda, transposeA, b, ldb, transposeB, c, n, m, n, k, 1, 16384);
          expect(() => run(last(m * k), 4096, 8192)).not.toThrow();
          expect(() => run(4096, last(k * n), 8192)).not.toThrow();
          expect(() => run(4096, 8192, last(m * n))).not.toThrow();
        }
      }
    }
  });

  it("clear C when k is 0, keep it when they accumulate, and do nothing for 0 rows or columns", () => {
    const c = memory.reals(4096, 20);
    const run = (m: number, n: number, accumulate: number) => {
      c.fill(guard);
      kernels.matmul(1024, 1, 0, 2048, n, 0, 4096, 5, m, n, 0, accumulate, 8192);
      return [...c].filter((value) => value === guard).length;
    };
    expect(run(3, 4, 1)).toBe(20);
    expect(run(3, 4, 0)).toBe(8);
    expect(run(1, 4, 0)).toBe(16);
    expect(run(0, 4, 0)).toBe(20);
    expect(run(3, 0, 0)).toBe(20);
  });

  it("carry a NaN to its row and nowhere else", () => {
    const [m, n, k] = [5, 9, 6];
    const a = memory.reals(1024, m * k).fill(1);
    memory.reals(4096, k * n).fill(0);
    a[2 * k + 3] = Number.NaN;
    kernels.matmul(1024, k, 0, 4096, n, 0, 8192, n, m, n, k, 0, 16384);
    const c = memory.reals(8192, m * n);
    expect([...c].map((value) => Number.isNaN(value))).toEqual([...c].map((_, i) => Math.floor(i / n) === 2));
  });

  it("need a bounded scratch whatever m, n and k", () => {
    expect(kernels.matmulScratch(1e6, 1e6, 1e6) * 4).toBeLessThan(2 ** 21);
  });
});
