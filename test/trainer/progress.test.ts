import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { schedules } from "../../src/schedules/index.ts";
import { all, network, rows, start, startSteps, weightsOf } from "./small.ts";

describe("progress", () => {
  it("counts epochs, steps and batches; epochLoss is the mean of the epoch's losses (1e-12), told at its end alone", async () => {
    const list = await all(start());
    expect(list.map(({ epoch, step, batch, batches: n }) => [epoch, step, batch, n])).toEqual([
      [1, 1, 1, 3],
      [1, 2, 2, 3],
      [1, 3, 3, 3],
      [2, 4, 1, 3],
      [2, 5, 2, 3],
      [2, 6, 3, 3],
    ]);
    expect(list.map(({ epochLoss }) => epochLoss !== undefined)).toEqual([false, false, true, false, false, true]);
    for (const end of [3, 6]) {
      const mean = list.slice(end - 3, end).reduce((sum, { loss }) => sum + loss, 0) / 3;
      expect(Math.abs((list[end - 1].epochLoss as number) - mean)).toBeLessThan(1e-12);
    }
    expect(list.every(({ valLoss }) => valLoss === undefined)).toBe(true);
    for (const { loss, gradNorm, learningRate, seconds, secondsLeft } of list) {
      expect(loss).toBeGreaterThan(0);
      expect(gradNorm).toBeGreaterThan(0);
      expect(learningRate).toBe(0.001);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(secondsLeft).toBeGreaterThanOrEqual(0);
    }
    expect(list[5].secondsLeft).toBe(0);
  });

  it("with a validation part, valLoss is told at each epoch's end, and is what evaluate says", async () => {
    const validation = batches(rows(5), { size: 5 });
    const run = start({ validation });
    const list = await all(run);
    expect(list.map(({ valLoss }) => valLoss !== undefined)).toEqual([false, false, true, false, false, true]);
    expect(await run.evaluate(validation)).toBe(Math.min(list[2].valLoss as number, list[5].valLoss as number));
  });

  it("a validation loss counts rows, not batches: the same for any batch size (1e-6), though the last is smaller", async () => {
    const run = start();
    const whole = await run.evaluate(batches(rows(5), { size: 12 }));
    for (const size of [1, 5, 7, 11]) expect(Math.abs((await run.evaluate(batches(rows(5), { size }))) - whole)).toBeLessThan(1e-6);
  });

  it("ragged rows count by their steps: the same validation loss for any batch size (1e-6)", async () => {
    const run = startSteps();
    const { inputs, targets } = { inputs: rows(3).inputs, targets: rows(4).inputs };
    const data = { inputs: { shape: [12, 10, 1], data: inputs.data }, targets: { shape: [12, 10, 1], data: targets.data } };
    const ragged = { ...data, lengths: [10, 1, 4, 7, 2, 0, 9, 3, 10, 5, 6, 8] };
    const whole = await run.evaluate(batches(ragged, { size: 12 }));
    for (const size of [1, 5, 7]) expect(Math.abs((await run.evaluate(batches(ragged, { size }))) - whole)).toBeLessThan(1e-6);
  });

  it.each([
    ["cosine", schedules.cosine({ updates: 6 }), (k: number) => 0.005 * (1 + Math.cos((Math.PI * k) / 6))],
    ["step", schedules.step({ every: 2, factor: 0.5 }), (k: number) => 0.01 * 0.5 ** Math.floor(k / 2)],
    ["warmup", schedules.warmup({ updates: 4 }), (k: number) => 0.01 * Math.min(1, (k + 1) / 4)],
  ])("the rate of a %s schedule is seen (1e-15)", async (_, schedule, expected) => {
    const list = await all(start({ schedule, optimizer: optimizers.adam({ learningRate: 0.01 }) }));
    for (const { step, learningRate } of list) expect(Math.abs(learningRate - expected(step - 1))).toBeLessThan(1e-15);
  });

  it("a plateau lowers the rate after epochs that aren't better; the same schedule in another run begins anew", async () => {
    const schedule = schedules.plateau({ patience: 0, factor: 0.5, threshold: 0.9 });
    const rates = async () => (await all(start({ schedule, epochs: 3 }))).map(({ learningRate }) => learningRate);
    const first = await rates();
    expect(first).toEqual([0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.0005, 0.0005, 0.0005]);
    expect(await rates()).toEqual(first);
  });
});

describe("a run", () => {
  it("run() tells each update and gives the result", async () => {
    const seen: number[] = [];
    const result = await start().run(({ step }) => seen.push(step));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(result).toMatchObject({ reason: "finished", epochs: 2, steps: 6, best: undefined, detail: undefined });
  });

  it("the same seed gives the same bits; another seed, others", async () => {
    const bits = async (seed: number) => {
      const run = start({ network: network({ seed: 7 }), seed });
      const losses = (await all(run)).map(({ loss }) => loss);
      return { losses, weights: weightsOf(run) };
    };
    const one = await bits(1);
    expect(await bits(1)).toEqual(one);
    expect((await bits(2)).losses).not.toEqual(one.losses);
    expect(network({ seed: 8 }).stateDict()).not.toEqual(network({ seed: 7 }).stateDict());
  });

  it("left by a break, it can be gone on with: the bits of a run without a break", async () => {
    const run = start();
    for await (const { step } of run) if (step === 2) break;
    expect(run.result).toMatchObject({ reason: "aborted", steps: 2, epochs: 1 });
    const rest = await all(run);
    expect(rest[0].step).toBe(3);
    expect(run.result).toMatchObject({ reason: "finished", steps: 6 });
    const whole = start();
    await whole.run();
    expect(weightsOf(run)).toEqual(weightsOf(whole));
  });

  it("a network is trained by one run at a time", async () => {
    const net = network();
    const first = start({ network: net });
    const second = start({ network: net });
    for await (const _ of first) {
      await expect(second.run()).rejects.toThrow(
        "network: expected one training run at a time, got a second one; end the first (leave its loop), or train another network",
      );
      break;
    }
    expect((await second.run()).reason).toBe("finished");
  });

  it("inputs, targets, lengths and masks of the caller are never modified", async () => {
    const data = { ...rows(), lengths: [5, 4, 3, 2, 1, 5, 4, 3, 2, 1, 5, 4], mask: { shape: [12], data: new Float64Array(12).fill(1) } };
    const before = structuredClone(data);
    await start({ batches: batches(data, { size: 4, buckets: 2 }) }).run();
    expect(data).toEqual(before);
  });
});
