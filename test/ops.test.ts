import { describe, expect, it } from "vitest";
import {
  absolute,
  add,
  affine,
  atLeast,
  divide,
  exp,
  log,
  logSoftmax,
  matmul,
  maximum,
  mean,
  minimum,
  multiply,
  negate,
  reciprocal,
  relu,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  square,
  subtract,
  sum,
  tanh,
} from "../src/ops/index.ts";
import { constant, type Tensor } from "../src/tensor.ts";
import type { Values } from "../src/values.ts";
import { relativeError, wave } from "./helpers/differences.ts";
import { differenceError, evaluate, inFrame, plain, values } from "./helpers/ops.ts";

/** All coordinates of a shape, in order. */
const coordinates = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>((list, extent) => list.flatMap((head) => Array.from({ length: extent }, (_, k) => [...head, k])), [[]]);

/** The number that a broadcast operand shows at a coordinate of the result. */
function shown({ shape, data }: Values, at: number[]): number {
  const own = at.slice(at.length - shape.length);
  return data[shape.reduce((index, extent, axis) => index * extent + (extent === 1 ? 0 : own[axis]), 0)];
}

const broadcasts: [number[], number[], number[]][] = [
  [
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [], [2, 3]],
  [[], [2, 3], [2, 3]],
  [[], [], []],
  [[3], [1], [3]],
  [[2, 3], [3], [2, 3]],
  [
    [2, 3],
    [1, 3],
    [2, 3],
  ],
  [
    [2, 3],
    [2, 1],
    [2, 3],
  ],
  [
    [2, 1],
    [1, 3],
    [2, 3],
  ],
  [[4, 1], [3], [4, 3]],
  [
    [2, 3, 4],
    [3, 1],
    [2, 3, 4],
  ],
  [
    [2, 1, 4],
    [3, 1],
    [2, 3, 4],
  ],
  [
    [2, 3, 2, 4],
    [2, 3, 2, 4],
    [2, 3, 2, 4],
  ],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 2],
    [2, 4, 3, 2],
  ],
  [
    [2, 2, 2, 1, 3],
    [2, 2, 2, 4, 3],
    [2, 2, 2, 4, 3],
  ],
  [
    [0, 3],
    [1, 3],
    [0, 3],
  ],
];
type Pair = (a: Tensor, b: Tensor) => Tensor;
const pairs: [string, Pair, (a: number, b: number) => number][] = [
  ["add", add, (a, b) => a + b],
  ["subtract", subtract, (a, b) => a - b],
  ["multiply", multiply, (a, b) => a * b],
  ["divide", divide, (a, b) => a / b],
  ["maximum", maximum, Math.max],
  ["minimum", minimum, Math.min],
];
/** Away from 0 (divide) and from each other (maximum). */
const operands = (a: number[], b: number[]): Values[] => {
  const [p, q] = [wave(a, 0.3), wave(b, 1.1)];
  return [p, { shape: b, data: q.data.map((value) => value + (value < 0 ? -0.5 : 0.5)) }];
};

describe.each(pairs)("%s", (_name, op, truth) => {
  it.each(broadcasts)("%j with %j: values to the bit, gradients against central differences, relative error < 1e-6", (a, b, shape) => {
    const given = operands(a, b);
    const expected = coordinates(shape).map((at) => truth(shown(given[0], at), shown(given[1], at)));
    expect(plain(op, ...given)).toEqual({ shape, data: expected });
    expect(differenceError(op, given)).toBeLessThan(1e-6);
  });

  it("a number in both places: the gradient is the sum of both, relative error < 1e-6", () => {
    expect(differenceError((x) => op(multiply(x, 2), square(x)), [wave([2, 3], 0.2)])).toBeLessThan(1e-6);
  });

  it.each([
    [[2, 3], [2]],
    [
      [2, 3],
      [3, 2],
    ],
    [
      [3, 1, 2],
      [2, 2, 3],
    ],
  ])("refuses %j with %j, naming both", (a, b) => {
    const call = (): unknown => evaluate(op, operands(a, b));
    expect(call).toThrow(`shapes: expected [${a.join(", ")}] to broadcast with the other operand, got [${b.join(", ")}]`);
  });
});

it.each([
  ["add", add, (a: number) => a + 1.5],
  ["subtract", subtract, (a: number) => a - 1.5],
  ["multiply", multiply, (a: number) => a * 1.5],
  ["divide", divide, (a: number) => a / 1.5],
] as const)("%s with a plain number: values within 1e-15, gradient's relative error < 1e-6", (_name, op, truth) => {
  const x = wave([2, 3], 0.2);
  const own = plain((tensor) => op(tensor, 1.5), x);
  expect(own.shape).toEqual([2, 3]);
  expect(relativeError(own.data, x.data.map(truth))).toBeLessThan(1e-15);
  expect(differenceError((tensor) => op(tensor, 1.5), [x])).toBeLessThan(1e-6);
});

