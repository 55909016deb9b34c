import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translatorSpec } from "../../../src/tasks/translate/options.ts";
import { pairBatches } from "../../../src/tasks/translate/pairs.ts";
import { encoded, planTranslate, type TranslatePair } from "../../../src/tasks/translate/plan.ts";
import { translator } from "../../../src/tasks/translate.ts";
import { quick, reversals } from "./made.ts";

const spec = translatorSpec({ ...quick, epochs: 2 });

describe("the parts of pairs", () => {
  it("no source is in two parts, whatever its spaces and however many targets it has", () => {
    const part = fc.constantFrom("train", "validation", "test", undefined);
    const pair = fc.record({ source: fc.stringMatching(/^[ab]( {1,2}[abc]){0,4}$/), target: fc.constantFrom("x", "y z"), part });
    const base = reversals("abc", 1, 3);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (more, seed) => {
        const list: TranslatePair[] = [...base, ...more];
        const { parts, shared } = planTranslate({ ...spec, seed }, list);
        const seen = new Map<string, string>();
        for (const [name, tokens] of Object.entries(parts)) {
          expect(tokens.length).toBeGreaterThan(0);
          for (const { source } of tokens) {
            const key = source.join(" ");
            expect(seen.get(key) ?? name).toBe(name);
            seen.set(key, name);
          }
        }
        expect(parts.train.length + parts.validation.length + parts.test.length + shared).toBe(list.length);
      }),
      { numRuns: 60 },
    );
  });

  it("the test's and validation's targets and tokens reach no weight: with others in them, training gives the same bits", async () => {
    const pairs = reversals("abc", 2, 4).map((pair, k): TranslatePair => ({ ...pair, part: k % 5 === 0 ? "test" : "train" }));
    const options = { ...quick, epochs: 2 };
    const weights = async (list: readonly TranslatePair[]) => (await translator(options).fit(list)).network.stateDict();
    const own = await weights(pairs);
    const other = pairs.map((pair) => (pair.part === "test" ? { ...pair, target: "a Q a" } : pair));
    expect(await weights(other)).toEqual(own);
  });

  it("a batch has fewer pairs where they are long, and as many as were asked for", () => {
    const long = (length: number): TranslatePair => ({ source: "a ".repeat(length), target: "b ".repeat(length), part: "train" });
    const batch = (pair: TranslatePair, more = {}) => planTranslate({ ...spec, ...more }, [...reversals("abcd", 1, 6), pair]).batch;
    expect(batch(long(6))).toBe(64);
    expect(batch(long(999))).toBe(16);
    expect(batch(long(9999))).toBe(1);
    expect(batch(long(9999), { batch: 48 })).toBe(48);
  });

  it("words that one training source alone has are unknown; a target's never are", () => {
    const pairs = reversals("abc", 2, 4).map((pair): TranslatePair => ({ ...pair, part: "train" }));
    const { vocabularies } = planTranslate(spec, [
      ...pairs,
      { source: "a once", target: "rare" },
      { source: "b", target: "a", part: "test" },
    ]);
    expect(vocabularies.source.tokens).toEqual(["a", "b", "c"]);
    expect(vocabularies.target.number("rare")).toBeGreaterThan(0);
  });
});

describe("batches of pairs", () => {
  it("hold each pair once an epoch, its target one step late, padding that doesn't count", () => {
    const { parts, vocabularies } = planTranslate(spec, reversals("abc", 1, 3));
    const pairs = encoded(parts.train, vocabularies);
    const unknown = vocabularies.target.size;
    const source = pairBatches(pairs, { size: 5, shuffle: true, unknown });
    const text = (numbers: ArrayLike<number>) => Array.from(numbers).join(" ");
    const expected = pairs.map((pair) => `${text(pair.source)} → ${text(pair.target)}`).sort();
    const orders = [1, 2].map((epoch) => {
      const found: string[] = [];
      for (const { inputs, targets, mask } of source.epoch(1, epoch) as Iterable<{ inputs: D; targets: D; mask: D }>) {
        const [B, L] = inputs.shape;
        const T = targets.shape[1];
        for (let row = 0; row < B; row++) {
          const part = (dense: D, width: number, from: number, to: number) =>
            Array.from(dense.data).slice(row * width + from, row * width + to);
          const sources = part(inputs, L, 0, L - T).filter((n) => n !== 0);
          const given = part(inputs, L, L - T, L).filter((n) => n !== 0);
          const counts = part(mask, T, 0, T);
          const wanted = part(targets, T, 0, T).slice(0, given.length);
          expect(counts).toEqual(counts.map((_, t) => (t < given.length ? 1 : 0)));
          expect(given.map((n) => -n - 1)).toEqual([0, ...wanted.slice(0, -1)]);
          expect(wanted.at(-1)).toBe(0);
          found.push(`${text(sources.map((n) => n - 1))} → ${text(wanted.slice(0, -1))}`);
        }
      }
      expect([...found].sort()).toEqual(expected);
      return found;
    });
    expect(orders[0]).not.toEqual(orders[1]);
    type D = { shape: readonly number[]; data: ArrayLike<number> };
  });
});
