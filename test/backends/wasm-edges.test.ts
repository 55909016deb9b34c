import { describe, expect, it } from "vitest";
import type { Kernels } from "../../src/backend.ts";
import { wasm } from "../../src/backends/wasm.ts";

// The suite's guards show a read that changes a result. Here any read or write past an array traps, since the memory ends there.

const memory = wasm.memory();
const end = memory.bytes;
const { kernels } = memory;

type Sizes = Record<string, number>;
interface Case {
  /** Elements of each array that the kernel is given, in the order of `run`. */
  readonly arrays: (s: Sizes) => readonly number[];
  readonly run: (k: Kernels, at: readonly number[], s: Sizes) => unknown;
}

const everyRow = [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17];
/** m: rows, n: columns. */
const sizes: Sizes[] = everyRow.flatMap((n) => [1, 2, 5].map((m) => ({ m, n })));

const flat = (count: number, run: (k: Kernels, at: readonly number[], n: number) => unknown): Case => ({
  arrays: ({ m, n }) => new Array(count).fill(m * n),
  run: (k, at, { m, n }) => run(k, at, m * n),
});
const cell = (gates: number, vectors: number, run: Case["run"]): Case => ({
  arrays: ({ m, n }) => [m * gates * n, ...new Array(vectors).fill(m * n)],
  run,
});

/** `index` arrays come out as zeros, which are valid rows. */
const cases: Record<string, Case> = {
  fill: flat(1, (k, [x], n) => k.fill(x, 1, n)),
  unary: flat(2, (k, [x, out], n) => Array.from({ length: 13 }, (_, code) => k.unary(code, x, out, n, 2))),
  unaryGradient: flat(4, (k, [x, y, dy, dx], n) => Array.from({ length: 13 }, (_, code) => k.unaryGradient(code, x, y, dy, dx, n, 2))),
  "binary, contiguous": flat(3, (k, [a, b, out], n) => k.binary(2, a, b, out, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1)),
  "binary, a row and a column": {
    arrays: ({ m, n }) => [n, m, m * n],
    run: (k, [a, b, out], { m, n }) => k.binary(0, a, b, out, 1, 1, m, n, 0, 0, 0, 1, 0, 0, 1, 0),
  },
  "binary, a transpose": {
    arrays: ({ m, n }) => [m * n, m * n, m * n],
    run: (k, [a, b, out], { m, n }) => k.binary(0, a, b, out, 1, 1, m, n, 0, 0, 1, m, 0, 0, n, 1),
  },
  "copy, rows": flat(2, (k, [x, y], n) => [0, 1].map((add) => k.copy(x, y, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1, add))),
  "copy, a transpose": {
    arrays: ({ m, n }) => [m * n, m * n],
    run: (k, [x, y], { m, n }) => [0, 1].map((add) => k.copy(x, y, 1, 1, m, n, 0, 0, 1, m, 0, 0, n, 1, add)),
  },
  "copy, column sums": {
    arrays: ({ m, n }) => [m * n, n],
    run: (k, [x, y], { m, n }) => k.copy(x, y, 1, 1, m, n, 0, 0, n, 1, 0, 0, 0, 1, 1),
  },
  "copy, row sums": {
    arrays: ({ m, n }) => [m * n, m],
    run: (k, [x, y], { m, n }) => k.copy(x, y, 1, 1, m, n, 0, 0, n, 1, 0, 0, 1, 0, 1),
  },
  "copy, repeated": {
    arrays: ({ m, n }) => [m, m * n],
    run: (k, [x, y], { m, n }) => [0, 1].map((add) => k.copy(x, y, 1, 1, m, n, 0, 0, 1, 0, 0, 0, n, 1, add)),
  },
  reductions: flat(1, (k, [x], n) => [k.sum(x, n), k.sumSquares(x, n), k.firstNonFinite(x, n)]),
  gatherRows: { arrays: ({ m, n }) => [n, m, m * n], run: (k, [table, index, out], { m, n }) => k.gatherRows(table, index, out, m, n) },
  scatterAddRows: { arrays: ({ m, n }) => [m * n, m, n], run: (k, [dy, index, into], { m, n }) => k.scatterAddRows(dy, index, into, m, n) },
  dropoutMask: { arrays: ({ m, n }) => [m * n, m, m], run: (k, [out, row, t], { m, n }) => k.dropoutMask(out, row, t, m, n, 0.5, 1, 2, 3) },
  sgd: flat(3, (k, [x, dx, v], n) => k.sgd(x, dx, v, n, 0.1, 0.1, 0.9, 0.1, 0, 2)),
  rmsprop: flat(5, (k, [x, dx, s, m, a], n) => k.rmsprop(x, dx, s, m, a, n, 0.1, 0.1, 0.9, 1e-8, 0.9)),
  adagrad: flat(3, (k, [x, dx, s], n) => k.adagrad(x, dx, s, n, 0.1, 0.1, 1e-8)),
  adam: flat(5, (k, [x, dx, m, v, most], n) => k.adam(x, dx, m, v, most, n, 0.1, 0.1, 0.9, 0.999, 1e-8, 0.1, 0.001, 1)),
  rnnForward: cell(1, 2, (k, [g, h, y], { m, n }) => [0, 1].map((relu) => k.rnnForward(g, h, y, n, m, n, relu))),
  rnnBackward: cell(1, 2, (k, [g, dy, dh], { m, n }) => [0, 1].map((relu) => k.rnnBackward(g, dy, n, dh, m, n, relu))),
  lstmForward: {
    arrays: ({ m, n }) => [4 * m * n, m * n, m * n, m * n, 3 * n, m * n, m * n],
    run: (k, [g, c, cp, tc, peep, h, y], { m, n }) => k.lstmForward(g, c, cp, tc, peep, h, y, n, m, n),
  },
  lstmBackward: {
    arrays: ({ m, n }) => [4 * m * n, m * n, m * n, 3 * n, 3 * n, m * n, m * n, m * n, m * n],
    run: (k, [g, cp, tc, peep, dpeep, dy, dh, dc, all], { m, n }) => k.lstmBackward(g, cp, tc, peep, dpeep, dy, n, dh, dc, all, m, n),
  },
  gruForward: cell(3, 4, (k, [g, hn, h, hp, y], { m, n }) => k.gruForward(g, hn, h, hp, y, n, m, n)),
  gruBackward: cell(3, 4, (k, [g, hn, hp, dy, dh], { m, n }) => k.gruBackward(g, hn, hp, dy, n, dh, m, n)),
  gruBeforeGates: cell(3, 2, (k, [g, hm, rh], { m, n }) => k.gruBeforeGates(g, hm, rh, m, n)),
  gruBeforeOutput: cell(3, 3, (k, [g, h, hp, y], { m, n }) => k.gruBeforeOutput(g, h, hp, y, n, m, n)),
  gruBeforeOutputBackward: cell(3, 3, (k, [g, hp, dy, dh], { m, n }) => k.gruBeforeOutputBackward(g, hp, dy, n, dh, m, n)),
  gruBeforeGatesBackward: cell(3, 2, (k, [g, hm, drh], { m, n }) => k.gruBeforeGatesBackward(g, hm, drh, m, n)),
};
for (const name of ["softmax", "logSoftmax"] as const)
  cases[name] = { arrays: ({ m, n }) => [m * n, m * n], run: (k, [x, out], { m, n }) => k[name](x, out, m, n) };
