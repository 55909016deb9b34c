/** The strided copy: transpose, slice, expand and sums. */
import { expect, it } from "vitest";
import { type Bench, miss, numbers, sizes } from "./bench.ts";

type Four = [number, number, number, number];
const last = (dims: Four, strides: Four): number =>
  1 + dims.reduce((sum, extent, axis) => sum + Math.max(0, extent - 1) * strides[axis], 0);

/** Dimensions with the strides of source and destination. */
function walks(n: number): Record<string, { d: Four; s: Four; t: Four }> {
  return {
    "a row": { d: [1, 1, 1, n], s: [0, 0, 0, 1], t: [0, 0, 0, 1] },
    "a transpose": { d: [1, 1, n, 5], s: [0, 0, 1, n], t: [0, 0, 5, 1] },
    "a slice of wide rows": { d: [1, 2, 3, n], s: [0, 3 * (n + 4), n + 4, 1], t: [0, 3 * n, n, 1] },
    "into wide rows": { d: [1, 1, 3, n], s: [0, 0, n, 1], t: [0, 0, n + 2, 1] },
    "every third": { d: [1, 1, 2, n], s: [0, 0, 3 * n, 3], t: [0, 0, 2 * n, 2] },
    "a repeated row": { d: [2, 1, 4, n], s: [n, 0, 0, 1], t: [4 * n, 0, n, 1] },
    "a repeated number": { d: [1, 1, 3, n], s: [0, 0, 1, 0], t: [0, 0, n, 1] },
    "column sums": { d: [1, 1, n, 6], s: [0, 0, 6, 1], t: [0, 0, 0, 1] },
    "row sums": { d: [1, 1, 6, n], s: [0, 0, n, 1], t: [0, 0, 1, 0] },
    "a sum of everything": { d: [2, 1, 3, n], s: [3 * n, 0, n, 1], t: [0, 0, 0, 0] },
    "four axes in another order": { d: [2, 3, n, 2], s: [1, 2, 12, 6], t: [6 * n, 2 * n, 2, 1] },
  };
}

export function copies(bench: Bench, tolerance: number): void {
  it.each(Object.keys(walks(1)))(`copy: %s, accumulating within ${tolerance} of Σ|x| and else to the bit`, (name) => {
    for (const n of sizes) {
      const { d, s, t } = walks(n)[name];
      for (const accumulate of [0, 1]) {
        const src = bench.reals(numbers(last(d, s), n));
        const dst = bench.reals(numbers(last(d, t), n + 40));
        const [from, expected] = [src.read(), dst.read()];
        const scale = expected.map(Math.abs);
        for (let i = 0; i < d[0]; i++) {
          for (let j = 0; j < d[1]; j++) {
            for (let k = 0; k < d[2]; k++) {
              for (let l = 0; l < d[3]; l++) {
                const value = from[i * s[0] + j * s[1] + k * s[2] + l * s[3]];
                const to = i * t[0] + j * t[1] + k * t[2] + l * t[3];
                expected[to] = accumulate ? expected[to] + value : value;
                scale[to] += Math.abs(value);
              }
            }
          }
        }
        bench.kernels.copy(src.at, dst.at, ...d, ...s, ...t, accumulate);
        if (accumulate) expect(miss(bench, dst.read(), expected, scale), `size ${n}`).toBeLessThanOrEqual(tolerance);
        else expect(dst.read(), `size ${n}`).toEqual(expected);
        bench.done(`${name} ${n}`);
      }
    }
  });

  it("copy carries NaN, ±Infinity and subnormals to their places only", () => {
    const tiny = bench.backend.realBytes === 4 ? 2 ** -140 : 2 ** -1060;
    const special = [Number.NaN, 1, Number.POSITIVE_INFINITY, tiny, Number.NEGATIVE_INFINITY, -tiny, 2];
    for (const accumulate of [0, 1]) {
      const src = bench.reals(special);
      const dst = bench.reals(new Array(7).fill(0));
      bench.kernels.copy(src.at, dst.at, 1, 1, 1, 7, 0, 0, 0, 1, 0, 0, 0, 1, accumulate);
      expect(dst.read()).toEqual(special);
      bench.done("special");
    }
  });
}
