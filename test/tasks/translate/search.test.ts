import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NearestSource } from "../../../src/tasks/translate/nearest.ts";
import { makeNet } from "../../../src/tasks/translate/net.ts";
import { translatorSpec } from "../../../src/tasks/translate/options.ts";
import { search } from "../../../src/tasks/translate/search.ts";
import { readSources, stepTargets } from "../../../src/tasks/translate/step.ts";

describe("searching a target", () => {
  const spec = translatorSpec({ hidden: 8, cell: "gru", seed: 3 });
  const network = makeNet(spec, { sources: 6, targets: 4 });
  // Sharper than untrained logits, so that targets differ.
  const weights = network.stateDict();
  network.loadStateDict({
    ...weights,
    "output.weight": { ...weights["output.weight"], data: weights["output.weight"].data.map((w) => 4 * w) },
  });

  /** log P of a target's tokens, and of its end. */
  function logOf(source: Int32Array, tokens: readonly number[], end: boolean): number {
    const reading = readSources(network, [source]);
    let [sum, { states }] = [0, reading];
    [...tokens, ...(end ? [0] : [])].forEach((token, t) => {
      const step = stepTargets(network, reading, Int32Array.of(0), Int32Array.of(tokens[t - 1] ?? 0), states);
      sum += step.logs[token];
      states = step.states;
    });
    return sum;
  }

  /** All targets of up to `most` tokens of 1, 2, 3. */
  function all(most: number): number[][] {
    const lists: number[][] = [[]];
    for (let k = 0; k < lists.length; k++) if (lists[k].length < most) for (const token of [1, 2, 3]) lists.push([...lists[k], token]);
    return lists;
  }

  it("a beam that holds all finds the target with the highest mean log P of a token, its end counted", () => {
    let shorter = 0;
    for (let k = 0; k < 12; k++) {
      const source = Int32Array.from([1 + (k % 5), 1 + ((k * 3) % 5), 1 + ((k * 7) % 4)].slice(0, 1 + (k % 3)));
      const scored = all(3).map((tokens) => ({ tokens, log: logOf(source, tokens, true) }));
      const best = scored.reduce((a, b) => (b.log / (b.tokens.length + 1) > a.log / (a.tokens.length + 1) ? b : a));
      const [found] = search(network, [source], { beam: 100, maxLength: 3 });
      expect(found.tokens).toEqual(best.tokens);
      expect(found.logProbability).toBeCloseTo(best.log, 6);
      if (scored.reduce((a, b) => (b.log > a.log ? b : a)).tokens.length < best.tokens.length) shorter++;
    }
    // A sum would have favoured shorter ones: the cases can tell.
    expect(shorter).toBeGreaterThan(0);
  });

  it("a beam of 1 takes the likeliest next token each time", () => {
    const source = Int32Array.of(2, 5, 1);
    const [found] = search(network, [source], { beam: 1, maxLength: 6 });
    const reading = readSources(network, [source]);
    let { states } = reading;
    [...found.tokens, ...(found.ended ? [0] : [])].forEach((token, t) => {
      const step = stepTargets(network, reading, Int32Array.of(0), Int32Array.of(found.tokens[t - 1] ?? 0), states);
      expect(step.logs[token]).toBe(Math.max(...step.logs));
      states = step.states;
    });
  });
});

describe("the nearest source", () => {
  /** Levenshtein's table, row by row. */
  function distance(a: readonly number[], b: readonly number[]): number {
    let row = b.map((_, k) => k + 1);
    let corner = 0;
    for (const [i, x] of a.entries()) {
      let left = i + 1;
      const next = b.map((y, k) => {
        const diagonal = k === 0 ? corner : row[k - 1];
        left = Math.min(row[k] + 1, left + 1, diagonal + (x === y ? 0 : 1));
        return left;
      });
      corner = i + 1;
      row = next;
    }
    return row.at(-1) ?? a.length;
  }

  it("is the first of those with the smallest distance", () => {
    const list = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 12 }), list, (sources, query) => {
        const distances = sources.map((source) => distance(source, query));
        const least = Math.min(...distances);
        expect(new NearestSource(sources).find(query)).toEqual({ index: distances.indexOf(least), distance: least });
      }),
    );
  });
});
