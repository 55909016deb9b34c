import { describe, expect, it } from "vitest";
import { concat, gather, reshape, slice, split, transpose } from "../../src/ops/index.ts";
import { variable } from "../../src/tensor.ts";
import { wave } from "../helpers/differences.ts";
import { differenceError, evaluate, gradientsOf, inFrame, plain, values } from "../helpers/ops.ts";

/** 0, 1, 2 … in a shape. */
const counting = (...shape: number[]) =>
  values(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => k),
  );

describe("reshape", () => {
  it.each([
    [
      [2, 6],
      [2, 6],
    ],
    [
      [3, -1],
      [3, 4],
    ],
    [[-1], [12]],
    [
      [2, 1, 3, -1],
      [2, 1, 3, 2],
    ],
  ])("[3, 4] to %j: the same numbers, gradient's relative error < 1e-6", (to, shape) => {
    expect(plain((x) => reshape(x, to), counting(3, 4))).toEqual({ shape, data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] });
    expect(differenceError((x) => reshape(x, to), [wave([3, 4], 0.1)])).toBeLessThan(1e-6);
  });

  it.each([[[5]], [[-1, 5]], [[-1, -1]], [[-1, 0]], [[-2, -6]], [[1.5, 8]]])("[3, 4] to %j is refused", (to) => {
    expect(() => evaluate((x) => reshape(x, to), [counting(3, 4)])).toThrow(
      `reshape: expected a shape of 12 numbers, got [${to.join(", ")}]`,
    );
  });
});

describe("transpose", () => {
  it("changes the last two axes, or any order, values to the bit", () => {
    expect(plain((x) => transpose(x), counting(2, 3))).toEqual({ shape: [3, 2], data: [0, 3, 1, 4, 2, 5] });
    expect(plain((x) => transpose(x), counting(2, 1, 3)).shape).toEqual([2, 3, 1]);
    expect(plain((x) => transpose(x, [2, 0, 1]), counting(2, 2, 3))).toEqual({
      shape: [3, 2, 2],
      data: [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11],
    });
    expect(plain((x) => transpose(x, [-1, 0, 1]), counting(2, 2, 3))).toEqual(plain((x) => transpose(x, [2, 0, 1]), counting(2, 2, 3)));
  });

  it.each([
    [[2, 3], undefined],
    [
      [2, 3, 4],
      [2, 1, 0],
    ],
    [
      [2, 3, 2, 2],
      [3, 1, 0, 2],
    ],
    [[0, 3], undefined],
  ] as [number[], number[] | undefined][])("of %j in the order %j: gradient's relative error < 1e-6", (shape, order) => {
    expect(differenceError((x) => transpose(x, order), [wave(shape, 0.1)])).toBeLessThan(1e-6);
  });

  it.each([[[0]], [[0, 0]], [[0, 2]], [[0, -2]], [[0, 0.5]]])("[2, 3] in the order %j is refused", (order) => {
    expect(() => evaluate((x) => transpose(x, order), [counting(2, 3)])).toThrow(/^invalid (order|axis): expected /);
  });

  it("one axis needs an order", () => {
    expect(() => evaluate((x) => transpose(x), [counting(3)])).toThrow("transpose: expected at least two axes, or an order, got [3]");
  });
});

describe("slice", () => {
  it.each([
    [[4], 0, 1, 3, [1, 2]],
    [[2, 3], 0, 1, 2, [3, 4, 5]],
    [[2, 3], 1, 0, 2, [0, 1, 3, 4]],
    [[2, 3], -1, 2, 3, [2, 5]],
    [[1, 2, 3], 1, 1, 2, [3, 4, 5]],
    [[2, 2, 2], 1, 1, 2, [2, 3, 6, 7]],
    [[2, 3], 1, 1, 1, []],
    [[2, 3], 0, 0, 2, [0, 1, 2, 3, 4, 5]],
  ] as [number[], number, number, number, number[]][])(
    "%j along axis %i from %i to %i: to the bit, gradient's relative error < 1e-6",
    (shape, axis, start, end, data) => {
      expect(plain((x) => slice(x, axis, start, end), counting(...shape)).data).toEqual(data);
      expect(differenceError((x) => slice(x, axis, start, end), [wave(shape, 0.3)])).toBeLessThan(1e-6);
    },
  );

  it("overlapping slices add their gradients up, to the bit", () => {
    const both = gradientsOf((x) => concat([slice(x, 0, 0, 3), slice(x, 0, 1, 4)], 0), [wave([4], 0.1)])[0].data;
    const w = wave([6], 0.4).data;
    expect(Array.from(both)).toEqual([w[0], w[1] + w[3], w[2] + w[4], w[5]]);
  });

  it.each([
    [0, 0, 3],
    [1, 2, 1],
    [1, -1, 2],
    [0, 0, 1.5],
  ])("axis %i from %i to %i of [2, 3] is refused", (axis, start, end) => {
    const text = `invalid slice: expected 0 ≤ start ≤ end ≤ ${axis === 0 ? 2 : 3}, got [${start}, ${end}]`;
    expect(() => evaluate((x) => slice(x, axis, start, end), [counting(2, 3)])).toThrow(text);
  });

  it("an axis that isn't there is refused", () => {
    expect(() => evaluate((x) => slice(x, 2, 0, 1), [counting(2, 3)])).toThrow("invalid axis: expected an axis of [2, 3]: -2 to 1, got 2");
  });
});

