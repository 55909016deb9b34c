import { describe, expect, it } from "vitest";
import { generator } from "../../../src/random.ts";
import { NGram } from "../../../src/tasks/generate/ngram.ts";

describe("n-gram, Witten–Bell", () => {
  it("worked by hand: order 2 over a b a b a, V = 3", () => {
    // Frequencies: c = a 3, b 2, two kinds, 5 in all: P(a) = (3 + 2/3) / 7. After a: b twice, one kind: P(a | a) = (0 + 1 · P(a)) / 3.
    const model = new NGram([1, 2, 1, 2, 1], 3, 2);
    const a = (3 + 2 / 3) / 7;
    const b = (2 + 2 / 3) / 7;
    expect(model.probability([1], 0)).toBeCloseTo(a, 12);
    expect(model.probability([1, 1], 1)).toBeCloseTo(a / 3, 12);
    expect(model.probability([1, 2], 1)).toBeCloseTo((2 + b) / 3, 12);
    // After what never came, the frequencies.
    expect(model.probability([0, 2], 1)).toBeCloseTo(b, 12);
  });

  it("probabilities of all tokens add up to 1 after any context, within 1e-12", () => {
    const random = generator(3, "test");
    const tokens = Array.from({ length: 400 }, (_, t) => (t % 3) + random.integer(3));
    const model = new NGram(tokens, 6, 5);
    for (const context of [[], [1], [0, 4, 5], [2, 2, 2, 2], [5, 5, 5, 5, 5]]) {
      const all = Array.from({ length: 6 }, (_, token) => model.probability([...context, token], context.length));
      expect(Math.abs(all.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-12);
    }
  });

  it("knows what repeats after four tokens, and nothing of what takes five", () => {
    // The sixth token repeats the first; between them the same four.
    const random = generator(1, "test");
    const far = Array.from({ length: 300 }, () => 1 + random.integer(2)).flatMap((bit) => [bit, 3, 3, 3, 3, bit]);
    const near = Array.from({ length: 300 }, () => 1 + random.integer(2)).flatMap((bit) => [bit, 3, 3, 3, bit]);
    const last = (tokens: readonly number[], every: number) => {
      const model = new NGram(tokens.slice(0, -every), 4, 5);
      return model.probability(tokens, tokens.length - 1);
    };
    expect(last(near, 5)).toBeGreaterThan(0.95);
    expect(last(far, 6)).toBeLessThan(0.7);
  });

  it("unknown tokens are context, but not counted", () => {
    const model = new NGram([1, 2, 1, 2], 3, 2);
    expect(model.nats([0, 1, 0, 2], 0)).toBeCloseTo(
      -(Math.log(model.probability([0, 1], 1)) + Math.log(model.probability([0, 2], 1))) / 2,
      12,
    );
    expect(model.nats([1, 0], 1)).toBeNaN();
  });
});
