import { describe, expect, it } from "vitest";
import { originsIn } from "../../src/data/window.ts";

describe("origins of windows", () => {
  it("have their inputs before them and their targets in the part", () => {
    expect(originsIn({ from: 5, to: 12 }, { lookback: 3, horizon: 2 })).toEqual([5, 6, 7, 8, 9, 10]);
    expect(originsIn({ from: 0, to: 6 }, { lookback: 2, horizon: 2 })).toEqual([2, 3, 4]);
    expect(originsIn({ from: 0, to: 3 }, { lookback: 2, horizon: 2 })).toEqual([]);
  });

  it("refuse a lookback of 0 and a fractional horizon", () => {
    expect(() => originsIn({ from: 0, to: 9 }, { lookback: 0, horizon: 1 })).toThrow("invalid lookback");
    expect(() => originsIn({ from: 0, to: 9 }, { lookback: 1, horizon: 1.5 })).toThrow("invalid horizon");
  });
});
