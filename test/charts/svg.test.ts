import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FanWords, TestedSeries } from "../../src/chart.ts";
import { attentionSvg, backtestSvg, bestOf, curvesSvg, fanSvg, fanTerminal, horizonSvg, residualsSvg } from "../../src/charts/index.ts";
import { apart, wholeTicks } from "../../src/charts/plot.ts";
import { ratioTicks } from "../../src/charts/scale.ts";
import { chartCss } from "../../src/charts/svg.ts";
import { wave } from "../helpers/differences.ts";
import { xmlFault } from "../helpers/xml.ts";

const number = (value: number, decimals: number) => value.toFixed(decimals);
const said = { title: "ventas <&> 'x'", description: 'Ends at "40".', number };
const words = {
  fan: {
    ...said,
    history: "past",
    forecast: "forecast",
    naive: "naive",
    range: (level: number) => `${level * 100} % range`,
  } satisfies FanWords,
  horizon: { ...said, error: "MAE, units", stepsAhead: "steps ahead" },
  backtest: { ...said, actual: "what happened", range: (level: number) => `${level * 100} % range` },
  curves: { ...said, loss: "training", valLoss: "validation", refit: "on all rows", best: "best epoch", epoch: "epoch" },
  attention: { ...said, stepsAhead: "steps ahead", stepsBefore: "steps before", weight: "weight" },
  residuals: { ...said, error: "actual − forecast", stepsAhead: "steps ahead", correlation: "autocorrelation", stepsApart: "steps apart" },
};

/** Values that look random, the same everywhere. */
const values = (length: number, phase: number, scale = 1, middle = 0) =>
  Array.from(wave([length], phase, scale).data, (value) => Math.round((middle + value) * 1e6) / 1e6);

const target = values(60, 1, 20, 100);
const test: TestedSeries = {
  target,
  origins: [36, 44, 52],
  methods: ["gru", "naive"].map((name, m) => ({
    name,
    forecasts: [36, 44, 52].map((origin) => values(8, origin + m, 15, 100)),
    intervals: [36, 44, 52].map(() => [{ level: 0.8, lower: values(8, 2, 5, 80), upper: values(8, 3, 5, 120) }]),
  })),
};
const lines = ["gru", "ets", "seasonal-naive", "naive"].map((name, i) => ({ name, error: values(12, i, 2, 5 + 6 * i) }));
const curves = [
  { phase: "train" as const, loss: values(30, 1, 0.05).map((value, i) => 0.1 + value + 2 / (1 + i)), valLoss: values(30, 2, 0.05, 0.4) },
  { phase: "refit" as const, loss: values(18, 3, 0.05, 0.3), valLoss: [] },
];
const weights = values(6 * 20, 1, 0.05, 0.05);
const errors = Array.from({ length: 8 }, (_, h) => values(6, h, 10));
const residuals = { errors, correlation: [0.6, 0.3, 0.1, -0.2], chance: [0.3, 0.32, 0.34, 0.36] };

const drawn = {
  backtest: (size = {}) =>
    backtestSvg({ test, method: "gru", rival: "naive", labels: target.map((_, i) => `day ${i + 1}`) }, { ...size, words: words.backtest }),
  horizon: (size = {}) => horizonSvg({ lines }, { ...size, words: words.horizon }),
  curves: (size = {}) => curvesSvg(curves, { ...size, words: words.curves }),
  attention: (size = {}) => attentionSvg({ weights, horizon: 6, lookback: 20 }, { ...size, words: words.attention }),
  residuals: (size = {}) => residualsSvg(residuals, { ...size, words: words.residuals }),
};
const kinds = Object.keys(drawn) as (keyof typeof drawn)[];

