import { describe, expect, it } from "vitest";
import { DataError } from "../src/errors.ts";
import { type Loss, type Reduction, reduced } from "../src/loss.ts";
import { losses } from "../src/losses/index.ts";
import { absolute, multiply, square, subtract } from "../src/ops/index.ts";
import { backward, constant, type Tensor, variable } from "../src/tensor.ts";
import type { Values } from "../src/values.ts";
import { relativeError, wave } from "./helpers/differences.ts";
import { inFrame, values } from "./helpers/ops.ts";

/** A loss's value, and its gradient for the output. */
const run = (loss: Loss, output: Values, target: Values, mask?: Values): { value: number; gradient: number[] } =>
  inFrame(() => {
    const x = variable(output);
    const value = loss(x, constant(target), mask === undefined ? undefined : constant(mask));
    backward(value);
    return { value: value.item(), gradient: Array.from(x.gradientValues().data) };
  });

/** The gradient against central differences. */
function differenceError(loss: Loss, output: Values, target: Values, mask?: Values): number {
  const numeric = Array.from(output.data, (value, k) => {
    const side = (delta: number): number => {
      const data = Float64Array.from(output.data);
      data[k] = value + delta;
      return run(loss, { shape: output.shape, data }, target, mask).value;
    };
    return (side(1e-5) - side(-1e-5)) / 2e-5;
  });
  return relativeError(run(loss, output, target, mask).gradient, numeric);
}

/** A target beside an output, at distances that avoid each loss's kinks (0, and Huber's 0.7). */
const beside = ({ shape, data }: Values): Values => ({
  shape,
  data: Float64Array.from(data, (value, k) => value + [0.2, -0.4, 1.1, -0.3, -1.6][k % 5]),
});
const [B, T, K] = [3, 2, 4];
const output = wave([B, T, K], 0.3, 2);
const classes = values([B, T], [0, 3, 1, 1, 2, 0]);
const shares = values(
  [B, T, K],
  Array.from(wave([B, T, K], 0.9).data, (value) => 0.5 + 0.4 * value),
);
const spread = values(
  [B, T, K],
  Array.from({ length: B * T * K }, (_, k) => [0.1, 0.2, 0.3, 0.4][(k + Math.floor(k / K)) % K]),
);

interface Case {
  readonly loss: (options: { reduction?: Reduction }) => Loss;
  readonly output: Values;
  readonly target: Values;
  /** One number for each element or each row of classes, by its formula. */
  readonly elements: number[];
}

const pointwise = (target: Values, f: (x: number, y: number) => number): number[] =>
  Array.from(output.data, (x, k) => f(x, target.data[k]));
const logits = (f: (row: number[], step: number) => number): number[] =>
  Array.from({ length: B * T }, (_, step) => f(Array.from(output.data.slice(step * K, (step + 1) * K)), step));
const logSum = (row: number[]): number => Math.log(row.reduce((total, x) => total + Math.exp(x), 0));
const levels = [0.1, 0.4, 0.5, 0.9];
const single = values([B, T, 1], [3, -3, 2.5, -2.5, 4, -4]);
const pair = wave([B, T, 2], 0.2);
const near = beside(output);

