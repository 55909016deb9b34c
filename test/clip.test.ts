import { describe, expect, it } from "vitest";
import { backendByName } from "../src/backends/index.ts";
import { clipNorm, clipValue } from "../src/clip.ts";
import { golden, goldenCases } from "./goldens/read.ts";
import { relativeError } from "./helpers/differences.ts";

const scratch = 512;

/** Gradients laid out in a backend's memory. */
function place(backend: string, arrays: readonly ArrayLike<number>[]) {
  const memory = backendByName(backend).memory();
  let at = 1024;
  const blocks = arrays.map((array) => {
    const block = { pointer: at, n: array.length };
    memory.reals(at, array.length).set(array);
    at += (array.length + 1) * 8;
    return block;
  });
  return { kernels: memory.kernels, blocks, now: () => blocks.map(({ pointer, n }) => Array.from(memory.reals(pointer, n))) };
}

describe.each([
  ["reference", 1e-14],
  ["wasm", 1e-6],
] as const)("%s: clipping equals PyTorch's, relative error < %d", (backend, tolerance) => {
  const numbers = (name: string) => Array.from(golden(name).data, Number);

  it.each(goldenCases("clip").map((item) => [item.name as string, item.max as number] as const))(
    "the norm is %s the limit of %d",
    (name, max) => {
      const before = [0, 1].map((k) => numbers(`clip/${name}/before/${k}`));
      const byNorm = place(backend, before);
      const norm = clipNorm(byNorm.kernels, byNorm.blocks, max);
      expect(relativeError([norm], numbers(`clip/${name}/norm`))).toBeLessThan(tolerance);
      const byValue = place(backend, before);
      clipValue(byValue.kernels, byValue.blocks, 0.4, scratch);
      for (const k of [0, 1]) {
        expect(relativeError(byNorm.now()[k], numbers(`clip/${name}/after/${k}`))).toBeLessThan(tolerance);
        expect(relativeError(byValue.now()[k], numbers(`clip/${name}/value/${k}`))).toBeLessThan(tolerance);
      }
    },
  );

  it("the norm is over all gradients together: (3, 0), (−4) has norm 5, to the bit", () => {
    const { kernels, blocks, now } = place(backend, [[3, 0], [-4]]);
    expect(clipNorm(kernels, blocks, Number.POSITIVE_INFINITY)).toBe(5);
    expect(now()).toEqual([[3, 0], [-4]]);
    expect(clipNorm(kernels, blocks, 5.1)).toBe(5);
    expect(now()).toEqual([[3, 0], [-4]]);
    expect(clipNorm(kernels, blocks, 2.5)).toBe(5);
    expect(relativeError(now().flat(), [1.5, 0, -2])).toBeLessThan(1e-6);
  });

  it("entries beyond the limit become the limit, others keep their bits, NaN stays", () => {
    const { kernels, blocks, now } = place(backend, [[0.25, -0.25, 7, Number.NEGATIVE_INFINITY, Number.NaN], [0.5]]);
    clipValue(kernels, blocks, 0.5, scratch);
    expect(now()).toEqual([[0.25, -0.25, 0.5, -0.5, Number.NaN], [0.5]]);
  });

  it("a gradient that isn't finite gives a norm that isn't; none at all gives 0", () => {
    const { kernels, blocks } = place(backend, [[1], [Number.NaN]]);
    expect(clipNorm(kernels, blocks, 1)).toBeNaN();
    expect(clipNorm(kernels, [], 1)).toBe(0);
  });
});

it("wasm: a norm beyond float32's largest number is measured and scaled, relative error < 1e-6", () => {
  const { kernels, blocks, now } = place("wasm", [[3e38, 0], [-3e38]]);
  expect(relativeError([clipNorm(kernels, blocks, 2)], [3e38 * Math.SQRT2])).toBeLessThan(1e-6);
  expect(relativeError(now().flat(), [Math.SQRT2, 0, -Math.SQRT2])).toBeLessThan(1e-6);
});
