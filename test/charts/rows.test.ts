import { describe, expect, it } from "vitest";
import { rowsTerminal } from "../../src/charts/index.ts";

const rows = [
  { name: "real", values: [0, 1, 2, 3, 4, 5, 6, 7] },
  { name: "drawn, a long name", values: [7, Number.NaN, 0] },
];

describe("rows on a terminal", () => {
  it("share one scale, and leave what is missing or over empty", () => {
    expect(rowsTerminal({ rows }, { columns: 80, unicode: true })).toBe("  real                ▁▂▃▄▅▆▇█\n  drawn, a long name  █ ▁");
  });

  it("fit 20 columns, show ASCII where only that can be shown, and the farthest value of many steps", () => {
    const long = [{ name: "a", values: Array.from({ length: 400 }, (_, t) => (t === 200 ? 9 : 0)) }];
    const text = rowsTerminal({ rows: long }, { columns: 20, unicode: false });
    expect(text.length).toBeLessThanOrEqual(20);
    expect(text).toMatch(/^ {2}a {2}_+@_+$/);
    expect(
      rowsTerminal({ rows }, { columns: 20, unicode: true })
        .split("\n")
        .every((line) => line.length <= 20),
    ).toBe(true);
  });

  it("draws a constant, and nothing at all", () => {
    expect(rowsTerminal({ rows: [{ name: "c", values: [5, 5] }] }, { columns: 20, unicode: true })).toBe("  c  ▁▁");
    expect(rowsTerminal({ rows: [] }, { columns: 20, unicode: true })).toBe("");
  });
});
