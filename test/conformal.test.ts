import { describe, expect, it } from "vitest";
import { conformalBand, conformalMargin, intervalsAround, residualsNeeded, widening } from "../src/conformal.ts";
import { generator } from "../src/random.ts";

describe("split-conformal ranges", () => {
  it("need 19 residuals at 95 %, 4 at 80 %, 1 at 50 %", () => {
    expect([0.95, 0.8, 0.5, 0.99].map(residualsNeeded)).toEqual([19, 4, 1, 99]);
  });

  it("take the ⌈(n + 1) level⌉-th smallest score, whatever the order; NaN counts nothing", () => {
    const residuals = [3, 1, Number.NaN, 9, 2, 4, 5, 6, 7, 8];
    expect(conformalMargin(residuals, 0.8)).toBe(8);
    expect(conformalMargin(residuals, 0.5)).toBe(5);
    expect(conformalMargin(residuals, 0.95)).toBeNull();
    expect(
      conformalMargin(
        Array.from({ length: 18 }, (_, k) => k),
        0.95,
      ),
    ).toBeNull();
    expect(
      conformalMargin(
        Array.from({ length: 19 }, (_, k) => k),
        0.95,
      ),
    ).toBe(18);
  });

  it("never shrink with the step, and skip steps without enough residuals", () => {
    expect(widening([2, 1, null, 3, 2])).toEqual([2, 2, null, 3, 3]);
    const band = conformalBand([[1, 2, 3, 4], [1, 1, 1, 1], [9]], 0.8);
    expect(band).toEqual({ level: 0.8, half: [4, 4, null], n: [4, 4, 1], needed: 4 });
  });

  it("hold the point, stay above the floor, and are NaN where there is none", () => {
    const [interval] = intervalsAround([5, 1], [{ level: 0.8, half: [2, null], n: [4, 0], needed: 4 }], 4);
    expect(Array.from(interval.lower)).toEqual([4, Number.NaN]);
    expect(Array.from(interval.upper)).toEqual([7, Number.NaN]);
  });

  it("narrow a method's own range where it was wider than needed, never past the point", () => {
    const own = [{ level: 0.8, lower: [0, 4], upper: [10, 6] }];
    const bands = [{ level: 0.8, half: [-2, -2], n: [9, 9], needed: 4 }];
    const [{ lower, upper }] = intervalsAround([5, 5], bands, undefined, own);
    expect([Array.from(lower), Array.from(upper)]).toEqual([
      [2, 5],
      [8, 5],
    ]);
  });

  it("conformalized quantiles cover their level though the quantiles are wrong: 80 % of 4,000 within 3 points", () => {
    const random = generator(8, "coverage");
    let held = 0;
    for (let trial = 0; trial < 4000; trial++) {
      // Own range ±3 of a standard normal: far too wide.
      const margin = conformalMargin(
        Array.from({ length: 39 }, () => Math.abs(random.normal()) - 3),
        0.8,
      ) as number;
      if (Math.abs(random.normal()) <= 3 + margin) held++;
    }
    expect(held / 4000).toBeGreaterThan(0.77);
    expect(held / 4000).toBeLessThan(0.83);
  });

  it("cover at least their level on exchangeable residuals: 80 % of 4,000 within 3 points", () => {
    const random = generator(7, "coverage");
    let held = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const half =
        conformalMargin(
          Array.from({ length: 19 }, () => Math.abs(random.normal())),
          0.8,
        ) ?? 0;
      if (Math.abs(random.normal()) <= half) held++;
    }
    expect(held / 4000).toBeGreaterThan(0.77);
    expect(held / 4000).toBeLessThan(0.84);
  });
});
