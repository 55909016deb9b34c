import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { baseline, baselines, readyBaselines } from "../../src/baselines/index.ts";

const nan = Number.NaN;
const of = (name: string, history: number[], horizon: number, season = 1): number[] =>
  Array.from(baseline(name).forecast(history, horizon, { season }));

describe("baselines, by hand", () => {
  beforeAll(readyBaselines);

  it.each([
    ["naive", [1, 2, 5], 2, 1, [5, 5]],
    ["naive", [1, 2, nan], 2, 1, [2, 2]],
    ["seasonal-naive", [1, 2, 3, 4, 5, 6], 5, 3, [4, 5, 6, 4, 5]],
    ["seasonal-naive", [1, 2, 3, 4, nan, 6], 3, 3, [4, 2, 6]],
    ["drift", [1, 2, 3, 7], 2, 1, [9, 11]],
    ["drift", [nan, 1, nan, 5, nan], 2, 1, [9, 11]],
    ["drift", [4], 2, 1, [4, 4]],
    ["mean", [1, nan, 5], 2, 1, [3, 3]],
  ])("%s of %j, %d ahead, season %d", (name, history, horizon, season, expected) => {
    expect(of(name, history, horizon, season)).toEqual(expected);
  });

  it("refuse a history without any value, a horizon of 0 and an unknown name", () => {
    for (const { name } of baselines) {
      expect(() => of(name, [nan, nan], 1)).toThrow("expected at least one observed value");
      expect(() => of(name, [1], 0)).toThrow("invalid horizon");
    }
    expect(() => baseline("neural")).toThrow("expected one of naive, seasonal-naive, drift, mean, theta, ets");
  });

  it("scale with the series, are finite, and leave the history alone", () => {
    const history = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 8 }), (values, horizon) => {
        for (const { name } of baselines) {
          const kept = [...values];
          const once = of(name, values, horizon, 3);
          const twice = of(
            name,
            values.map((value) => 2 * value),
            horizon,
            3,
          );
          expect(values).toEqual(kept);
          once.forEach((value, h) => {
            expect(Number.isFinite(value)).toBe(true);
            expect(Math.abs(twice[h] - 2 * value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
          });
        }
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
