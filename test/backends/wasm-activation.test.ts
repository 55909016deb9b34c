import { describe, expect, it } from "vitest";
import { type UnaryName, unaryCode } from "../../src/backend.ts";
import { wasm } from "../../src/backends/wasm.ts";

const memory = wasm.memory();
const count = 4096;
memory.reserve(count * 16 + 65536);
const { kernels } = memory;
const input = 4096;
const output = input + count * 4;

function apply(name: UnaryName, values: ArrayLike<number>): Float32Array {
  const n = values.length;
  memory.reals(input, n).set(Array.from(values));
  kernels.unary(unaryCode(name), input, output, n, 0);
  return memory.reals(output, n).slice() as Float32Array;
}

/** The functions in float64; the tests' own reference, so the platform's Math may be used. */
const truth = {
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
  sigmoid: (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  softplus: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};
const smallestNormal = 2 ** -126;
const overflow = 2 ** 128 * (1 - 2 ** -25);

/** Size of the last bit of a float32 near y. */
function ulp(y: number): number {
  const bits = new Uint32Array(Float32Array.of(y).buffer)[0];
  const exponent = (bits >>> 23) & 255;
  return 2 ** (Math.max(exponent, 1) - 150);
}

/** Float32 values of both signs, spread evenly over their bits: log-spaced from the smallest subnormal to infinity, and NaNs. */
function* everywhere(step: number): Generator<Float32Array> {
  for (let base = 0; base < 2 ** 32; base += step * count) {
    yield new Float32Array(Uint32Array.from({ length: count }, (_, i) => base + i * step).buffer);
  }
}

/** The largest error in ulp where the true result is a normal float32; other results are checked here. */
function worst(name: keyof typeof truth, chunks: Iterable<Float32Array>): number {
  let most = 0;
  for (const x of chunks) {
    const y = apply(name, x);
    for (let i = 0; i < x.length; i++) {
      const exact = truth[name](x[i]);
      if (Number.isNaN(exact)) expect(y[i], `${name}(${x[i]})`).toBeNaN();
      else if (Math.abs(exact) >= overflow) expect(y[i], `${name}(${x[i]})`).toBe(exact > 0 ? Infinity : -Infinity);
      else if (Math.abs(exact) < smallestNormal) expect(Math.abs(y[i] - exact), `${name}(${x[i]})`).toBeLessThanOrEqual(smallestNormal);
      else most = Math.max(most, Math.abs(y[i] - exact) / ulp(exact));
    }
  }
  return most;
}

/** An even grid, for the range in which a function turns. */
function* around(from: number, to: number, n: number): Generator<Float32Array> {
  for (let start = 0; start < n; start += count) {
    yield Float32Array.from({ length: Math.min(count, n - start) }, (_, i) => from + ((to - from) * (start + i)) / n);
  }
}

describe("the wasm backend's functions", () => {
  it.each(["exp", "log", "tanh", "sigmoid", "softplus"] as const)("%s is within 3 ulp over all of float32", (name) => {
    expect(worst(name, everywhere(50021))).toBeLessThanOrEqual(3);
  });

  it.each([
    ["exp", -90, 90],
    ["log", 0.5, 2],
    ["tanh", -10, 10],
    ["sigmoid", -90, 20],
    ["softplus", -90, 20],
  ] as const)("%s is within 3 ulp on an even grid from %d to %d", (name, from, to) => {
    expect(worst(name, around(from, to, 100_000))).toBeLessThanOrEqual(3);
  });

  it("has exact ends", () => {
    expect([...apply("exp", [Infinity, -Infinity, 0, 89, -104])]).toEqual([Infinity, 0, 1, Infinity, 0]);
    expect([...apply("sigmoid", [Infinity, -Infinity, 0, 20, -200, 3e38, -3e38])]).toEqual([1, 0, 0.5, 1, 0, 1, 0]);
    expect([...apply("tanh", [Infinity, -Infinity, 0, -0, 10, -10])]).toEqual([1, -1, 0, -0, 1, -1]);
    expect([...apply("log", [Infinity, 0, -0, 1, -1, -Infinity])]).toEqual([Infinity, -Infinity, -Infinity, 0, Number.NaN, Number.NaN]);
    expect([...apply("softplus", [Infinity, -Infinity, 100])]).toEqual([Infinity, 0, 100]);
  });

  it("tanh x = x for tiny x, subnormals too, and tanh −x = −tanh x to the bit", () => {
    const tiny = Float32Array.from({ length: 200 }, (_, i) => 2 ** (-149 + i / 2));
    const small = tiny.filter((x) => x < 1e-4);
    expect(apply("tanh", small)).toEqual(small);
    const x = Float32Array.from({ length: 999 }, (_, i) => i / 90);
    expect(
      apply(
        "tanh",
        x.map((value) => -value),
      ),
    ).toEqual(apply("tanh", x).map((value) => -value));
  });

  it("NaN gives NaN whatever its payload", () => {
    const payloads = new Float32Array(Uint32Array.of(0x7fc00000, 0xffc00000, 0x7fc001ff, 0x7fffffff, 0xffffffff, 0x7fd55555).buffer);
    for (const name of ["exp", "log", "tanh", "sigmoid", "softplus"] as const) {
      memory.ints(input, payloads.length).set(new Int32Array(payloads.buffer));
      kernels.unary(unaryCode(name), input, output, payloads.length, 0);
      expect([...memory.reals(output, payloads.length)]).toEqual([...payloads].map(() => Number.NaN));
    }
  });

  it("gives the cells the same bits, at every place of a vector and in every tail", () => {
    const H = 43;
    const x = Float32Array.from({ length: H }, (_, i) => (i - 20) / 3);
    const tanh = apply("tanh", x);
    const sigmoid = apply("sigmoid", x);
    for (let n = 1; n <= H; n++) {
      memory.reals(input, n).set(x.subarray(0, n));
      kernels.rnnForward(input, output, output + count, n, 1, n, 0);
      expect(memory.reals(output, n)).toEqual(tanh.subarray(0, n));
      memory.reals(input, 3 * n).set(x.subarray(0, n));
      kernels.gruBeforeGates(input, output, output + count, 1, n);
      expect(memory.reals(input, n)).toEqual(sigmoid.subarray(0, n));
    }
  });
});
