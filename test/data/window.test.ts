import { describe, expect, it } from "vitest";
import { origins, windows } from "../../src/data/window.ts";

describe("windows", () => {
  it("are counted and found without copies", () => {
    expect(origins({ from: 5, to: 12 }, { lookback: 3, horizon: 2 })).toEqual({ first: 5, count: 6 });
    const all = windows(
      [
        { from: 0, to: 6 },
        { from: 0, to: 3 },
        { from: 4, to: 9 },
      ],
      { lookback: 2, horizon: 2 },
    );
    expect(Array.from({ length: all.count }, (_, k) => all.at(k))).toEqual([
      ...[2, 3, 4].map((origin) => ({ series: 0, origin })),
      ...[4, 5, 6, 7].map((origin) => ({ series: 2, origin })),
    ]);
    expect(() => all.at(all.count)).toThrow("invalid window");
  });
});
