import { describe, expect, it } from "vitest";
import {
  barsSvg,
  cobwebSvg,
  dynamicsSvg,
  heatSvg,
  lagSvg,
  landscapeSvg,
  powerOfTen,
  type RunsData,
  runsSvg,
} from "../../src/charts/index.ts";
import type { Landscape } from "../../src/lenses/index.ts";
import { xmlFault } from "../helpers/xml.ts";

const number = (value: number, decimals: number) => value.toFixed(decimals);
const said = { title: "net <&> 'x'", description: 'Ends at "40".', number };
const down = Array.from({ length: 30 }, (_, k) => (k < 25 ? -k / 3 : null));
const grid = Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_, j) => (i === 4 && j === 4 ? null : 1 + i * j)));
const point = (w: number, b: number) => ({ w, b, loss: 1, gradNorm: 1 });
const landscape: Landscape = {
  kind: "landscape",
  rows: 1,
  w: [-1, -0.5, 0, 0.5, 1],
  b: [-2, -1, 0, 1, 2],
  loss: grid,
  plain: [point(0, 0), point(50, 3)],
  clipped: [point(0, 0), point(0.4, 0.2)],
  clipNorm: 1,
  cobweb: { activation: "tanh", w: 0, b: 0, input: 0, h: [0], fixed: [] },
};
const place = { name: "0", layer: 0, reverse: false, cell: "rnn", weight: "W", gate: "h" };
const sample = (step: number, sigma: number | null, rho: number | null) => ({
  ...{ step, loss: 1, learningRate: 0.1, before: 1, after: 1, clipped: 0, change: 0.01 },
  matrices: [{ ...place, sigma, rho }],
});
const dynamics = {
  kind: "dynamics" as const,
  every: 10,
  clipNorm: 1,
  samples: [sample(10, 1, 0.9), sample(20, 1.2, 1), sample(30, null, null)],
};

const runs: RunsData = {
  series: ["rnn", "<&>"],
  groups: ["10", "100"],
  runs: [
    { series: "rnn", group: "10", error: 0.01, solved: true },
    { series: "rnn", group: "10", error: 0.012, solved: true },
    { series: "<&>", group: "10", error: 0.2, solved: false },
    { series: "rnn", group: "100", error: 0.17, solved: false },
  ],
  levels: [{ name: "level", value: 0.02 }],
};

const drawn = {
  lag: (size = {}) =>
    lagSvg(
      {
        lines: [
          { label: "gradient", values: down },
          { label: "bound", values: down.map((_, k) => k / 10) },
        ],
        band: { low: down, high: down },
        floor: { label: "floor", value: -10 },
      },
      { ...size, words: { ...said, lag: "lag" } },
    ),
  heat: (size = {}) =>
    heatSvg(
      {
        rows: [
          [0, 0.5, 1],
          [null, 0.25],
        ],
        light: "shut",
        dark: "open",
      },
      { ...size, words: { ...said, across: "step", down: "unit" } },
    ),
  landscape: (size = {}) =>
    landscapeSvg(landscape, { ...size, words: { ...said, plain: "plain", clipped: "clipped", weight: "w", bias: "b" } }),
  runs: (size = {}) => runsSvg(runs, { ...size, words: { ...said, group: "T", error: "error", solved: "solved", failed: "not solved" } }),
  plain: (size = {}) =>
    lagSvg({ lines: [{ label: "a", values: [-1, 0.5, null, 2] }] }, { ...size, plain: true, words: { ...said, lag: "step" } }),
  cobweb: (size = {}) =>
    cobwebSvg(
      { activation: "tanh", w: 2, b: 0.1, input: 0, h: [0, 0.1, 0.29, 0.59], fixed: [{ h: 0.96, slope: 0.14 }] },
      { ...size, words: { ...said, map: "f", same: "same", way: "way", fixed: "fixed", now: "h", next: "next" } },
    ),
  dynamics: (size = {}) => dynamicsSvg(dynamics, { ...size, words: { ...said, sigma: "σ", rho: "ρ", update: "update" } }),
};
const kinds = Object.keys(drawn) as (keyof typeof drawn)[];

