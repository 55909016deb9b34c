import { describe, expect, it } from "vitest";
import { adding } from "../../src/datasets/adding.ts";
import { copy } from "../../src/datasets/copy.ts";
import { echo } from "../../src/datasets/echo.ts";
import { parity } from "../../src/datasets/parity.ts";

const problems = {
  adding: (seed: number, step?: number) => adding({ seed, step, batch: 20, length: 12 }),
  echo: (seed: number, step?: number) => echo({ seed, step, batch: 20, length: 12 }),
  copy: (seed: number, step?: number) => copy({ seed, step, batch: 20, delay: 5, count: 4 }),
  parity: (seed: number, step?: number) => parity({ seed, step, batch: 20, length: 12, shortest: 3 }),
};

describe("made-up problems", () => {
  it.each(Object.entries(problems))(
    "%s: the same seed and step give the same bits, others other batches; shapes hold the data",
    (_, make) => {
      expect(make(1)).toEqual(make(1));
      expect(make(1, 3)).toEqual(make(1, 3));
      expect(make(2)).not.toEqual(make(1));
      expect(make(1, 1)).not.toEqual(make(1));
      const { inputs, targets, mask } = make(1);
      for (const { shape, data } of [inputs, targets, ...(mask ? [mask] : [])]) expect(data).toHaveLength(shape.reduce((a, b) => a * b));
    },
  );

  it("adding: one mark in each half, the answer is the sum of the marked values, exactly", () => {
    const { inputs, targets } = problems.adding(1);
    for (let row = 0; row < 20; row++) {
      const at = (t: number) => (row * 12 + t) * 2;
      const marked = [...Array(12).keys()].filter((t) => inputs.data[at(t) + 1] === 1);
      expect(marked.map((t) => t < 6)).toEqual([true, false]);
      expect(targets.data[row]).toBe(inputs.data[at(marked[0])] + inputs.data[at(marked[1])]);
    }
  });

  it("echo: every told step says what came three steps before, exactly; the first three count nothing", () => {
    const { inputs, targets, mask } = problems.echo(1);
    for (let k = 0; k < 240; k++) {
      expect(mask?.data[k]).toBe(k % 12 < 3 ? 0 : 1);
      expect(targets.data[k]).toBe(k % 12 < 3 ? 0 : inputs.data[k - 3]);
    }
  });

  it("copy: one class a step; the answers are the symbols said, after the sign, and only they count", () => {
    const { inputs, targets, mask } = problems.copy(1);
    const [, T, classes] = inputs.shape;
    expect([T, classes]).toEqual([13, 10]);
    for (let row = 0; row < 20; row++) {
      const said = [...Array(T).keys()].map((t) => {
        const one = inputs.data.subarray((row * T + t) * classes, (row * T + t + 1) * classes);
        expect(one.reduce((a, b) => a + b)).toBe(1);
        return one.indexOf(1);
      });
      expect(said.slice(0, 4).every((symbol) => symbol >= 1 && symbol <= 8)).toBe(true);
      expect(said.slice(4)).toEqual([0, 0, 0, 0, 9, 0, 0, 0, 0]);
      expect(Array.from(targets.data.subarray(row * T + 9, row * T + 13))).toEqual(said.slice(0, 4));
      expect(Array.from(mask?.data.subarray(row * T, (row + 1) * T) ?? [])).toEqual([...Array(T).keys()].map((t) => (t < 9 ? 0 : 1)));
    }
  });

  it("parity: the answer is the number of ones modulo 2; nothing but zeros past a row's length", () => {
    const { inputs, targets, lengths = [] } = problems.parity(1);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
    expect(new Set(lengths).size).toBeGreaterThan(3);
    for (let row = 0; row < 20; row++) {
      const bits = inputs.data.subarray(row * 12, (row + 1) * 12);
      expect(bits.reduce((a, b) => a + b) % 2).toBe(targets.data[row]);
      expect(bits.subarray(lengths[row]).every((bit) => bit === 0)).toBe(true);
    }
  });
});
