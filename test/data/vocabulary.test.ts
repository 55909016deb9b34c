import { describe, expect, it } from "vitest";
import { tokensOf, Vocabulary, vocabularyOf } from "../../src/data/vocabulary.ts";

describe("tokens", () => {
  it("characters are code points, so that an emoji is one", () => {
    expect(tokensOf("añ🚢", "chars")).toEqual(["a", "ñ", "🚢"]);
  });

  it("words keep the space before them, marks and lines stand alone", () => {
    expect(tokensOf("O Romeo, it's  él.\n1597!", "words")).toEqual(["O", " Romeo", ",", " it's", " ", " él", ".", "\n", "1597", "!"]);
  });

  it.each(["chars", "words"] as const)("joined %s are the text, whatever it holds and however long it is", (kind) => {
    const text = "Señor, «¿qué?» — it’s 3.14\t\r\n  e\u0301 🚢\u00a0x ".repeat(5000) + "a".repeat(100_000);
    const tokens = tokensOf(text, kind);
    expect(tokens.join("") === text).toBe(true);
  });

  it("a long text has the tokens of its parts", () => {
    const line = "one two, three\n";
    expect(tokensOf(line.repeat(10_000), "words").length).toBe(10_000 * tokensOf(line, "words").length);
  });
});

describe("vocabulary", () => {
  it("characters: all, in order, from number 1; 0 is what isn't known", () => {
    const vocabulary = vocabularyOf("chars", Array.from("banana"));
    expect(vocabulary.tokens).toEqual(["a", "b", "n"]);
    expect(vocabulary.size).toBe(4);
    expect(Array.from(vocabulary.encode("nab?"))).toEqual([3, 1, 2, 0]);
    expect(vocabulary.decode([3, 1, 2, 0])).toBe("nab\ufffd");
  });

  it("words: those that come again", () => {
    const vocabulary = vocabularyOf("words", ["a", " b", " b", "a", " c"]);
    expect(vocabulary.tokens).toEqual([" b", "a"]);
    expect(vocabulary.number(" c")).toBe(0);
  });

  it("names of objects' own things are tokens like others", () => {
    const vocabulary = new Vocabulary("words", ["constructor", "__proto__"]);
    expect(vocabulary.number("__proto__")).toBe(2);
    expect(vocabulary.number("toString")).toBe(0);
  });

  it.each([[["a", "a"]], [["a", ""]]])("refuses %j", (tokens) => {
    expect(() => new Vocabulary("chars", tokens)).toThrow("expected different tokens, none empty");
  });
});
