import { describe, expect, it } from "vitest";
import { generator } from "../../../src/random.ts";
import { forecasterSpec } from "../../../src/tasks/forecast/options.ts";
import { periodsOf } from "../../../src/tasks/forecast/periods.ts";
import { planForecast } from "../../../src/tasks/forecast/plan.ts";
import { forecaster } from "../../../src/tasks/forecast.ts";

describe("how far a net is believed", () => {
  it("never wholly, and less the shorter the validation part: under 0.75 for 120 rows, 0.6 to 0.95 for 400 rows of a plain pattern", async () => {
    const random = generator(4, "noise");
    const noise = Array.from({ length: 120 }, () => random.normal());
    const wave = Array.from({ length: 400 }, (_, row) => Math.sin(row / 3) + Math.sin(row / 5));
    const shareOf = async (target: number[]) =>
      (await forecaster({ horizon: 6, hidden: 8, epochs: 30, lr: 0.01, season: 1, lookback: 12, maxTime: 1e6 }).fit(target)).found.share;
    expect(await shareOf(noise)).toBeLessThan(0.75);
    const share = await shareOf(wave);
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.95);
  });
});

describe("what the calendar repeats", () => {
  it("days: the season, and the week and year that two cycles of are there; none twice, none for an index", () => {
    expect(periodsOf(1, { unit: "day", count: 1 }, 800)).toEqual([7, 365.2425]);
    expect(periodsOf(7, { unit: "day", count: 1 }, 700)).toEqual([7]);
    expect(periodsOf(24, { unit: "hour", count: 1 }, 400)).toEqual([24, 168]);
    expect(periodsOf(12, { unit: "month", count: 1 }, 144)).toEqual([12]);
    expect(periodsOf(5, { unit: "index", count: 1 }, 144)).toEqual([5]);
  });

  it("is left out when asked", () => {
    const time = Array.from({ length: 60 }, (_, row) => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10));
    const rows = { time, target: time.map((_, row) => row % 5) };
    const periods = (calendar: boolean) => planForecast([rows], forecasterSpec({ horizon: 3, season: 1, lookback: 5, calendar })).periods;
    expect([periods(true), periods(false)]).toEqual([[7], []]);
  });
});
