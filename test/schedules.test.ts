import { describe, expect, it } from "vitest";
import { ModelError, OptionError } from "../src/errors.ts";
import type { Schedule } from "../src/schedule.ts";
import { schedules } from "../src/schedules/index.ts";

const { step, cosine, warmup, plateau } = schedules;

/** Rates of the updates 1 … n. */
const rates = (schedule: Schedule, n: number, base = 1) => Array.from({ length: n }, (_, k) => schedule.rate(k + 1, base));

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, k) => {
    expect(value, `update ${k + 1}`).toBeCloseTo(expected[k], 14);
  });
}

describe("step, within 1e-14", () => {
  it("multiplies by the factor every so many updates", () => {
    expectClose(rates(step({ every: 2, factor: 0.5 }), 7, 8), [8, 8, 4, 4, 2, 2, 1]);
    expectClose(rates(step({ every: 1 }), 3), [1, 0.1, 0.01]);
  });
});

describe("cosine, within 1e-14", () => {
  it("falls along half a cosine and stays at the least", () => {
    const root = Math.SQRT1_2;
    expectClose(rates(cosine({ updates: 4 }), 7, 2), [2, 1 + root, 1, 1 - root, 0, 0, 0]);
    expectClose(rates(cosine({ updates: 2, least: 0.5 }), 4), [1, 0.75, 0.5, 0.5]);
  });
});

describe("warmup, within 1e-14", () => {
  it("grows by equal parts, then is constant", () => {
    expectClose(rates(warmup({ updates: 4 }), 6, 2), [0.5, 1, 1.5, 2, 2, 2]);
  });

  it("hands over to another schedule, which counts from there", () => {
    expectClose(rates(warmup({ updates: 2, next: step({ every: 2, factor: 0.5 }) }), 7), [0.5, 1, 1, 1, 0.5, 0.5, 0.25]);
  });

  it("passes losses and state on to it", () => {
    const whole = warmup({ updates: 1, next: plateau({ patience: 0, factor: 0.5 }) });
    for (const loss of [1, 2]) whole.observe?.(loss);
    expect(whole.rate(5, 1)).toBe(0.5);
    const again = warmup({ updates: 1, next: plateau({ patience: 0, factor: 0.5 }) });
    again.restore?.(JSON.parse(JSON.stringify(whole.state?.())));
    expect(again.rate(5, 1)).toBe(0.5);
  });
});

describe("plateau (PyTorch's ReduceLROnPlateau)", () => {
  const told = (schedule: Schedule, losses: readonly number[], base = 1) =>
    losses.map((loss) => {
      schedule.observe?.(loss);
      return schedule.rate(1, base);
    });

  it("lowers the rate after more than `patience` epochs without a better loss", () => {
    expectClose(told(plateau({ factor: 0.5, patience: 1 }), [5, 4, 4, 4, 4, 4, 3, 3]), [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25]);
  });

  it("a gain below the relative threshold isn't one", () => {
    expectClose(told(plateau({ factor: 0.5, patience: 0, threshold: 0.1 }), [10, 9.5, 8.9, 8.9]), [1, 0.5, 0.5, 0.25]);
  });

  it("stops at the least, and never raises a lower base rate to it", () => {
    expectClose(told(plateau({ factor: 0.1, patience: 0, least: 0.05 }), [1, 1, 1, 1]), [1, 0.1, 0.05, 0.05]);
    expect(plateau({ least: 0.5 }).rate(1, 0.1)).toBe(0.1);
  });

  it("counts a loss that isn't finite as no better, from the first on", () => {
    const schedule = plateau({ factor: 0.5, patience: 0 });
    expectClose(told(schedule, [Number.NaN, 3, Number.POSITIVE_INFINITY, 2]), [0.5, 0.5, 0.25, 0.25]);
    expect(schedule.state?.()).toEqual({ best: 2, waited: 0, scale: 0.25 });
  });

  it("goes on from its state as JSON with the same rates", () => {
    const losses = [5, 4, 4, 4, 4, 3, 3, 3, 3];
    const whole = told(plateau({ factor: 0.5, patience: 1 }), losses);
    for (let cut = 0; cut <= losses.length; cut++) {
      const first = plateau({ factor: 0.5, patience: 1 });
      const head = told(first, losses.slice(0, cut));
      const second = plateau({ factor: 0.5, patience: 1 });
      second.restore?.(JSON.parse(JSON.stringify(first.state?.())));
      expect([...head, ...told(second, losses.slice(cut))]).toEqual(whole);
    }
  });

  it("refuses a state that isn't one", () => {
    for (const state of [undefined, {}, { best: "1", waited: 0, scale: 1 }, { best: 1, waited: 0 }])
      expect(() => plateau().restore?.(state)).toThrow(ModelError);
  });
});

describe("the schedules' options", () => {
  it.each<[string, () => unknown, string]>([
    ["step", () => step({ every: 0 }), "invalid every: expected an integer ≥ 1, got 0"],
    ["step", () => step({ every: 1, factor: -1 }), "invalid factor: expected a number > 0, got -1"],
    ["cosine", () => cosine({ updates: 2.5 }), "invalid updates: expected an integer ≥ 1, got 2.5"],
    ["cosine", () => cosine({ updates: 2, least: -1 }), "invalid least: expected a number ≥ 0, got -1"],
    ["warmup", () => warmup({ updates: Number.NaN }), "invalid updates: expected an integer ≥ 1, got NaN"],
    ["plateau", () => plateau({ factor: 1 }), "invalid factor: expected a number between 0 and 1, got 1"],
    ["plateau", () => plateau({ patience: -1 }), "invalid patience: expected an integer ≥ 0, got -1"],
    [
      "plateau",
      () => plateau({ min_lr: 0.1 } as object),
      'unknown option: expected one of factor, patience, threshold, least, got "min_lr"',
    ],
  ])("%s refuses what can't be: %#", (_name, make, message) => {
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
