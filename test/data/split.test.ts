import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { split } from "../../src/data/split.ts";

describe("split", () => {
  it("144 rows, 12 ahead, lookback 24: six origins at the end, validation before them, training before that", () => {
    const { origins: at, stride, training, validation, notes } = split({ rows: 144, horizon: 12, lookback: 24 });
    expect(at).toEqual([97, 104, 111, 118, 125, 132]);
    expect({ stride, training, validation, notes }).toEqual({
      stride: 7,
      training: { from: 0, to: 78 },
      validation: { from: 78, to: 97 },
      notes: [],
    });
  });

  it("nothing of an origin's future trains or validates; the last origin ends with the series", () => {
    const size = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 40 }), (rows, horizon, lookback) => {
        const { origins: at, training, validation } = split({ rows, horizon, lookback });
        expect(training.to).toBe(validation.from);
        if (at.length === 0) return;
        expect(validation.to).toBeLessThanOrEqual(at[0]);
        expect(at[at.length - 1] + horizon).toBe(rows);
        expect(training.to).toBeGreaterThanOrEqual(lookback + horizon);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("too few rows: fewer origins, said; under 3 no verdict, said", () => {
    expect(split({ rows: 40, horizon: 6, lookback: 12 }).notes).toEqual([]);
    const few = split({ rows: 29, horizon: 6, lookback: 12 });
    expect(few.origins.length).toBeLessThan(6);
    expect(few.notes).toContain("origins-fewer");
    expect(split({ rows: 10, horizon: 6, lookback: 12 })).toMatchObject({
      origins: [],
      notes: ["origins-fewer", "origins-no-verdict", "validation-none"],
    });
  });
});
