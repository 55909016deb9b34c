import { describe, expect, it } from "vitest";
import { generator } from "../../../src/random.ts";
import { candidates, sampleToken } from "../../../src/tasks/generate/sample.ts";

/** Token 0 is the unknown; the others have p = 0.5, 0.3, 0.15, 0.05 at temperature 1. */
const logits = [9, ...[0.3, 0.5, 0.05, 0.15].map(Math.log)];

describe("sampling", () => {
  it("temperature 1 draws as the net says, without the unknown: within 1 % over 100,000 draws", () => {
    const random = generator(1, "test");
    const counts = new Float64Array(5);
    for (let k = 0; k < 100_000; k++) counts[sampleToken(logits, { temperature: 1 }, random.uniform())]++;
    [0, 0.3, 0.5, 0.05, 0.15].forEach((p, token) => {
      expect(Math.abs(counts[token] / 100_000 - p)).toBeLessThan(0.01);
    });
  });

  it("top-k 1, temperature 0 and temperature → 0 are greedy", () => {
    for (const draw of [{ temperature: 5, topK: 1 }, { temperature: 0 }, { temperature: 1e-6 }, { temperature: 1, topP: 1e-9 }]) {
      for (const u of [0, 0.5, 1 - 2 ** -53]) expect(sampleToken(logits, draw, u)).toBe(2);
    }
  });

  it("p ∝ p^(1/temperature), within 1e-12", () => {
    const weights = [0.5, 0.3, 0.15, 0.05].map((p) => p ** 2);
    const total = weights.reduce((sum, w) => sum + w, 0);
    candidates(logits, { temperature: 0.5 }).forEach(({ p }, k) => {
      expect(Math.abs(p - weights[k] / total)).toBeLessThan(1e-12);
    });
  });

  it.each([
    [{ topK: 2 }, [2, 1]],
    [{ topK: 99 }, [2, 1, 4, 3]],
    [{ topP: 0.5 }, [2]],
    [{ topP: 0.51 }, [2, 1]],
    [{ topP: 0.96 }, [2, 1, 4, 3]],
    [{ topK: 3, topP: 0.9 }, [2, 1, 4]],
    [{ topK: 3, topP: 0.8 }, [2, 1]],
  ])("%j keeps %j, and what it keeps adds up to 1", (narrow, tokens) => {
    const kept = candidates(logits, { temperature: 1, ...narrow });
    expect(kept.map(({ token }) => token)).toEqual(tokens);
    expect(kept.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it("among equals the lower number; logits of ±1e30 don't overflow", () => {
    expect(sampleToken([0, 1, 1], { temperature: 0 }, 0.9)).toBe(1);
    expect(candidates([0, 1e30, -1e30], { temperature: 1 }).map(({ p }) => p)).toEqual([1, 0]);
  });
});
