import { describe, expect, it } from "vitest";
import { backendByName } from "../src/backends/index.ts";
import { OptionError } from "../src/errors.ts";
import type { Optimizer } from "../src/optimizer.ts";
import { optimizers } from "../src/optimizers/index.ts";
import { golden, goldenCases } from "./goldens/read.ts";
import { relativeError } from "./helpers/differences.ts";

type Kind = keyof typeof optimizers;
const make = (kind: Kind, options: object): Optimizer => (optimizers[kind] as (options: object) => Optimizer)(options);

/** Where x is after each gradient. Slots start as zeros; a schedule's rate and a group's decay can be given. */
function path(
  backend: string,
  optimizer: Optimizer,
  start: ArrayLike<number>,
  gradients: readonly ArrayLike<number>[],
  rate = optimizer.rate,
) {
  const memory = backendByName(backend).memory();
  const n = start.length;
  const at = (index: number) => 1024 + index * n * 8;
  memory.reals(at(0), n).set(start);
  const slots = optimizer.slots.map((_, k) => at(2 + k));
  return gradients.map((gradient, k) => {
    memory.reals(at(1), n).set(gradient);
    optimizer.apply(memory.kernels, at(0), at(1), slots, n, k + 1, rate, optimizer.weightDecay);
    return Array.from(memory.reals(at(0), n));
  });
}

describe.each([
  ["reference", 1e-13],
  ["wasm", 1e-6],
] as const)("%s: eight updates equal PyTorch's at every step, relative error < %d", (backend, tolerance) => {
  it.each(goldenCases("optimizer").map((item) => [item.name as string, item.kind as Kind, item.options as object] as const))(
    "%s",
    (name, kind, options) => {
      const { shape, data } = golden("optimizer/gradients");
      const [steps, n] = shape;
      const gradients = Array.from({ length: steps }, (_, k) => Array.from(data.slice(k * n, (k + 1) * n)) as number[]);
      const optimizer = make(kind, options);
      expect(optimizer.kind).toBe(kind);
      const made = path(backend, optimizer, Array.from(golden("optimizer/start").data, Number), gradients);
      expect(relativeError(made.flat(), Array.from(golden(`optimizer/${name}`).data, Number))).toBeLessThan(tolerance);
    },
  );
});

describe("the optimizers by hand", () => {
  const run = (optimizer: Optimizer, start: number, gradients: number[], rate?: number) =>
    path(
      "reference",
      optimizer,
      [start],
      gradients.map((g) => [g]),
      rate,
    ).map(([x]) => x);

  it("sgd: x − rate · (g + decay · x), error < 1e-15", () => {
    expect(run(optimizers.sgd({ learningRate: 0.1, weightDecay: 0.5 }), 2, [4])[0]).toBeCloseTo(2 - 0.1 * (4 + 1), 15);
  });

  it("sgd: the first velocity is the gradient, whatever the dampening", () => {
    // v₁ = 1; v₂ = 0.5 · 1 + 0.75 · 2 = 2
    expect(run(optimizers.sgd({ learningRate: 1, momentum: 0.5, dampening: 0.25 }), 0, [1, 2])).toEqual([-1, -3]);
  });

  it("sgd with Nesterov: d + μ v", () => {
    // v₁ = 1, move 1.5; v₂ = 0.5 + 2 = 2.5, move 2 + 1.25
    expect(run(optimizers.sgd({ learningRate: 1, momentum: 0.5, nesterov: true }), 0, [1, 2])).toEqual([-1.5, -4.75]);
  });

  it("adam: the first move is the rate, whatever the gradient's size, within 5e-5 (1e-14 without ε)", () => {
    for (const g of [1e-3, -5, 1e4]) expect(run(optimizers.adam({ learningRate: 0.5 }), 0, [g])[0]).toBeCloseTo(-0.5 * Math.sign(g), 4);
    expect(run(optimizers.adam({ learningRate: 0.5, epsilon: 0 }), 0, [-5])[0]).toBeCloseTo(0.5, 14);
  });

  it("adamw: without a gradient, x shrinks by 1 − rate · decay", () => {
    const shrunk = run(optimizers.adamw({ learningRate: 0.1, weightDecay: 0.5 }), 8, [0, 0]);
    expect(shrunk[0]).toBeCloseTo(7.6, 14);
    expect(shrunk[1]).toBeCloseTo(7.22, 14);
    // adam's decay is a gradient, so its first move is the rate.
    expect(run(optimizers.adam({ learningRate: 0.1, weightDecay: 0.5 }), 8, [0])[0]).toBeCloseTo(7.9, 8);
  });

  it("adagrad: rate / (1 + (step − 1) · rateDecay)", () => {
    // moves: 3/3; (1 / 1.25) · 4/5
    const made = run(optimizers.adagrad({ learningRate: 1, rateDecay: 0.25, epsilon: 0 }), 0, [3, 4]);
    expect(made[0]).toBe(-1);
    expect(made[1]).toBeCloseTo(-1 - 0.8 * 0.8, 15);
  });

  it("a schedule's rate replaces the optimizer's own", () => {
    for (const kind of Object.keys(optimizers) as Kind[]) {
      const [slow, fast] = [0.1, 0.2].map((rate) => run(make(kind, { weightDecay: 0 }), 0, [1], rate)[0]);
      expect(fast / slow, kind).toBeCloseTo(2, 12);
    }
  });

  it("numbers that never had a gradient stay where they are, on both backends", () => {
    for (const backend of ["reference", "wasm"]) {
      for (const kind of Object.keys(optimizers) as Kind[]) {
        const made = path(
          backend,
          make(kind, { weightDecay: 0 }),
          [1.5, -2, 0],
          [
            [0, 0, 0],
            [0, 0, 0],
          ],
        );
        expect(made[1], `${backend} ${kind}`).toEqual([1.5, -2, 0]);
      }
    }
  });
});