const cases: Record<string, Case> = {
  mse: { loss: losses.mse, output, target: near, elements: pointwise(near, (x, y) => (x - y) ** 2) },
  mae: { loss: losses.mae, output, target: near, elements: pointwise(near, (x, y) => Math.abs(x - y)) },
  "huber, δ = 0.7": {
    loss: (options) => losses.huber({ delta: 0.7, ...options }),
    output,
    target: near,
    elements: pointwise(near, (x, y) => (Math.abs(x - y) <= 0.7 ? 0.5 * (x - y) ** 2 : 0.7 * (Math.abs(x - y) - 0.35))),
  },
  quantile: {
    loss: (options) => losses.quantile({ levels, ...options }),
    output,
    target: single,
    elements: Array.from(output.data, (x, k) => {
      const e = single.data[Math.floor(k / K)] - x;
      return e >= 0 ? levels[k % K] * e : (levels[k % K] - 1) * e;
    }),
  },
  gaussian: {
    loss: losses.gaussian,
    output: pair,
    target: single,
    elements: Array.from(
      single.data,
      (y, k) => 0.5 * (pair.data[2 * k + 1] + (y - pair.data[2 * k]) ** 2 / Math.exp(pair.data[2 * k + 1])),
    ),
  },
  "cross-entropy with class numbers": {
    loss: losses.crossEntropy,
    output,
    target: classes,
    elements: logits((row, step) => logSum(row) - row[classes.data[step]]),
  },
  "cross-entropy with probabilities": {
    loss: losses.crossEntropy,
    output,
    target: spread,
    elements: logits((row, step) => row.reduce((total, x, k) => total + spread.data[step * K + k] * (logSum(row) - x), 0)),
  },
  "binary cross-entropy": {
    loss: losses.binaryCrossEntropy,
    output,
    target: shares,
    elements: pointwise(shares, (x, y) => -y * Math.log(1 / (1 + Math.exp(-x))) - (1 - y) * Math.log(1 / (1 + Math.exp(x)))),
  },
};
const masks: Record<string, Values | undefined> = {
  "no mask": undefined,
  "a mask of rows": values([B], [1, 0, 1]),
  "a mask of steps": values([B, T], [1, 1, 0, 1, 0, 0]),
};
const reductions: Reduction[] = ["mean", "sum", "batch"];

describe.each(Object.entries(cases))("%s", (_name, { loss, output: out, target, elements }) => {
  describe.each(Object.entries(masks))("with %s", (_mask, mask) => {
    it.each(reductions)("reduced by %s: value within 1e-12, gradient against central differences, relative error < 1e-6", (reduction) => {
      const own = elements.map((_, k) => (mask === undefined ? 1 : mask.data[Math.floor((k * mask.data.length) / elements.length)]));
      const total = elements.reduce((sum, value, k) => sum + value * own[k], 0);
      const count = own.reduce((a, b) => a + b, 0);
      const expected = { mean: total / count, sum: total, batch: total / B }[reduction];
      expect(relativeError([run(loss({ reduction }), out, target, mask).value], [expected])).toBeLessThan(1e-12);
      expect(differenceError(loss({ reduction }), out, target, mask)).toBeLessThan(1e-6);
    });
  });

  it("what the mask leaves out gets no gradient, whatever its target, to the bit", () => {
    const mask = masks["a mask of steps"] as Values;
    const width = out.data.length / (B * T);
    const other = { shape: target.shape, data: Float64Array.from(target.data) };
    const perStep = target.data.length / (B * T);
    for (let k = 0; k < other.data.length; k++) if (mask.data[Math.floor(k / perStep)] === 0) other.data[k] = 1;
    const [a, b] = [run(loss({}), out, target, mask), run(loss({}), out, other, mask)];
    expect(b).toEqual(a);
    a.gradient.forEach((slope, k) => {
      if (mask.data[Math.floor(k / width)] === 0) expect(slope).toBe(0);
    });
  });

  it("mean is the default", () => {
    expect(run(loss({}), out, target)).toEqual(run(loss({ reduction: "mean" }), out, target));
  });
});

it("a mask of elements, with weights between 0 and 1: value within 1e-12, gradient's relative error < 1e-6", () => {
  const mask = values(
    [B, T, K],
    Array.from({ length: B * T * K }, (_, k) => (k % 3) / 2),
  );
  const total = cases.mse.elements.reduce((sum, value, k) => sum + value * mask.data[k], 0);
  expect(
    relativeError([run(losses.mse(), output, near, mask).value], [total / Array.from(mask.data).reduce((a, b) => a + b, 0)]),
  ).toBeLessThan(1e-12);
  expect(differenceError(losses.mse(), output, near, mask)).toBeLessThan(1e-6);
});

it("quantile takes targets without a last axis of 1, to the bit", () => {
  const loss = losses.quantile({ levels });
  expect(run(loss, output, { shape: [B, T], data: single.data })).toEqual(run(loss, output, single));
});

