import { afterEach, describe, expect, it, vi } from "vitest";
import { usableBackend } from "../../src/backends/index.ts";
import { native } from "../../src/backends/native.ts";
import { systemBlas } from "../../src/blas/browser.ts";
import { linear, losses, optimizers, recurrent, sequential, trainer } from "../../src/index.ts";
import { mean, square } from "../../src/ops/index.ts";
import { missingBlas } from "../helpers/blas.ts";
import { relativeError, wave } from "../helpers/differences.ts";

/** The registry as a program finds it that starts with such an environment. */
async function registryWith(env: Record<string, string>): Promise<typeof import("../../src/backends/index.ts")> {
  vi.resetModules();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return import("../../src/backends/index.ts");
}

describe.skipIf(missingBlas)(`the native backend${missingBlas ? `: ${missingBlas}` : ""}`, () => {
  it("names the library", () => {
    expect(native.describe()).toMatch(/^native \(.+\)$/);
    expect(usableBackend("native")).toBe("native");
  });

  it("multiplies where the numbers are after the memory has grown, with a right-hand side packed before or after", () => {
    const memory = native.memory();
    const { kernels } = memory;
    const n = 64;
    const eye = (at: number, value: number): void => {
      const x = memory.reals(at, n * n).fill(0);
      for (let k = 0; k < n; k++) x[k * n + k] = value;
    };
    const [a, b, c] = [1, 2, 3].map((k) => k * 65_536);
    const packed = 4 * 65_536;
    memory.reserve(5 * 65_536);
    eye(b, 3);
    kernels.pack(b, n, 0, n, n, packed);
    for (const size of [1 << 20, 64 << 20]) {
      memory.reserve(size);
      eye(a, 2);
      for (const rows of [n, 1]) {
        const out = memory.reals(c, n * n).fill(0);
        kernels.matmulPacked(a, n, 0, packed, c, n, rows, n, n, 0, size - 65_536);
        expect([out[0], out[1], out[(rows - 1) * (n + 1)]]).toEqual([6, 0, 6]);
        kernels.matmul(a, n, 0, b, n, 0, c, n, rows, n, n, 1, size - 65_536);
        expect(out[(rows - 1) * (n + 1)]).toBe(12);
      }
    }
  });

  it.each(["rnn", "gru", "lstm"] as const)("gives an %s's gradients as float64 does, relative error < 1e-4", (cell) => {
    const [own, exact] = ["native", "reference"].map((backend) => {
      const net = sequential([recurrent({ cell, input: 24, hidden: 40 }), linear({ output: 3 })], { backend, seed: 3 });
      return net.gradients(wave([33, 7, 24], 1), (output) => mean(square(output)));
    });
    for (const [name, { data }] of Object.entries(own.parameters))
      expect(relativeError(data, exact.parameters[name].data), name).toBeLessThan(1e-4);
  });

  it("trains to the same bits when it is run again, and learns", async () => {
    const run = async () => {
      const network = sequential([recurrent({ cell: "lstm", input: 8, hidden: 48, returns: "last" }), linear({ output: 8 })], {
        backend: "native",
        seed: 5,
      });
      const batch = { inputs: wave([40, 6, 8], 0), targets: wave([40, 8], 0, 0.5) };
      const batches = {
        fingerprint: "native",
        *epoch() {
          for (let k = 0; k < 60; k++) yield batch;
        },
      };
      const seen: number[] = [];
      const optimizer = optimizers.adam({ learningRate: 0.01 });
      for await (const { loss } of trainer({ network, loss: losses.mse(), optimizer, batches, epochs: 1 })) seen.push(loss);
      return { seen, weights: network.stateDict() };
    };
    const [one, other] = [await run(), await run()];
    expect(one).toEqual(other);
    expect(one.seen[59]).toBeLessThan(0.3 * one.seen[0]);
  });
});

describe("where there is no BLAS", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it("says what was looked for and what to do; a model's file falls back to wasm", async () => {
    const { backendByName, usableBackend } = await registryWith({ MEMORIA_BLAS: "/nowhere/libblas.so" });
    expect(() => backendByName("native")).toThrow(
      /^the native backend: expected (OpenBLAS, Accelerate or MKL, got none: \/nowhere\/libblas\.so|the package koffi).*the wasm backend, the default, needs neither$/,
    );
    expect(usableBackend("native")).toBe("wasm");
    expect(backendByName().describe()).toBe("wasm");
    expect(usableBackend("gpu")).toBe("gpu"); // the options' check refuses it
  });

  it.skipIf(missingBlas)("refuses threads that are no number", async () => {
    const { backendByName } = await registryWith({ MEMORIA_BLAS_THREADS: "two" });
    expect(() => backendByName("native")).toThrow('invalid MEMORIA_BLAS_THREADS: expected a whole number from 1, got "two"');
  });

  it("a browser is told that it has none", () => {
    expect(() => systemBlas()).toThrow("the native backend: expected Node, which can load the system's BLAS, got a browser");
  });
});
