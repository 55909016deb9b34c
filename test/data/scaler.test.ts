import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitScaler, type ScalerKind, scalerKinds, scalerOf } from "../../src/data/scaler.ts";

const nan = Number.NaN;
const kinds = [...scalerKinds];

describe("scalers", () => {
  it.each(kinds)("%s: the fold's future changes nothing, to the bit; values stay as they were", (kind) => {
    const values = Array.from({ length: 60 }, (_, row) => 1 + ((row * 7919) % 31) + row / 7);
    const past = Float64Array.from(values).subarray(0, 40);
    const before = fitScaler(kind, past).spec;
    for (const factor of [-1000, 0, 1e30]) {
      const changed = Float64Array.from(values, (value, row) => (row < 40 ? value : value * factor));
      const kept = changed.slice();
      expect(fitScaler(kind, changed.subarray(0, 40)).spec).toEqual(before);
      expect(changed).toEqual(kept);
    }
  });

  it.each(kinds)(
    "%s: inverts what it applies, relative error < 1e-9, on values of 1e-300 to 1e300, and a missing value stays missing",
    (kind) => {
      for (const size of [1e-300, 1e-30, 1e-3, 1, 1e3, 1e30, 1e300]) {
        const values = [1, 2.5, nan, 4, 1.25].map((value) => value * size);
        const scaler = fitScaler(kind, values);
        const level = scaler.level(values);
        for (const value of values.filter((one) => !Number.isNaN(one))) {
          const scaled = scaler.apply(value, level);
          expect(Number.isFinite(scaled)).toBe(true);
          if (kind !== "none") expect(Math.abs(scaled)).toBeLessThan(4);
          expect(Math.abs(scaler.invert(scaled, level) / value - 1)).toBeLessThan(1e-9);
        }
        expect(scaler.apply(nan, level)).toBeNaN();
        expect(scaler.invert(nan, level)).toBeNaN();
      }
    },
  );

  it("standard: mean 0 and deviation 1, both within 1e-9, for any values of unequal size", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 50 }), (values) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1e-3);
        const scaler = fitScaler("standard", values);
        const scaled = values.map((value) => scaler.apply(value));
        const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
        const square = scaled.reduce((sum, value) => sum + value * value, 0) / scaled.length;
        // A mean of 1e9 over a spread of 1e-3 leaves five digits of 1e-16.
        const slack = 1e-9 + (1e-14 * Math.max(...values.map(Math.abs))) / scaler.spec.scale;
        expect(Math.abs(mean)).toBeLessThan(slack);
        expect(Math.abs(square - 1)).toBeLessThan(2 * slack);
      }),
    );
  });

  it.each<[ScalerKind, number]>([
    ["standard", 5],
    ["standard", 0],
    ["standard", -1e300],
    ["log", 7],
    ["log", 0],
    ["level", 3],
    ["level", 0],
  ])("%s: a constant column of %d is safe, and a later change is seen", (kind, value) => {
    const scaler = fitScaler(kind, [value, value, nan, value]);
    const level = scaler.level([value, value]);
    const later = value === 0 ? 1 : value / 2;
    // In units of the constant itself: half of it is no thousands away.
    for (const one of [value, later]) expect(Math.abs(scaler.apply(one, level))).toBeLessThanOrEqual(2);
    expect(scaler.apply(later, level)).not.toBe(scaler.apply(value, level));
    expect(scaler.invert(scaler.apply(later, level), level)).toBeCloseTo(later, 9);
  });

  it("log: zeros are taken; what is lower than all seen, or negative, stays finite", () => {
    const scaler = fitScaler("log", [0, 2, 8]);
    expect(scaler.spec.shift).toBe(1);
    expect(scaler.invert(scaler.apply(0))).toBeCloseTo(0, 12);
    for (const value of [-1, -1e30, 1e300]) expect(Number.isFinite(scaler.apply(value))).toBe(true);
    expect(scaler.apply(-1)).toBe(scaler.apply(-1e30));
    expect(Number.isFinite(scaler.invert(1e300))).toBe(true);
  });

  it("level: each window by its own mean size; the fitted one where a window has nothing or zeros", () => {
    const scaler = fitScaler("level", [10, -30, nan]);
    expect(scaler.level([1, -3, nan])).toBe(2);
    expect([scaler.level([nan]), scaler.level([0, 0]), scaler.level([])]).toEqual([20, 20, 20]);
    expect([scaler.apply(6, 2), scaler.invert(3, 2)]).toEqual([3, 6]);
  });

  it("nothing observed is safe", () => {
    for (const kind of kinds) expect(Number.isFinite(fitScaler(kind, [nan, nan]).apply(3))).toBe(true);
  });

  it("refuses unknown kinds, negatives for log, infinities, and specs that no fit gives", () => {
    expect(() => fitScaler("minmax" as ScalerKind, [1])).toThrow(
      'unknown scaling: expected one of none, standard, log, level, got "minmax"',
    );
    expect(() => fitScaler("log", [1, -2])).toThrow('scaler: expected no negative values for log scaling, got -2; use scaling "standard"');
    expect(() => fitScaler("standard", [1, Infinity])).toThrow(expect.objectContaining({ code: "scaler-infinite" }));
    const spec = fitScaler("standard", [1, 2]).spec;
    expect(() => scalerOf({ ...spec, scale: 0 })).toThrow("invalid scaler scale: expected a number above 0, got 0");
    expect(() => scalerOf({ ...spec, center: nan })).toThrow("invalid scaler center");
    expect(() => scalerOf({ ...spec, scale: "1" as never })).toThrow("invalid scaler scale");
  });
});
