import { describe, expect, it } from "vitest";
import { toRows } from "../../../src/tasks/regress/data.ts";
import { channelsOf, encode, fitEncoder, scalerOf } from "../../../src/tasks/regress/encode.ts";
import { fitRidge, laggedRows, ridgeValues } from "../../../src/tasks/regress/linear.ts";
import { perceptronWidth } from "../../../src/tasks/regress/net.ts";
import { regressorSpec } from "../../../src/tasks/regress/options.ts";
import { planRegress } from "../../../src/tasks/regress/plan.ts";
import { rSquared, scoreRegress } from "../../../src/tasks/regress/scores.ts";
import { trainingSource } from "../../../src/tasks/regress/windows.ts";
import { madeRows } from "./made.ts";

describe("scaling and encoding", () => {
  it("mean and deviation by hand; nothing overflows; a constant says nothing", () => {
    expect(scalerOf([[1, 2, Number.NaN], [3]])).toEqual({ mean: 2, scale: Math.sqrt(2 / 3) });
    expect(scalerOf([[1e308, -1e308]])).toEqual({ mean: 0, scale: 1e308 });
    expect(scalerOf([[5, 5]]).scale).toBe(0);
    expect(scalerOf([[Number.NaN]])).toEqual({ mean: 0, scale: 0 });
  });

  it("numbers, gaps, words and the last known target, by hand", () => {
    const [rows] = toRows({
      features: { x: [1, 3, Number.NaN, 9], kind: ["b", "b", "a", "new"] },
      target: [10, 30, Number.NaN, 50],
    });
    const spec = fitEncoder([rows], [3], true);
    expect(spec.features[1]).toEqual({ name: "kind", kind: "text", words: ["b", "a"] });
    expect(channelsOf(spec)).toBe(5);
    const { inputs, target, base } = encode(rows, spec);
    // x, x missing, b, a, last target.
    const rounded = (list: Float64Array) => Array.from(list, (value) => Math.round(1e9 * value) / 1e9 + 0);
    expect(rounded(inputs)).toEqual([...[-1, 0, 1, 0, 0], ...[1, 0, 1, 0, -1], ...[0, 1, 0, 1, 1], ...[7, 0, 0, 0, 1]]);
    expect(rounded(base)).toEqual([0, -1, 1, 1]);
    expect(rounded(target)).toEqual([-1, 2, Number.NaN, 2]);
  });
});

describe("ridge", () => {
  const encodedOf = (x: readonly number[], y: readonly number[]) => ({
    rows: x.length,
    channels: 1,
    inputs: Float64Array.from(x),
    target: Float64Array.from(y),
    base: new Float64Array(x.length),
  });
  const places = (n: number, from = 0) => Array.from({ length: n - from }, (_, k) => ({ sequence: 0, row: from + k }));

  it("worked by hand: w = Σxy / (Σx² + λn), to 1e-12", () => {
    const encoded = [encodedOf([-1, 0, 1], [-2, 0, 2])];
    const { weights, bias } = fitRidge(encoded, places(3), 1, 0.5);
    expect(weights[0]).toBeCloseTo(4 / (2 + 1.5), 12);
    expect(bias).toBeCloseTo(0, 12);
  });

  it("finds the row that matters, newest first, and the penalty that does least harm", () => {
    const x = Array.from({ length: 200 }, (_, t) => ((t * 37) % 101) / 50 - 1);
    const encoded = [
      encodedOf(
        x,
        x.map((_, t) => (t < 2 ? 0 : 3 * x[t - 2] + 1)),
      ),
    ];
    const ridge = fitRidge(encoded, places(150, 2), 4, places(200, 150));
    expect(ridge.lambda).toBe(1e-4);
    Array.from(ridge.weights).forEach((w, lag) => {
      expect(Math.abs(w - (lag === 2 ? 3 : 0))).toBeLessThan(0.01);
    });
    expect(ridgeValues(ridge, encoded, [{ sequence: 0, row: 199 }])[0]).toBeCloseTo(encoded[0].target[199], 2);
  });

  it("columns that repeat each other don't break it", () => {
    const x = [1, 2, 3, 4, 5, 6];
    const twice = { ...encodedOf(x, x), channels: 2, inputs: Float64Array.from(x.flatMap((value) => [value, value])) };
    expect(ridgeValues(fitRidge([twice], places(6), 1, 1e-4), [twice], places(6))[2]).toBeCloseTo(3, 2);
  });

  it("reads at least two rows with memory, unless the lookback is one", () => {
    expect([laggedRows(1, 32), laggedRows(10, 32), laggedRows(500, 32), laggedRows(500, 1)]).toEqual([32, 12, 2, 1]);
  });
});