describe("extreme outputs", () => {
  it("cross-entropy and binary cross-entropy of ±1e4 are finite and right within 1e-12", () => {
    const far = values([2, 2], [1e4, -1e4, -1e4, 1e4]);
    expect(run(losses.crossEntropy({ reduction: "sum" }), far, values([2], [0, 0])).value).toBe(2e4);
    const binary = run(losses.binaryCrossEntropy({ reduction: "sum" }), far, values([2, 2], [1, 0, 1, 1]));
    expect(relativeError([binary.value], [1e4])).toBeLessThan(1e-12);
    expect(binary.gradient).toEqual([0, 0, -1, 0]);
  });
});

describe("refusals", () => {
  it.each([4, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("a class of %d among 4 is a DataError that names the place", (bad) => {
    const call = (): unknown => run(losses.crossEntropy(), output, values([B, T], [0, 1, 2, 3, bad, 0]));
    expect(call).toThrow(DataError);
    expect(call).toThrow(`target 4: expected a class from 0 to 3, got ${bad}`);
  });

  it.each<[string, Loss, Values, Values, string]>([
    ["mse", losses.mse(), output, values([B, 1, 1], [1, 2, 3]), "target: expected the output's shape [3, 2, 4], got [3, 1, 1]"],
    ["huber", losses.huber(), output, single, "target: expected the output's shape [3, 2, 4], got [3, 2, 1]"],
    ["binary cross-entropy", losses.binaryCrossEntropy(), output, single, "target: expected the output's shape [3, 2, 4], got [3, 2, 1]"],
    [
      "cross-entropy with a column of classes",
      losses.crossEntropy(),
      output,
      single,
      "target: expected [3, 2] class numbers, or probabilities [3, 2, 4], got [3, 2, 1]",
    ],
    [
      "cross-entropy",
      losses.crossEntropy(),
      output,
      values([B], [0, 1, 2]),
      "target: expected [3, 2] class numbers, or probabilities [3, 2, 4], got [3]",
    ],
    [
      "quantile with other levels",
      losses.quantile({ levels: [0.5] }),
      output,
      single,
      "output: expected a last axis of 1, one for each level, got [3, 2, 4]",
    ],
    ["quantile", losses.quantile({ levels }), output, values([B, 1], [1, 2, 3]), "target: expected [3, 2, 1] or [3, 2], got [3, 1]"],
    [
      "gaussian",
      losses.gaussian(),
      output,
      single,
      "output: expected [..., 2]: mean and log variance, with a target [..., 1], got [3, 2, 4]",
    ],
    ["gaussian with one target for all", losses.gaussian(), pair, values([1, 1, 1], [1]), "target: expected [3, 2, 1], got [1, 1, 1]"],
  ])("%s: a target or output of the wrong shape", (_name, loss, out, target, message) => {
    expect(() => run(loss, out, target)).toThrow(message);
  });

  it("a mask that isn't of the leading axes", () => {
    expect(() => run(losses.mse(), output, near, values([T], [1, 1]))).toThrow("mask: expected the leading axes of [3, 2, 4], got [2]");
    expect(() => run(losses.crossEntropy(), output, classes, values([B, T, K], new Array(24).fill(1)))).toThrow(
      "mask: expected the leading axes of [3, 2], got [3, 2, 4]",
    );
  });

  it("options that can't be", () => {
    expect(() => losses.mse({ reduction: "median" as Reduction })).toThrow('invalid reduction: expected mean, sum or batch, got "median"');
    expect(() => losses.huber({ delta: 0 })).toThrow("invalid delta: expected a number > 0, got 0");
    expect(() => losses.quantile({ levels: [0.5, 1] })).toThrow("invalid levels: expected numbers between 0 and 1, got 1");
    expect(() => losses.quantile({ levels: [] })).toThrow("invalid levels");
  });
});

describe("a loss of one's own", () => {
  /** |e|³, in five lines. */
  const cubic = reduced((out: Tensor, target: Tensor) => {
    const e = subtract(out, target);
    return absolute(multiply(e, square(e)));
  });

  it.each(Object.entries(masks))("with %s: gradient against central differences, relative error < 1e-6", (_name, mask) => {
    expect(differenceError(cubic, output, near, mask)).toBeLessThan(1e-6);
  });
});