describe("the optimizers' options", () => {
  it("have PyTorch's defaults", () => {
    const options = Object.fromEntries(Object.entries(optimizers).map(([kind, factory]) => [kind, factory().options]));
    expect(options).toEqual({
      sgd: { learningRate: 0.01, weightDecay: 0, momentum: 0, dampening: 0, nesterov: false },
      rmsprop: { learningRate: 0.01, weightDecay: 0, alpha: 0.99, epsilon: 1e-8, momentum: 0, centered: false },
      adagrad: { learningRate: 0.01, weightDecay: 0, rateDecay: 0, epsilon: 1e-10 },
      adam: { learningRate: 0.001, weightDecay: 0, betas: [0.9, 0.999], epsilon: 1e-8, amsgrad: false },
      adamw: { learningRate: 0.001, weightDecay: 0.01, betas: [0.9, 0.999], epsilon: 1e-8, amsgrad: false },
    });
    expect(optimizers.adamw({ weightDecay: undefined }).weightDecay).toBe(0.01);
  });

  it("survive JSON: the same kind and options make the same optimizer", () => {
    for (const kind of Object.keys(optimizers) as Kind[]) {
      const { options } = optimizers[kind]();
      expect(make(kind, JSON.parse(JSON.stringify(options))).options).toEqual(options);
    }
  });

  it.each<[Kind, object, string]>([
    ["sgd", { learningRate: 0 }, "invalid learningRate: expected a number > 0, got 0"],
    ["sgd", { learningRate: Number.POSITIVE_INFINITY }, "invalid learningRate: expected a number > 0, got Infinity"],
    ["sgd", { weightDecay: -1 }, "invalid weightDecay: expected a number ≥ 0, got -1"],
    ["sgd", { momentum: 1 }, "invalid momentum: expected a number from 0 to below 1, got 1"],
    ["sgd", { nesterov: true }, "invalid nesterov: expected false without momentum or with dampening, got true"],
    ["sgd", { momentum: 0.9, nesterov: 1 }, "invalid nesterov: expected true or false, got 1"],
    ["rmsprop", { alpha: Number.NaN }, "invalid alpha: expected a number from 0 to below 1, got NaN"],
    ["rmsprop", { centered: "yes" }, 'invalid centered: expected true or false, got "yes"'],
    ["adagrad", { rateDecay: -0.1 }, "invalid rateDecay: expected a number ≥ 0, got -0.1"],
    ["adam", { betas: [0.9, 1] }, "invalid betas[1]: expected a number from 0 to below 1, got 1"],
    ["adam", { betas: 0.9 }, "invalid betas: expected two numbers, got 0.9"],
    ["adam", { lr: 0.1 }, 'unknown option: expected one of learningRate, weightDecay, betas, epsilon, amsgrad, got "lr"'],
    ["adamw", { epsilon: -1 }, "invalid epsilon: expected a number ≥ 0, got -1"],
  ])("%s refuses %j", (kind, options, message) => {
    expect(() => make(kind, options)).toThrow(OptionError);
    expect(() => make(kind, options)).toThrow(message);
  });
});
