/** Matrix products: sizes, transposes, leading dimensions, accumulation, rows on their own. */
import { describe, expect, it } from "vitest";
import { type Bench, firstDifference, miss, numbers, sizes } from "./bench.ts";

interface Case {
  m: number;
  n: number;
  k: number;
  transposeA: number;
  transposeB: number;
  accumulate: number;
  gap: number;
}

/** Every pair of sizes for (m, n), (m, k) and (n, k). */
const square = sizes.flatMap((m, i) => sizes.map((n, j) => ({ m, n, k: sizes[(i + j) % sizes.length] })));
const flags = [0, 1].flatMap((transposeA) => [0, 1].map((transposeB) => ({ transposeA, transposeB })));

function prepare(bench: Bench, { m, n, k, transposeA, transposeB, gap }: Case) {
  const lda = (transposeA ? m : k) + gap;
  const ldb = (transposeB ? k : n) + gap;
  const ldc = n + gap;
  const a = bench.reals(numbers((transposeA ? k : m) * lda, m + 3));
  const b = bench.reals(numbers((transposeB ? n : k) * ldb, n + 100));
  const c = bench.reals(numbers(m * ldc, k + 200));
  const scratch = bench.reals(bench.kernels.matmulScratch(m, n, k));
  return { lda, ldb, ldc, a, b, c, scratch };
}

/** C as three loops in float64, and the size of what is summed: Σ |a| |b| + |c|. */
function naive({ m, n, k, transposeA, transposeB, accumulate, gap }: Case, a: number[], b: number[], c: number[]) {
  const [lda, ldb, ldc] = [(transposeA ? m : k) + gap, (transposeB ? k : n) + gap, n + gap];
  const expected = [...c];
  const scale = c.map(Math.abs);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = accumulate ? c[i * ldc + j] : 0;
      let size = Math.abs(sum);
      for (let p = 0; p < k; p++) {
        const product = a[transposeA ? p * lda + i : i * lda + p] * b[transposeB ? j * ldb + p : p * ldb + j];
        sum += product;
        size += Math.abs(product);
      }
      expected[i * ldc + j] = sum;
      scale[i * ldc + j] = size;
    }
  }
  return { expected, scale };
}

export function products(bench: Bench, tolerance: number, beside: number): void {
  const { kernels } = bench;

  describe.each(flags)("matmul, transposeA $transposeA, transposeB $transposeB", (flag) => {
    it(`is the sum over k within ${tolerance} of Σ|a||b|, all pairs of sizes, accumulating or not, wide rows; pack and matmulPacked give the same bits`, () => {
      for (const [index, size] of square.entries()) {
        for (const accumulate of [0, 1]) {
          const item: Case = { ...size, ...flag, accumulate, gap: index % 3 };
          const { m, n, k } = item;
          const { lda, ldb, ldc, a, b, c, scratch } = prepare(bench, item);
          const other = bench.reals(c.read());
          const packed = bench.reals(kernels.packedSize(k, n));
          const { expected, scale } = naive(item, a.read(), b.read(), c.read());
          kernels.matmul(a.at, lda, item.transposeA, b.at, ldb, item.transposeB, c.at, ldc, m, n, k, accumulate, scratch.at);
          kernels.pack(b.at, ldb, item.transposeB, k, n, packed.at);
          kernels.matmulPacked(a.at, lda, item.transposeA, packed.at, other.at, ldc, m, n, k, accumulate, scratch.at);
          const what = JSON.stringify(item);
          expect(miss(bench, c.read(), expected, scale), what).toBeLessThanOrEqual(tolerance);
          expect(firstDifference(other.read(), c.read()), `packed ${what}`).toBe(-1);
          bench.done(what);
        }
      }
    });

    it(`gives each row the same ${beside === 0 ? "bits" : `sums within ${beside}`} alone as among others`, () => {
      for (const [index, n] of sizes.entries()) {
        for (const k of [1, 4, 7, 64, 65]) {
          const item: Case = { m: sizes[(index + k) % sizes.length], n, k, ...flag, accumulate: k % 2, gap: 1 };
          const { lda, ldb, ldc, a, b, c, scratch } = prepare(bench, item);
          const alone = bench.reals(c.read());
          const run = (at: number, to: number, m: number): void =>
            kernels.matmul(at, lda, item.transposeA, b.at, ldb, item.transposeB, to, ldc, m, n, k, item.accumulate, scratch.at);
          run(a.at, c.at, item.m);
          const down = bench.bytes(item.transposeA ? 1 : lda);
          for (let row = 0; row < item.m; row++) run(a.at + row * down, alone.at + row * bench.bytes(ldc), 1);
          const what = JSON.stringify(item);
          if (beside === 0) expect(firstDifference(alone.read(), c.read()), what).toBe(-1);
          else expect(miss(bench, alone.read(), c.read()), what).toBeLessThanOrEqual(beside);
          bench.done(what);
        }
      }
    });

    it("gives the same bits when it is asked again", () => {
      const item: Case = { m: 33, n: 65, k: 129, ...flag, accumulate: 0, gap: 1 };
      const { lda, ldb, ldc, a, b, c, scratch } = prepare(bench, item);
      const run = (m: number): number[] => {
        kernels.matmul(a.at, lda, item.transposeA, b.at, ldb, item.transposeB, c.at, ldc, m, item.n, item.k, 0, scratch.at);
        return c.read();
      };
      for (const m of [1, item.m]) expect(firstDifference(run(m), run(m))).toBe(-1);
      bench.done("again");
    });
  });

  it("takes NaN, ±Infinity and subnormals as IEEE 754 does", () => {
    const tiny = bench.backend.realBytes === 4 ? 2 ** -140 : 2 ** -1060;
    const rows = [
      [Number.NaN, 1, 1],
      [Number.POSITIVE_INFINITY, 1, 1],
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1],
      [tiny, 0, 0],
      [1, 2, 3],
    ];
    for (const n of [1, 3, 8, 17]) {
      const a = bench.reals(rows.flat());
      const b = bench.reals(new Array(3 * n).fill(1));
      const c = bench.reals(rows.length * n);
      const scratch = bench.reals(kernels.matmulScratch(rows.length, n, 3));
      kernels.matmul(a.at, 3, 0, b.at, n, 0, c.at, n, rows.length, n, 3, 0, scratch.at);
      const expected = [Number.NaN, Number.POSITIVE_INFINITY, Number.NaN, tiny, 6].flatMap((value) => new Array(n).fill(value));
      expect(c.read()).toEqual(expected);
      bench.done("special");
    }
  });
}