it("where operands are equal, maximum's gradient goes to the first and minimum's to the second; no gradient through atLeast", () => {
  expect(plain(atLeast, values([3], [1, 2, 3]), values([1], [2]))).toEqual({ shape: [3], data: [0, 1, 1] });
  expect(inFrame(() => atLeast(constant([1]), constant([2])).tracked)).toBe(false);
});

const unaries: [string, (x: Tensor) => Tensor, (x: number) => number][] = [
  ["negate", negate, (x) => -x],
  ["exp", exp, Math.exp],
  ["log", (x) => log(square(x)), (x) => Math.log(x * x)],
  ["tanh", tanh, Math.tanh],
  ["sigmoid", sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ["relu", relu, (x) => Math.max(x, 0)],
  ["sqrt", (x) => sqrt(square(x)), Math.abs],
  ["square", square, (x) => x * x],
  ["absolute", absolute, Math.abs],
  ["reciprocal", reciprocal, (x) => 1 / x],
  ["softplus", softplus, (x) => Math.log(1 + Math.exp(x))],
];
it.each(unaries)("%s: values within 1e-14, gradient's relative error < 1e-6", (_name, op, truth) => {
  // Away from 0, where some have a kink or a pole.
  const x = { shape: [2, 3, 2], data: wave([12], 0.9, 2).data.map((value) => value + Math.sign(value) * 0.3) };
  const own = plain(op, x);
  expect(own.shape).toEqual(x.shape);
  expect(relativeError(own.data, x.data.map(truth))).toBeLessThan(1e-14);
  expect(differenceError(op, [x])).toBeLessThan(1e-6);
});

describe("sum and mean", () => {
  const axes = [
    [[5], 0],
    [[2, 3], 0],
    [[2, 3], 1],
    [[2, 3], -1],
    [[2, 3, 4], 1],
    [[2, 3, 4], -3],
    [[2, 3, 2, 4], 2],
    [[1, 3], 0],
    [[2, 1], 1],
  ] as [number[], number][];
  it.each(axes)("of %j along axis %i, which stays with extent 1: values within 1e-14, gradient's relative error < 1e-6", (shape, axis) => {
    const x = wave(shape, 0.7);
    const own = axis < 0 ? axis + shape.length : axis;
    const left = shape.map((extent, index) => (index === own ? 1 : extent));
    const totals = coordinates(left).map((at) =>
      Array.from({ length: shape[own] }, (_, k) =>
        shown(
          x,
          at.map((place, index) => (index === own ? k : place)),
        ),
      ).reduce((a, b) => a + b, 0),
    );
    const total = plain((tensor) => sum(tensor, axis), x);
    expect(total.shape).toEqual(left);
    expect(relativeError(total.data, totals)).toBeLessThan(1e-14);
    expect(
      relativeError(
        plain((tensor) => mean(tensor, axis), x).data,
        totals.map((value) => value / shape[own]),
      ),
    ).toBeLessThan(1e-14);
    expect(differenceError((tensor) => sum(tensor, axis), [x])).toBeLessThan(1e-6);
    expect(differenceError((tensor) => mean(tensor, axis), [x])).toBeLessThan(1e-6);
  });

  it.each<[number[]]>([[[]], [[5]], [[2, 3, 2, 2]], [[0, 3]]])(
    "of all of %j: a tensor of shape [], gradient's relative error < 1e-6",
    (shape) => {
      const x = wave(shape, 0.7);
      const total = plain((tensor) => sum(tensor), x);
      expect(total.shape).toEqual([]);
      expect(relativeError(total.data, [Array.from(x.data).reduce((a, b) => a + b, 0)])).toBeLessThan(1e-14);
      expect(differenceError((tensor) => sum(tensor), [x])).toBeLessThan(1e-6);
      if (x.data.length > 0) expect(differenceError((tensor) => mean(tensor), [x])).toBeLessThan(1e-6);
    },
  );

  it.each([sum, mean])("refuse an axis that isn't there", (op) => {
    for (const axis of [2, -3, 0.5])
      expect(() => evaluate((x) => op(x, axis), [wave([2, 3], 0)])).toThrow(
        `invalid axis: expected an axis of [2, 3]: -2 to 1, got ${axis}`,
      );
  });
});

describe("matmul", () => {
  const naive = (a: Values, b: Values, shape: readonly number[]): number[] =>
    coordinates(shape).map((at) => {
      const [row, column] = at.slice(-2);
      const lead = at.slice(0, -2);
      const own = b.shape.length === 2 ? [] : lead;
      const k = b.shape[b.shape.length - 2];
      return Array.from({ length: k }, (_, p) => shown(a, [...lead, row, p]) * shown(b, [...own, p, column])).reduce((x, y) => x + y, 0);
    });

  it.each([
    [
      [2, 3],
      [3, 4],
      [2, 4],
    ],
    [
      [1, 3],
      [3, 1],
      [1, 1],
    ],
    [
      [5, 2, 3],
      [3, 4],
      [5, 2, 4],
    ],
    [
      [2, 2, 2, 3],
      [3, 4],
      [2, 2, 2, 4],
    ],
    [
      [5, 2, 3],
      [5, 3, 4],
      [5, 2, 4],
    ],
    [
      [2, 3, 2, 1],
      [2, 3, 1, 4],
      [2, 3, 2, 4],
    ],
    [
      [2, 0],
      [0, 3],
      [2, 3],
    ],
    [
      [0, 2],
      [2, 3],
      [0, 3],
    ],
    [
      [2, 2, 0],
      [2, 0, 3],
      [2, 2, 3],
    ],
  ])("%j · %j: values within 1e-14, gradients' relative error < 1e-6", (a, b, shape) => {
    const given = [wave(a, 0.2), wave(b, 0.8)];
    // What the memory held before doesn't matter.
    inFrame(() => constant({ shape: [200], data: new Float64Array(200).fill(Number.NaN) }));
    const own = plain(matmul, ...given);
    expect(own.shape).toEqual(shape);
    expect(relativeError(own.data, naive(given[0], given[1], shape))).toBeLessThan(1e-14);
    expect(differenceError(matmul, given)).toBeLessThan(1e-6);
  });

  it.each([
    [
      [2, 3],
      [2, 3],
    ],
    [[3], [3, 2]],
    [[2, 3], [3]],
    [
      [4, 2, 3],
      [5, 3, 2],
    ],
    [
      [2, 3],
      [5, 3, 2],
    ],
  ])("refuses %j · %j, naming both", (a, b) => {
    const text = `matmul: expected […, m, k] · [k, n] or […, k, n], with [${a.join(", ")}] on the left, got [${b.join(", ")}]`;
    expect(() => evaluate(matmul, [wave(a, 0), wave(b, 0)])).toThrow(text);
  });
});

describe("affine", () => {
  it.each([[[4, 3]], [[2, 4, 3]], [[3]], [[0, 3]]])("x%j · Wᵀ + b, with and without b: gradients' relative error < 1e-6", (shape) => {
    const given = [wave(shape, 0.1), wave([2, 3], 0.5), wave([2], 0.9)];
    const [x, w, b] = given;
    const expected = coordinates([...shape.slice(0, -1), 2]).map((at) => {
      const row = at.slice(0, -1);
      return [0, 1, 2].reduce((total, k) => total + shown(x, [...row, k]) * shown(w, [at[at.length - 1], k]), b.data[at[at.length - 1]]);
    });
    const own = plain(affine, ...given);
    expect(own.shape).toEqual([...shape.slice(0, -1), 2]);
    expect(relativeError(own.data, expected)).toBeLessThan(1e-14);
    expect(differenceError(affine, given)).toBeLessThan(1e-6);
    expect(differenceError((p, q) => affine(p, q), given.slice(0, 2))).toBeLessThan(1e-6);
  });

  it("refuses features that the weight doesn't have", () => {
    expect(() => evaluate(affine, [wave([4, 2], 0), wave([5, 3], 0)])).toThrow("input: expected 3 features on the last axis, got [4, 2]");
  });
});

describe.each([
  ["softmax", softmax, (row: number[], k: number) => Math.exp(row[k]) / row.reduce((total, value) => total + Math.exp(value), 0)],
  ["logSoftmax", logSoftmax, (row: number[], k: number) => -Math.log(row.reduce((total, value) => total + Math.exp(value - row[k]), 0))],
] as const)("%s", (_name, op, truth) => {
  it.each([[[4]], [[2, 4]], [[2, 3, 4]], [[3, 1]], [[0, 3]], [[3, 0]]])(
    "of %j along the last axis: values within 1e-14, gradient's relative error < 1e-6",
    (shape) => {
      const x = wave(shape, 0.5, 3);
      const n = shape[shape.length - 1];
      const expected = Array.from(x.data, (_, at) => truth(Array.from(x.data.slice(at - (at % n), at - (at % n) + n)), at % n));
      const own = plain(op, x);
      expect(own.shape).toEqual(shape);
      expect(relativeError(own.data, expected)).toBeLessThan(1e-14);
      expect(differenceError(op, [x])).toBeLessThan(1e-6);
    },
  );
});
