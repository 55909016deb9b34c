import { describe, expect, it } from "vitest";
import { withoutGaps } from "../../src/data/interpolate.ts";

const nan = Number.NaN;

describe("histories without gaps", () => {
  it.each([
    ["nothing is missing", [3, 1, 2], 1, [3, 1, 2], 0],
    ["the line between neighbours", [1, nan, nan, 4], 1, [1, 2, 3, 4], 0],
    ["rows before the first value are left out, those after the last are counted", [nan, 1, 2, nan, nan], 1, [1, 2], 2],
    ["the line between the same seasons", [1, 10, nan, 20, 3, 30], 2, [1, 10, 2, 20, 3, 30], 0],
    ["the only season that has it", [1, 10, 2, nan, 3], 2, [1, 10, 2, 10, 3], 0],
    ["no season has it: the neighbours", [1, nan, 3, nan, 5], 2, [1, 2, 3, 4, 5], 0],
    ["nothing observed", [nan, nan], 3, [], 2],
  ])("%s", (_name, history, season, values, trailing) => {
    const whole = withoutGaps(history, season);
    expect(Array.from(whole.values)).toEqual(values);
    expect(whole.trailing).toBe(trailing);
  });
});
