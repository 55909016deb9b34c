import { describe, expect, it } from "vitest";
import type { Series } from "../../../src/data/series.ts";
import { airline } from "../../../src/datasets/index.ts";
import type { TaskProgress } from "../../../src/task.ts";
import { fitForecaster } from "../../../src/tasks/forecast/fit.ts";
import { type ForecasterOptions, forecasterSpec } from "../../../src/tasks/forecast/options.ts";
import { planForecast } from "../../../src/tasks/forecast/plan.ts";

const small: ForecasterOptions = { horizon: 6, hidden: 4, epochs: 2, season: 1, lookback: 8, refit: false };
const series = (): Series => airline.series();

/** The same series with rows from … to − 1 doubled, or times something else. */
const doubled = (from: number, to: number, by = 2): Series => {
  const own = series();
  return { ...own, target: Float64Array.from(own.target, (value, row) => (row >= from && row < to ? by * value : value)) };
};

async function outcome(own: Series, options: ForecasterOptions = small) {
  const spec = forecasterSpec(options);
  const plan = planForecast([own], spec);
  const progress: TaskProgress[] = [];
  const { test } = await fitForecaster(spec, plan, { onProgress: (made) => progress.push(made) });
  return { ...test, split: plan.series[0].split, target: plan.series[0].target, progress };
}

describe("the test of a forecaster", () => {
  // By a hundredth, so that the choice of the anchor, which may look at the validation part, stays.
  it("the net doesn't train on the validation part: its rows change the validation loss alone, to the bit", async () => {
    const { split } = await outcome(series());
    const { from, to } = split.validation;
    // The first of the six nets, up to the end of its second epoch.
    const losses = ({ progress }: { progress: TaskProgress[] }) => {
      const first = progress.slice(0, progress.findIndex(({ epoch, valLoss }) => epoch === 2 && valLoss !== undefined) + 1);
      return { training: first.map(({ loss }) => loss), validation: first.flatMap(({ valLoss }) => valLoss ?? []) };
    };
    const [before, after] = [losses(await outcome(series())), losses(await outcome(doubled(from, to, 1.01)))];
    expect(before.validation.length).toBe(2);
    expect(after.training).toEqual(before.training);
    expect(after.validation).not.toEqual(before.validation);
  });

  it("simple methods forecast from the rows before each origin: the naive one's error by hand, within 1e-9", async () => {
    const { scores, split, target } = await outcome(series());
    const naive = scores.methods.find(({ name }) => name === "naive");
    split.origins.forEach((origin, w) => {
      const errors = Array.from({ length: 6 }, (_, h) => Math.abs(target[origin + h] - target[origin - 1]));
      expect(naive?.byOrigin[w]).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 6, 9);
    });
  });

  it("rows from the last origin on don't change how wide any range was, to the bit", async () => {
    const { split, scores } = await outcome(series());
    const changed = await outcome(doubled(split.origins[5], Number.POSITIVE_INFINITY));
    const widths = (methods: typeof scores.methods) => methods.map(({ name, ranges }) => [name, ranges.map(({ n, width }) => [n, width])]);
    expect(scores.methods[0].ranges[0].n).toBe(36);
    expect(widths(changed.scores.methods)).toEqual(widths(scores.methods));
    expect(changed.scores.methods[0].mae).not.toBe(scores.methods[0].mae);
  });
});
