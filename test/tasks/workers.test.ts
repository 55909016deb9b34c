import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TaskOptions } from "../../src/task.ts";
import { classifier } from "../../src/tasks/classify.ts";
import { forecaster } from "../../src/tasks/forecast.ts";
import { generator } from "../../src/tasks/generate.ts";
import { labeler } from "../../src/tasks/label.ts";
import { regressor } from "../../src/tasks/regress.ts";
import { translator } from "../../src/tasks/translate.ts";
import { madeSentences } from "./label/made.ts";
import { reversals } from "./translate/made.ts";

let threads = 0;
vi.mock("#parallel", async (original) => {
  const real = await original<typeof import("#parallel")>();
  const startThread = (): ReturnType<typeof real.startThread> => {
    threads++;
    return real.startThread();
  };
  return { ...real, startThread };
});
beforeEach(() => {
  threads = 0;
});

const series = Float64Array.from({ length: 420 }, (_, t) => 40 + ((t * t) % 11) + 6 * (t % 7) + t / 30);
const cases = Array.from({ length: 96 }, (_, row) => ({
  label: row % 2 === 0 ? "even" : "odd",
  features: { x: Float64Array.from({ length: 60 }, (_, t) => ((t * (row + 3)) % 13) - 6 * (row % 2)) },
}));
const rows = { target: series, features: { x: series.map((_, t) => (t * 5) % 17) } };
const text = Array.from({ length: 9000 }, (_, k) => "the cat sat on a mat. "[(k * k + (k >> 3)) % 22]).join("");
const frames = Array.from({ length: 40 }, (_, k) => ({ features: { x: series.map((y, t) => y + ((t * k) % 5)) } }));
// With a time limit, the test has one training.
const once = { hidden: 64, epochs: 1, maxTime: 600 } as const;

/** Each task with a net and batches large enough to be shared. */
const tasks: Record<string, (options: TaskOptions) => Promise<{ bytes(): Uint8Array }>> = {
  "forecaster, encoder–decoder with attention and quantiles": (how) =>
    forecaster({ ...once, horizon: 8, lookback: 40, batch: 64, mode: "encoder-decoder", head: "quantile", refit: false }).fit(series, how),
  "forecaster, counts": (how) =>
    forecaster({ ...once, horizon: 4, lookback: 60, batch: 64, head: "negative-binomial", refit: false }).fit(series.map(Math.floor), how),
  classifier: (how) => classifier({ ...once, batch: 48, folds: 1, refit: false }).fit(cases, how),
  labeler: (how) => labeler({ ...once, batch: 64, refit: false }).fit(madeSentences(400), how),
  regressor: (how) => regressor({ ...once, lookback: 48, batch: 64, refit: false }).fit(rows, how),
  generator: (how) => generator({ ...once, batch: 32 }).fit(text, how),
  "generator of numbers": (how) => generator({ ...once, batch: 32, truncate: 48 }).fit(frames, how),
  translator: (how) => translator({ ...once, batch: 64 }).fit(reversals("abcd", 2, 4), how),
};

describe("tasks: 1 and 2 workers give the same file, byte for byte", () => {
  it.each(Object.entries(tasks))("%s", async (_name, train) => {
    const alone = await train({});
    expect(threads).toBe(0);
    const shared = await train({ workers: 2 });
    expect(threads).toBeGreaterThan(0);
    expect(Buffer.compare(shared.bytes(), alone.bytes())).toBe(0);
  });
});
