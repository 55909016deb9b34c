import { describe, expect, it } from "vitest";
import { type EvaluatedSeries, evaluate } from "../src/evaluation.ts";
import { missesKnown } from "../src/evaluation-ranges.ts";
import { originsToWin, verdictOf } from "../src/verdict.ts";

/** A ramp of 30 rows with origins 12, 15 … 27 and forecasts that are off by a constant. */
const series = (
  offsets: Record<string, number | number[]>,
  target = Float64Array.from({ length: 30 }, (_, row) => row + 1),
): EvaluatedSeries => ({
  target,
  origins: [12, 15, 18, 21, 24, 27],
  season: 1,
  methods: Object.entries(offsets).map(([name, offset], m) => ({
    name,
    kind: m === 0 ? ("net" as const) : ("simple" as const),
    forecasts: [12, 15, 18, 21, 24, 27].map((origin, w) =>
      [0, 1, 2].map((h) => origin + h + 1 + (Array.isArray(offset) ? offset[w] : offset)),
    ),
    // Off by 1 … 4 at each step of four forecasts before the first origin.
    checks: [1, 2, 3, 4].map((off) => ({ origin: 2 * off, forecast: [0, 1, 2].map((h) => target[2 * off + h] + off) })),
  })),
});

describe("the table of a rolling test", () => {
  it("scores each method on the same values, and counts the origins won", () => {
    const { methods, origins, horizon } = evaluate([series({ net: 1, naive: 2 })]);
    expect({ origins, horizon }).toEqual({ origins: 6, horizon: 3 });
    expect(methods.map(({ name, mae, bias, won, n }) => ({ name, mae, bias, won, n }))).toEqual([
      { name: "net", mae: 1, bias: 1, won: 6, n: 18 },
      { name: "naive", mae: 2, bias: 2, won: 0, n: 18 },
    ]);
    expect(methods[0].mase).toBeCloseTo(1, 12);
  });

  it("MASE divides by how much the rows before each origin move, and by nothing later, within 1e-12", () => {
    // Up by 1 a row before the last origin, by 10 from there on; every forecast is off by 1.
    const target = Float64Array.from({ length: 30 }, (_, row) => (row < 27 ? row + 1 : 27 + 10 * (row - 26)));
    const one = series({ net: 0 }, target);
    const off = { ...one.methods[0], forecasts: one.origins.map((origin) => [0, 1, 2].map((h) => target[origin + h] + 1)) };
    expect(evaluate([{ ...one, methods: [off] }]).methods[0].mase).toBeCloseTo(1, 12);
  });

  it("a range at an origin is calibrated on the validation part and on earlier origins' rows before it, never its own", () => {
    const one = series({ net: [10, 20, 30, 40, 50, 60] });
    expect(missesKnown(one, 0, 0, 0, 0.8)).toEqual([1, 2, 3, 4]);
    expect(missesKnown(one, 0, 2, 0, 0.8)).toEqual([1, 2, 3, 4, 10, 20]);
    expect(missesKnown(one, 0, 6, 2, 0.8)).toHaveLength(10);
    const overlapping = { ...one, origins: [12, 13, 14, 15, 16, 17] };
    // Step 3 of origin 12 is row 14: not known at origin 14, known at origin 15.
    expect(missesKnown(overlapping, 0, 2, 2, 0.8)).toHaveLength(4);
    expect(missesKnown(overlapping, 0, 3, 2, 0.8)).toHaveLength(5);
  });

  it("the future changed: residuals known at an origin stay the same to the bit", () => {
    const one = series({ net: [1, 2, 3, 4, 5, 6] });
    const target = Float64Array.from(one.target, (value, row) => (row >= 21 ? -1000 * value : value));
    for (const w of [0, 1, 2, 3])
      for (const h of [0, 1, 2]) expect(missesKnown({ ...one, target }, 0, w, h, 0.8)).toEqual(missesKnown(one, 0, w, h, 0.8));
  });

  it("ranges are in units of the local spread", () => {
    const one = { ...series({ net: 2 }), spread: (origin: number) => (origin === 27 ? 10 : 1) };
    const { methods } = evaluate([one], [0.8]);
    // Misses of 1 … 4 give a half width of 4, and 40 at the last origin.
    expect(methods[0].ranges[0]).toMatchObject({ level: 0.8, n: 18, held: 1 });
    expect(methods[0].ranges[0].width).toBeGreaterThan(13);
    expect(missesKnown(one, 0, 6, 0, 0.8).at(-1)).toBeCloseTo(0.2, 12);
  });

  it("MSIS and CRPS by hand: ranges of ±4 around forecasts that are off by 2, season 1 of a ramp, within 1e-12", () => {
    const [{ ranges, crps }] = evaluate([series({ net: 2 })], [0.8]).methods;
    // No actual lies outside, so the score is the width, over a scale of 1.
    expect(ranges[0]).toMatchObject({ held: 1, n: 18 });
    expect(ranges[0].msis).toBeCloseTo(ranges[0].width as number, 12);
    // Quantiles 0.1, 0.5, 0.9 at y + 2 − w, y + 2, y + 2 + w.
    const half = (ranges[0].width as number) / 2;
    const expected = (2 * (0.1 * (half - 2) + 0.5 * 2 + 0.1 * (half + 2))) / 3;
    expect(crps).toBeCloseTo(expected, 12);
  });

  it("too few residuals: no range, and n says so", () => {
    const one = series({ net: 1 });
    const bare = { ...one, methods: one.methods.map((method) => ({ ...method, checks: undefined })) };
    expect(evaluate([bare], [0.95]).methods[0].ranges).toEqual([{ level: 0.95, n: 0, held: null, width: null, pinball: null, msis: null }]);
  });

  it("refuses forecasts that don't fit", () => {
    const one = series({ net: 1 });
    expect(() => evaluate([{ ...one, origins: [12] }])).toThrow("expected 1 forecasts of 3 values");
    expect(() => evaluate([])).toThrow("expected at least one");
  });
});

describe("the verdict", () => {
  const judge = (net: number[], naive: number[]) => evaluate([series({ net, naive })]).verdict;

  it.each([
    ["a clear winner", [1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2], "win", "net", 0.5],
    ["a lead under 2 %", [1, 1, 1, 1, 1, 1], [1.01, 1.01, 1.01, 1.01, 1.01, 1.01], "tie", "net", 0.0099],
    ["won in fewer than 4 of 6", [1, 1, 1, 5, 5, 5], [4, 4, 20, 4, 4, 4], "tie", "net", 0.55],
    ["the simple method", [3, 3, 3, 3, 3, 3], [1, 1, 1, 1, 1, 1], "win", "naive", 0.6667],
    ["equal: the simple one", [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], "tie", "naive", 0],
  ])("%s", (_name, net, naive, outcome, winner, lead) => {
    const verdict = judge(net, naive);
    expect(verdict).toMatchObject({ outcome, winner });
    expect(verdict.lead).toBeCloseTo(lead, 3);
  });

  it("under 3 origins there is none", () => {
    const scored = [
      { name: "net", kind: "net" as const, mae: 1, mase: 1, byOrigin: [1, 1] },
      { name: "naive", kind: "simple" as const, mae: 9, mase: 9, byOrigin: [9, 9] },
    ];
    expect(verdictOf(scored, 2, 1)).toMatchObject({ outcome: "none", winner: "net" });
    expect([6, 5, 4, 3].map(originsToWin)).toEqual([4, 4, 3, 2]);
  });
});
