import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { spectralNorm } from "../../src/lenses/shared/norm.ts";
import { eigenvalues, spectralRadius } from "../../src/lenses/shared/spectrum.ts";
import { generator } from "../../src/random.ts";

const random = (n: number, seed: number) => {
  const { uniform } = generator(seed, "matrix");
  return { rows: n, columns: n, data: Array.from({ length: n * n }, () => uniform() - 0.5) };
};
const square = (rows: number[][]) => ({ rows: rows.length, columns: rows.length, data: rows.flat() });

describe("spectral radius", () => {
  it.each([1, 2, 3, 5, 8, 16, 33, 64])("equals ml-matrix's eigenvalues, relative error < 1e-10: random, n = %i", (n) => {
    for (let seed = 1; seed <= 5; seed++) {
      const matrix = random(n, seed);
      const own = eigenvalues(matrix)
        .map(([re, im]) => Math.hypot(re, im))
        .sort((a, b) => a - b);
      const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(n, n, matrix.data));
      const theirs = realEigenvalues.map((re, k) => Math.hypot(re, imaginaryEigenvalues[k])).sort((a, b) => a - b);
      for (const [k, value] of own.entries()) expect(Math.abs(value - theirs[k]) / theirs[n - 1]).toBeLessThan(1e-10);
      expect(spectralRadius(matrix)).toBeCloseTo(theirs[n - 1], 10);
    }
  });

  it.each([
    [
      "a rotation, whose eigenvalues are a complex pair",
      square([
        [0, -2],
        [2, 0],
      ]),
      2,
    ],
    [
      "a cyclic permutation",
      square([
        [0, 0, 0, 1],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ]),
      1,
    ],
    [
      "the identity",
      square([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
      1,
    ],
    [
      "zeros",
      square([
        [0, 0],
        [0, 0],
      ]),
      0,
    ],
    [
      "a diagonal with one large",
      square([
        [1e-8, 0, 0],
        [0, -3, 0],
        [0, 0, 1],
      ]),
      3,
    ],
    [
      "tiny entries",
      square([
        [0, -2e-200],
        [2e-200, 0],
      ]),
      2e-200,
    ],
  ])("is exact: %s", (_name, matrix, expected) => {
    expect(spectralRadius(matrix)).toBeCloseTo(expected, 12);
    if (expected > 0) expect(spectralRadius(matrix) / expected).toBeCloseTo(1, 10);
  });

  it("of a nilpotent matrix is nearly 0 (a Jordan block of 4: error about ε^¼)", () => {
    expect(
      spectralRadius(
        square([
          [0, 1, 0, 0],
          [0, 0, 1, 0],
          [0, 0, 0, 1],
          [0, 0, 0, 0],
        ]),
      ),
    ).toBeLessThan(1e-3);
  });

  it("is NaN where the matrix isn't finite", () => {
    expect(
      spectralRadius(
        square([
          [1, Number.NaN],
          [0, 1],
        ]),
      ),
    ).toBeNaN();
    expect(
      spectralNorm(
        square([
          [1, Number.NaN],
          [0, 1],
        ]),
      ),
    ).toBeNaN();
  });
});

describe("spectral norm", () => {
  it.each([1, 2, 3, 8, 33])("equals ml-matrix's largest singular value, relative error < 1e-9: n = %i", (n) => {
    for (let seed = 1; seed <= 5; seed++) {
      const matrix = random(n, seed);
      const [largest] = new SingularValueDecomposition(Matrix.from1DArray(n, n, matrix.data)).diagonal;
      expect(Math.abs(spectralNorm(matrix) / largest - 1)).toBeLessThan(1e-9);
    }
  });

  it("is exact where the two largest are nearly the same: a rotation, one a millionth apart", () => {
    expect(
      spectralNorm(
        square([
          [0.6, -0.8],
          [0.8, 0.6],
        ]),
      ),
    ).toBeCloseTo(1, 12);
    for (const n of [4, 40]) {
      const data = Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 - (1e-6 * k) / (n * n) : 0));
      expect(Math.abs(spectralNorm({ rows: n, columns: n, data }) - 1)).toBeLessThan(1e-9);
    }
  });

  it("of oblong and tiny matrices", () => {
    expect(spectralNorm({ rows: 1, columns: 2, data: [3e-200, 4e-200] }) / 5e-200).toBeCloseTo(1, 12);
    expect(spectralNorm({ rows: 2, columns: 1, data: [3, 4] })).toBeCloseTo(5, 12);
    expect(spectralNorm({ rows: 2, columns: 2, data: [0, 0, 0, 0] })).toBe(0);
  });
});
