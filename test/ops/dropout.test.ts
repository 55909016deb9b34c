import { describe, expect, it } from "vitest";
import { dropout, dropoutMask, type MaskKey } from "../../src/ops/index.ts";
import { philox } from "../backend/rows.ts";
import { relativeError, wave } from "../helpers/differences.ts";
import { differenceError, evaluate, inFrame } from "../helpers/ops.ts";

const key: MaskKey = { seed: 3, stream: 99, step: 7 };
const mask = (rows: number, width: number, p: number, own: MaskKey, backend = "reference"): number[] =>
  inFrame(() => Array.from(dropoutMask(rows, width, p, own).values().data), backend);
const rowsOf = (data: number[], width: number): number[][] =>
  Array.from({ length: data.length / width }, (_, r) => data.slice(r * width, (r + 1) * width));

describe("dropoutMask", () => {
  it("is Philox4x32-10 under (seed, stream) of (unit, time, row, step), to the bit", () => {
    const own = { ...key, rows: [5, 0], times: [2, 9] };
    const expected = [0, 1].flatMap((r) =>
      Array.from({ length: 6 }, (_, u) =>
        (philox([u >> 2, own.times[r], own.rows[r], 7], [3, 99])[u & 3] >>> 8) / 2 ** 24 < 0.4 ? 0 : 1 / 0.6,
      ),
    );
    expect(mask(2, 6, 0.4, own)).toEqual(expected);
  });

  it("drops the same numbers on both backends, keeping 1/(1−p) within 1e-7", () => {
    expect(relativeError(mask(7, 33, 0.3, key, "wasm"), mask(7, 33, 0.3, key))).toBeLessThan(1e-7);
  });

  it("keeps a row's mask whatever rows stand beside it", () => {
    const all = rowsOf(mask(5, 6, 0.5, { ...key, rows: [0, 1, 2, 3, 4] }), 6);
    for (let row = 0; row < 5; row++) expect(mask(1, 6, 0.5, { ...key, rows: [row] })).toEqual(all[row]);
    expect(new Set(all.map(String)).size).toBe(5);
  });

  it.each(["seed", "stream", "step"] as const)("is another for another %s", (name) => {
    expect(mask(4, 16, 0.5, { ...key, [name]: 1234 })).not.toEqual(mask(4, 16, 0.5, key));
  });

  it("drops a share p within 0.01 and keeps the mean at 1 within 0.02 (40,000 numbers)", () => {
    for (const p of [0.1, 0.5, 0.8]) {
      const data = mask(200, 200, p, key);
      expect(Math.abs(data.filter((value) => value === 0).length / data.length - p)).toBeLessThan(0.01);
      expect(Math.abs(data.reduce((a, b) => a + b, 0) / data.length - 1)).toBeLessThan(0.02);
    }
  });

  it.each([-0.1, 1, 1.5, Number.NaN])("refuses p = %d", (p) => {
    expect(() => mask(1, 4, p, key)).toThrow(`invalid dropout: expected a number from 0 to below 1, got ${p}`);
  });
});

describe("dropout", () => {
  it("of [B, T, F] keys row and step: a row's mask is the same alone, and a step's whatever T is", () => {
    const run = (B: number, T: number): number[] =>
      Array.from(evaluate((x) => dropout(x, 0.5, key), [{ shape: [B, T, 4], data: new Float64Array(B * T * 4).fill(1) }]).data);
    const all = rowsOf(run(3, 5), 20);
    expect(run(1, 5)).toEqual(all[0]);
    const short = rowsOf(run(3, 2), 8);
    short.forEach((row, r) => {
      expect(row).toEqual(all[r].slice(0, 8));
    });
    expect(new Set(rowsOf(all.flat(), 4).map(String)).size).toBeGreaterThan(8);
  });

  it.each([[[6]], [[3, 4]], [[2, 3, 4]], [[0, 3]]])("of %j: gradient's relative error < 1e-6", (shape) => {
    expect(differenceError((x) => dropout(x, 0.4, key), [wave(shape, 0.2)])).toBeLessThan(1e-6);
  });
});
