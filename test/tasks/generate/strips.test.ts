import { describe, expect, it } from "vitest";
import type { Batch } from "../../../src/batch.ts";
import { rowsFor, strips } from "../../../src/tasks/generate/strips.ts";

const list = (tokens: readonly number[], rows: number, steps: number): Batch[] => [
  ...(strips(Int32Array.from(tokens), { rows, steps }).epoch(1, 1) as Iterable<Batch>),
];

describe("strips of a text", () => {
  it("each row goes on where it stopped, and targets are the next tokens", () => {
    const batches = list([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 3);
    expect(batches.map(({ inputs }) => [inputs.shape, Array.from(inputs.data)])).toEqual([
      [
        [2, 3],
        [1, 2, 3, 6, 7, 8],
      ],
      [
        [2, 2],
        [4, 5, 9, 10],
      ],
    ]);
    expect(batches.map(({ targets }) => Array.from(targets.data))).toEqual([
      [2, 3, 4, 7, 8, 9],
      [5, 6, 10, 11],
    ]);
    expect(batches.every(({ mask }) => mask === undefined)).toBe(true);
  });

  it("unknown targets don't count", () => {
    const [{ inputs, mask }] = list([1, 0, 2, 0], 1, 3);
    expect([Array.from(inputs.data), Array.from(mask?.data ?? [])]).toEqual([
      [1, 0, 2],
      [0, 1, 0],
    ]);
  });

  it("says how many batches there are, and what it is made of", () => {
    const tokens = Int32Array.from({ length: 101 }, (_, k) => k);
    const source = strips(tokens, { rows: 4, steps: 10 });
    expect(source.count).toBe(3);
    expect([...(source.epoch(1, 1) as Iterable<Batch>)].length).toBe(3);
    expect(strips(tokens.slice().reverse(), { rows: 4, steps: 10 }).fingerprint).not.toBe(source.fingerprint);
  });

  it("rows: a hundred updates an epoch where the text is long enough, 1 to 32; or as asked, as far as the text goes", () => {
    expect([100, 64_000, 1_000_000].map((tokens) => rowsFor(tokens, "auto", 64))).toEqual([1, 10, 32]);
    expect([rowsFor(1000, 8, 64), rowsFor(90, 1000, 64)]).toEqual([8, 89]);
  });
});
