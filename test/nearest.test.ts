import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../src/nearest.ts";

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["abc", "", 3],
    ["hiden", "hidden", 1],
    ["epcohs", "epochs", 1],
    ["kitten", "sitting", 3],
  ])("%s to %s is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe("nearest", () => {
  const known = ["--horizon", "--hidden", "--lookback", "--lr"];
  it.each([
    ["--hiden", "--hidden"],
    ["--HORIZON", "--horizon"],
    ["--horzion", "--horizon"],
    ["--look", "--lookback"],
    ["--ir", "--lr"],
    ["--zzzzzzzz", undefined],
    ["x", undefined],
  ])("%s gives %s", (word, found) => {
    expect(nearest(word, known)).toBe(found);
  });

  it("is quick on a very long word", () => {
    expect(nearest("x".repeat(1_000_000), known)).toBe(undefined);
  });
});
