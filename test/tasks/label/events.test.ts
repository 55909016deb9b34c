import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsOf, matchEvents, overlapOf } from "../../../src/tasks/label/events.ts";

const of = (text: string): string[] => [...text].map((letter) => (letter === " " ? "" : letter));
const rule = { background: "-", minLength: 1, mergeGap: 0 };

describe("steps to events", () => {
  it.each([
    ["", rule, []],
    ["----", rule, []],
    [
      "-aab-",
      rule,
      [
        [1, 3, "a"],
        [3, 4, "b"],
      ],
    ],
    ["aa", rule, [[0, 2, "a"]]],
    // A step whose label isn't known parts nothing that may be merged, and is no event.
    [
      "a a",
      rule,
      [
        [0, 1, "a"],
        [2, 3, "a"],
      ],
    ],
    ["a a", { ...rule, mergeGap: 1 }, [[0, 3, "a"]]],
    ["aa--aa", { ...rule, mergeGap: 2 }, [[0, 6, "a"]]],
    [
      "aa---aa",
      { ...rule, mergeGap: 2 },
      [
        [0, 2, "a"],
        [5, 7, "a"],
      ],
    ],
    // Another event between: not merged.
    [
      "aabaa",
      { ...rule, mergeGap: 3 },
      [
        [0, 2, "a"],
        [2, 3, "b"],
        [3, 5, "a"],
      ],
    ],
    // Merged first, then too short ones dropped.
    ["a-a---a", { ...rule, mergeGap: 1, minLength: 3 }, [[0, 3, "a"]]],
    // No background: every run.
    [
      "-a",
      { minLength: 1, mergeGap: 0 },
      [
        [0, 1, "-"],
        [1, 2, "a"],
      ],
    ],
  ] as const)("%j under %j", (text, given, expected) => {
    expect(eventsOf(of(text), given).map(({ from, to, label }) => [from, to, label])).toEqual(expected);
  });

  const labels = fc.array(fc.constantFrom("-", "a", "b", ""), { maxLength: 40 });
  const rules = fc.record({ minLength: fc.integer({ min: 1, max: 6 }), mergeGap: fc.integer({ min: 0, max: 6 }) });

  it("events stand in order, apart from one another, and are long enough, whatever the labels", () => {
    fc.assert(
      fc.property(labels, rules, (list, { minLength, mergeGap }) => {
        const events = eventsOf(list, { background: "-", minLength, mergeGap });
        events.forEach(({ from, to, label }, k) => {
          expect(to - from).toBeGreaterThanOrEqual(minLength);
          expect([list[from], list[to - 1]]).toEqual([label, label]);
          const before = events[k - 1];
          if (before === undefined) return;
          expect(from).toBeGreaterThanOrEqual(before.to);
        });
      }),
    );
  });

  it("under the plain rule events say every step of theirs, and nothing else", () => {
    fc.assert(
      fc.property(labels, (list) => {
        const drawn: string[] = list.map((label) => (label === "" ? "" : "-"));
        for (const { from, to, label } of eventsOf(list, rule)) drawn.fill(label, from, to);
        expect(drawn).toEqual(list);
      }),
    );
  });

  it("a wider gap and a greater length never give more events", () => {
    fc.assert(
      fc.property(labels, rules, (list, { minLength, mergeGap }) => {
        const count = (length: number, gap: number) => eventsOf(list, { background: "-", minLength: length, mergeGap: gap }).length;
        expect(count(minLength + 1, mergeGap)).toBeLessThanOrEqual(count(minLength, mergeGap));
        expect(count(1, mergeGap + 1)).toBeLessThanOrEqual(count(1, mergeGap));
      }),
    );
  });
});

describe("matching events", () => {
  const event = (from: number, to: number, label = "a") => ({ from, to, label });

  it("overlap is steps in both by steps in either, worked by hand", () => {
    expect(overlapOf(event(0, 10), event(0, 10))).toBe(1);
    expect(overlapOf(event(0, 10), event(5, 10))).toBe(0.5);
    expect(overlapOf(event(0, 10), event(5, 15))).toBeCloseTo(1 / 3, 15);
    expect(overlapOf(event(0, 10), event(10, 12))).toBe(0);
  });

  it.each([
    ["exactly half is enough", [event(0, 10)], [event(5, 10)], [[0, 0]]],
    ["under half is not", [event(0, 10)], [event(6, 10)], []],
    ["another class is not", [event(0, 10)], [event(0, 10, "b")], []],
    ["two halves: the earlier one, once", [event(0, 10)], [event(0, 5), event(5, 10)], [[0, 0]]],
    ["the greater overlap first", [event(0, 10)], [event(0, 5), event(2, 10)], [[0, 1]]],
    ["one prediction over two events is one of them", [event(0, 5), event(5, 10)], [event(0, 10)], [[0, 0]]],
    [
      "each its own",
      [event(0, 5), event(8, 12)],
      [event(1, 5), event(8, 13)],
      [
        [0, 0],
        [1, 1],
      ],
    ],
  ] as const)("%s", (_name, truth, predicted, expected) => {
    const pairs = matchEvents(truth, predicted);
    expect(pairs.sort((a, b) => a[0] - b[0])).toEqual(expected);
  });

  const list = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom("a", "b")), { maxLength: 12 })
    .map((parts) => {
      let at = 0;
      return parts.map(([gap, length, label]) => {
        const from = at + gap;
        at = from + length;
        return event(from, at, label);
      });
    });

  it("each event is in one pair at most, of one class, overlapping by half", () => {
    fc.assert(
      fc.property(list, list, (truth, predicted) => {
        const pairs = matchEvents(truth, predicted);
        expect(new Set(pairs.map(([k]) => k)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, p]) => p)).size).toBe(pairs.length);
        for (const [k, p] of pairs) {
          expect(overlapOf(truth[k], predicted[p])).toBeGreaterThanOrEqual(0.5);
          expect(truth[k].label).toBe(predicted[p].label);
        }
      }),
    );
  });

  it("a list matches itself whole, and as many pairs come the other way round", () => {
    fc.assert(
      fc.property(list, list, (truth, predicted) => {
        expect(matchEvents(truth, truth).length).toBe(truth.length);
        expect(matchEvents(predicted, truth).length).toBe(matchEvents(truth, predicted).length);
      }),
    );
  });
});
