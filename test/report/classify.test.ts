import { describe, expect, it } from "vitest";
import { speechOf } from "../../src/message.ts";
import { mostMixed } from "../../src/report/matrix.ts";
import { calibrationError, reliabilityOf, wilson } from "../../src/report/reliability.ts";
import { classifyPage } from "../../src/report.ts";
import { expectSound, read } from "./read.ts";
import { classified } from "./sample-classify.ts";

const evil = `</style><script>alert(1)</script>"'&<img>`;

describe("the report of a classifier", () => {
  it.each(["en", "es"] as const)("says the kept words, and is sound (%s)", async (language) => {
    const html = classifyPage(classified(language), speechOf(language));
    expectSound(html);
    await expect(`${read(html)}\n`).toMatchFileSnapshot(`snapshots/classify-${language}.txt`);
    expect(classifyPage(classified(language), speechOf(language))).toBe(html);
  });

  it("has the verdict, what was asked for, test, training, data and command in this order, each chart with its table", () => {
    const html = classifyPage(classified("en"), speechOf("en"));
    const marks = ['class="verdict"', ...["asked", "test", "training", "data", "run", "measure"].map((id) => `<section id="${id}"`)];
    const places = marks.map((mark) => html.indexOf(mark));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    for (const id of ["confusion", "by-class", "reliability", "curves"]) expect(html).toContain(`<figure id="${id}">`);
    expect(html.match(/<summary>The same as a table<\/summary>/g)).toHaveLength(3);
  });

  it("escapes what came from the data", () => {
    const base = classified("en", [evil, "b"]);
    const names = base.shown.map((one) => ({ ...one, name: evil, predicted: evil, channels: [{ name: evil, values: [1, 2] }] }));
    const html = classifyPage(
      { ...base, name: evil, source: evil, sentences: [evil], gloss: evil, shown: names, asked: [{ ...names[0] }] },
      speechOf("en"),
    );
    expectSound(html);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
  });

  it("shows texts as a table, and stands without a test of its own, without curves and without asked sequences", () => {
    const base = classified("en");
    const texts = base.shown.map((one) => ({ ...one, channels: [], text: "please turn it off" }));
    const html = classifyPage({ ...base, shown: texts }, speechOf("en"));
    expect(read(html)).toContain("please turn it off ✗ is");
    const { curves, ...bare } = { ...base, tested: [], shown: [], asked: [] };
    const small = classifyPage(bare, speechOf("en"));
    expectSound(small);
    for (const id of ["reliability", "training", "asked"]) expect(small).not.toContain(`id="${id}"`);
  });

  it("of 40 classes draws the 19 that are mixed up most, and the others together", () => {
    const many = Array.from({ length: 40 }, (_, k) => `class ${k + 1}.`);
    const html = classifyPage(classified("en", many), speechOf("en"));
    expectSound(html);
    expect(html).toContain("21 others");
  });
});

describe("a matrix of the most mixed classes", () => {
  it("keeps every case, and the order of the classes", () => {
    const labels = ["a", "b", "c", "d"];
    const counts = [
      [9, 0, 0, 0],
      [0, 5, 3, 0],
      [0, 1, 7, 0],
      [0, 0, 1, 8],
    ];
    const small = mostMixed({ labels, counts }, (count) => `${count} others`, 3);
    expect(small.labels).toEqual(["b", "c", "2 others"]);
    expect(small.counts).toEqual([
      [5, 3, 0],
      [1, 7, 0],
      [0, 1, 17],
    ]);
  });
});

describe("reliability", () => {
  const cases = [0.05, 0.15, 0.15, 0.95, 0.95, 1].map((probability, k) => ({ probability, right: k > 2 }));

  it("counts every case once, 1 in the last bin", () => {
    const bins = reliabilityOf(cases);
    expect(bins.map(({ n }) => n)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 3]);
    expect(bins[9].right).toBe(1);
    expect(bins[9].given).toBeCloseTo((0.95 + 0.95 + 1) / 3, 12);
  });

  it("is off by the weighted distance of probability and share right", () => {
    // (1 · 0.05 + 2 · 0.15 + 3 · (1 − 2.9 / 3)) / 6
    expect(calibrationError(reliabilityOf(cases))).toBeCloseTo((0.05 + 0.3 + 0.1) / 6, 12);
  });

  it("has Wilson's bounds: 8 of 10 leave 49.0 % to 94.3 %", () => {
    const [lower, upper] = wilson(0.8, 10);
    expect(lower).toBeCloseTo(0.4902, 4);
    expect(upper).toBeCloseTo(0.9433, 4);
    expect(wilson(1, 5)[1]).toBe(1);
  });
});
