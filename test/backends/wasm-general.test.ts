import { describe, expect, it } from "vitest";
import { binaryNames, unaryNames } from "../../src/backend.ts";
import { wasm } from "../../src/backends/wasm.ts";
import { philox } from "../../src/random.ts";

// What the suite of all backends (test/backend.suite.ts) proves within a tolerance is to the bit here: orders of summation,
// tails, positions. The kernels take other ways for whole vectors, tails, and strides of 0, 1 or more.

const memory = wasm.memory();
memory.reserve(1 << 20);
const { kernels } = memory;

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return seed / 2 ** 30;
};
const place = (at: number, n: number): Float32Array => {
  const view = memory.reals(at, n) as Float32Array;
  for (let k = 0; k < n; k++) view[k] = random();
  return view;
};
const same = (x: ArrayLike<number>, y: ArrayLike<number>) => Array.from(x).findIndex((value, k) => !Object.is(value, y[k]));
const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19, 20, 31, 33];
const [A, B, C, D] = [4096, 65536, 131072, 262144];

describe("the wasm backend's element-wise kernels give a number the same bits at every place and length", () => {
  it.each(unaryNames.map((name, code) => [name, code] as const))("%s and its gradient", (_name, code) => {
    const n = 33;
    for (const shift of [0, 4, 8, 12]) {
      const x = place(A + shift, n);
      const dy = place(B, n);
      const whole = Float32Array.from(x, (value, k) => {
        place(C, 1)[0] = value;
        kernels.unary(code, C, D + 4 * k, 1, 1.5);
        return memory.reals(D + 4 * k, 1)[0];
      });
      const slopes = Float32Array.from(x, (value, k) => {
        place(C, 4).set([value, whole[k], dy[k], 0.25]);
        kernels.unaryGradient(code, C, C + 4, C + 8, C + 12, 1, 1.5);
        return memory.reals(C + 12, 1)[0];
      });
      for (const length of lengths) {
        kernels.unary(code, A + shift, C, length, 1.5);
        expect(same(memory.reals(C, length), whole), `length ${length}`).toBe(-1);
        const dx = place(D, length).fill(0.25);
        kernels.unaryGradient(code, A + shift, C, B, D, length, 1.5);
        expect(same(dx, slopes), `gradient, length ${length}`).toBe(-1);
      }
    }
  });

  it.each(binaryNames.map((name, code) => [name, code] as const))("%s, whatever the strides: float32's own result", (_name, code) => {
    const f = [
      (a: number, b: number) => a + b,
      (a: number, b: number) => a - b,
      (a: number, b: number) => a * b,
      (a: number, b: number) => a / b,
      Math.max,
      Math.min,
      (a: number, b: number) => (a >= b ? 1 : 0),
    ][code];
    for (const length of lengths) {
      const [a, b] = [place(A, 300), place(B, 300)];
      for (const s of [0, 1, 2, 3]) {
        for (const t of [0, 1, 2, 3]) {
          const out = place(C, 2 * length + 1);
          const after = out[2 * length];
          kernels.binary(code, A, B, C, 1, 1, 2, length, 0, 0, 5, s, 0, 0, 3, t);
          const expected = Array.from({ length: 2 * length }, (_, k) => {
            const [row, column] = [Math.floor(k / length), k % length];
            return Math.fround(f(a[5 * row + s * column], b[3 * row + t * column]));
          });
          expect(same(expected, out), `length ${length}, strides ${s} ${t}`).toBe(-1);
          expect(out[2 * length]).toBe(after);
        }
      }
    }
  });
});

describe("the wasm backend's sums keep their order", () => {
  it("copy accumulates in index order, each sum rounded to float32, for every kind of stride", () => {
    for (const rows of [1, 3, 4, 5, 9]) {
      for (const length of lengths) {
        for (const s3 of [0, 1, 2]) {
          for (const [t2, t3] of [
            [0, 1],
            [0, 0],
            [1, 0],
            [length, 1],
            [2 * length, 2],
          ]) {
            const src = place(A, 1000);
            const dst = place(C, 2 * rows * length + 1);
            const expected = Float32Array.from(dst);
            for (let k = 0; k < rows; k++) for (let l = 0; l < length; l++) expected[k * t2 + l * t3] += src[k * 7 + l * s3];
            kernels.copy(A, C, 1, 1, rows, length, 0, 0, 7, s3, 0, 0, t2, t3, 1);
            expect(same(dst, expected), JSON.stringify({ rows, length, s3, t2, t3 })).toBe(-1);
          }
        }
      }
    }
  });

  it("sum and sumSquares: element k into partial sum k mod 8, then pairwise, in float64, wherever the array lies", () => {
    for (const length of [0, ...lengths, 1001]) {
      for (const at of [A, A + 4, A + 8, A + 12]) {
        const x = place(at, length + 1);
        x[length] = Number.NaN;
        const order = (f: (value: number) => number) => {
          const p = new Float64Array(8);
          for (let k = 0; k < length; k++) p[k % 8] += f(x[k]);
          const [even, odd] = [0, 1].map((lane) => p[lane] + p[2 + lane] + (p[4 + lane] + p[6 + lane]));
          return even + odd;
        };
        expect(kernels.sum(at, length)).toBe(order((value) => value));
        expect(kernels.sumSquares(at, length)).toBe(order((value) => value * value));
        expect(kernels.firstNonFinite(at, length)).toBe(-1);
        expect(kernels.firstNonFinite(at, length + 1)).toBe(length);
      }
    }
  });
});

it("dropout masks are random.ts's Philox words, word by word, and don't depend on the width", () => {
  const words = new Uint32Array(4);
  const [key0, key1, step, p] = [0xdeadbeef, 0x80000001, 0xffffffff, 0.4];
  for (const width of lengths) {
    const out = place(C, 3 * width + 1);
    const after = out[3 * width];
    kernels.dropoutMask(C, 0, 0, 3, width, p, key0, key1, step);
    for (let k = 0; k < 3 * width; k++) {
      const [row, unit] = [Math.floor(k / width), k % width];
      philox(key0, key1, unit >> 2, 0, row, step, words);
      expect(out[k]).toBe((words[unit & 3] >>> 8) / 2 ** 24 < p ? 0 : Math.fround(1 / (1 - p)));
    }
    expect(out[3 * width]).toBe(after);
  }
});
