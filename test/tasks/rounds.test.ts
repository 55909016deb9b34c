import { describe, expect, it } from "vitest";
import { generator as randomOf } from "../../src/random.ts";
import type { TaskOptions, TaskProgress } from "../../src/task.ts";
import { classifier } from "../../src/tasks/classify.ts";
import { fingerprintOf } from "../../src/tasks/fingerprint.ts";
import { labeler } from "../../src/tasks/label.ts";
import { regressor } from "../../src/tasks/regress.ts";

const random = randomOf(3, "rounds");
const signal = Array.from({ length: 160 }, () => random.normal());

interface Kept {
  bytes(): Uint8Array;
}
interface Case {
  readonly kind: string;
  /** Trainings of a fit: the second net begins in the middle of it. */
  readonly trainings: number;
  train(options?: TaskOptions, change?: "data" | "options"): Promise<Kept>;
}

const cases: readonly Case[] = [
  {
    kind: "classify",
    trainings: 4,
    train: (options, change) =>
      classifier({ hidden: 3, folds: 2, epochs: 3, lr: change === "options" ? 0.1 : 0.003 }).fit(
        Array.from({ length: 16 }, (_, k) => ({
          features: { x: signal.slice(9 * k, 9 * k + 5 + (k % 4)).map((value) => value + (k % 2)) },
          label: k === 3 && change === "data" ? "a" : "ab"[k % 2],
        })),
        options,
      ),
  },
  {
    kind: "label",
    trainings: 2,
    train: (options, change) =>
      labeler({ hidden: 3, epochs: 3, lookback: 16, lr: change === "options" ? 0.1 : 0.003 }).fit(
        {
          features: { x: signal.map((value, t) => (change === "data" && t === 5 ? 9 : value + (t % 20 < 5 ? 2 : 0))) },
          label: signal.map((_, t) => (t % 20 < 5 ? "high" : "low")),
        },
        options,
      ),
  },
  {
    kind: "regress",
    trainings: 6,
    train: (options, change) =>
      regressor({ hidden: 3, epochs: 3, lookback: 4, lr: change === "options" ? 0.1 : 0.003 }).fit(
        {
          features: { x: signal.slice(0, 60) },
          target: signal.slice(0, 60).map((value, t) => value + (signal[t - 1] ?? 0) + (change === "data" && t === 5 ? 1 : 0)),
        },
        options,
      ),
  },
];

const progressOf = async (train: Case["train"]): Promise<{ model: Kept; all: TaskProgress[] }> => {
  const all: TaskProgress[] = [];
  return { model: await train({ onProgress: (progress) => all.push(progress) }), all };
};

/** Stop after so many updates of the whole fit; what was kept. */
async function stopped(train: Case["train"], after: number, resume?: Uint8Array): Promise<Uint8Array> {
  const controller = new AbortController();
  const kept: Uint8Array[] = [];
  let updates = 0;
  const task = train({
    resume,
    signal: controller.signal,
    onProgress: () => {
      if (++updates === after) controller.abort(new Error("enough"));
    },
    onCheckpoint: (bytes) => kept.push(bytes),
  });
  await expect(task).rejects.toThrow("enough");
  return kept[kept.length - 1];
}

/** Updates before each training, by the steps that begin again at 1. */
const beginnings = (all: readonly TaskProgress[]): number[] => Array.from(all.keys()).filter((k) => all[k].step === 1);

describe.each(cases)("a fit of $kind", ({ kind, trainings, train }) => {
  it("that was stopped goes on to the same bits: in the first training, in the second net, between two, at the last update", async () => {
    const { model, all } = await progressOf(train);
    const begun = beginnings(all);
    expect(begun.length).toBeGreaterThanOrEqual(trainings);
    for (const after of [1, begun[1], begun[1] + 2, all.length - 1, all.length]) {
      const resume = await stopped(train, after);
      expect((await train({ resume })).bytes()).toEqual(model.bytes());
    }
  });

  it("stopped twice, too", async () => {
    const { model, all } = await progressOf(train);
    const [, second] = beginnings(all);
    const once = await stopped(train, second - 1);
    const twice = await stopped(train, 3, once);
    expect((await train({ resume: twice })).bytes()).toEqual(model.bytes());
  });

  it("refuses a checkpoint of other data, other options, another task, and a broken one", async () => {
    const resume = await stopped(train, 2);
    await expect(train({ resume }, "data")).rejects.toThrow("resume: data: expected the data that the run began with");
    await expect(train({ resume }, "options")).rejects.toThrow("resume: options");
    await expect(train({ resume: resume.subarray(0, resume.length - 3) })).rejects.toThrow("checkpoint");
    const other = cases.find((own) => own.kind !== kind) as Case;
    await expect(other.train({ resume })).rejects.toThrow(`expected a ${other.kind} checkpoint 1 that memoria saved`);
    await expect(train({ resume: (await train()).bytes() })).rejects.toThrow(`expected a ${kind} checkpoint 1 that memoria saved`);
  });

  it("says how long it takes over all trainings", async () => {
    const { all } = await progressOf(train);
    expect(all.every(({ secondsLeft }) => Number.isFinite(secondsLeft) && secondsLeft >= 0)).toBe(true);
    expect(all[all.length - 1].secondsLeft).toBeLessThanOrEqual(1e-9);
    const begun = beginnings(all);
    // Before the last training begins there's time left, however far the one before it is.
    expect(all[begun[begun.length - 1] - 1].secondsLeft).toBeGreaterThan(0);
  });
});

describe("a fingerprint", () => {
  const name = (data: unknown, spec: Record<string, unknown> = {}) => fingerprintOf(data, spec);

  it("is another for any other value, place, name, nesting or type; not for the time limit", () => {
    const all = [
      [1, 2],
      [2, 1],
      [1, 2, 0],
      [[1], [2]],
      ["1", "2"],
      ["12"],
      ["", "12"],
      { a: 1, b: 2 },
      { a: 2, b: 1 },
      new Map([["a", [1]]]),
      Float64Array.of(1, Number.NaN),
      [null, 1],
      [-0, 1],
      [0, 1],
    ].map((data) => name(data));
    expect(new Set(all).size).toBe(all.length);
    expect(name([1], { lr: 1 })).not.toBe(name([1], { lr: 2 }));
    expect(name([1], { lr: 1, maxTime: 3 })).toBe(name([1], { lr: 1 }));
  });

  it("is the same for the same data, in arrays of any kind", () => {
    expect(name({ x: [1, 2] })).toBe(name({ x: Float64Array.of(1, 2) }));
    expect(name([1]).split(" ")).toHaveLength(2);
  });
});
