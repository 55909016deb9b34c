/** Sums, softmax along rows, rows by index, dropout masks. */
import { expect, it } from "vitest";
import { type Bench, firstDifference, miss, numbers, sizes } from "./bench.ts";

const rowCounts = [0, 1, 2, 5];
const split = (values: number[], n: number): number[][] =>
  n === 0 ? [] : Array.from({ length: values.length / n }, (_, r) => values.slice(r * n, (r + 1) * n));

/** softmax of one row by its definition, after a shift. */
function softmax(row: number[]): number[] {
  const peak = Math.max(...row);
  const e = row.map((value) => Math.exp(value - peak));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((value) => value / total);
}
const logSoftmax = (row: number[]): number[] => {
  const peak = Math.max(...row);
  const shift = Math.log(row.reduce((sum, value) => sum + Math.exp(value - peak), 0));
  return row.map((value) => value - peak - shift);
};
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, k) => sum + value * b[k], 0);
const sum = (a: number[]): number => a.reduce((total, value) => total + value, 0);

/** Philox4x32-10 with BigInt, as the paper writes it. */
export function philox(counter: number[], key: number[]): number[] {
  const mask = 0xffffffffn;
  let [x0, x1, x2, x3] = counter.map((word) => BigInt(word >>> 0));
  let [k0, k1] = key.map((word) => BigInt(word >>> 0));
  for (let round = 0; round < 10; round++) {
    const [a, b] = [0xd2511f53n * x0, 0xcd9e8d57n * x2];
    [x0, x1, x2, x3] = [(b >> 32n) ^ x1 ^ k0, b & mask, (a >> 32n) ^ x3 ^ k1, a & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [x0, x1, x2, x3].map(Number);
}

export function rows(bench: Bench, tolerance: number): void {
  const { kernels } = bench;

  it(`sum and sumSquares within 1e-12 of Σ|x| and Σx²; NaN and ±Infinity go through; firstNonFinite finds each`, () => {
    for (const n of sizes) {
      const x = bench.reals(numbers(n, n));
      const values = x.read();
      expect(Math.abs(kernels.sum(x.at, n) - sum(values))).toBeLessThanOrEqual(1e-12 * sum(values.map(Math.abs)));
      expect(Math.abs(kernels.sumSquares(x.at, n) - dot(values, values))).toBeLessThanOrEqual(1e-12 * dot(values, values));
      expect(kernels.firstNonFinite(x.at, n)).toBe(-1);
      for (let k = 0; k < n; k++) {
        for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
          x.write(values.map((value, other) => (other === k ? bad : other === k + 2 ? Number.NaN : value)));
          expect(kernels.firstNonFinite(x.at, n), `size ${n}`).toBe(k);
          x.write(values.map((value, other) => (other === k ? bad : value)));
          expect(kernels.sum(x.at, n)).toBe(bad);
          expect(kernels.sumSquares(x.at, n)).toBe(bad * bad);
        }
      }
      bench.done(`size ${n}`);
    }
  });

  it("sums numbers too large or small for float32's squares, within 1e-12", () => {
    const x = bench.reals([2 ** 100, 2 ** -100, -(2 ** 100), 2 ** 90]);
    expect(kernels.sum(x.at, 4)).toBe(2 ** 90);
    expect(Math.abs(kernels.sumSquares(x.at, 3) / 2 ** 201 - 1)).toBeLessThan(1e-12);
    bench.done("large");
  });

  it.each([
    ["softmax", softmax],
    ["logSoftmax", logSoftmax],
  ] as const)(`%s within ${tolerance} of the row's largest, also in place; each row's bits alone as among others`, (name, truth) => {
    for (const n of sizes) {
      for (const count of rowCounts) {
        const x = bench.reals(numbers(count * n, n).map((value, k) => value * (1 + 20 * (Math.floor(k / (n || 1)) % 3))));
        const [out, alone] = [bench.reals(count * n), bench.reals(count * n)];
        const expected = split(x.read(), n).map(truth);
        kernels[name](x.at, out.at, count, n);
        for (let r = 0; r < count; r++) kernels[name](x.at + bench.bytes(r * n), alone.at + bench.bytes(r * n), 1, n);
        for (const [r, row] of split(out.read(), n).entries())
          expect(miss(bench, row, expected[r]), `size ${n}`).toBeLessThanOrEqual(tolerance);
        expect(firstDifference(alone.read(), out.read())).toBe(-1);
        kernels[name](x.at, x.at, count, n);
        expect(firstDifference(x.read(), out.read()), "in place").toBe(-1);
        bench.done(`${count}×${n}`);
      }
    }
  });

  it("softmax: huge numbers don't overflow, −Infinity has weight 0, NaN and +Infinity spoil their row alone", () => {
    const huge = 1e30;
    const list = [
      [huge, huge, -huge],
      [0, Number.NEGATIVE_INFINITY, 0],
      [1, Number.NaN, 1],
      [1, Number.POSITIVE_INFINITY, 1],
      [5, 5, 5],
    ];
    const x = bench.reals(list.flat());
    const out = bench.reals(15);
    kernels.softmax(x.at, out.at, 5, 3);
    const [n, third] = [Number.NaN, Array.from(bench.backend.array([1 / 3]))[0]];
    expect(out.read()).toEqual([0.5, 0.5, 0, 0.5, 0, 0.5, n, n, n, n, n, n, third, third, third]);
    kernels.logSoftmax(x.at, out.at, 3, 3);
    const logs = out.read();
    expect(miss(bench, logs.slice(3, 5), [-Math.LN2, Number.NEGATIVE_INFINITY])).toBeLessThanOrEqual(tolerance);
    expect(logs.slice(6, 9)).toEqual([n, n, n]);
    bench.done("special");
  });

  it.each(["softmaxGradient", "logSoftmaxGradient"] as const)(
    `%s is added, within ${tolerance} of |dx| + |dy| + Σ|dy|; each row's bits alone`,
    (name) => {
      for (const n of sizes) {
        for (const count of rowCounts) {
          const x = bench.reals(numbers(count * n, n + 1));
          const y = bench.reals(count * n);
          kernels[name === "softmaxGradient" ? "softmax" : "logSoftmax"](x.at, y.at, count, n);
          const dy = bench.reals(numbers(count * n, n + 2));
          const dx = bench.reals(numbers(count * n, n + 3));
          const alone = bench.reals(dx.read());
          const [X, D, before] = [split(x.read(), n), split(dy.read(), n), split(dx.read(), n)];
          const expected = before.map((row, r) => {
            const p = softmax(X[r]);
            const total = name === "softmaxGradient" ? dot(p, D[r]) : sum(D[r]);
            return row.map((value, k) => value + (name === "softmaxGradient" ? p[k] * (D[r][k] - total) : D[r][k] - p[k] * total));
          });
          kernels[name](y.at, dy.at, dx.at, count, n);
          for (let r = 0; r < count; r++) {
            const at = bench.bytes(r * n);
            kernels[name](y.at + at, dy.at + at, alone.at + at, 1, n);
          }
          for (const [r, row] of split(dx.read(), n).entries()) {
            const scale = row.map((_, k) => Math.abs(before[r][k]) + Math.abs(D[r][k]) + sum(D[r].map(Math.abs)));
            expect(miss(bench, row, expected[r], scale), `size ${n}`).toBeLessThanOrEqual(tolerance);
          }
          expect(firstDifference(alone.read(), dx.read())).toBe(-1);
          bench.done(`${count}×${n}`);
        }
      }
    },
  );

  it(`gatherRows to the bit (a negative index gives zeros), scatterAddRows within ${tolerance} of Σ|dy| (it skips them)`, () => {
    for (const width of sizes) {
      for (const index of [[], [2], [3, -1, 0, 3, 3, -7, 1]]) {
        const table = bench.reals(numbers(4 * width, width).map((value, k) => (k === 1 ? Number.NaN : value)));
        const out = bench.reals(index.length * width);
        const at = bench.ints(index);
        const values = split(table.read(), width);
        kernels.gatherRows(table.at, at, out.at, index.length, width);
        expect(out.read()).toEqual(index.flatMap((row) => (row < 0 ? new Array(width).fill(0) : (values[row] ?? []))));
        const dy = bench.reals(numbers(index.length * width, 5));
        const into = bench.reals(numbers(4 * width, 6));
        const [D, expected] = [dy.read(), into.read()];
        const scale = expected.map(Math.abs);
        index.forEach((row, r) => {
          for (let k = 0; k < width && row >= 0; k++) {
            expected[row * width + k] += D[r * width + k];
            scale[row * width + k] += Math.abs(D[r * width + k]);
          }
        });
        kernels.scatterAddRows(dy.at, at, into.at, index.length, width);
        expect(miss(bench, into.read(), expected, scale)).toBeLessThanOrEqual(tolerance);
        bench.done(`width ${width}`);
      }
    }
  });

  it("the test's own Philox gives its authors' known answers", () => {
    expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox([-1, -1, -1, -1], [-1, -1])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
    expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  it("dropoutMask is Philox4x32-10 of (unit, time, row, step) under its key, to the bit; keys over 2³¹ too", () => {
    const [p, key, step] = [0.3, [0xfedcba98, 0x89abcdef], 0x90000001];
    const kept = Array.from(bench.backend.array([1 / (1 - p)]))[0];
    for (const width of sizes) {
      for (const given of [false, true]) {
        const [row, time] = [
          [4, 0, 2_000_000_000],
          [7, 0, 1],
        ];
        const out = bench.reals(3 * width);
        kernels.dropoutMask(out.at, given ? bench.ints(row) : 0, given ? bench.ints(time) : 0, 3, width, p, key[0], key[1], step);
        const expected = [0, 1, 2].flatMap((r) =>
          Array.from({ length: width }, (_, u) => {
            const word = philox([u >> 2, given ? time[r] : 0, given ? row[r] : r, step], key)[u & 3];
            return (word >>> 8) / 2 ** 24 < p ? 0 : kept;
          }),
        );
        expect(out.read(), `width ${width}`).toEqual(expected);
        bench.done(`width ${width}`);
      }
    }
    for (const [share, want] of [
      [0, 1],
      [1 - 2 ** -25, 0],
    ]) {
      const out = bench.reals(64);
      kernels.dropoutMask(out.at, 0, 0, 1, 64, share, 1, 2, 3);
      expect(out.read()).toEqual(new Array(64).fill(want));
      bench.done("ends");
    }
  });
}
