import { describe, expect, it } from "vitest";
import { copying } from "../src/copying.ts";
import { mae } from "../src/metrics.ts";
import { generator } from "../src/random.ts";

const nan = Number.NaN;

describe("copying", () => {
  it("sees a net that repeats the last value, however small its errors", () => {
    const random = generator(3, "walk");
    let last = 100;
    const [actual, forecasts, naive]: number[][][] = [[], [], []];
    for (let w = 0; w < 40; w++) {
      const next = last + random.normal();
      actual.push([next]);
      forecasts.push([last + 0.05 * random.normal()]);
      naive.push([last]);
      last = next;
    }
    const { share, n, copies } = copying(actual, forecasts, naive);
    expect([n, copies]).toEqual([40, true]);
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.1);
  });

  it("doesn't accuse a net that follows the series, nor one that goes elsewhere", () => {
    const actual = [
      [11, 12, 13],
      [8, 7, 6],
    ];
    const naive = [
      [10, 10, 10],
      [9, 9, 9],
    ];
    // |f − r|: 1, 2, 2, 0, 1, 3 of |y − r|: 1, 2, 3, 1, 2, 3.
    expect(
      copying(
        actual,
        [
          [11, 12, 12],
          [9, 8, 6],
        ],
        naive,
      ),
    ).toEqual({ share: 9 / 12, n: 6, copies: false });
    expect(
      copying(
        actual,
        [
          [2, 2, 2],
          [30, 30, 30],
        ],
        naive,
      ).copies,
    ).toBe(false);
  });

  it("draws the line at a tenth, which still counts as copying", () => {
    expect(copying([[20, 0]], [[11, 9]], [[10, 10]])).toEqual({ share: 0.1, n: 2, copies: true });
    expect(copying([[20, 0]], [[11.001, 9]], [[10, 10]]).copies).toBe(false);
    // At a share s the error is at least 1 − s of the naive one.
    expect(mae([20, 0], [11, 9]) / mae([20, 0], [10, 10])).toBe(0.9);
  });

  it("leaves out what is missing in any of them", () => {
    expect(copying([[20, nan, 5, 5]], [[11, 9, nan, 7]], [[10, 10, 10, nan]])).toEqual({ share: 0.1, n: 1, copies: true });
  });

  it("says nothing where nothing can be compared", () => {
    expect(copying([[5, 5]], [[5, 5]], [[5, 5]])).toEqual({ share: null, n: 2, copies: false });
    expect(copying([[nan]], [[5]], [[5]])).toEqual({ share: null, n: 0, copies: false });
  });

  it("refuses lists of unequal length", () => {
    expect(() => copying([[1]], [[1], [2]], [[1]])).toThrow("origins: expected 1 values as in actual, got 2");
    expect(() => copying([[1, 2]], [[1]], [[1, 2]])).toThrow("forecast: expected 2 values as in actual, got 1");
  });
});
