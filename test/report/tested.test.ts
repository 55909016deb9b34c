import { describe, expect, it } from "vitest";
import { errorByStep, errorsOf, residualsOf } from "../../src/report/tested.ts";

const method = (name: string, ...forecasts: number[][]) => ({ name, forecasts, intervals: forecasts.map(() => []) });
const test = {
  target: [1, 2, 3, 4, Number.NaN, 6],
  origins: [2, 4],
  methods: [method("net", [4, 4], [7, 8]), method("naive", [2, 2], [4, 4])],
};

describe("errors of tested series", () => {
  it("are actual − forecast at each origin, NaN where nothing was observed", () => {
    expect(errorsOf([test], "net")).toEqual([
      [-1, 0],
      [Number.NaN, -2],
    ]);
  });

  it("by step: means of their sizes over origins and series, the recommended first, the rest from least to most", () => {
    const other = { ...test, methods: [method("net", [3, 3], [7, 7]), method("naive", [2, 2], [4, 4])] };
    expect(errorByStep([test, other], "naive")).toEqual([
      { name: "naive", error: [1, 2] },
      { name: "net", error: [0.5, 1] },
    ]);
    expect(errorByStep([], "naive")).toEqual([]);
  });

  it("correlate within a test alone, lag by lag up to half the horizon", () => {
    const swing = Array.from({ length: 3 }, () => Array.from({ length: 24 }, (_, h) => (h % 2 === 0 ? 1 : -1)));
    const target = Array.from({ length: 96 }, () => 0);
    const { correlation, chance, errors } = residualsOf([{ target, origins: [24, 48, 72], methods: [method("net", ...swing)] }], "net");
    expect(errors).toHaveLength(24);
    expect(correlation.map(Math.round)).toEqual(Array.from({ length: 12 }, (_, k) => (k % 2 === 0 ? -1 : 1)));
    expect(chance[0]).toBeCloseTo(1.96 / Math.sqrt(3 * 23), 12);
  });

  it("have no correlation where pairs are too few or errors are all alike", () => {
    expect(residualsOf([test], "net").correlation).toEqual([]);
    const flat = [Array.from({ length: 60 }, () => 2)];
    expect(
      residualsOf([{ target: Array.from({ length: 120 }, () => 0), origins: [60], methods: [method("net", ...flat)] }], "net").correlation,
    ).toEqual([]);
  });

  it("takes more series than a call takes arguments", () => {
    const many = Array.from({ length: 150_000 }, () => test);
    expect(residualsOf(many, "net").errors.map((errors) => errors.length)).toEqual([150_000, 300_000]);
  });
});
