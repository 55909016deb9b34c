import { beforeAll, describe, expect, it } from "vitest";
import { ets } from "../../src/baselines/ets.ts";
import { seasonalNaive } from "../../src/baselines/seasonal-naive.ts";
import { airline } from "../../src/datasets/airline.ts";
import { sunspots } from "../../src/datasets/sunspots.ts";

// The last 120 months of R's co2: parts per million at Mauna Loa.
const co2 = `
  350.25 351.54 352.05 353.41 354.04 353.62 352.22 350.27 348.55 348.72 349.91 351.18 352.6 352.92 353.53 355.26 355.52 354.97
  353.75 351.52 349.64 349.83 351.14 352.37 353.5 354.55 355.23 356.04 357.0 356.07 354.67 352.76 350.82 351.04 352.69 354.07
  354.59 355.63 357.03 358.48 359.22 358.12 356.06 353.92 352.05 352.11 353.64 354.89 355.88 356.63 357.72 359.07 359.58 359.17
  356.94 354.92 352.94 353.23 354.09 355.33 356.63 357.1 358.32 359.41 360.23 359.55 357.53 355.48 353.67 353.95 355.3 356.78
  358.34 358.89 359.95 361.25 361.67 360.94 359.55 357.49 355.84 356.0 357.59 359.05 359.98 361.03 361.66 363.48 363.82 363.3
  361.94 359.5 358.11 357.8 359.61 360.74 362.09 363.29 364.06 364.76 365.45 365.01 363.7 361.54 359.51 359.65 360.8 362.38 363.23
  364.06 364.61 366.4 366.84 365.68 364.52 362.57 360.24 360.83 362.49 364.34
`
  .trim()
  .split(/\s+/)
  .map(Number);
const air = airline.series().target;
const of = (history: ArrayLike<number>, horizon: number, season = 1): number[] => Array.from(ets.forecast(history, horizon, { season }));

it("refuses to forecast before its library is there", () => {
  expect(() => of(air, 2)).toThrow("baseline ets: expected its library loaded, got not loaded; await readyBaselines() first");
});

describe("ets", () => {
  beforeAll(() => ets.ready?.());

  it("loads once, however often it is asked", async () => {
    await Promise.all([ets.ready?.(), ets.ready?.()]);
    expect(of(air, 1)).toHaveLength(1);
  });

  // From scripts/goldens/ets.py (statsforecast 2.1.1, which follows R's forecast package).
  it.each([
    ["air passengers, no season, within 2e-6", air, 1, 2e-6, [436.1567, 440.3171, 444.4776, 448.6381, 452.7985, 456.959]],
    ["air passengers, season 12, within 0.4 %", air, 12, 4e-3, [446.5392, 430.1229, 473.1909, 472.8696, 482.0942, 536.3259]],
    ["sunspots, within 2e-6", sunspots.series().target.slice(0, 300), 1, 2e-6, [38.0492, 38.0492, 38.0492, 38.0492, 38.0492, 38.0492]],
    ["co2, no season, within 2e-6", co2, 1, 2e-6, [364.3398, 364.3398, 364.3398, 364.3398, 364.3398, 364.3398]],
    ["co2, season 12, within 0.02 %", co2, 12, 2e-4, [365.1446, 365.9957, 366.874, 368.2149, 368.7634, 368.0529]],
  ] as const)("%s of another library", (_name, history, season, tolerance, expected) => {
    of(history, 6, season).forEach((value, h) => {
      expect(Math.abs(value - expected[h]) / expected[h]).toBeLessThan(tolerance);
    });
  });

  it("scales with the series to the bit, and moves with it where it varies little about a high level", () => {
    expect(of(air, 12, 12).map((value) => value * 8)).toEqual(
      of(
        air.map((value) => value * 8),
        12,
        12,
      ),
    );
    // Under 0 as above 10⁷, errors are additive: the same model. In float32 the season alone would be off by 1.
    const low = of(
      air.map((value) => value - 300),
      12,
      12,
    );
    const high = of(
      air.map((value) => value + 1e7),
      12,
      12,
    );
    low.forEach((value, h) => {
      expect(Math.abs(high[h] - 1e7 - (value + 300))).toBeLessThan(0.01);
    });
  });

  it("counts missing rows at the end as time that has passed, and fills gaps", () => {
    expect(of([Number.NaN, ...air, Number.NaN], 4, 12)).toEqual(of(air, 5, 12).slice(1));
    const gap = Float64Array.from(air);
    gap.fill(Number.NaN, 60, 64);
    expect(of(gap, 12, 12).every((value, h) => Math.abs(value / of(air, 12, 12)[h] - 1) < 0.01)).toBe(true);
  });

  it("gives a constant as it is, and the naive forecast where the library has none", () => {
    expect(of(new Array(40).fill(3.25), 2, 7)).toEqual([3.25, 3.25]);
    expect(of([1, 2, 3, 5], 2)).toEqual([5, 5]);
    expect(of([1, 2, 3, 1, 2], 3, 3)).toEqual(Array.from(seasonalNaive.forecast([1, 2, 3, 1, 2], 3, { season: 3 })));
  });

  it("ignores a season of which the history has not two", () => {
    expect(of(air.slice(0, 23), 4, 12)).toEqual(of(air.slice(0, 23), 4, 1));
  });

  it("uses the last 1,000 rows, or four seasons", () => {
    const long = Float64Array.from({ length: 1300 }, (_, t) => (t < 100 ? 1e6 : 10 + ((t * t) % 7)));
    expect(of(long, 3)).toEqual(of(long.slice(300), 3));
    expect(of(long, 3, 300)).toEqual(of(long.slice(100), 3, 300));
  });
});
