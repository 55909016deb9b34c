import { describe, expect, it } from "vitest";
import { theta } from "../../src/baselines/theta.ts";
import { airline } from "../../src/datasets/airline.ts";
import { sunspots } from "../../src/datasets/sunspots.ts";

const air = airline.series().target;
const spots = sunspots.series().target;
const of = (history: ArrayLike<number>, horizon: number, season = 1): number[] => Array.from(theta.forecast(history, horizon, { season }));

function close(got: readonly number[], expected: readonly number[], tolerance: number): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(got).toHaveLength(expected.length);
  got.forEach((value, h) => {
    expect(Math.abs(value - expected[h]) / largest).toBeLessThan(tolerance);
  });
}

// From scripts/goldens/theta.py (numpy 2, scipy, pandas).
describe("Theta, against the other way within 1e-7", () => {
  it.each([
    ["no season", air, 1, [433.324524, 434.653116, 435.981708, 437.3103]],
    ["season 12, multiplied", air, 12, [440.933624, 429.21471, 490.65382, 476.621783]],
    ["season 12 and values under 0, added", air.map((value) => value - 300), 12, [137.197931, 127.086826, 162.362084, 157.894918]],
    ["season 5, an odd number", air.slice(0, 60), 5, [205.275923, 206.855766, 205.920842, 212.264073]],
    ["300 months of sunspots", spots.slice(0, 300), 1, [38.128482, 38.166179, 38.203877, 38.241575]],
  ])("%s", (_name, history, season, expected) => {
    close(of(history, 4, season), expected, 1e-7);
  });
});

describe("Theta, by hand", () => {
  it("continues a straight line at half its slope from where the smoothed line stands", () => {
    // y = t: both lines are y itself, and z = y. α at its most, 0.9999: ℓ_n = y_n − 1 × 0.0001 / 0.9999 (the errors settle at 1/α).
    const line = Array.from({ length: 60 }, (_, t) => t);
    const level = 59 - 0.0001 / 0.9999;
    close(
      of(line, 3),
      [1, 2, 3].map((h) => (59 + h + level) / 2),
      1e-9,
    );
  });

  it("gives a constant as it is, one value as it is, and two values without a fault", () => {
    close(of(new Array(30).fill(7.5), 3), [7.5, 7.5, 7.5], 1e-12);
    close(of(new Array(30).fill(7.5), 3, 12), [7.5, 7.5, 7.5], 1e-12);
    expect(of([4], 2)).toEqual([4, 4]);
    expect(of([4, 6], 2).every((value) => value > 4 && value < 9)).toBe(true);
  });

  it("repeats a pure season", () => {
    const pattern = [1, 2, 4, 1];
    const history = Array.from({ length: 24 }, (_, t) => pattern[t % 4]);
    close(of(history, 6, 4), [1, 2, 4, 1, 1, 2], 1e-9);
    close(of(history.map((value) => value - 2).slice(1), 4, 4), [-1, 0, 2, -1], 1e-9);
  });

  it("counts missing rows at the end as time that has passed, and leaves missing rows before the first value out", () => {
    close(of([Number.NaN, ...air, Number.NaN, Number.NaN], 4, 12), of(air, 6, 12).slice(2), 1e-12);
  });

  it("ignores a season of which the history has not two", () => {
    expect(of(air.slice(0, 23), 4, 12)).toEqual(of(air.slice(0, 23), 4, 1));
  });

  it("uses the last 5,000 rows", () => {
    const long = Float64Array.from({ length: 5200 }, (_, t) => (t < 200 ? 1e6 : 10 + (t % 3)));
    expect(of(long, 4)).toEqual(of(long.slice(200), 4));
  });
});
