import { describe, expect, it } from "vitest";
import type { Series } from "../../../src/data/series.ts";
import { load } from "../../../src/load.ts";
import { generator } from "../../../src/random.ts";
import { forecastsAt } from "../../../src/tasks/forecast/drawn.ts";
import { seeing } from "../../../src/tasks/forecast/fitter.ts";
import { makeNet } from "../../../src/tasks/forecast/net.ts";
import { type ForecasterOptions, forecasterSpec } from "../../../src/tasks/forecast/options.ts";
import { planForecast } from "../../../src/tasks/forecast/plan.ts";
import { forecaster } from "../../../src/tasks/forecast.ts";

const rows = 240;
const quick: ForecasterOptions = { horizon: 4, hidden: 8, epochs: 60, lookback: 8, season: 1, lr: 0.02, refit: false, maxTime: 1e6 };

/** Noise, and `effect(row)` on top that the past doesn't tell. */
const series = (effect: (row: number) => number, seed = 1): Float64Array => {
  const random = generator(seed, "noise");
  return Float64Array.from({ length: rows }, (_, row) => 50 + random.normal() + effect(row));
};

describe("covariates", () => {
  const random = generator(5, "promotion");
  const promo = Float64Array.from({ length: rows + 4 }, () => (random.uniform() < 0.25 ? 1 : 0));
  const words = Array.from(promo, (on) => (on ? "promo" : "none"));

  it.each(["direct", "recursive", "encoder-decoder"] as const)(
    "a promotion known ahead halves the error at least (%s), as a number or as a word",
    async (mode) => {
      const target = series((row) => 20 * promo[row]);
      const maeOf = async (known?: Series["known"]) =>
        (await forecaster({ ...quick, mode }).fit({ target, known })).scores.methods[0].mae as number;
      const without = await maeOf();
      expect(await maeOf({ promo })).toBeLessThan(0.5 * without);
      expect(await maeOf({ words })).toBeLessThan(0.5 * without);
    },
  );

  it("a column of the past that leads by a few rows halves the error at least", async () => {
    const lead = Float64Array.from({ length: rows }, (_, row) => Math.floor(generator(9, "lead", Math.floor(row / 4)).uniform() * 2));
    const target = series((row) => (row >= 4 ? 20 * lead[row - 4] : 0));
    const maeOf = async (past?: Series["past"]) => (await forecaster(quick).fit({ target, past })).scores.methods[0].mae as number;
    expect(await maeOf({ lead })).toBeLessThan(0.5 * (await maeOf()));
  });

  it("targets that are forecast together each see the other's past", async () => {
    const lead = Float64Array.from({ length: rows }, (_, row) => 10 * Math.floor(generator(9, "lead", Math.floor(row / 4)).uniform() * 2));
    const target = { lead, follower: series((row) => (row >= 4 ? 2 * lead[row - 4] : 0)) };
    const model = await forecaster(quick).fit({ target });
    expect((await model.predictAll()).map(({ id }) => id)).toEqual(["lead", "follower"]);
    const alone = await forecaster(quick).fit({ target: target.follower });
    const errors = (tested: typeof model.test, k: number): number => {
      const { target: y, origins, methods } = (tested ?? [])[k];
      return origins.reduce(
        (sum, origin, w) => sum + Array.from(methods[0].forecasts[w]).reduce((part, f, h) => part + Math.abs(f - y[origin + h]), 0),
        0,
      );
    };
    expect(errors(model.test, 1)).toBeLessThan(0.6 * errors(alone.test, 0));
  });

  it("a static word tells series apart whose pasts look alike: half the error at least", async () => {
    // Up after a calm past in one town, down in the other.
    const list = (told: boolean) =>
      ["north", "south"].map((town, k): Series => {
        const target = Float64Array.from({ length: rows }, (_, row) => 100 + (row % 16 < 12 ? 0 : (k === 0 ? 1 : -1) * 30));
        return { id: town, target, ...(told && { static: { town } }) };
      });
    const maeOf = async (told: boolean) => (await forecaster({ ...quick, lookback: 10 }).fit(list(told))).scores.methods[0].mae as number;
    expect(await maeOf(true)).toBeLessThan(0.7 * (await maeOf(false)));
  });

  it("a missing covariate is masked, a word that training didn't see is none of those it knows", async () => {
    const price = Float64Array.from({ length: rows + 4 }, (_, row) => (row % 9 === 2 ? Number.NaN : row % 5));
    const known = { price, words: words.map((word, row) => (row > rows ? "hail" : row % 7 === 0 ? "" : word)) };
    const model = await forecaster({ ...quick, epochs: 2 }).fit({ target: series(() => 0), known });
    const { point } = await model.predict();
    expect(point.every(Number.isFinite)).toBe(true);
  });

  it("refuses what doesn't fit, naming the column: too few rows ahead, other columns, another kind", async () => {
    const target = series(() => 0);
    const model = await forecaster({ ...quick, epochs: 1 }).fit({ target, known: { promo } });
    await expect(model.predict({ history: { target, known: { promo: promo.subarray(0, rows + 2) } } })).rejects.toThrow(
      "known promo: expected 244 rows: 240 of the past and 4 ahead, got 242; give the future values of what is known ahead",
    );
    await expect(model.predict({ history: target })).rejects.toThrow(
      "expected known promo, as the model was trained with, got no covariates",
    );
    await expect(model.predict({ history: { target, known: { promo: words } } })).rejects.toThrow("got known promo (text)");
    const list: Series[] = [
      { id: "a", target, known: { promo } },
      { id: "b", target },
    ];
    await expect(forecaster(quick).fit(list)).rejects.toThrow('series "b": expected known promo, as series "a" has, got no covariates');
    await expect(forecaster({ ...quick, head: "negative-binomial" }).fit(target)).rejects.toThrow("expected whole numbers from 0");
    await expect(forecaster({ ...quick, scaling: "log" }).fit(target.map((v) => v - 50))).rejects.toThrow(
      "expected no negative values for log scaling",
    );
  });
});

