import { describe, expect, it } from "vitest";
import { speechOf } from "../../src/message.ts";
import { byLength } from "../../src/report/translate.ts";
import { translatePage } from "../../src/report.ts";
import { expectSound, read } from "./read.ts";
import { translated } from "./sample-translate.ts";

const evil = `</style><script>alert(1)</script>"'&<img>`;

describe("the report of a translator", () => {
  it.each(["en", "es"] as const)("says the kept words, and is sound (%s)", async (language) => {
    const html = translatePage(translated(language), speechOf(language));
    expectSound(html);
    await expect(`${read(html)}\n`).toMatchFileSnapshot(`snapshots/translate-${language}.txt`);
  });

  it("draws shares, lengths, answers and where the net looked; wrong answers first", () => {
    const html = translatePage(translated("en"), speechOf("en"));
    const places = ["shares", "lengths", "answers", "attention0", "attention3", "curves"].map((id) => html.indexOf(`<figure id="${id}">`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(html.indexOf('<span class="lane">✗</span>')).toBeLessThan(html.indexOf('<span class="lane">✓</span>'));
  });

  it("marks the tokens that aren't in their place, and leaves out what is alike long before", () => {
    const [source, target] = ["a b c d e f g h".split(" "), "h g f e d x b".split(" ")];
    const answers = [{ source, target, expected: [source.toReversed()], right: false, attention: [] }];
    const html = translatePage({ ...translated("en"), answers }, speechOf("en"));
    const wrong = (token: string) => `<mark class="wrong" style="--mark:var(--other)">${token}</mark>`;
    expect(html).toContain(`… f e d ${wrong("x")} b<`);
    expect(html).toContain(`… f e d ${wrong("c")} b ${wrong("a")}<`);
  });

  it("of a saved model without targets shows what was found; escapes everything", () => {
    const { scores, curves, ...rest } = translated("en");
    const answers = rest.answers.map(({ right, ...answer }) => ({ ...answer, expected: [] }));
    const html = translatePage({ ...rest, sentences: [], shares: [], answers }, speechOf("en"));
    expectSound(html);
    expect(read(html)).toContain("24 sources and what was found for them");
    for (const id of ["shares", "lengths", "training"]) expect(html).not.toContain(`id="${id}"`);
    const base = translated("en");
    const bad = base.answers.map((one) => ({ ...one, source: one.source.map(() => evil), target: one.target.map(() => evil) }));
    const page = translatePage({ ...base, name: evil, answers: bad }, speechOf("en"));
    expectSound(page);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });
});

describe("shares by length", () => {
  it("bins hold every judged answer once, no length in two, and shares of their own", () => {
    const answers = Array.from({ length: 60 }, (_, k) => {
      const target = new Array<string>(1 + (k % 12)).fill("x");
      return { source: ["s"], target, expected: [target], right: target.length < 7, attention: [] };
    });
    const bins = byLength([...answers, { source: ["s"], target: [], expected: [], attention: [] }]);
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(60);
    for (const [k, { from }] of bins.slice(1).entries()) expect(from).toBeGreaterThan(bins[k].to);
    expect(bins.map(({ exact }) => exact)).toEqual([1, 1, 1, 0, 0, 0]);
  });
});
