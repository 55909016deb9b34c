import { describe, expect, it } from "vitest";
import type { Series } from "../../../src/data/series.ts";
import { generator } from "../../../src/random.ts";
import { forecastsAt } from "../../../src/tasks/forecast/drawn.ts";
import { fitForecaster } from "../../../src/tasks/forecast/fit.ts";
import { type ForecasterOptions, forecasterSpec } from "../../../src/tasks/forecast/options.ts";
import { planForecast } from "../../../src/tasks/forecast/plan.ts";

/** Counts with a week's season, a promotion known ahead, a past temperature, weather in words, and a shop. */
function shop(): Series {
  const random = generator(3, "shop");
  const rows = 96;
  const promo = Float64Array.from({ length: rows + 6 }, () => (random.uniform() < 0.2 ? 1 : 0));
  const weather = Array.from({ length: rows + 6 }, (_, row) => ["sun", "rain", "snow"][row % 3]);
  const temperature = Float64Array.from({ length: rows }, (_, row) => 10 + (row % 11));
  const target = Float64Array.from({ length: rows }, (_, row) => 20 + 5 * (row % 7) + 10 * promo[row] + Math.floor(4 * random.uniform()));
  const time = Array.from({ length: rows }, (_, row) => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10));
  return { time, target, known: { promo, weather }, past: { temperature }, static: { town: "Lima" } };
}

/** The same rows with everything that isn't known ahead replaced from row `from` on. */
function otherwise(from: number, by: (value: number, row: number) => number): Series {
  const own = shop();
  const change = (cells: ArrayLike<number>) => Float64Array.from(cells, (value, row) => (row >= from ? by(value, row) : value));
  const weather = Array.from(own.known?.weather as string[], (word, row) => (row >= from ? "hail" : word));
  const promo = (own.known as Record<string, ArrayLike<number>>).promo;
  return {
    ...own,
    target: change(own.target),
    past: { temperature: change((own.past as Record<string, ArrayLike<number>>).temperature) },
    // What is known ahead may be read for the forecast itself, not for scales and vocabularies: it changes from the horizon's end on.
    known: {
      promo: Float64Array.from(promo, (value, row) => (row >= from + 6 ? 50 : value)),
      weather: weather.map((word, row) => (row >= from + 6 ? word : ((shop().known?.weather as string[] | undefined)?.[row] ?? ""))),
    },
  };
}

const small: ForecasterOptions = { horizon: 6, hidden: 4, epochs: 2, lookback: 10, refit: false };

/** All that an origin may see: decisions, scales, weights, forecasts, ranges. */
async function outcome(own: Series, options: ForecasterOptions, w: number) {
  const spec = forecasterSpec({ ...small, ...options });
  const plan = planForecast([own], spec);
  const { folds, test, curves } = await fitForecaster(spec, plan, {});
  const [{ split, choice, start }] = plan.series;
  const fold = folds[Math.min(w, folds.length - 1)];
  const origins = split.origins.slice(0, w + 1);
  return {
    decided: { season: plan.season, lookback: plan.lookback, periods: plan.periods, columns: plan.columns, split, choice, start },
    layout: fold.layout,
    view: fold.seen[0].view.spec,
    weights: fold.nets.map((net) => net.stateDict()),
    curves: curves.slice(0, w + 1),
    forecasts: forecastsAt(fold, spec, [{ series: 0, origin: origins[w] }], () => 0),
    tested: test.tested[0].methods.map(({ name, forecasts, intervals }) => ({
      name,
      forecasts: forecasts.slice(0, w + 1),
      intervals: intervals.slice(0, w + 1),
    })),
  };
}

const cases: [string, ForecasterOptions][] = [
  ...(["auto", "standard", "log", "level"] as const).flatMap((scaling) =>
    (["direct", "recursive", "encoder-decoder"] as const).map((mode): [string, ForecasterOptions] => [
      `${scaling} scaling, ${mode}`,
      { scaling, mode },
    ]),
  ),
  ["quantiles", { head: "quantile" }],
  ["gaussian", { head: "gaussian" }],
  ["negative binomial", { head: "negative-binomial" }],
  ["two members, trained once", { members: 2, maxTime: 1e6 }],
];

describe("the past doesn't know the future", () => {
  const { origins } = planForecast([shop()], forecasterSpec(small)).series[0].split;

  it.each(cases)(
    "%s: the future a thousand times larger changes no decision, scale, weight, forecast or range before it, to the bit",
    async (_, options) => {
      for (const w of [0, 3]) {
        const by = (value: number) => 1000 * value;
        expect(await outcome(otherwise(origins[w], by), options, w)).toEqual(await outcome(shop(), options, w));
      }
    },
  );

  it.each([
    ["zero", () => 0],
    ["another season", (_: number, row: number) => 100 + (row % 5) * 50],
    ["missing but for the last row", (value: number, row: number) => (row < 95 ? Number.NaN : value)],
  ])("the future %s: the same, to the bit", async (_, by) => {
    expect(await outcome(otherwise(origins[2], by), {}, 2)).toEqual(await outcome(shop(), {}, 2));
  });

  it("the test itself can fail: the same change one row earlier is seen", async () => {
    const [a, b] = [
      await outcome(
        otherwise(origins[3] - 1, (value) => 1000 * value),
        {},
        3,
      ),
      await outcome(shop(), {}, 3),
    ];
    expect(a.forecasts).not.toEqual(b.forecasts);
  });
});