describe("a forecast is its row's own", () => {
  it("whatever the batch, its order and the other rows: equal to 1e-6 in every mode, with covariates and several series", () => {
    const words = ["a", "b", "c"];
    const list = [0, 1, 2].map(
      (k): Series => ({
        id: `s${k}`,
        target: series((row) => (row % 7) * (k + 1), k),
        known: { word: Array.from({ length: rows + 4 }, (_, row) => words[(row + k) % 3]) },
        static: { size: k },
      }),
    );
    for (const mode of ["direct", "recursive", "encoder-decoder"] as const) {
      const spec = forecasterSpec({ ...quick, mode, layers: 2 });
      const sight = seeing(spec, planForecast(list, spec), ({ target }) => target.length);
      const net = makeNet(spec, sight.layout, 3);
      // The last layer starts at 0: give it something to say.
      const weights = net.stateDict();
      for (const name of Object.keys(weights).slice(-2))
        weights[name].data.set(Array.from(weights[name].data, (_, k) => 0.3 * generator(k, name).normal()));
      net.loadStateDict(weights);
      const fold = { ...sight, nets: [net] };
      const places = [0, 1, 2].flatMap((own) => [20, 50, 90, 200].map((origin) => ({ series: own, origin })));
      const together = forecastsAt(fold, spec, places, () => 0);
      const backwards = forecastsAt(fold, spec, [...places].reverse(), () => 0).reverse();
      places.forEach((place, k) => {
        const [alone] = forecastsAt(fold, spec, [place], () => 0);
        for (const other of [together[k], backwards[k]])
          alone.point.forEach((value, h) => {
            expect(Math.abs(other.point[h] / value - 1)).toBeLessThan(1e-6);
          });
      });
    }
  });
});

describe("heads and attention", () => {
  const target = series((row) => 10 * (row % 6 < 3 ? 1 : 0)).map(Math.round);

  it.each(["quantile", "gaussian", "negative-binomial"] as const)(
    "%s: ranges of its own, calibrated, hold about their share, and survive the file",
    async (head) => {
      const model = await forecaster({ ...quick, head, horizon: 3, refit: true }).fit(target);
      const [net] = model.scores.methods;
      expect(net.mae).toBeLessThan(3);
      for (const { level, held } of net.ranges) expect(Math.abs((held as number) - level)).toBeLessThan(0.25);
      const loaded = await load(model.bytes(), "forecast");
      expect(await loaded.predict({ history: target })).toEqual(await model.predict());
      expect((await model.predict()).pointKind).toBe(head === "negative-binomial" ? "mean" : "median");
    },
  );

  it("attention: weights of each step over the past, at least 0, with sum 1 within 1e-6, the same after load", async () => {
    const model = await forecaster({ ...quick, mode: "encoder-decoder", members: 2 }).fit(target);
    const { attention } = await model.predict();
    expect(attention?.length).toBe(4 * 8);
    for (let h = 0; h < 4; h++) {
      const row = Array.from(attention?.subarray(8 * h, 8 * (h + 1)) ?? []);
      expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-6);
    }
    const loaded = await load(model.bytes(), "forecast");
    if (loaded.kind !== "forecast") throw new Error(loaded.kind);
    expect((await loaded.predict({ history: target })).attention).toEqual(attention);
  });
});