describe("charts as SVG", () => {
  it.each(kinds)("%s is the kept picture", async (kind) => {
    await expect(drawn[kind]()).toMatchFileSnapshot(`snapshots/${kind}.svg`);
  });

  it.each(kinds)("%s is the same each time, well formed at every width, titled, and escaped", (kind) => {
    expect(drawn[kind]()).toBe(drawn[kind]());
    for (const width of [320, 350, 760, 1200]) expect(xmlFault(drawn[kind]({ width }))).toBeUndefined();
    expect(drawn[kind]()).toContain('<title id="t">ventas &#60;&#38;&#62; &#39;x&#39;</title>');
    expect(drawn[kind]()).toContain('<desc id="d">Ends at &#34;40&#34;.</desc>');
  });

  it.each(kinds)("%s within a page has ids of its own, no style and no title drawn", (kind) => {
    const svg = drawn[kind]({ inside: "p1" });
    for (const [, id] of svg.matchAll(/\bid="([^"]*)"/g)) expect(id).toMatch(/^p1-/);
    expect(svg).toContain('aria-labelledby="p1-t p1-d"');
    expect(svg).not.toMatch(/<style|class="title"/);
    expect(xmlFault(svg)).toBeUndefined();
  });

  it("keeps text and marks 4.5 to 1 against the paper, light and dark", () => {
    const themes = [...chartCss.matchAll(/\.chart \{([^}]*)\}/g)].map(
      ([, body]) => new Map([...body.matchAll(/--(\w+): (#\w+);/g)].map(([, name, color]) => [name, color])),
    );
    expect(themes).toHaveLength(2);
    for (const theme of themes) {
      for (const [name, color] of theme) {
        if (name !== "paper" && name !== "grid") expect(contrast(color, theme.get("paper") ?? ""), name).toBeGreaterThan(4.5);
      }
    }
  });
});

function contrast(one: string, other: string): number {
  const light = (color: string) => {
    const digits = color.slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
    const [r, g, b] = [0, 2, 4].map((at) => {
      const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [a, b] = [light(one), light(other)];
  return Math.max(a, b) / Math.min(a, b);
}

describe("charts of anything", () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    fc.constantFrom(0, Number.NaN, 1e-320, 1.7e308, -1.7e308, 7, 7, 7),
  );
  const list = (min = 0, max = 12) => fc.array(value, { minLength: min, maxLength: max });
  const range = fc.record({ level: fc.constantFrom(0.5, 0.8, 0.95), lower: list(0, 6), upper: list(0, 6) });
  const anyText = fc.string({ unit: "binary", maxLength: 12 });

  it("fan: well-formed SVG, and no terminal line over its width", () => {
    const fan = fc.record({
      past: list(1),
      point: list(0, 6),
      ranges: fc.array(range, { maxLength: 3 }),
      naive: list(0, 6),
      time: fc.array(anyText, { maxLength: 6 }),
      pastTime: fc.array(anyText, { maxLength: 12 }),
    });
    const width = fc.integer({ min: 20, max: 200 });
    fc.assert(
      fc.property(fan, width, anyText, fc.boolean(), (data, columns, title, unicode) => {
        expect(xmlFault(fanSvg(data, { words: { ...words.fan, title } }))).toBeUndefined();
        const plain = { ...data, time: [], pastTime: [] };
        for (const line of fanTerminal(plain, { words: words.fan, columns, unicode, color: false }).split("\n"))
          expect(line.length).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("backtest, horizon, curves, attention and residuals: well-formed SVG", () => {
    const tested = fc
      .record({ target: list(), origins: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }) })
      .chain(({ target: rows, origins }) =>
        fc.record({
          target: fc.constant(rows),
          origins: fc.constant([...origins].sort((a, b) => a - b)),
          methods: fc.array(
            fc.record({
              name: fc.constantFrom("gru", "naive"),
              forecasts: fc.array(list(1, 4), { minLength: origins.length, maxLength: origins.length }),
              intervals: fc.array(fc.array(range, { maxLength: 2 }), { minLength: origins.length, maxLength: origins.length }),
            }),
            { maxLength: 2 },
          ),
        }),
      );
    const curve = fc.record({ phase: fc.constantFrom("train" as const, "refit" as const), loss: list(), valLoss: list() });
    const named = fc.record({ name: anyText, error: list() });
    fc.assert(
      fc.property(
        tested,
        fc.array(curve, { maxLength: 3 }),
        fc.array(named, { maxLength: 4 }),
        fc.array(list(), { maxLength: 5 }),
        list(0, 30),
        (one, some, errs, lists, flat) => {
          expect(xmlFault(backtestSvg({ test: one, method: "gru", rival: "naive" }, { words: words.backtest }))).toBeUndefined();
          expect(xmlFault(curvesSvg(some, { words: words.curves }))).toBeUndefined();
          expect(xmlFault(horizonSvg({ lines: errs }, { words: words.horizon }))).toBeUndefined();
          expect(xmlFault(residualsSvg({ errors: lists, correlation: flat, chance: flat }, { words: words.residuals }))).toBeUndefined();
          const [rows, columns] = [Math.floor(flat.length / 5), 5];
          expect(xmlFault(attentionSvg({ weights: flat, horizon: rows, lookback: columns }, { words: words.attention }))).toBeUndefined();
        },
      ),
      { numRuns: 150, seed: 2 },
    );
  });

  it("attention of 400 × 1000 weights stays small, and a row's darkest cell is where its weight is", () => {
    const large = Array.from({ length: 400 * 1000 }, (_, i) => (i % 1000 === 500 ? 1 : 0));
    const svg = attentionSvg({ weights: large, horizon: 400, lookback: 1000 }, { words: words.attention });
    expect(svg.length).toBeLessThan(40_000);
    expect(svg.match(/fill-opacity:1\.00" d="/g)).toHaveLength(1);
    expect(svg).not.toContain('fill-opacity:0.50" d="');
  });
});

describe("places of marks", () => {
  it("labels stand apart, in order, within their bounds", () => {
    expect(apart([10, 12, 50], 15, 0, 100)).toEqual([10, 25, 50]);
    expect(apart([98, 99, 97], 15, 0, 100)).toEqual([85, 100, 70]);
  });

  it("whole steps begin with the first, few enough for the width", () => {
    expect(wholeTicks(1, 12, 700)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(wholeTicks(1, 30, 700)).toEqual(Array.from({ length: 15 }, (_, i) => 1 + 2 * i));
    expect(wholeTicks(1, 14, 200)).toEqual([1, 5, 10]);
    expect(wholeTicks(1, 60, 700)).toEqual([1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
    expect(wholeTicks(1, 365, 400)).toEqual([1, 50, 100, 150, 200, 250, 300, 350]);
    expect(wholeTicks(1, 1, 400)).toEqual([1]);
  });

  it("ticks of ratios are round, and as many as asked for", () => {
    expect(ratioTicks(0.03, 1.2, 5)).toEqual([0.05, 0.1, 0.2, 0.5, 1]);
    expect(ratioTicks(1e-6, 1e6, 5)).toEqual([1e-6, 1e-3, 1, 1e3, 1e6]);
  });

  it("the best epoch is the first of the least finite losses", () => {
    expect(bestOf([3, Number.NaN, 1, 2, 1])).toBe(2);
    expect(bestOf([])).toBe(-1);
  });
});
