import { describe, expect, it } from "vitest";
import { multiplesSvg } from "../../src/charts/index.ts";
import { speechOf } from "../../src/message.ts";
import { figuresOf, rollFigures } from "../../src/report/likeness.ts";
import { type NumbersReport, numbersPage } from "../../src/report.ts";
import { xmlFault } from "../helpers/xml.ts";
import { expectSound, read } from "./read.ts";
import { generated } from "./sample-generate.ts";

const evil = `</style><script>alert(1)</script>"'&<img>`;
const ramp = [0, 1, 2, Number.NaN, 4];

const sample = (language: "en" | "es", channels = ["level"]): NumbersReport => {
  const { tokens, samples, surprises, ...facts } = generated(language);
  const values = channels.map(() => ramp);
  const panels = [
    { name: "real", drawn: false, values },
    { name: "drawn", drawn: true, given: 2, values },
  ];
  const group = { panels, real: [values, values], drawn: [values] };
  return { ...facts, kind: "numbers", channels, groups: ["saw", "sine"].map((label) => ({ label, ...group })), sampling: "By the net." };
};

describe("the report of a generator of numbers", () => {
  it.each(["en", "es"] as const)("says the kept words, and is sound (%s)", async (language) => {
    const html = numbersPage(sample(language), speechOf(language));
    expectSound(html);
    await expect(`${read(html)}\n`).toMatchFileSnapshot(`snapshots/numbers-${language}.txt`);
  });

  it("escapes names, tells how many columns it left out, and stands without a test", () => {
    const { scores, ...base } = sample("en", [evil, "b", "c", "d", "e"]);
    const groups = base.groups.map((group) => ({ ...group, label: evil, panels: group.panels.map((panel) => ({ ...panel, name: evil })) }));
    const html = numbersPage({ ...base, name: evil, gloss: evil, nats: [], groups }, speechOf("en"));
    expectSound(html);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(read(html)).toContain("Shown: the first 4 of 5 columns.");
    expect(html).not.toContain('id="test"');
  });

  it("measures over known values, changes only between neighbours", () => {
    expect(figuresOf([ramp])).toEqual({ mean: 1.75, spread: Math.sqrt(8.75 / 4), low: 0, high: 4, change: 1 });
    const roll = [
      [1, 1, 0, 0],
      [0, 1, 1, 0],
    ];
    expect(rollFigures([roll])).toEqual({ notes: 1, silent: 0.25, held: 0.5 });
  });
});

describe("small multiples", () => {
  const words = { title: "a <b>", description: "c & d", number: (value: number) => `${value}` };

  it("draw a roll as one bar a run, the last channel on top, silent ones left out", () => {
    const values = [
      [1, 1, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ];
    const svg = multiplesSvg({ kind: "cells", channels: ["do", "re", "mi"], panels: [{ name: "x", drawn: true, values }] }, { words });
    expect(xmlFault(svg)).toBeUndefined();
    const [, bars] = /<path style="fill:var\(--main\)" d="([^"]+)"/.exec(svg) ?? [];
    expect(bars.match(/M/g)).toHaveLength(3);
    const tops = [...bars.matchAll(/M[\d.]+ ([\d.]+)/g)].map(([, top]) => Number(top));
    expect(tops[0]).toBeLessThan(tops[1]);
    expect(tops[1]).toBe(tops[2]);
    expect(svg).toMatch(/>mi<.*>do</);
    expect(svg).not.toContain(">re<");
  });

  it("lift the pen at a gap, share a scale, and stand in a narrow page in fewer columns", () => {
    const panels = [0, 10, 20, 30].map((add, k) => ({ name: `p${k}`, drawn: k > 1, values: [ramp.map((value) => value + add)] }));
    const draw = (width: number) => multiplesSvg({ kind: "lines", channels: ["level"], panels }, { words, width, inside: "m" });
    for (const width of [350, 760]) expect(xmlFault(draw(width))).toBeUndefined();
    const lefts = (svg: string) => new Set([...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" class="strong"/g)].map(([, x]) => x)).size;
    expect([lefts(draw(350)), lefts(draw(760))]).toEqual([2, 4]);
    const paths = [...draw(760).matchAll(/class="line" style="stroke:var\(--(\w+)\)[^"]*" d="([^"]+)"/g)];
    expect(paths.map(([, ink]) => ink)).toEqual(["ink", "ink", "main", "main"]);
    for (const [, , d] of paths) expect(d.match(/M/g)).toHaveLength(2);
    const firstY = (d: string) => Number(/^M[\d.]+ ([\d.]+)/.exec(d)?.[1]);
    expect(firstY(paths[0][2])).toBeGreaterThan(firstY(paths[3][2]));
  });
});
