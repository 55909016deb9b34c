/** Functions of one and two numbers, with their derivatives. */
import { type BinaryName, binaryNames, type Kernels, type UnaryName, unaryNames } from "../../backend.ts";
import { exp, log, sigmoid, softplus, tanh } from "../../math.ts";
import type { Heap } from "../reference.ts";

/** f(x, α), and f′ given x and y = f(x). */
const unary: Record<UnaryName, { f: (x: number, alpha: number) => number; slope: (x: number, y: number, alpha: number) => number }> = {
  negate: { f: (x) => -x, slope: () => -1 },
  exp: { f: exp, slope: (_, y) => y },
  log: { f: log, slope: (x) => 1 / x },
  tanh: { f: tanh, slope: (_, y) => 1 - y * y },
  sigmoid: { f: sigmoid, slope: (_, y) => y * (1 - y) },
  relu: { f: (x) => (x < 0 ? 0 : x), slope: (x) => (x > 0 ? 1 : Number.isNaN(x) ? x : 0) },
  sqrt: { f: Math.sqrt, slope: (_, y) => 0.5 / y },
  square: { f: (x) => x * x, slope: (x) => 2 * x },
  absolute: { f: Math.abs, slope: (x) => Math.sign(x) },
  reciprocal: { f: (x) => 1 / x, slope: (_, y) => -y * y },
  softplus: { f: softplus, slope: (x) => sigmoid(x) },
  scale: { f: (x, alpha) => alpha * x, slope: (_, __, alpha) => alpha },
  shift: { f: (x, alpha) => x + alpha, slope: () => 1 },
};

const binary: Record<BinaryName, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  atLeast: (a, b) => (a >= b ? 1 : 0),
};

export function elementwiseKernels(heap: Heap): Pick<Kernels, "fill" | "unary" | "unaryGradient" | "binary"> {
  return {
    fill(x, value, n) {
      heap.reals.fill(value, x / 8, x / 8 + n);
    },
    unary(code, x, out, n, alpha) {
      const { f } = unary[unaryNames[code]];
      const r = heap.reals;
      for (let k = 0; k < n; k++) r[out / 8 + k] = f(r[x / 8 + k], alpha);
    },
    unaryGradient(code, x, y, dy, dx, n, alpha) {
      const { slope } = unary[unaryNames[code]];
      const r = heap.reals;
      for (let k = 0; k < n; k++) r[dx / 8 + k] += r[dy / 8 + k] * slope(r[x / 8 + k], r[y / 8 + k], alpha);
    },
    binary(code, a, b, out, d0, d1, d2, d3, a0, a1, a2, a3, b0, b1, b2, b3) {
      const f = binary[binaryNames[code]];
      const r = heap.reals;
      let to = out / 8;
      for (let i = 0; i < d0; i++) {
        for (let j = 0; j < d1; j++) {
          for (let k = 0; k < d2; k++) {
            const from = a / 8 + i * a0 + j * a1 + k * a2;
            const other = b / 8 + i * b0 + j * b1 + k * b2;
            for (let l = 0; l < d3; l++) r[to++] = f(r[from + l * a3], r[other + l * b3]);
          }
        }
      }
    },
  };
}