for (const name of ["softmaxGradient", "logSoftmaxGradient"] as const)
  cases[name] = { arrays: ({ m, n }) => [m * n, m * n, m * n], run: (k, [y, dy, dx], { m, n }) => k[name](y, dy, dx, m, n) };
for (const [transposeA, transposeB] of [
  [0, 0],
  [1, 0],
  [0, 1],
]) {
  cases[`matmul, transposed ${transposeA} ${transposeB}`] = {
    arrays: ({ m, n }) => [m * 3, 3 * n, m * n, kernels.matmulScratch(m, n, 3)],
    run: (k, [a, b, c, scratch], { m, n }) =>
      k.matmul(a, transposeA ? m : 3, transposeA, b, transposeB ? 3 : n, transposeB, c, n, m, n, 3, 1, scratch),
  };
}
cases["pack and matmulPacked"] = {
  arrays: ({ m, n }) => [m * n, 5 * n, kernels.packedSize(n, 5), m * 5, kernels.matmulScratch(m, 5, n)],
  run(k, [a, b, packed, c, scratch], { m, n }) {
    k.pack(b, 5, 0, n, 5, packed);
    k.matmulPacked(a, n, 0, packed, c, 5, m, 5, n, 0, scratch);
  },
};

describe("the wasm backend's kernels with each array in turn flush with the end of memory", () => {
  it("a number past the end traps, as it must for this test to mean anything", () => {
    expect(() => kernels.sum(end - 4, 2)).toThrow(WebAssembly.RuntimeError);
    expect(kernels.sum(end - 4, 1)).toBe(0);
  });

  it("every kernel of the backend is called", () => {
    const called = new Set<string | symbol>(["packedSize", "matmulScratch"]);
    const watched = new Proxy(kernels, {
      get(own, name: keyof Kernels) {
        called.add(name);
        return own[name];
      },
    });
    for (const { arrays, run } of Object.values(cases)) {
      const size = { m: 1, n: 1 };
      const at = arrays(size).map((_, k) => 1024 + 512 * k);
      run(watched, at, size);
    }
    expect(Object.keys(kernels).filter((name) => !called.has(name))).toEqual([]);
  });

  it.each(Object.keys(cases))("%s reads and writes nothing past it", (name) => {
    const { arrays, run } = cases[name];
    for (const size of sizes) {
      const lengths = arrays(size);
      for (let last = 0; last < lengths.length; last++) {
        memory.reals(0, end / 4).fill(0);
        let next = 1024;
        const at = lengths.map((n, k) => {
          if (k === last) return end - 4 * n;
          next += 4 * n;
          return next - 4 * n;
        });
        expect(next, "the arrays don't overlap").toBeLessThanOrEqual(end - 4 * lengths[last]);
        expect(() => run(kernels, at, size), JSON.stringify({ ...size, last })).not.toThrow();
      }
    }
    memory.reals(0, end / 4).fill(0);
  });
});

describe("softmax at its edges", () => {
  const rows = (name: "softmax" | "logSoftmax", x: number[], n: number): number[] => {
    memory.reals(1024, x.length).set(x);
    kernels[name](1024, 8192, x.length / n, n);
    return Array.from(memory.reals(8192, x.length));
  };

  it("a row of −∞ alone gives NaN, as its sum is 0, and spoils no other; one class has probability 1 and logarithm 0", () => {
    const low = Number.NEGATIVE_INFINITY;
    for (const n of [1, 3, 4, 5, 17]) {
      const x = [...new Array(n).fill(low), ...new Array(n).fill(2)];
      expect(rows("softmax", x, n)).toEqual([...new Array(n).fill(Number.NaN), ...new Array(n).fill(Math.fround(1 / n))]);
      expect(rows("logSoftmax", x, n).slice(0, n)).toEqual(new Array(n).fill(Number.NaN));
    }
    expect(rows("softmax", [-3e38, 3e38, 0], 1)).toEqual([1, 1, 1]);
    expect(rows("logSoftmax", [-3e38, 3e38, 0], 1)).toEqual([0, 0, 0]);
  });
});
