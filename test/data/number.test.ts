import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMissing, numberSign, numberSigns, parseNumber } from "../../src/data/number.ts";

describe("parseNumber", () => {
  it.each([
    ["12", 12],
    ["-3", -3],
    ["−3", -3],
    ["+4.5", 4.5],
    [" 7 ", 7],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["2.5E-3", 0.0025],
    ["1,234", 1234],
    ["1,234,567.89", 1234567.89],
    ["1 234.5", 1234.5],
    ["1\u00a0234\u00a0567", 1234567],
    ["1\u2009234", 1234],
    ["1\u202f234", 1234],
    ["1'234.5", 1234.5],
    ["007", 7],
    ["0.000", 0],
  ])("reads %s with a decimal point", (cell, value) => {
    expect(parseNumber(cell, ".")).toBe(value);
  });

  it.each([
    ["1,5", 1.5],
    ["1.234,5", 1234.5],
    ["1.234.567", 1234567],
    ["1 234,5", 1234.5],
    ["-0,25", -0.25],
    ["1,5e3", 1500],
    ["1,234", 1.234],
  ])("reads %s with a decimal comma", (cell, value) => {
    expect(parseNumber(cell, ",")).toBe(value);
  });

  it.each([
    "12abc",
    "0x10",
    "1e999",
    "-1e999",
    "Infinity",
    "inf",
    "1 23",
    "1,23,456",
    "1 234,567.8",
    "1.2.3",
    "--1",
    "1-",
    "e5",
    ".",
    "",
    "1,234 567",
    "0,123,456",
    "١٢",
    "1_000",
    "0b1",
    "1e",
    "NaN",
    "12 %",
  ])("%s is not a number with a decimal point", (cell) => {
    expect(parseNumber(cell, ".")).toBeNaN();
  });

  it("gives back every finite number written by String, and with comma and groups by Intl, exactly", () => {
    const point = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });
    const comma = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 6 });
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -1e12, max: 1e12 }), (any, millionths) => {
        expect(parseNumber(String(any), ".")).toBe(any === 0 ? Number(String(any)) : any);
        const value = millionths / 1e6;
        expect(parseNumber(point.format(value), ".")).toBeCloseTo(value, 6);
        expect(parseNumber(comma.format(value), ",")).toBe(parseNumber(point.format(value), "."));
      }),
    );
  });

  it("never reads what Number cannot read in some spelling (no letters but e)", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = parseNumber(text, ".");
        if (!Number.isNaN(value)) expect(/^[\s\d.,'’+\-−eE\u00a0\u2007\u2009\u202f]+$/.test(text)).toBe(true);
      }),
    );
  });
});

describe("numberSign", () => {
  it.each([
    ["12", "none"],
    ["1 234", "none"],
    ["1.5", "point"],
    ["0.123", "point"],
    ["1,234.5", "point"],
    ["1,234,567", "point"],
    ["1,5", "comma"],
    ["0,123", "comma"],
    ["1.234,5", "comma"],
    ["1,234", "ambiguous"],
    ["1.234", "ambiguous"],
    ["12abc", "not-a-number"],
  ])("%s says %s", (cell, sign) => {
    expect(numberSign(cell)).toBe(sign);
  });

  it("counts a column and finds the first row of each kind", () => {
    expect(numberSigns(["1", "NA", "1,234", "x", "2.5", "y"])).toEqual({
      numbers: 3,
      missing: 1,
      notNumbers: 2,
      firstNotNumber: 3,
      firstPoint: 4,
      firstComma: -1,
      firstAmbiguous: 2,
      ambiguousComma: true,
    });
  });
});

describe("isMissing", () => {
  it.each(["", "  ", "NA", "n/a", "N/A", "–", "—", "-", "null", "NaN", "s/d", "S/D", "#N/A"])("%j is missing", (cell) => {
    expect(isMissing(cell)).toBe(true);
  });

  it.each(["0", "0.0", "-1", "none of it", "nanometre"])("%j is not missing", (cell) => {
    expect(isMissing(cell)).toBe(false);
  });

  it("takes the caller's own marks", () => {
    expect(isMissing("-999")).toBe(false);
    expect(isMissing("-999", new Set(["-999"]))).toBe(true);
    expect(isMissing("9999", new Set(["9999"]))).toBe(true);
  });
});
