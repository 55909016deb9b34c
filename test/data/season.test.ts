import { describe, expect, it } from "vitest";
import type { Frequency } from "../../src/data/frequency.ts";
import { defaultLookback, findSeason, seasonCandidates } from "../../src/data/season.ts";
import { airline, sunspots } from "../../src/datasets/index.ts";
import { generator } from "../../src/random.ts";

const every = (unit: Frequency["unit"], count = 1, weekdays?: boolean): Frequency => ({ unit, count, weekdays });
const month = every("month");

/** y_t = φ y_{t−1} + noise + season: an AR(1) with a pattern of standard deviation `amplitude`. */
function noisy(seed: number, rows: number, phi: number, amplitude: number, season: number): Float64Array {
  const random = generator(seed, "season-test");
  const pattern = Float64Array.from({ length: season }, () => random.normal());
  let last = 0;
  return Float64Array.from({ length: rows }, (_, row) => {
    last = phi * last + random.normal();
    return last + amplitude * pattern[row % season];
  });
}

describe("seasonCandidates", () => {
  it.each([
    [every("year"), []],
    [every("quarter"), [4]],
    [month, [12]],
    [every("month", 2), [6]],
    [every("week"), [52]],
    [every("day"), [7, 365]],
    [every("day", 1, true), [5, 261]],
    [every("hour"), [24, 168]],
    [every("minute", 15), [4, 96, 672]],
    [every("minute", 7), [1440]],
    [every("index"), []],
    [undefined, []],
  ])("%j: %j", (frequency, expected) => {
    expect(seasonCandidates(frequency)).toEqual(expected);
  });
});

describe("findSeason", () => {
  it("finds the year in the airline passengers and none in the sunspots, whose cycle is no season", () => {
    expect(findSeason(airline.series().target, month).season).toBe(12);
    expect(findSeason(sunspots.series().target, month).season).toBe(1);
  });

  it("noise, white or a random walk: a season is seen in at most 12 % of 200 series, at n = 60, 150 and 400", () => {
    for (const rows of [60, 150, 400]) {
      for (const phi of [0, 0.9, 1]) {
        let seen = 0;
        for (let seed = 0; seed < 200; seed++) if (findSeason(noisy(seed, rows, phi, 0, 12), month).season > 1) seen++;
        expect(seen / 200, `n ${rows}, phi ${phi}`).toBeLessThanOrEqual(0.12);
      }
    }
  });

  it("a season as large as the noise is found in at least 95 % of 200 series of 150 rows", () => {
    let found = 0;
    for (let seed = 0; seed < 200; seed++) if (findSeason(noisy(seed, 150, 0.5, 1.5, 12), month).season === 12) found++;
    expect(found / 200).toBeGreaterThanOrEqual(0.95);
  });

  it("what is smooth is not a season: half hours of a daily wave give 48, not 2", () => {
    const wave = Float64Array.from({ length: 48 * 6 }, (_, row) => Math.max(0, Math.sin((2 * Math.PI * row) / 48)) * (1 + (row % 5) / 50));
    expect(findSeason(wave, every("minute", 30)).season).toBe(48);
  });

  it("prefers the longer of two seasons only when it explains clearly more, for 10 seeds", () => {
    for (let seed = 0; seed < 10; seed++) {
      const random = generator(seed, "two-seasons");
      const week = Float64Array.from({ length: 168 }, (_, hour) => (hour % 24) / 4 + (hour >= 120 ? 9 * random.uniform() : 0));
      const hours = (period: number) => Float64Array.from({ length: 168 * 5 }, (_, row) => week[row % period] + random.normal() / 4);
      expect(findSeason(hours(168), every("hour")).season).toBe(168);
      expect(findSeason(hours(24), every("hour")).season).toBe(24);
    }
  });

  it("needs three whole seasons, sees through missing values, and takes constants, huge and empty series", () => {
    const { target } = airline.series();
    expect(findSeason(target.subarray(0, 35), month)).toEqual({ season: 1, tested: [] });
    expect(
      findSeason(
        target.map((value, row) => (row % 10 === 3 ? Number.NaN : value)),
        month,
      ).season,
    ).toBe(12);
    expect(
      findSeason(
        target.map((value) => value * 1e300),
        month,
      ).season,
    ).toBe(12);
    expect(findSeason(new Float64Array(60).fill(4), month).season).toBe(1);
    expect(findSeason(new Float64Array(60).fill(Number.NaN), month).season).toBe(1);
    expect(findSeason([], month).season).toBe(1);
  });

  it("the future changed: what is found in the rows before is the same to the bit, and the values stay as they were", () => {
    const { target } = airline.series();
    const before = findSeason(target.subarray(0, 100), month);
    const changed = target.map((value, row) => (row < 100 ? value : -1e6 * row));
    const kept = changed.slice();
    expect(findSeason(changed.subarray(0, 100), month)).toEqual(before);
    expect(changed).toEqual(kept);
  });
});

describe("defaultLookback", () => {
  it.each([
    [144, 12, 12, 24],
    [2820, 12, 1, 24],
    [2820, 36, 1, 72],
    [1100, 14, 365, 362],
    [5000, 14, 168, 168],
    [100_000, 500, 24, 512],
    [30, 6, 12, 8],
    [7, 6, 1, 1],
    [1, 1, 1, 1],
  ])("%d rows, %d ahead, season %d: %d", (rows, horizon, season, expected) => {
    expect(defaultLookback(rows, horizon, season)).toBe(expected);
  });

  it("refuses what is no count", () => {
    expect(() => defaultLookback(10, 0, 1)).toThrow("invalid horizon");
    expect(() => defaultLookback(10, 1, 1.5)).toThrow("invalid season");
  });
});
