import { describe, expect, it } from "vitest";
import { confusionTerminal, progressLine, table } from "../../src/charts/index.ts";

const data = {
  columns: [
    { title: "method", align: "left" as const },
    { title: "MAE", align: "right" as const },
    { title: "80 % held", align: "right" as const },
  ],
  rows: [
    ["lstm", "41.2", "81 % of 72"],
    ["naive (last value)", "138.1", "–"],
  ],
};

describe("table", () => {
  it("aligns numbers to the right", () => {
    expect(table(data, { columns: 80 })).toBe(
      [
        "  method                MAE   80 % held",
        "  lstm                 41.2  81 % of 72",
        "  naive (last value)  138.1           –",
      ].join("\n"),
    );
  });

  it("becomes a list where the width is too small", () => {
    expect(table(data, { columns: 28 })).toBe(
      [
        "lstm",
        "  MAE              41.2",
        "  80 % held  81 % of 72",
        "naive (last value)",
        "  MAE             138.1",
        "  80 % held           –",
      ].join("\n"),
    );
    const narrow = table(data, { columns: 20 }).split("\n");
    expect(narrow).toEqual(["lstm", "  MAE 41.2", "  80 % held 81 % of", "    72", "naive (last value)", "  MAE 138.1", "  80 % held –"]);
  });
});

describe("progressLine", () => {
  const half = { label: "lstm", share: 0.5, percent: "50 %", details: ["12 s left", "loss 0.0123", "Ctrl-C stops"] };

  it("shows a bar, time left, loss and how to stop", () => {
    expect(progressLine(half, { columns: 80, unicode: true })).toBe(
      `lstm  ${"━".repeat(12)}${"╌".repeat(12)}  50 %  12 s left  loss 0.0123  Ctrl-C stops`,
    );
    expect(progressLine(half, { columns: 80, unicode: false })).toMatch(/^lstm {2}#{12}\.{12} {2}50 %/);
  });

  it("stays shorter than every width from 20 columns, and drops the last details first", () => {
    for (let columns = 20; columns <= 200; columns++) {
      expect(progressLine(half, { columns, unicode: true }).length).toBeLessThan(columns);
    }
    expect(progressLine(half, { columns: 40, unicode: true })).toContain("12 s left");
    expect(progressLine(half, { columns: 40, unicode: true })).not.toContain("loss");
  });

  it("stands still outside 0 to 1", () => {
    expect(progressLine({ ...half, share: 7 }, { columns: 20, unicode: false })).not.toContain(".");
    expect(progressLine({ ...half, share: -1 }, { columns: 20, unicode: false })).not.toContain("#");
  });
});

describe("confusion matrix in characters", () => {
  const data = {
    labels: ["standing", "running", "a very long name of a class"],
    counts: [
      [12, 0, 1],
      [0, 1300, 0],
      [2, 0, 7],
    ],
  };
  const style = { corner: "is \\ given", number: (value: number) => value.toLocaleString("en-US") };

  it("has a column for each class by its name", () => {
    expect(confusionTerminal(data, { ...style, columns: 60 }).split("\n")).toEqual([
      "  is \\ given    standing  running  a very long…",
      "  standing            12        ·             1",
      "  running              ·    1,300             ·",
      "  a very long…         2        ·             7",
    ]);
  });

  it("where names have no room, by a letter; where those have none, is empty", () => {
    expect(confusionTerminal(data, { ...style, columns: 40 }).split("\n")).toEqual([
      "  is \\ given       a      b  c",
      "  a standing      12      ·  1",
      "  b running        ·  1,300  ·",
      "  c a very long…   2      ·  7",
    ]);
    expect(confusionTerminal(data, { ...style, columns: 20 })).toBe("");
    const many = Array.from({ length: 13 }, (_, k) => `${k}`);
    expect(confusionTerminal({ labels: many, counts: many.map(() => many.map(() => 1)) }, { ...style, columns: 200 })).toBe("");
  });
});
