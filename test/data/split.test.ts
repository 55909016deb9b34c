import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitScaler, scalerKinds, scalerOf } from "../../src/data/scaler.ts";
import { findSeason } from "../../src/data/season.ts";
import { split } from "../../src/data/split.ts";
import { origins, windows } from "../../src/data/window.ts";

describe("split", () => {
  it("144 rows, 12 ahead, lookback 24: six origins at the end, validation before them, training before that", () => {
    const { origins: at, stride, training, validation, notes } = split({ rows: 144, horizon: 12, lookback: 24 });
    expect(at).toEqual([97, 104, 111, 118, 125, 132]);
    expect({ stride, training, validation, notes }).toEqual({
      stride: 7,
      training: { from: 0, to: 78 },
      validation: { from: 78, to: 97 },
      notes: [],
    });
  });

  it("nothing of an origin's future trains or validates; the last origin ends with the series", () => {
    const size = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 40 }), (rows, horizon, lookback) => {
        const { origins: at, training, validation } = split({ rows, horizon, lookback });
        expect(training.to).toBe(validation.from);
        if (at.length === 0) return;
        expect(validation.to).toBeLessThanOrEqual(at[0]);
        expect(at[at.length - 1] + horizon).toBe(rows);
        expect(training.to).toBeGreaterThanOrEqual(lookback + horizon);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("too few rows: fewer origins, said; under 3 no verdict, said", () => {
    expect(split({ rows: 40, horizon: 6, lookback: 12 }).notes).toEqual([]);
    const few = split({ rows: 29, horizon: 6, lookback: 12 });
    expect(few.origins.length).toBeLessThan(6);
    expect(few.notes).toContain("origins-fewer");
    expect(split({ rows: 10, horizon: 6, lookback: 12 })).toMatchObject({
      origins: [],
      notes: ["origins-fewer", "origins-no-verdict", "validation-none"],
    });
  });
});

describe("windows", () => {
  it("are counted and found without copies", () => {
    expect(origins({ from: 5, to: 12 }, { lookback: 3, horizon: 2 })).toEqual({ first: 5, count: 6 });
    const all = windows(
      [
        { from: 0, to: 6 },
        { from: 0, to: 3 },
        { from: 4, to: 9 },
      ],
      { lookback: 2, horizon: 2 },
    );
    expect(Array.from({ length: all.count }, (_, k) => all.at(k))).toEqual([
      ...[2, 3, 4].map((origin) => ({ series: 0, origin })),
      ...[4, 5, 6, 7].map((origin) => ({ series: 2, origin })),
    ]);
    expect(() => all.at(all.count)).toThrow("invalid window");
  });
});

describe("scalers", () => {
  it.each(scalerKinds)("%s: what is applied is inverted, relative error < 1e-9, and the spec makes it again", (kind) => {
    const values = [3, Number.NaN, 8, 1, 20];
    const scaler = fitScaler(kind, values);
    const again = scalerOf(JSON.parse(JSON.stringify(scaler.spec)));
    for (const value of [1, 3, 8, 20, 55]) {
      expect(Math.abs(scaler.invert(scaler.apply(value)) - value) / value).toBeLessThan(1e-9);
      expect(again.apply(value)).toBe(scaler.apply(value));
    }
    expect(values).toEqual([3, Number.NaN, 8, 1, 20]);
  });

  it("standard: mean 0 and deviation 1 on what it was fitted on; constants are safe; logs refuse negatives", () => {
    const { apply } = fitScaler("standard", [2, 4, 6, 8]);
    expect([2, 4, 6, 8].map((value) => apply(value)).reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    expect([2, 8].map((value) => apply(value))[1]).toBeCloseTo(3 / Math.sqrt(5), 12);
    expect(fitScaler("standard", [5, 5, 5]).apply(5)).toBe(0);
    expect(() => fitScaler("log", [1, -2])).toThrow("expected no negative values for log scaling");
  });
});

describe("season", () => {
  const monthly = { unit: "month", count: 1 } as never;
  const wave = (n: number) =>
    Array.from({ length: n }, (_, row) => 0.3 * row + 10 * Math.sin((2 * Math.PI * row) / 12) + ((row * 7919) % 13) / 13);

  it("is found where the data repeat, not where they only rise", () => {
    expect(findSeason(wave(96), monthly).season).toBe(12);
    expect(
      findSeason(
        Array.from({ length: 96 }, (_, row) => row + ((row * 7919) % 13)),
        monthly,
      ).season,
    ).toBe(1);
    expect(findSeason(wave(30), monthly).season).toBe(1);
    expect(findSeason(wave(96), undefined).season).toBe(1);
  });
});