describe("plan and windows", () => {
  const spec = regressorSpec({ lookback: 5 });

  it("test, validation and training stand in this order, without a row in two", () => {
    const { blocks, folds } = planRegress(toRows(madeRows(100, "alone")), spec);
    expect(blocks.map(([{ from, to }]) => [from, to])).toEqual([82, 85, 88, 91, 94, 97].map((from) => [from, from + 3]));
    folds.forEach(({ training, validation }, w) => {
      expect(training[0].to).toBe(validation[0].from);
      expect(validation[0].to).toBe(blocks[w][0].from);
    });
  });

  it("rows after the last known target, and rows without one, are no test", () => {
    const own = madeRows(100, "alone");
    own.target.fill(Number.NaN, 90).fill(Number.NaN, 80, 85);
    const { blocks, whole } = planRegress(toRows(own), spec);
    expect(whole).toEqual([{ from: 0, to: 90 }]);
    expect(blocks.at(-1)?.[0].to).toBe(90);
  });

  it("an epoch's windows cover every row once, cut at another place each epoch", async () => {
    const [rows] = toRows(madeRows(50, "alone"));
    const encoded = [encode(rows, fitEncoder([rows], [50], false))];
    const source = trainingSource(encoded, [{ from: 0, to: 43 }], 8, 2);
    const seen = async (epoch: number) => {
      const values: number[] = [];
      const sizes: number[] = [];
      for await (const { targets, mask, lengths } of source.epoch(1, epoch)) {
        values.push(...Array.from(targets.data).filter((_, k) => mask?.data[k] === 1));
        sizes.push(...Array.from(lengths ?? []));
      }
      return { values: values.sort(), sizes: sizes.sort() };
    };
    const [first, second] = [await seen(1), await seen(2)];
    expect(first.values).toEqual(Array.from(encoded[0].target.subarray(0, 43)).sort());
    expect(second.values).toEqual(first.values);
    expect(second.sizes).not.toEqual(first.sizes);
  });

  it("the perceptron is the smallest with at least so many weights", () => {
    const count = (width: number) => width * (7 + 1) + width * (width + 1) + width + 1;
    const width = perceptronWidth(7, 2, 5281);
    expect(count(width)).toBeGreaterThanOrEqual(5281);
    expect(count(width - 1)).toBeLessThan(5281);
  });
});

describe("scores", () => {
  it("by hand: R², ranges from what was known before each test, won, and both verdicts", () => {
    expect(rSquared([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(rSquared([1, 2, 3], [2, 2, 2])).toBeCloseTo(0, 12);
    expect(rSquared([2, 2], [2, 2])).toBe(Number.NaN);
    const actual = [1, 2, 3].map((value) => Float64Array.of(value, value));
    const method = (name: string, kind: "net" | "simple", off: number) => ({
      ...{ name, kind, memory: name === "lstm" },
      values: actual.map((list) => list.map((value) => value + off)),
      residuals: [Float64Array.of(0.5, -0.5, 0.5, -0.5)],
    });
    const scores = scoreRegress(actual, [method("lstm", "net", 0.4), method("mlp", "net", -1), method("mean", "simple", 2)], [0.8]);
    expect(scores).toMatchObject({ tests: 3, rows: 6 });
    expect(scores.methods.map(({ mae, won }) => [mae, won])).toEqual([
      [expect.closeTo(0.4, 12), 3],
      [1, 0],
      [2, 0],
    ]);
    expect(scores.memory).toMatchObject({ outcome: "win", winner: "lstm", rival: "mlp", lead: expect.closeTo(0.6, 12), won: 3 });
    expect(scores.verdict).toMatchObject({ winner: "lstm", rival: "mean" });
    // 4 residuals of 0.5 give ±0.5 before the first test; the mlp's own errors of 1 widen the later ones.
    expect(scores.methods[0].ranges[0]).toMatchObject({ n: 6, held: 1 });
    expect(scores.methods[1].ranges[0]).toMatchObject({ n: 6, held: 4 / 6 });
  });
});
