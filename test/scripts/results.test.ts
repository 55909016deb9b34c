import { describe, expect, it } from "vitest";
import { coverageOf, geometricMean, pickedRatio, summary } from "../../scripts/results/figures.mjs";

describe("figures of the results scripts, by hand", () => {
  it("geometric mean and worst, of the ratios that are defined", () => {
    const rows = [
      { name: "a", net: 2, naive: 1 },
      { name: "b", net: 1, naive: 2 },
      { name: "c", net: 3, naive: 1 },
      { name: "d", net: 1, naive: 0 },
      { name: "e", net: NaN, naive: 1 },
    ];
    const { series, mean, worst, at } = summary(
      rows,
      ({ net }: { net: number }) => net,
      ({ naive }: { naive: number }) => naive,
    );
    expect([series, worst, at]).toEqual([3, 3, "c"]);
    expect(mean).toBeCloseTo(3 ** (1 / 3), 12);
    expect(geometricMean([])).toBeNaN();
  });

  it("coverage by values and by series, without ranges that are not there", () => {
    const row = (held: number | null, n: number) => ({ ranges: { net: [{ level: 0.8, held, n }] } });
    expect(coverageOf([row(0.5, 10), row(1, 30), row(null, 0)], "net")).toEqual([{ level: 0.8, n: 40, held: 0.875, bySeries: 0.75 }]);
  });

  it("picks by what was known at each origin, and by no later row", () => {
    const target = [0, 0, 0, 0, 10, 10, 10];
    const [a, b] = [
      {
        name: "a",
        forecasts: [
          [0, 0],
          [0, 0],
          [10, 10],
        ],
      },
      {
        name: "b",
        forecasts: [
          [9, 10],
          [10, 10],
          [10, 12],
        ],
      },
    ];
    // From row 3: 0, 10 came; at row 4 only the 0 is known, and a was right: picked, it errs by 10 and 10. At row 5 the first forecasts have
    // errors 0, 10 (a) and 9, 0 (b), the second 10 (a) and 0 (b), by row 4: b is picked, and errs by 0 and 2.
    const test = { target, origins: [3, 4, 5], methods: [a, b] };
    expect(pickedRatio(test, ["a"])).toBe((10 + 1) / 2 / 5);
    expect(pickedRatio(test, ["b"])).toBe((10 + 1) / 2 / 0.5);
    expect(pickedRatio({ ...test, origins: [3] }, ["a"])).toBeNaN();
  });
});
