import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Fan, FanWords } from "../../src/chart.ts";
import { fanSvg, fanTerminal } from "../../src/charts/index.ts";
import { axis } from "../../src/charts/scale.ts";

const words: FanWords = {
  title: "ventas <&> forecast",
  description: "Ends at 40.",
  history: "past",
  forecast: "forecast",
  naive: "naive",
  range: (level) => `${Math.round(level * 100)} % range`,
  number: (value, decimals) => value.toFixed(decimals),
};

/** A saw of period 6 that rises, and its continuation with two ranges. */
const saw = (step: number) => 20 + step + 3 * (step % 6);
const point = Array.from({ length: 6 }, (_, i) => saw(24 + i));
const fan: Fan = {
  past: Array.from({ length: 24 }, (_, i) => saw(i)),
  point,
  ranges: [
    { level: 0.8, lower: point.map((value, i) => value - 2 - i), upper: point.map((value, i) => value + 2 + i) },
    { level: 0.95, lower: point.map((value, i) => value - 4 - 2 * i), upper: point.map((value, i) => value + 4 + 2 * i) },
  ],
  naive: point.map(() => saw(23)),
  pastTime: Array.from({ length: 24 }, (_, i) => `day ${i + 1}`),
  time: Array.from({ length: 6 }, (_, i) => `day ${i + 25}`),
};

const inTerminal = (columns: number, unicode: boolean, data = fan) => fanTerminal(data, { words, columns, unicode, color: false });

describe("the fan chart in a terminal", () => {
  it.each([
    [20, true],
    [80, true],
    [80, false],
  ])("at %i columns (Unicode: %s)", async (columns, unicode) => {
    await expect(`${inTerminal(columns, unicode)}\n`).toMatchFileSnapshot(`snapshots/fan-${columns}-${unicode ? "unicode" : "ascii"}.txt`);
  });

  it("fits every width from 20 to 200 columns", () => {
    for (let columns = 20; columns <= 200; columns++) {
      for (const unicode of [true, false]) {
        const lines = inTerminal(columns, unicode).split("\n");
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(lines.length).toBeGreaterThanOrEqual(12);
      }
    }
  });

  it("is plain ASCII where asked, and has escapes only with colour", () => {
    expect(inTerminal(80, false)).toMatch(/^[\n -~]*$/);
    expect(inTerminal(80, true)).not.toContain("\u001b");
    const colored = fanTerminal(fan, { words, columns: 80, unicode: true, color: true });
    const plain = stripVTControlCharacters(colored);
    expect(plain).toBe(inTerminal(80, true));
  });

  it.each([
    ["one past value", { past: [5], point: [5], ranges: [] }],
    ["nothing but missing values", { past: [Number.NaN, Number.NaN], point: [Number.NaN], ranges: [] }],
    ["a constant", { past: [7, 7, 7], point: [7], ranges: [] }],
    ["±1e30", { past: [-1e30, 1e30], point: [0], ranges: [] }],
    ["the largest numbers", { past: [-1.7e308, 1.7e308], point: [0], ranges: [] }],
    ["subnormals", { past: [5e-324, 1e-310], point: [0], ranges: [] }],
  ])("draws %s", (_, data) => {
    expect(inTerminal(40, true, data).split("\n").length).toBeGreaterThanOrEqual(12);
    expect(fanSvg(data, { words })).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("the fan chart as SVG", () => {
  it("is the kept picture", async () => {
    await expect(fanSvg(fan, { words })).toMatchFileSnapshot("snapshots/fan.svg");
  });

  it("has a title and a description for those who don't see it, escaped", () => {
    const svg = fanSvg(fan, { words });
    expect(svg).toContain('role="img" aria-labelledby="t d"');
    expect(svg).toContain('<title id="t">ventas &#60;&#38;&#62; forecast</title>');
    expect(svg).toContain('<desc id="d">Ends at 40.</desc>');
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  it("keeps user text from closing an element, and drops what XML can't hold", () => {
    const svg = fanSvg(fan, { words: { ...words, title: "</title><script>\u0000\u001b", history: '"a"' } });
    expect(svg).not.toContain("<script>");
    for (const mark of ["\u0000", "\u001b"]) expect(svg).not.toContain(mark);
    expect(svg.match(/<\/title>/g)).toHaveLength(1);
  });

  it("breaks the line at a missing value", () => {
    const past = Array.from(fan.past);
    past[10] = Number.NaN;
    const line = /class="past" d="(M[^"]*L[^"]*)"/.exec(fanSvg({ ...fan, past }, { words }))?.[1] ?? "";
    expect(line.match(/M/g)).toHaveLength(2);
  });
});

describe("axis", () => {
  it.each([
    [0, 10, 6, [0, 2, 4, 6, 8, 10], 0],
    [104, 622, 5, [200, 400, 600], 0],
    [0.12, 0.19, 4, [0.12, 0.14, 0.16, 0.18], 2],
    [-3, 4, 6, [-2, 0, 2, 4], 0],
  ])("%d to %d with at most %i ticks", (low, high, most, values, decimals) => {
    const found = axis(low, high, most);
    expect(found.ticks.map((tick) => Number(tick.toPrecision(12)))).toEqual(values);
    expect(found.decimals).toBe(decimals);
  });

  it("has two ticks or more within its domain, and none below zero for what is never negative", () => {
    for (const [low, high] of [
      [5, 5],
      [0, 0],
      [0.001, 0.0011],
      [1e6, 1e6 + 1],
      [-2, -1],
      [99, 101],
      [0, 1e30],
    ]) {
      const { domain, ticks } = axis(low, high, 5);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(Math.min(...ticks)).toBeGreaterThanOrEqual(domain[0]);
      expect(Math.max(...ticks)).toBeLessThanOrEqual(domain[1]);
      if (low >= 0) expect(domain[0]).toBeGreaterThanOrEqual(0);
    }
  });
});
