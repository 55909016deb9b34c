import { describe, expect, it } from "vitest";
import type { Series } from "../../src/data/series.ts";
import { airline } from "../../src/datasets/index.ts";
import { load } from "../../src/load.ts";
import { forecastsAt } from "../../src/tasks/forecast/drawn.ts";
import { seeing } from "../../src/tasks/forecast/fitter.ts";
import { headOf } from "../../src/tasks/forecast/head.ts";
import { makeNet } from "../../src/tasks/forecast/net.ts";
import { forecasterSpec } from "../../src/tasks/forecast/options.ts";
import { planForecast } from "../../src/tasks/forecast/plan.ts";
import { batchOf } from "../../src/tasks/forecast/window.ts";
import { type ForecastModel, forecaster } from "../../src/tasks/forecast.ts";

const small = { horizon: 6, hidden: 8, epochs: 6 } as const;
const series = (): Series => airline.series();

/** The same series with everything from row `from` on replaced. */
const changed = (from: number, by: (value: number, row: number) => number): Series => {
  const own = series();
  return { ...own, target: Float64Array.from(own.target, (value, row) => (row >= from ? by(value, row) : value)) };
};

describe("forecaster", () => {
  it("an untrained net gives the anchor, to 1e-4: here last year's value and a share of the last year's rise, on the log scale", () => {
    for (const mode of ["direct", "recursive", "encoder-decoder"] as const) {
      const spec = forecasterSpec({ ...small, mode });
      const sight = seeing(spec, planForecast([series()], spec), ({ target }) => target.length);
      const end = series().target.length;
      const { anchor } = sight.seen[0].view.spec;
      expect(anchor).toMatchObject({ kind: "season", smooth: 1 });
      const z = Array.from(series().target, Math.log);
      const rise = z.slice(-12).reduce((sum, value, k) => sum + value - z[end - 24 + k], 0) / 12;
      const nets = [makeNet(spec, sight.layout, 1)];
      const [{ point }] = forecastsAt({ ...sight, nets }, spec, [{ series: 0, origin: end }], () => 0);
      point.forEach((value, j) => {
        expect(Math.abs(value / Math.exp(z[end - 12 + j] + anchor.trend * rise) - 1)).toBeLessThan(1e-4);
      });
    }
  });

  it("finds season, lookback and a log scale; scores six origins; says how it ended; the same seed gives the same bits", async () => {
    const modelOf = (seed: number): Promise<ForecastModel> => forecaster({ ...small, seed }).fit(series());
    const [a, b, other] = [await modelOf(1), await modelOf(1), await modelOf(2)];
    expect(a.found).toMatchObject({ season: 12, lookback: 24, nonNegative: true, refitted: true });
    expect(a.scores.origins).toBe(6);
    expect(a.scores.methods.map(({ name }) => name)).toEqual(["lstm", "naive", "seasonal-naive", "drift", "mean", "theta", "ets"]);
    expect(a.parts.series[0].view.log).toBe(true);
    expect(a.bytes()).toEqual(b.bytes());
    expect((await a.predict()).point).not.toEqual((await other.predict()).point);
  });

  it("a saved model holds no rows of the data, and forecasts the same bits from its history", async () => {
    const model = await forecaster(small).fit(series());
    const loaded = await load(model.bytes(), "forecast");
    await expect(loaded.predict()).rejects.toThrow("missing history: expected the rows to forecast from");
    expect(await loaded.predict({ history: series() })).toEqual(await model.predict());
    expect(loaded.scores).toEqual(JSON.parse(JSON.stringify(model.scores)));
    const longer = await loaded.predict({ history: [...Array.from(series().target), 420, 400] });
    expect(longer.point.length).toBe(6);
  });

  it("ranges hold the point, stay at or above 0, and are left out where residuals are too few", async () => {
    const model = await forecaster({ ...small, levels: [0.8, 0.95, 0.999] }).fit(series());
    const { point, intervals } = await model.predict();
    expect(intervals.map(({ level }) => level)).not.toContain(0.999);
    for (const { lower, upper } of intervals) {
      point.forEach((value, h) => {
        if (Number.isNaN(lower[h])) return;
        expect(lower[h]).toBeGreaterThanOrEqual(0);
        expect(lower[h]).toBeLessThanOrEqual(value);
        expect(upper[h]).toBeGreaterThanOrEqual(value);
      });
    }
  });

  it("missing values are masked: a target that isn't there counts nothing, and the forecast is finite", async () => {
    const gaps = changed(0, (value, row) => (row % 17 === 3 || (row > 40 && row < 48) ? Number.NaN : value));
    const model = await forecaster(small).fit(gaps);
    expect((await model.predict()).point.every(Number.isFinite)).toBe(true);
    const spec = forecasterSpec(small);
    const plan = planForecast([gaps], spec);
    const { layout, seen } = seeing(spec, plan, ({ target }) => target.length);
    const { targets, mask } = batchOf(layout, headOf(spec), seen, [{ series: 0, origin: 40 }]);
    expect(Array.from(mask?.data ?? [])).toEqual([1, 0, 0, 0, 0, 0]);
    expect(Array.from(targets.data).every(Number.isFinite)).toBe(true);
  });

  it("trailing rows without a target are the future, not missing values", async () => {
    const model = await forecaster(small).fit(series());
    const ahead: Series = { target: [...Array.from(series().target), Number.NaN, Number.NaN] };
    expect((await model.predict({ history: ahead })).point).toEqual((await model.predict()).point);
  });

  it("many series train one net; each is forecast under its id", async () => {
    const list = [1, 10, 0.1].map(
      (scale, k): Series => ({ id: `s${k}`, target: Float64Array.from(series().target, (value) => scale * value) }),
    );
    const model = await forecaster({ ...small, season: 12 }).fit(list);
    const all = await model.predictAll();
    expect(all.map(({ id }) => id)).toEqual(["s0", "s1", "s2"]);
    expect(all[1].point[0] / all[0].point[0]).toBeGreaterThan(5);
    await expect(model.predict()).rejects.toThrow("expected one series, got 3; use predictAll");
    // One that the model hasn't seen is looked at as the others are: here like the first, whose values it has.
    const [unseen] = await model.predictAll({ history: [{ id: "new", target: series().target }] });
    expect(unseen.unseen).toBe(true);
    unseen.point.forEach((value, h) => {
      expect(Math.abs(value / all[0].point[h] - 1)).toBeLessThan(1e-3);
    });
  });

  it("too few rows: fewer origins and no verdict, or a refusal that says how many rows it takes", async () => {
    const short = await forecaster({ ...small, lookback: 4, season: 1 }).fit(Array.from(series().target).slice(0, 24));
    expect(short.scores.origins).toBeLessThan(6);
    await expect(forecaster({ ...small, lookback: 20 }).fit([1, 2, 3, 4, 5, 6, 7, 8])).rejects.toThrow(
      "expected at least 26 rows: lookback 20 and horizon 6, got 8",
    );
  });

  it("an abort ends the fit with the signal's reason", async () => {
    const controller = new AbortController();
    const fit = forecaster(small).fit(series(), { signal: controller.signal, onProgress: () => controller.abort(new Error("enough")) });
    await expect(fit).rejects.toThrow("enough");
  });

  it("constant, tiny and huge series are forecast in finite numbers", async () => {
    for (const value of [0, 5, 1e-30, 1e30, -1e30]) {
      const target = Array.from({ length: 60 }, (_, row) => value * (1 + (value === 5 ? 0 : 0.01 * (row % 7))));
      const { point } = await (await forecaster({ ...small, epochs: 2 }).fit(target)).predict();
      expect(point.every(Number.isFinite), `${value}`).toBe(true);
    }
  });

  it("a few short series don't shorten the lookback of the long ones, and get simple forecasts", async () => {
    const of = (rows: number): Series => ({
      id: `${rows}`,
      target: Array.from({ length: rows }, (_, i) => 10 + 5 * ((i * 7) % 3) + i / 9),
    });
    const spec = forecasterSpec({ horizon: 6 });
    const plan = planForecast([200, 90, 20, 4, 1].map(of), spec);
    expect(plan.lookback).toBe(planForecast([200, 90].map(of), spec).lookback);
    expect(plan.short).toEqual([2, 3, 4]);
    // Where the short ones are the data, they decide.
    expect(planForecast([90, ...Array.from({ length: 9 }, () => 20)].map(of), spec).short).toEqual([]);
  });

  it("refuses a scaling that the head has no use for", () => {
    for (const scaling of ["standard", "level"] as const)
      expect(() => forecasterSpec({ head: "negative-binomial", scaling })).toThrow("auto or log, with the head negative-binomial");
    expect(forecasterSpec({ head: "negative-binomial", scaling: "log" }).scaling).toBe("log");
  });

  it("a loaded model gives a history shorter than its window no net forecast", async () => {
    const model = await forecaster({ ...small, epochs: 1, lookback: 12 }).fit(series());
    const short: Series = { target: Array.from(series().target).slice(0, 8) };
    expect(await model.predict({ history: short })).toMatchObject({ short: true });
  });
});
