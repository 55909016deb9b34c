/** Optimizer kernels against their definitions in float64, a few steps in a row. PyTorch's own numbers: test/goldens/optimizers.test.ts. */
import { expect, it } from "vitest";
import { type Bench, miss, numbers, sizes } from "./bench.ts";

type Slots = number[][];
/** One number's step, in place in the slots; gives x. */
type Rule = (x: number, gradient: number, slots: Slots, k: number, step: number) => number;

interface Case {
  readonly slots: number;
  readonly rule: Rule;
  readonly run: (bench: Bench, x: number, dx: number, slots: number[], n: number, step: number) => void;
}

const [rate, decay] = [0.05, 0.1];

const sgd = (momentum: number, dampening: number, nesterov: boolean): Case => ({
  slots: momentum > 0 ? 1 : 0,
  rule(x, gradient, slots, k, step) {
    let d = gradient + decay * x;
    if (momentum > 0) {
      slots[0][k] = step === 1 ? d : momentum * slots[0][k] + (1 - dampening) * d;
      d = nesterov ? d + momentum * slots[0][k] : slots[0][k];
    }
    return x - rate * d;
  },
  run: ({ kernels }, x, dx, [v = 0], n, step) => kernels.sgd(x, dx, v, n, rate, decay, momentum, dampening, nesterov ? 1 : 0, step),
});

const rmsprop = (momentum: number, centered: boolean): Case => ({
  slots: 3,
  rule(x, gradient, slots, k) {
    const [s, m, a] = slots;
    const d = gradient + decay * x;
    s[k] = 0.9 * s[k] + 0.1 * d ** 2;
    a[k] = 0.9 * a[k] + 0.1 * d;
    const move = d / (Math.sqrt(s[k] - (centered ? a[k] ** 2 : 0)) + 1e-3);
    m[k] = momentum * m[k] + move;
    return x - rate * (momentum > 0 ? m[k] : move);
  },
  run: ({ kernels }, x, dx, [s, m, a], n) =>
    kernels.rmsprop(x, dx, s, momentum > 0 ? m : 0, centered ? a : 0, n, rate, decay, 0.9, 1e-3, momentum),
});

const adagrad: Case = {
  slots: 1,
  rule(x, gradient, [s], k) {
    const d = gradient + decay * x;
    s[k] += d ** 2;
    return x - (rate * d) / (Math.sqrt(s[k]) + 1e-3);
  },
  run: ({ kernels }, x, dx, [s], n) => kernels.adagrad(x, dx, s, n, rate, decay, 1e-3),
};

const adam = (amsgrad: boolean, decoupled: boolean): Case => ({
  slots: 3,
  rule(x, gradient, slots, k, step) {
    const [m, v, most] = slots;
    const from = decoupled ? x * (1 - rate * decay) : x;
    const d = decoupled ? gradient : gradient + decay * x;
    m[k] = 0.8 * m[k] + 0.2 * d;
    v[k] = 0.9 * v[k] + 0.1 * d ** 2;
    most[k] = Math.max(most[k], v[k]);
    const second = (amsgrad ? most[k] : v[k]) / (1 - 0.9 ** step);
    return from - (rate * (m[k] / (1 - 0.8 ** step))) / (Math.sqrt(second) + 1e-3);
  },
  run: ({ kernels }, x, dx, [m, v, most], n, step) =>
    kernels.adam(x, dx, m, v, amsgrad ? most : 0, n, rate, decay, 0.8, 0.9, 1e-3, 1 - 0.8 ** step, 1 - 0.9 ** step, decoupled ? 1 : 0),
});

const cases: Record<string, Case> = {
  sgd: sgd(0, 0, false),
  "sgd with momentum and dampening": sgd(0.9, 0.3, false),
  "sgd with Nesterov": sgd(0.9, 0, true),
  rmsprop: rmsprop(0, false),
  "rmsprop, centered, with momentum": rmsprop(0.8, true),
  adagrad: adagrad,
  adam: adam(false, false),
  "adam with amsgrad": adam(true, false),
  adamw: adam(false, true),
  "adamw with amsgrad": adam(true, true),
};

export function optimizers(bench: Bench, tolerance: number): void {
  it.each(Object.entries(cases))(
    `%s: five steps within ${tolerance} of the largest number; a NaN stays where it is`,
    (_name, { slots: count, rule, run }) => {
      for (const n of sizes) {
        const x = bench.reals(numbers(n, n));
        const dx = bench.reals(n);
        const kept = Array.from({ length: count }, () => bench.reals(new Array(n).fill(0)));
        const expected = x.read();
        const slots: Slots = kept.map(() => new Array(n).fill(0));
        for (let step = 1; step <= 5; step++) {
          dx.write(numbers(n, 100 * step + n));
          dx.read().forEach((gradient, k) => {
            expected[k] = rule(expected[k], gradient, slots, k, step);
          });
          run(
            bench,
            x.at,
            dx.at,
            kept.map(({ at }) => at),
            n,
            step,
          );
        }
        expect(miss(bench, x.read(), expected), `size ${n}`).toBeLessThanOrEqual(tolerance);
        dx.write(numbers(n, 9).map((value, k) => (k === n - 1 ? Number.NaN : value)));
        run(
          bench,
          x.at,
          dx.at,
          kept.map(({ at }) => at),
          n,
          6,
        );
        expect(x.read().findIndex(Number.isNaN)).toBe(n - 1);
        bench.done(`size ${n}`);
      }
    },
  );
}
