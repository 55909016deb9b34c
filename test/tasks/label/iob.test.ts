import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greedy, likeliest, viterbi } from "../../../src/tasks/label/decode.ts";
import { allowedAfter, isIob, spansOf } from "../../../src/tasks/label/iob.ts";
import { scoreEvents } from "../../../src/tasks/label/scores.ts";

const tags = (text: string): string[] => (text === "" ? [] : text.split(" "));
const spans = (text: string) => spansOf(tags(text)).map(({ from, to, label }) => [from, to, label]);

describe("spans of tags, by CoNLL's rules", () => {
  it.each([
    ["", []],
    ["O O", []],
    [
      "B-x I-x O B-y",
      [
        [0, 2, "x"],
        [3, 4, "y"],
      ],
    ],
    // Two neighbours of one type: B parts them.
    [
      "B-x B-x I-x",
      [
        [0, 1, "x"],
        [1, 3, "x"],
      ],
    ],
    // I after O, or after another type, begins a span (IOB1).
    ["O I-x I-x", [[1, 3, "x"]]],
    [
      "B-x I-y",
      [
        [0, 1, "x"],
        [1, 2, "y"],
      ],
    ],
    // IOBES.
    [
      "S-x B-y E-y S-y",
      [
        [0, 1, "x"],
        [1, 3, "y"],
        [3, 4, "y"],
      ],
    ],
    [
      "B-x E-x I-x",
      [
        [0, 2, "x"],
        [2, 3, "x"],
      ],
    ],
    // What is no tag is outside.
    [
      "B-x  I-x",
      [
        [0, 1, "x"],
        [2, 3, "x"],
      ],
    ],
  ])("%j", (text, expected) => {
    expect(spans(text)).toEqual(expected);
  });

  it("knows tags from other classes", () => {
    expect(isIob(["O", "B-a", "I-a"])).toBe(true);
    expect(isIob(["O", "I-a"])).toBe(true);
    expect(isIob(["O", "S-a"])).toBe(false);
    expect(isIob(["none", "beat"])).toBe(false);
    expect(isIob(["O", "B-a", "other"])).toBe(false);
    expect(isIob(["O", "B-"])).toBe(false);
  });

  it("scores spans worked by hand: exact bounds and type, over all sentences", () => {
    const truth = ["B-x I-x O B-y", "O B-x O", "B-y I-y I-y"].map(tags);
    const found = ["B-x I-x O B-x", "O B-x I-x", "B-y I-y I-y"].map(tags);
    // True: x[0,2) y[3,4) · x[1,2) · y[0,3). Found: x[0,2) x[3,4) · x[1,3) · y[0,3). Right: 2 of 4 and 4.
    const { truth: own, predicted, matched, precision, recall, f1, classes } = scoreEvents(truth, found, { kind: "iob" });
    expect({ own, predicted, matched, precision, recall, f1 }).toEqual({
      own: 4,
      predicted: 4,
      matched: 2,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
    });
    expect(classes.map(({ label, f1: one, support }) => [label, one, support])).toEqual([
      ["x", 0.4, 2],
      ["y", 2 / 3, 2],
    ]);
  });

  it("written out again, spans give themselves", () => {
    const tag = fc.constantFrom("O", "B-x", "I-x", "B-y", "I-y");
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 20 }), (list) => {
        const found = spansOf(list);
        const written = list.map(() => "O");
        for (const { from, to, label } of found) for (let t = from; t < to; t++) written[t] = `${t === from ? "B" : "I"}-${label}`;
        expect(spansOf(written)).toEqual(found);
        expect(written.map((one) => one === "O")).toEqual(list.map((one) => one === "O"));
      }),
    );
  });
});

describe("decoding", () => {
  const classes = ["O", "B-x", "I-x"];
  const allowed = allowedAfter(classes, [["O", "B-x", "I-x", "I-x", "O"]]);

  it("I follows B and I as in training, never O or a sentence's start", () => {
    const may = (before: number, after: number) => allowed[before * 3 + after] === 1;
    expect([may(3, 2), may(0, 2), may(1, 2), may(2, 2)]).toEqual([false, false, true, true]);
    expect([0, 1, 2, 3].every((before) => may(before, 0) && may(before, 1))).toBe(true);
  });

  it("the likeliest sequence by hand: a weak I makes the step before a B", () => {
    // Steps: O .6 B .4 | I .9: O, I is forbidden, B, I has .36, O, O at most .06.
    const logs = Float64Array.of(0.6, 0.4, 1e-9, 0.1, 1e-9, 0.9).map(Math.log);
    expect([...likeliest(logs, 3)]).toEqual([0, 2]);
    expect([...viterbi(logs, 3, allowed)]).toEqual([1, 2]);
    expect([...greedy(logs, 3, allowed)]).toEqual([0, 0]);
  });

  it("equals trying all sequences", () => {
    const cell = fc.double({ min: -5, max: 0, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (steps) => {
        const logs = Float64Array.from(steps.flat());
        let best = Number.NEGATIVE_INFINITY;
        for (let code = 0; code < 3 ** steps.length; code++) {
          const path = steps.map((_, t) => Math.floor(code / 3 ** t) % 3);
          if (path.some((after, t) => allowed[(t === 0 ? 3 : path[t - 1]) * 3 + after] === 0)) continue;
          best = Math.max(
            best,
            path.reduce((sum, k, t) => sum + steps[t][k], 0),
          );
        }
        const found = viterbi(logs, 3, allowed);
        expect(found.reduce((sum, k, t) => sum + steps[t][k], 0)).toBeCloseTo(best, 10);
        found.forEach((after, t) => {
          expect(allowed[(t === 0 ? 3 : found[t - 1]) * 3 + after]).toBe(1);
        });
      }),
    );
  });
});