describe("concat and split", () => {
  it.each([0, 1, 2, -1])("along axis %i: slices give the parts back to the bit, gradients' relative error < 1e-6", (axis) => {
    const own = axis < 0 ? axis + 3 : axis;
    const parts = [1, 3, 0, 2].map((extent, k) =>
      wave(
        [2, 2, 2].map((size, index) => (index === own ? extent : size)),
        k,
      ),
    );
    const whole = evaluate((...tensors) => concat(tensors, axis), parts);
    expect(whole.shape[own]).toBe(6);
    let start = 0;
    for (const part of parts) {
      const end = start + part.shape[own];
      expect(Array.from(evaluate((x) => slice(x, axis, start, end), [whole]).data)).toEqual(Array.from(part.data));
      start = end;
    }
    expect(differenceError((...tensors) => concat(tensors, axis), parts)).toBeLessThan(1e-6);
  });

  it("the same tensor twice gets both gradients", () => {
    expect(differenceError((x) => concat([x, x], 0), [wave([2, 2], 0.1)])).toBeLessThan(1e-6);
  });

  it("split gives equal pieces of the last axis, and refuses unequal ones", () => {
    expect(inFrame(() => split(variable(counting(2, 4)), 2).map((part) => Array.from(part.values().data)))).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
    expect(differenceError((x) => concat(split(x, 3).reverse(), 0), [wave([2, 6], 0.2)])).toBeLessThan(1e-6);
    expect(() => inFrame(() => split(variable(counting(2, 4)), 3))).toThrow("split: expected a last axis in 3 equal parts, got [2, 4]");
  });

  it("refuses parts that don't fit, and none", () => {
    expect(() => evaluate((a, b) => concat([a, b], 0), [counting(2, 3), counting(2, 4)])).toThrow(
      "concat: expected shapes equal to [2, 3] but for axis 0, got [2, 4]",
    );
    expect(() => evaluate((a, b) => concat([a, b], 0), [counting(2, 3), counting(6)])).toThrow("concat: expected shapes equal to [2, 3]");
    expect(() => evaluate(() => concat([], 0), [])).toThrow("concat: expected at least one tensor, got none");
  });
});

describe("gather", () => {
  it("takes rows by index, zeros for a negative one; gradients add up, relative error < 1e-6", () => {
    expect(plain((x) => gather(x, [2, -1, 0, 2]), counting(3, 2))).toEqual({ shape: [4, 2], data: [4, 5, 0, 0, 0, 1, 4, 5] });
    expect(plain((x) => gather(x, [1]), counting(2, 2, 2))).toEqual({ shape: [1, 2, 2], data: [4, 5, 6, 7] });
    expect(plain((x) => gather(x, []), counting(3, 2))).toEqual({ shape: [0, 2], data: [] });
    // Of an empty table too, whatever the memory held.
    inFrame(() => variable(wave([50], 1)));
    expect(plain((x) => gather(x, [-1, -1]), counting(0, 2))).toEqual({ shape: [2, 2], data: [0, 0, 0, 0] });
    expect(differenceError((x) => gather(x, [2, -1, 0, 2, -3]), [wave([3, 2], 0.3)])).toBeLessThan(1e-6);
  });

  it.each([[[3]], [[0, 7]], [[0.5]], [[Number.NaN]]])("refuses the index %j of 3 rows: nothing past the table is read", (index) => {
    const bad = index[index.length - 1];
    expect(() => evaluate((x) => gather(x, index), [counting(3, 2)])).toThrow(
      `index ${index.length - 1}: expected a whole number below 3, got ${bad}`,
    );
  });
});

it("broadcasting more than four axes that can't be folded is refused with a hint", async () => {
  const { add } = await import("../../src/ops/index.ts");
  const [a, b] = [wave([2, 1, 2, 1, 2], 0), wave([1, 2, 1, 2, 1], 0)];
  expect(() => evaluate(add, [a, b])).toThrow(
    "shape: expected at most 4 dimensions that can't be folded, got [2, 2, 2, 2, 2]; reshape first",
  );
});
