import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../src/math.ts";
import {
  bias,
  coverage,
  crps,
  crpsGaussian,
  mae,
  mase,
  maseScale,
  msis,
  pinball,
  rmse,
  smape,
  wape,
  width,
  winkler,
} from "../src/metrics.ts";

// Worked by hand: errors f − y are 2, −2, 0 and 4.
const actual = [10, 20, 30, 40];
const forecast = [12, 18, 30, 44];

describe("metrics, exact to 1e-12", () => {
  it.each([
    ["mae", mae(actual, forecast), 2],
    ["wape", wape(actual, forecast), 0.08],
    ["rmse", rmse(actual, forecast), Math.sqrt(6)],
    ["smape", smape(actual, forecast), (4 / 22 + 4 / 38 + 0 + 8 / 84) / 4],
    ["bias", bias(actual, forecast), 1],
    ["scale of MASE, season 1", maseScale([1, 3, 2, 6], 1), 7 / 3],
    ["scale of MASE, season 2", maseScale([1, 3, 2, 6], 2), 2],
    ["mase", mase(actual, forecast, 4), 0.5],
    ["coverage", coverage(actual, [9, 21, 30, 0], [11, 25, 31, 39]), 0.5],
    ["width", width([9, 21], [11, 25]), 3],
    // Quantiles 1 and 3 at levels ¼ and ¾, y = 2: 2 · (¼ · 1 + ¼ · 1) / 2.
    ["crps", crps([2], [[1], [3]], [0.25, 0.75]), 0.5],
    // y = 4: 2 · (¼ · 3 + ¾ · 1) / 2.
    [
      "crps of a miss",
      crps(
        [4, Number.NaN],
        [
          [1, 1],
          [3, 3],
        ],
        [0.25, 0.75],
      ),
      1.5,
    ],
    [
      "crps leaves out a pair without all quantiles",
      crps(
        [2, 9],
        [
          [1, 1],
          [3, Number.NaN],
        ],
        [0.25, 0.75],
      ),
      0.5,
    ],
    // At the mean: σ (√2 − 1) / √π.
    ["crps of a normal distribution at its mean", crpsGaussian([5], [5], [2]), (2 * (Math.SQRT2 - 1)) / Math.sqrt(Math.PI)],
    // scipy: z = 1: 2Φ(1) − 1 = 0.6826894921370859, φ(1) = 0.24197072451914337.
    [
      "crps of a normal distribution at one σ",
      crpsGaussian([7], [5], [2]),
      2 * (0.6826894921370859 + 0.48394144903828673 - 0.5641895835477563),
    ],
    ["crps of a normal distribution without spread", crpsGaussian([7], [5], [0]), 2],
    // Widths 2; the second lies 1 above: 1 · 2/0.2; the third 2 below: 2 · 2/0.2.
    ["winkler at 80 %", winkler([1, 3, -2, Number.NaN], [0, 0, 0, 0], [2, 2, 2, 2], 0.8), (2 + 12 + 22) / 3],
    ["msis at 95 %", msis([3], [0], [2], 0.95, 4), (2 + 40) / 4],
    ["pinball at 0.9", pinball([10, 10], [8, 12], 0.9), (0.9 * 2 + 0.1 * 2) / 2],
  ])("%s", (_name, got, expected) => {
    expect(Math.abs(got - expected)).toBeLessThan(1e-12);
  });

  it("leaves out pairs where either is missing", () => {
    expect(mae([1, Number.NaN, 3], [2, 5, Number.NaN])).toBe(1);
    expect(mae([Number.NaN], [1])).toBeNaN();
  });

  it("is not defined where its denominator is 0", () => {
    expect(wape([0, 0], [1, 1])).toBeNaN();
    expect(mase([1], [2], 0)).toBeNaN();
    expect(msis([1], [0], [2], 0.8, 0)).toBeNaN();
    expect(crps([1], [], [])).toBeNaN();
    expect(maseScale([5], 1)).toBeNaN();
    expect(smape([0], [0])).toBe(0);
  });

  it("refuses lists of unequal length", () => {
    expect(() => mae([1, 2], [1])).toThrow("forecast: expected 2 values as in actual, got 1");
    expect(() => crps([1, 2], [[1], [2]], [0.2, 0.8])).toThrow("forecast: expected 2 values as in actual, got 1");
    expect(() => crps([1], [[1]], [0.2, 0.8])).toThrow("quantiles: expected 2 lists, one a level, got 1");
    expect(() => winkler([1, 2], [1], [2], 0.8)).toThrow("forecast: expected 2 values as in actual, got 1");
    expect(() => winkler([1, 2], [1, 1], [2], 0.8)).toThrow("forecast: expected 2 values as in actual, got 1");
    expect(() => crpsGaussian([1, 2], [1, 1], [2])).toThrow("forecast: expected 2 values as in actual, got 1");
  });

  it("doesn't overflow", () => {
    expect(rmse([1e200, -1e200], [0, 0])).toBeCloseTo(1e200, -190);
  });
});

describe("scores of distributions", () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const values = fc.array(value, { minLength: 1, maxLength: 12 });

  it("crps of a forecast without spread is its MAE", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }), (rows) => {
        const [y, f] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        expect(Math.abs(crps(y, [f, f, f, f], [0.1, 0.3, 0.7, 0.9]) - mae(y, f))).toBeLessThan(1e-9);
        expect(Math.abs(crpsGaussian(y, f, new Array(y.length).fill(1e-9)) - mae(y, f))).toBeLessThan(1e-8);
      }),
      { seed: 1 },
    );
  });

  it("crps of sorted samples is E|X − y| − ½ E|X − X′| of their own distribution", () => {
    fc.assert(
      fc.property(values, value, (samples, y) => {
        const sorted = [...samples].sort((a, b) => a - b);
        const n = sorted.length;
        const got = crps(
          [y],
          sorted.map((sample) => [sample]),
          sorted.map((_, k) => (k + 0.5) / n),
        );
        const near = sorted.reduce((sum, a) => sum + Math.abs(a - y), 0) / n;
        const apart = sorted.flatMap((a) => sorted.map((b) => Math.abs(a - b))).reduce((sum, d) => sum + d, 0) / (n * n);
        expect(Math.abs(got - (near - apart / 2))).toBeLessThan(1e-9);
      }),
      { seed: 2 },
    );
  });

  it("crps of a normal distribution is that of its many quantiles", () => {
    const taus = Array.from({ length: 2000 }, (_, k) => (k + 0.5) / 2000);
    const quantiles = taus.map((tau) => [10 + 3 * normalQuantile(tau)]);
    for (const y of [10, 12, 3, 25]) expect(Math.abs(crps([y], quantiles, taus) - crpsGaussian([y], [10], [3]))).toBeLessThan(1e-3);
  });

  it("winkler is the sum of the pinball losses of both ends, times 2/α", () => {
    fc.assert(
      fc.property(value, value, value, fc.constantFrom(0.5, 0.8, 0.95), (y, a, b, level) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const alpha = 1 - level;
        const sum = pinball([y], [low], alpha / 2) + pinball([y], [high], 1 - alpha / 2);
        expect(Math.abs(winkler([y], [low], [high], level) - (2 / alpha) * sum)).toBeLessThan(1e-8);
      }),
      { seed: 3 },
    );
  });
});
