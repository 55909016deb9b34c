import { describe, expect, it } from "vitest";
import { speechOf } from "../../src/message.ts";
import { cutTo, falseAlarm, missed, overview } from "../../src/report/stretches.ts";
import { labelPage } from "../../src/report.ts";
import { expectSound, read } from "./read.ts";
import { labelledSignal, signalPart, taggedWords } from "./sample-label.ts";

const evil = `</style><script>alert(1)</script>"'&<img>`;

describe("the report of a labeler", () => {
  it.each(["en", "es"] as const)("says the kept words for a signal and for words, and is sound (%s)", async (language) => {
    const [signal, words] = [labelledSignal(language), taggedWords(language)].map((data) => labelPage(data, speechOf(language)));
    for (const html of [signal, words]) expectSound(html);
    await expect(`${read(signal)}\n----\n${read(words)}\n`).toMatchFileSnapshot(`snapshots/label-${language}.txt`);
  });

  it("draws the signal, a missed event and a false alarm; words as sentences instead", () => {
    const signal = labelPage(labelledSignal("en"), speechOf("en"));
    for (const id of ["signal", "missed", "alarm", "by-class", "confusion", "curves"]) expect(signal).toContain(`<figure id="${id}">`);
    const words = labelPage(taggedWords("en"), speechOf("en"));
    for (const id of ["signal", "missed", "alarm"]) expect(words).not.toContain(`<figure id="${id}">`);
    expect(words).toContain('<figure id="sentences">');
    // Missed in the true line, none in the found one, and a right sentence once.
    expect(words.match(/<mark class="wrong"/g)).toHaveLength(2);
    expect(words.match(/party_size_number<\/small>/g)).toHaveLength(1);
  });

  it("escapes what came from the data, words too", () => {
    for (const base of [labelledSignal("en"), taggedWords("en")]) {
      const parts = base.parts.map((part) => ({
        ...part,
        id: evil,
        steps: part.steps.map(() => evil),
        channels: part.channels.map(({ values }) => ({ name: evil, values })),
        truth: part.truth?.map((span) => ({ ...span, label: evil })),
        found: part.found.map((span) => ({ ...span, label: evil })),
      }));
      const asked = base.asked.slice(0, 2).map((row) => row.map(() => evil));
      const html = labelPage({ ...base, name: evil, parts, asked, gloss: evil, labels: [evil] }, speechOf("en"));
      expectSound(html);
      expect(html.match(/<\/style>/g)).toHaveLength(1);
    }
  });

  it("of a saved model without labels shows what was found, and no test", () => {
    const { scores, confusion, ...rest } = labelledSignal("en");
    const parts = rest.parts.map(({ truth, ...part }) => part);
    const html = labelPage({ ...rest, judged: false, sentences: [], parts, classes: [] }, speechOf("en"));
    expectSound(html);
    expect(html).not.toContain('<section id="test"');
    expect(html.indexOf('<figure id="signal">')).toBeGreaterThan(html.indexOf('<section id="asked"'));
    expect(html).not.toContain('id="missed"');
  });
});

describe("stretches", () => {
  const parts = [signalPart("a", 120), signalPart("b", 500)];

  it("zooms on the longest missed event and the surest false alarm, with what is around them", () => {
    expect(missed(parts)).toMatchObject({ part: { id: "b" }, from: 280, to: 329, about: { from: 300, wrong: true } });
    expect(falseAlarm(parts)?.about).toMatchObject({ from: 280, wrong: true });
    expect(missed([signalPart("a", 120)])).toBeUndefined();
  });

  it("shows a part with a mistake first, few enough events, the mistake among them", () => {
    const long = signalPart("long", 20_000);
    const shown = overview([signalPart("a", 120), long]);
    expect(shown?.part.id).toBe("long");
    const [from, to] = [shown?.from ?? 0, shown?.to ?? 0];
    expect(from).toBeLessThan(280);
    expect(to).toBeGreaterThan(309);
    expect((long.truth ?? []).filter((span) => span.from >= from && span.to <= to).length).toBeLessThanOrEqual(25);
    expect(overview([{ ...long, channels: [] }])).toBeUndefined();
  });

  it("cuts channels and events to the stretch, the clock alone at its end", () => {
    const cut = cutTo({ part: parts[1], from: 25, to: 63 }, { truth: "true", found: "found" });
    expect(cut.channels[0].values).toHaveLength(38);
    expect(cut.lanes[0].spans).toEqual([
      { from: 0, to: 4, label: "beat" },
      { from: 35, to: 38, label: "beat" },
    ]);
    expect(cut.ends).toEqual(["2026-01-05T08:00:00.500", "08:00:01.240"]);
  });
});
