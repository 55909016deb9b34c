import { describe, expect, it } from "vitest";
import { signalTerminal } from "../../src/charts/index.ts";

const signal = {
  values: Float64Array.from({ length: 60 }, (_, t) => (t > 40 && t < 46 ? Number.NaN : t % 20 < 4 ? 3 : (t % 5) / 5)),
  rows: [
    { name: "true", labels: Array.from({ length: 60 }, (_, t) => (t % 20 < 4 ? "beat" : "")) },
    { name: "found", labels: Array.from({ length: 60 }, (_, t) => (t % 20 < 3 ? "beat" : t > 50 ? "burst" : "")) },
  ],
  ends: ["0 s", "60 s"] as [string, string],
};

describe("a labelled signal", () => {
  it("in characters: a row of the signal, a row for each list of labels, ends and a key", () => {
    expect(signalTerminal(signal, { columns: 72, unicode: true, name: "ecg" })).toMatchInlineSnapshot(`
      "  ecg    ████▃▁▁▂▂▃▁▁▂▂▃▁▁▂▂▃████▃▁▁▂▂▃▁▁▂▂▃▁▁▂▂▃█     ▁▂▂▃▁▁▂▂▃▁▁▂▂▃
        true   BBBB················BBBB················BBBB················
        found  BBB·················BBB·················BBB········UUUUUUUUU
               0 s                                                     60 s
               B beat  U burst"
    `);
  });

  it("in ASCII, in 20 columns", () => {
    const text = signalTerminal(signal, { columns: 20, unicode: false, name: "a long name" });
    expect(text).toMatchInlineSnapshot(`
      "  a long  @__@__@___
        true    B..B..BB..
        found   B..B..BBUU
                0 s   60 s"
    `);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(20);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the range of ASCII
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });

  it("of one value, or none known, is drawn too", () => {
    const one = { values: [Number.NaN], rows: [{ name: "found", labels: ["x"] }], ends: ["1", "1"] as [string, string] };
    expect(signalTerminal(one, { columns: 40, unicode: true, name: "v" })).toContain("X");
  });
});
