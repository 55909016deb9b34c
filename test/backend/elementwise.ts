/** Functions of one and two numbers, fill and the strided copy. */
import { describe, expect, it } from "vitest";
import { type BinaryName, binaryCode, binaryNames, type UnaryName, unaryCode, unaryNames } from "../../src/backend.ts";
import { type Bench, miss, numbers, sizes } from "./bench.ts";

const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
/** f and f′ with the platform's own functions. */
const truth: Record<UnaryName, [(x: number, alpha: number) => number, (x: number, alpha: number) => number]> = {
  negate: [(x) => -x, () => -1],
  exp: [Math.exp, Math.exp],
  log: [Math.log, (x) => 1 / x],
  tanh: [Math.tanh, (x) => 1 / Math.cosh(x) ** 2],
  sigmoid: [sigmoid, (x) => sigmoid(x) * sigmoid(-x)],
  relu: [(x) => (x < 0 ? 0 : x), (x) => (x > 0 ? 1 : Number.isNaN(x) ? x : 0)],
  sqrt: [Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
  square: [(x) => x * x, (x) => 2 * x],
  absolute: [Math.abs, (x) => Math.sign(x)],
  reciprocal: [(x) => 1 / x, (x) => -((1 / x) ** 2)],
  softplus: [(x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), sigmoid],
  scale: [(x, alpha) => alpha * x, (_, alpha) => alpha],
  shift: [(x, alpha) => x + alpha, () => 1],
};
const pairs: Record<BinaryName, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  atLeast: (a, b) => (a >= b ? 1 : 0),
};
const alpha = -1.75;

/** n numbers: the special ones at both ends, so that each falls into whole vectors and tails. */
function specials(bench: Bench, n: number, seed: number): number[] {
  const tiny = bench.backend.realBytes === 4 ? 2 ** -140 : 2 ** -1060;
  const list = [Number.NaN, Number.POSITIVE_INFINITY, tiny, 0, Number.NEGATIVE_INFINITY, -tiny, -0, 30, -30, 80, -80];
  return numbers(n, seed).map((value, k) => (k % 3 === seed % 3 ? list[(k + seed) % list.length] : value * (k % 5)));
}

export function elementwise(bench: Bench, tolerance: number): void {
  const { kernels } = bench;
  const exact = bench.backend.realBytes === 4 ? 5e-7 : 1e-14;

  it.each(unaryNames)(`unary %s: each number within ${exact} of its size, with NaN, ±Infinity and subnormals, also in place`, (name) => {
    for (const n of sizes) {
      for (let seed = 0; seed < 6; seed++) {
        const x = bench.reals(specials(bench, n, seed));
        const values = x.read();
        const out = bench.reals(n);
        const expected = values.map((value) => truth[name][0](value, alpha));
        kernels.unary(unaryCode(name), x.at, out.at, n, alpha);
        kernels.unary(unaryCode(name), x.at, x.at, n, alpha);
        const scale = expected.map(Math.abs);
        expect(miss(bench, out.read(), expected, scale), `size ${n}, seed ${seed}`).toBeLessThanOrEqual(exact);
        expect(x.read(), "in place").toEqual(out.read());
        bench.done(`size ${n}`);
      }
    }
  });

  it.each(unaryNames)(`unaryGradient %s: dx += dy · f′(x) within ${tolerance} of |dx| + |dy|(1 + |f′|)`, (name) => {
    for (const n of sizes) {
      for (let seed = 0; seed < 6; seed++) {
        const x = bench.reals(specials(bench, n, seed));
        const y = bench.reals(n);
        const dy = bench.reals(numbers(n, seed + 50));
        const dx = bench.reals(numbers(n, seed + 90));
        const [at, slope, before] = [x.read(), dy.read(), dx.read()];
        const expected = before.map((value, k) => value + slope[k] * truth[name][1](at[k], alpha));
        const scale = before.map((value, k) => Math.abs(value) + Math.abs(slope[k]) * (1 + Math.abs(truth[name][1](at[k], alpha))));
        kernels.unary(unaryCode(name), x.at, y.at, n, alpha);
        kernels.unaryGradient(unaryCode(name), x.at, y.at, dy.at, dx.at, n, alpha);
        expect(miss(bench, dx.read(), expected, scale), `size ${n}, seed ${seed}: ${at}`).toBeLessThanOrEqual(tolerance);
        bench.done(`size ${n}`);
      }
    }
  });

  describe.each(binaryNames)("binary %s", (name) => {
    it(`over strides, each number within ${exact} of its size, with NaN, ±Infinity and subnormals`, () => {
      const strides = [
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
        [2, 1],
        [1, 3],
        [3, 2],
      ];
      for (const [index, d3] of sizes.entries()) {
        for (const [a3, b3] of strides) {
          const [d0, d1, d2] = [1 + (index % 2), 1 + (index % 3), index % 4];
          const [a2, b2] = [a3 * d3 + 1, index % 3 === 0 ? 0 : b3 * d3];
          const [a1, b1] = [index % 5 === 0 ? 0 : a2 * d2, b2 * d2 + 2];
          const [a0, b0] = [a1 * d1 + 1, index % 2 === 0 ? 0 : b1 * d1];
          const a = bench.reals(specials(bench, 1 + a0 * d0 + a1 * d1 + a2 * d2 + a3 * d3, index));
          const b = bench.reals(specials(bench, 1 + b0 * d0 + b1 * d1 + b2 * d2 + b3 * d3, index + 1));
          const out = bench.reals(d0 * d1 * d2 * d3);
          const [p, q] = [a.read(), b.read()];
          const expected: number[] = [];
          for (let i = 0; i < d0; i++) {
            for (let j = 0; j < d1; j++) {
              for (let k = 0; k < d2; k++) {
                for (let l = 0; l < d3; l++)
                  expected.push(pairs[name](p[i * a0 + j * a1 + k * a2 + l * a3], q[i * b0 + j * b1 + k * b2 + l * b3]));
              }
            }
          }
          kernels.binary(binaryCode(name), a.at, b.at, out.at, d0, d1, d2, d3, a0, a1, a2, a3, b0, b1, b2, b3);
          const what = `${d0}×${d1}×${d2}×${d3}, strides ${a3} and ${b3}`;
          expect(miss(bench, out.read(), expected, expected.map(Math.abs)), what).toBeLessThanOrEqual(exact);
          bench.done(what);
        }
      }
    });

    it("in place over the first or the second operand, the other repeated or not", () => {
      for (const n of sizes) {
        for (const stride of [0, 1]) {
          const a = bench.reals(numbers(n, 1));
          const b = bench.reals(numbers(n * stride + 1, 2));
          const twin = bench.reals(n);
          kernels.binary(binaryCode(name), a.at, b.at, twin.at, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, stride);
          kernels.binary(binaryCode(name), a.at, b.at, a.at, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, stride);
          expect(a.read()).toEqual(twin.read());
          bench.done(`size ${n}`);
        }
      }
    });
  });

  it("fill writes n numbers, to the bit", () => {
    for (const n of sizes) {
      const x = bench.reals(n);
      kernels.fill(x.at, -0.375, n);
      expect(x.read()).toEqual(new Array(n).fill(-0.375));
      bench.done(`size ${n}`);
    }
  });
}
