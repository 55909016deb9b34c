import { describe, expect, it } from "vitest";
import { speechOf } from "../src/message.ts";
import { decimalsFor } from "../src/number-format.ts";

const en = speechOf("en").numbers;
const es = speechOf("es").numbers;

describe("numberFormat", () => {
  it.each([
    [3330, 0, "3,330", "3330"],
    [1234567.891, 2, "1,234,567.89", "1.234.567,89"],
    [0.714, 2, "0.71", "0,71"],
    [-1234.5, 1, "-1,234.5", "-1234,5"],
    [-0.001, 2, "0.00", "0,00"],
    [999, 0, "999", "999"],
    [Number.NaN, 2, "–", "–"],
    [Number.POSITIVE_INFINITY, 2, "–", "–"],
    [-1.5e30, 0, "-1.50e30", "-1,50e30"],
  ])("%d with %i decimals is %s in English, %s in Spanish", (value, decimals, english, spanish) => {
    expect(en.number(value, decimals)).toBe(english);
    expect(es.number(value, decimals)).toBe(spanish);
  });

  it("writes percentages and times", () => {
    expect(en.percent(0.098, 1)).toBe("9.8 %");
    expect(es.percent(0.098, 1)).toBe("9,8 %");
    expect(en.percent(0.95)).toBe("95 %");
    expect([0.04, 9.94, 31, 59.6, 125, 4200].map((s) => es.seconds(s))).toEqual([
      "0,0 s",
      "9,9 s",
      "31 s",
      "1 min 00 s",
      "2 min 05 s",
      "1 h 10 min",
    ]);
    expect(en.seconds(Number.POSITIVE_INFINITY)).toBe("–");
  });
});

describe("decimalsFor", () => {
  it.each([
    [[412, 3], 0],
    [[-41.2, 3], 1],
    [[1.52, 0.7], 2],
    [[0.712], 3],
    [[1e-9], 6],
    [[0, Number.NaN], 0],
  ])("%j takes %i", (values, decimals) => {
    expect(decimalsFor(values)).toBe(decimals);
  });
});
