import { describe, expect, it } from "vitest";
import { airline } from "../../../src/datasets/index.ts";
import type { ForecasterOptions } from "../../../src/tasks/forecast/options.ts";
import { forecaster } from "../../../src/tasks/forecast.ts";

const small: ForecasterOptions = { horizon: 4, hidden: 3, epochs: 2, lookback: 6, season: 1, members: 2 };
const rows = Array.from(airline.series().target).slice(0, 80);

/** Stop after so many updates of the whole fit; what was kept. */
async function stopped(after: number, options: ForecasterOptions = small): Promise<Uint8Array | undefined> {
  const controller = new AbortController();
  let kept: Uint8Array | undefined;
  let updates = 0;
  const fit = forecaster(options).fit(rows, {
    signal: controller.signal,
    onProgress: () => {
      if (++updates === after) controller.abort(new Error("enough"));
    },
    onCheckpoint: (bytes) => {
      kept = bytes;
    },
  });
  await expect(fit).rejects.toThrow("enough");
  return kept;
}

describe("a fit that was stopped goes on", () => {
  it("to the same bits, wherever it stopped: in the first training, between two, in the last", async () => {
    let updates = 0;
    const whole = await forecaster(small).fit(rows, { onProgress: () => updates++ });
    for (const after of [1, 5, 40, updates - 1]) {
      const resume = (await stopped(after)) as Uint8Array;
      const model = await forecaster(small).fit(rows, { resume });
      expect(model.bytes()).toEqual(whole.bytes());
      expect(model.curves).toEqual(whole.curves);
    }
  });

  it("refuses other data, other options, and what is no checkpoint", async () => {
    const resume = (await stopped(3)) as Uint8Array;
    await expect(forecaster(small).fit(rows.slice(1), { resume })).rejects.toThrow(
      "resume: data: expected the data that the run began with",
    );
    await expect(forecaster({ ...small, lr: 0.1 }).fit(rows, { resume })).rejects.toThrow("resume: options");
    await expect(forecaster(small).fit(rows, { resume: resume.subarray(0, resume.length - 3) })).rejects.toThrow("checkpoint");
    await expect(forecaster(small).fit(rows, { resume: (await forecaster(small).fit(rows)).bytes() })).rejects.toThrow(
      "expected a forecast checkpoint 1 that memoria saved",
    );
  });
});

describe("a model trained on", () => {
  it("with new rows: the same bits for the same rows, other weights, the same decisions; the model before stays as it was", async () => {
    const model = await forecaster(small).fit(rows.slice(0, 70));
    const before = model.bytes();
    const [a, b] = [await model.update(rows), await model.update(rows)];
    expect(a.bytes()).toEqual(b.bytes());
    expect(model.bytes()).toEqual(before);
    expect(a.found).toEqual({ ...model.found, refitted: true });
    expect(a.parts.series[0].rows).toBe(80);
    expect(a.parts.nets[0].stateDict()).not.toEqual(model.parts.nets[0].stateDict());
    expect((await a.predict()).point.every(Number.isFinite)).toBe(true);
  });

  it("follows what changed: after a jump of the level's habit the updated model is closer", async () => {
    const options: ForecasterOptions = { ...small, members: 1, epochs: 40, hidden: 8, lr: 0.02 };
    const wave = (row: number) => 100 + 10 * (row % 4 < 2 ? 1 : -1);
    const other = (row: number) => 100 + 10 * (row % 8 < 4 ? 1 : -1);
    const past = Array.from({ length: 120 }, (_, row) => wave(row));
    const all = [...past, ...Array.from({ length: 160 }, (_, k) => other(120 + k))];
    const model = await forecaster(options).fit(past);
    let updated = model;
    for (let k = 0; k < 6; k++) updated = await updated.update(all);
    const error = async (own: typeof model) => {
      const { point } = await own.predict({ history: all });
      return Array.from(point).reduce((sum, value, h) => sum + Math.abs(value - other(280 + h)), 0);
    };
    expect(await error(updated)).toBeLessThan(0.7 * (await error(model)));
  });
});
