import { describe, expect, it } from "vitest";
import { speechOf } from "../../src/message.ts";
import { surpriseFigure } from "../../src/report/surprise.ts";
import { generatePage } from "../../src/report.ts";
import { expectSound, read } from "./read.ts";
import { generated } from "./sample-generate.ts";

const evil = `</style><script>alert(1)</script>"'&<img>`;

describe("the report of a generator", () => {
  it.each(["en", "es"] as const)("says the kept words, and is sound (%s)", async (language) => {
    const html = generatePage(generated(language), speechOf(language));
    expectSound(html);
    await expect(`${read(html)}\n`).toMatchFileSnapshot(`snapshots/generate-${language}.txt`);
  });

  it("keeps a sample's lines as they are, the prompt in bold", () => {
    const html = generatePage(generated("en"), speechOf("en"));
    expect(html.match(/<pre><b>X:<\/b>1\nT:The &#60;Ring&#62; &#38; Co\n/g)).toHaveLength(3);
  });

  it("escapes what was generated, and stands for a saved model without a text", () => {
    const base = generated("en");
    const samples = [{ title: evil, prompt: evil, text: evil }];
    const bad = generatePage({ ...base, name: evil, samples, surprises: [{ token: evil, nats: 2 }], gloss: evil }, speechOf("en"));
    expectSound(bad);
    expect(bad.match(/<\/style>/g)).toHaveLength(1);
    const { curves, ...saved } = { ...base, surprises: [] };
    const html = generatePage(saved, speechOf("en"));
    expectSound(html);
    for (const id of ["training", "surprise"]) expect(html).not.toContain(`id="${id}"`);
  });
});

describe("surprises", () => {
  const tokens = [0.1, 0.2, 2, Number.NaN, 6, 6].map((nats, k) => ({ token: "abcdef"[k], nats }));

  it("marks runs of one ground, the unknown on none, and tells the greatest first", () => {
    const html = surpriseFigure(tokens, speechOf("en"));
    expect(html).toContain('ab<span class="s2">c</span>d<span class="s4">ef</span></pre>');
    expect(read(html)).toMatch(/… abcd e 6.0\n… abcde f 6.0\n… ab c 2.0/);
    expect(read(html)).toContain("40 % of it");
    expect(surpriseFigure([{ token: "a", nats: Number.NaN }], speechOf("en"))).toBe("");
  });
});
