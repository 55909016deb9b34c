import { describe, expect, it } from "vitest";
import { backendByName } from "../../../src/backends/index.ts";
import { linear, network } from "../../../src/layers/index.ts";
import { exp, log } from "../../../src/math.ts";
import { countQuantiles, dispersionOf, negativeBinomial } from "../../../src/tasks/forecast/count.ts";
import { constant } from "../../../src/tensor.ts";

/** log Γ by the product for whole and half arguments: Γ(x + 1) = x Γ(x), Γ(1) = 1, Γ(½) = √π. */
const logGamma = (x: number): number => (x === 1 ? 0 : x === 0.5 ? 0.5723649429247001 : log(x - 1) + logGamma(x - 1));

describe("the negative binomial head", () => {
  it("loss is −log p less log y!, within 1e-8 on reference", () => {
    const net = network(linear({ input: 2, output: 2 }), { backend: "reference" });
    expect(net.backend).toBe(backendByName("reference"));
    // α with 1/α whole or half: r = 2, 0.5, 4.5.
    for (const r of [2, 0.5, 4.5]) {
      const alpha = 1 / r;
      const a = log(exp(alpha - 0.001) - 1) + 3;
      expect(dispersionOf(a)).toBeCloseTo(alpha, 12);
      for (const [y, logMu] of [
        [0, 0.5],
        [3, 1],
        [40, 3.5],
      ]) {
        const mu = exp(logMu);
        const expected = logGamma(r) - logGamma(y + r) + (r + y) * log(r + mu) - r * log(r) - y * logMu;
        const value = net.frame(false, () =>
          negativeBinomial()(
            constant({ shape: [1, 1, 2], data: [(logMu - 0.2) / 0.7, a] }),
            constant({ shape: [1, 1, 3], data: [y, 0.2, 0.7] }),
          ).item(),
        );
        expect(Math.abs(value - expected)).toBeLessThan(1e-8);
      }
    }
  });

  it("quantiles: the least count that reaches each share; Poisson's known table for μ = 3, and the spread of large ones within 3 %", () => {
    // Poisson(3): P(X ≤ 0…6) = .0498 .1991 .4232 .6472 .8153 .9161 .9665.
    expect(countQuantiles(3, 1e-9, [0.9, 0.04, 0.5, 0.05, 0.96])).toEqual([5, 0, 3, 1, 6]);
    const [low, high] = countQuantiles(100_000, 0.01, [0.025, 0.975]);
    expect(Math.abs((high - low) / (2 * 1.96 * Math.sqrt(100_000 + 0.01 * 1e10)) - 1)).toBeLessThan(0.03);
    const [below, above] = [countQuantiles(1240, 0.05, [0.9]), countQuantiles(1560, 0.05, [0.9])];
    expect(above[0] / below[0]).toBeCloseTo(1560 / 1240, 1);
  });
});
