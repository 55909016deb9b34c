import { describe, expect, it } from "vitest";
import { speechOf } from "../../src/message.ts";
import { regressPage } from "../../src/report.ts";
import { expectSound, read } from "./read.ts";
import { regressed } from "./sample-regress.ts";

const evil = `</style><script>alert(1)</script>"'&<img>`;

describe("the report of a regressor", () => {
  it.each(["en", "es"] as const)("says the kept words, and is sound (%s)", async (language) => {
    const html = regressPage(regressed(language), speechOf(language));
    expectSound(html);
    await expect(`${read(html)}\n`).toMatchFileSnapshot(`snapshots/regress-${language}.txt`);
  });

  it("has what was asked for first, then the test with bars, series, scatter and errors, then the curves", () => {
    const html = regressPage(regressed("en"), speechOf("en"));
    const places = ["fan", "errors", "series0", "scatter", "residuals", "curves"].map((id) => html.indexOf(`<figure id="${id}">`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it("stands without a test, without asked rows, and with names that would mark up the page", () => {
    const { scores, rival, fan, curves, ...rest } = regressed("en");
    const html = regressPage({ ...rest, errors: [], tests: [], series: [], asked: [], askedCount: 0 }, speechOf("en"));
    expectSound(html);
    expect(read(html)).toContain("Too few rows for a past test.");
    for (const id of ["asked", "training"]) expect(html).not.toContain(`id="${id}"`);
    const base = regressed("en");
    const named = base.series.map((one) => ({ ...one, name: evil, labels: one.labels.map(() => evil) }));
    const asked = base.asked.map((row) => row.map(() => evil));
    const bad = regressPage({ ...base, target: evil, gloss: evil, series: named, asked, recommended: evil, rival: evil }, speechOf("en"));
    expectSound(bad);
    expect(bad.match(/<\/style>/g)).toHaveLength(1);
  });
});
