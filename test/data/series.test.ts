import { describe, expect, it } from "vitest";
import { checkSeries, countMissing, lastObserved, type Series, toSeriesList } from "../../src/data/series.ts";

const nan = Number.NaN;

describe("toSeriesList", () => {
  it("takes numbers, typed arrays, one series and many, without copying or changing values", () => {
    const numbers = [1, nan, 3];
    const frozen: Series = Object.freeze({ id: "a", target: Object.freeze(numbers) });
    expect(toSeriesList(numbers)[0].target).toBe(numbers);
    expect(toSeriesList(Float32Array.of(1, 2))).toHaveLength(1);
    expect(toSeriesList(frozen)[0]).toBe(frozen);
    expect(toSeriesList([frozen, { target: [4] }])).toHaveLength(2);
    expect(numbers).toEqual([1, nan, 3]);
  });

  it.each<[string, unknown, string]>([
    ["nothing", [], "series: expected at least one, got none"],
    ["text", "1,2,3", 'series: expected numbers, a series or a list of series, got "1,2,3"'],
    ["an object without target", { values: [1] }, "series: expected numbers, or an object with target, got a Object"],
    ["a target that is no list", { target: 3 }, "series 1: expected an object with target: numbers, got a Object"],
    [
      "two of one id",
      [
        { id: "a", target: [1] },
        { id: "a", target: [2] },
      ],
      'series "a": expected one series of each id, got two',
    ],
    ["text among numbers", [1, "2", 3], 'series 1, target, row 2: expected a finite number, or NaN for missing, got "2"'],
    ["a hole", [1, undefined, 3], "series 1, target, row 2: expected a finite number, or NaN for missing, got undefined"],
    [
      "an infinity",
      { id: "b", target: [1, 2, Infinity] },
      'series "b", target, row 3: expected a finite number, or NaN for missing, got Infinity',
    ],
    [
      "only missing values",
      [{ target: [1] }, { target: [nan, nan] }],
      "series 2, target: expected at least one observed value, got 2 missing values",
    ],
    ["no rows", { target: [] }, "series 1, target: expected at least one observed value, got no rows"],
    ["too few times", { target: [1, 2], time: [1] }, "series 1, time: expected 2 rows as in target, got 1"],
    ["too few known rows", { target: [1, 2], known: { price: [1] } }, "series 1, known price: expected 2 rows or more, got 1"],
    ["past rows in the future", { target: [1, 2], past: { rain: [1, 2, 3] } }, "series 1, past rain: expected 2 rows as in target, got 3"],
    [
      "text in a covariate",
      { target: [1, 2], past: { rain: [1, "x"] } },
      'series 1, past rain, row 2: expected a finite number, or NaN for missing, got "x"',
    ],
    [
      "a static that is no number",
      { target: [1], static: { size: Infinity } },
      "series 1, static size, row 1: expected a finite number, or NaN for missing, got Infinity",
    ],
  ])("refuses %s, naming series and row", (_, input, message) => {
    expect(() => toSeriesList(input as Series)).toThrow(message);
  });

  it("takes known columns longer than the target, and names such as __proto__", () => {
    const known = Object.fromEntries([["__proto__", [1, 2, 3]]]);
    expect(() => checkSeries({ target: [1, 2], known })).not.toThrow();
    expect(() => checkSeries({ target: [1, 2], known: Object.fromEntries([["__proto__", [1]]]) })).toThrow("known __proto__");
  });
});

describe("missing values", () => {
  it("are counted, and the last observed row is found before any row", () => {
    const values = [nan, 1, nan, 2, nan];
    expect(countMissing(values)).toBe(3);
    expect([lastObserved(values), lastObserved(values, 3), lastObserved(values, 1)]).toEqual([3, 1, -1]);
  });
});
