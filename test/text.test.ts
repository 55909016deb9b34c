import { describe, expect, it } from "vitest";
import { cut, flow, toAscii, wrap } from "../src/text.ts";

describe("text", () => {
  it("wraps at spaces, and leaves a long word uncut", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("one two three", 7, "  ")).toEqual(["one two", "  three"]);
    expect(wrap("  indented words here", 12, "    ")).toEqual(["  indented", "    words", "    here"]);
    expect(wrap("a-very-long-word b", 5)).toEqual(["a-very-long-word", "b"]);
    expect(wrap("", 5)).toEqual([""]);
  });

  it("flows parts onto as few lines as fit", () => {
    expect(flow(["Rows", "--horizon 12", "--season auto"], 20, "  ")).toEqual(["Rows  --horizon 12", "  --season auto"]);
  });

  it("cuts with a mark", () => {
    expect(cut("abcdef", 4)).toBe("abc…");
    expect(cut("abc", 4)).toBe("abc");
  });

  it("turns into ASCII what a terminal without Unicode shows", () => {
    expect(toAscii("→ época … 80 % ≥ 0 · ñ\n\u001b[2K")).toBe("-> epoca ... 80 % >= 0 - n\n\u001b[2K");
    expect(toAscii("日 🙂")).toBe("? ?");
  });
});
