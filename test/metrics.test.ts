import { describe, expect, it } from "vitest";
import { bias, coverage, mae, mase, maseScale, pinball, rmse, smape, wape, width } from "../src/metrics.ts";

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
    expect(maseScale([5], 1)).toBeNaN();
    expect(smape([0], [0])).toBe(0);
  });

  it("refuses lists of unequal length", () => {
    expect(() => mae([1, 2], [1])).toThrow("forecast: expected 2 values as in actual, got 1");
  });

  it("doesn't overflow", () => {
    expect(rmse([1e200, -1e200], [0, 0])).toBeCloseTo(1e200, -190);
  });
});