describe("lens charts as SVG", () => {
  it.each(kinds)("%s is the same each time, well formed at every width, titled, and escaped", (kind) => {
    expect(drawn[kind]()).toBe(drawn[kind]());
    for (const width of [320, 350, 760, 1200]) expect(xmlFault(drawn[kind]({ width }))).toBeUndefined();
    expect(drawn[kind]()).toContain('<title id="t">net &#60;&#38;&#62; &#39;x&#39;</title>');
    expect(drawn[kind]()).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each(kinds)("%s within a page has ids of its own, no style and no title drawn", (kind) => {
    const svg = drawn[kind]({ inside: "p1" });
    for (const [, id] of svg.matchAll(/\bid="([^"]*)"/g)) expect(id).toMatch(/^p1-/);
    expect(svg).not.toMatch(/<style|class="title"/);
  });

  it("a heat-map has a cell for each value, darker for more, none for null; many are thinned", () => {
    const opacities = [...drawn.heat().matchAll(/ fill-opacity="([\d.]+)"/g)].map(([, value]) => Number(value));
    expect(opacities).toEqual([0.06, 0.53, 1, 0.3]);
    const rows = Array.from({ length: 200 }, () => new Array(500).fill(0.5));
    const many = heatSvg({ rows, light: "", dark: "" }, { words: { ...said, across: "", down: "" } });
    expect([...many.matchAll(/ fill-opacity="/g)].length).toBeLessThanOrEqual(48 * 96);
  });

  it("a line ends where there is nothing, and goes through the places of its lags", () => {
    const words = { ...said, lag: "lag" };
    const x = (svg: string) =>
      [...(/stroke-width:2.5" d="([^"]*)"\/>\n<\/svg>/.exec(svg)?.[1] ?? "").matchAll(/[ML]([\d.]+) /g)].map(([, value]) => Number(value));
    const all = x(lagSvg({ lines: [{ label: "a", values: [0, -1, -2, null] }] }, { words }));
    expect(all.length).toBe(3);
    const spread = x(lagSvg({ lines: [{ label: "a", values: [0, -1, -2], lags: [0, 1, 4] }] }, { words }));
    expect((spread[2] - spread[0]) / (spread[1] - spread[0])).toBeCloseTo(4, 1);
  });

  it("lines of plain values have their own numbers, those of logarithms powers of ten", () => {
    expect(drawn.plain()).not.toContain("10⁰");
    expect(drawn.plain()).toContain(">1</text>");
    expect(drawn.lag()).toContain("10⁻⁵");
  });

  it("every run is a point beside the others: full where it succeeded, hollow where it didn't", () => {
    const own = (svg: string) => [...svg.matchAll(/<g transform="translate\(([\d.]+) ([\d.]+)\)"><path style="[^"]*fill:(none|var)/g)];
    const points = own(runsSvg(runs, { words: { ...said, group: "T", error: "error", solved: "solved", failed: "failed" } })).slice(-4);
    expect(points.map(([, , , fill]) => fill)).toEqual(["var", "var", "none", "none"]);
    const [first, second, other, later] = points.map(([, x]) => Number(x));
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(other);
    expect(other).toBeLessThan(later);
  });

  it("a bar below 0 lies to the left of the line that the others start from", () => {
    const words = { ...said, value: String };
    const svg = barsSvg(
      {
        rows: [
          { name: "a", values: [2] },
          { name: "b", values: [-1] },
        ],
        measures: [""],
      },
      { words },
    );
    const zero = Number(/<line class="grid" x1="([\d.]+)"/.exec(svg)?.[1]);
    const [[up, long], [down, short]] = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, w]) => [+x, +w]);
    expect(up).toBe(zero);
    expect(down + short).toBeCloseTo(zero, 0);
    expect(long / short).toBeCloseTo(2, 1);
  });

  it("powers of ten", () => {
    expect([0, -7, 12, -0.5].map(powerOfTen)).toEqual(["10⁰", "10⁻⁷", "10¹²", "10⁻⁰·⁵"]);
  });

  it("a cobweb goes up to the curve and across to the diagonal; each fixed point is a dot; what runs off stays at the rim", () => {
    const words = { ...said, map: "f", same: "same", way: "way", fixed: "fixed", now: "h", next: "next" };
    const way = /stroke:var\(--other\);stroke-width:1.5" d="M([^"]*)"\/>\n<circle/
      .exec(drawn.cobweb())?.[1]
      .split("L")
      .map((spot) => spot.split(" ").map(Number));
    expect(way?.length).toBe(7);
    for (let k = 1; k < 7; k++) expect(way?.[k][k % 2 === 1 ? 0 : 1]).toBe(way?.[k - 1][k % 2 === 1 ? 0 : 1]);
    expect([...drawn.cobweb().matchAll(/<circle[^>]*r="5"/g)].length).toBe(2);
    const off = cobwebSvg({ activation: "relu", w: 2, b: 1, input: 0, h: [0, 1, 3, 7, 1e200], fixed: [] }, { words });
    expect(off).not.toMatch(/NaN|Infinity|e\+/);
  });
});
