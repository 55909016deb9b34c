import { describe, expect, it } from "vitest";
import { type Batch, batches } from "../../src/batch.ts";
import { DataError } from "../../src/errors.ts";
import { losses } from "../../src/losses/index.ts";
import { subtract } from "../../src/ops/index.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { constant } from "../../src/tensor.ts";
import type { Trainer } from "../../src/trainer.ts";
import { wave } from "../helpers/differences.ts";
import { all, network, rows, start, startSteps, steps, weightsOf } from "./small.ts";

const finite = (run: Trainer): boolean => Object.values(weightsOf(run)).every(({ data }) => data.every(Number.isFinite));

/** 64 rows, 8 updates an epoch. */
const many = (scale = 1): Batch => ({ inputs: wave([64, 5, 2], 0, scale), targets: wave([64, 1], 1, scale) });

describe("a learning rate that diverges ends the run within an epoch, says why, and leaves finite weights", () => {
  const cases = ["rnn", "gru", "lstm"].flatMap((cell) =>
    ([1e3, 1e10] as const).flatMap((learningRate) =>
      (["adam", "adamw", "sgd", "rmsprop"] as const).flatMap((kind) =>
        (["mse", "mae"] as const).map((loss) => ({ cell, learningRate, kind, loss })),
      ),
    ),
  );
  it.each(cases)("$cell, $kind, $loss, rate $learningRate", async ({ cell, learningRate, kind, loss }) => {
    const run = start({
      network: network({ cell }),
      batches: batches(many(), { size: 8 }),
      optimizer: optimizers[kind]({ learningRate }),
      loss: losses[loss](),
      epochs: 5,
    });
    const { reason, detail, steps: made } = await run.run();
    expect(reason).toBe("diverged");
    expect(made).toBeLessThan(8);
    expect(detail).toMatch(/^update \d+ \(epoch 1, batch \d+\): .*; the weights from before it are kept; try a smaller learning rate$/);
    expect(finite(run)).toBe(true);
  });

  it("with a validation part, the best weights come back", async () => {
    const run = start({
      batches: batches(many(), { size: 8 }),
      validation: batches(rows(5)),
      // The third epoch's rate is 1e9 times the first's.
      schedule: { kind: "own", rate: (step, base) => (step > 16 ? base * 1e9 : base) },
      epochs: 5,
    });
    const weights: object[] = [];
    for await (const { valLoss } of run) if (valLoss !== undefined) weights.push(weightsOf(run));
    expect(run.result?.reason).toBe("diverged");
    expect(run.result?.detail).toContain("the best weights so far are kept");
    expect(weightsOf(run)).toEqual(weights[(run.result?.best?.epoch ?? 0) - 1]);
  });

  it("a loss below 0, as a likelihood's may be, is no divergence", async () => {
    const run = start({
      loss: (output, target, mask) => subtract(losses.mse()(output, target, mask), constant({ shape: [], data: [5] })),
      batches: batches(many(), { size: 8 }),
    });
    expect((await run.run()).reason).toBe("finished");
  });

  it.each([1e3, 1e30])("inputs of ±%d end in finite weights, whatever the reason", async (scale) => {
    const run = start({ batches: batches({ ...many(), inputs: wave([64, 5, 2], 0, scale) }, { size: 8 }) });
    expect((await run.run()).reason).toBe("finished");
    expect(finite(run)).toBe(true);
  });

  it("targets of 1e30 overflow the loss: the first update isn't made", async () => {
    const run = start({ batches: batches({ ...many(), targets: wave([64, 1], 1, 1e30) }, { size: 8 }) });
    const before = weightsOf(run);
    expect(await run.run()).toMatchObject({ reason: "diverged", steps: 0 });
    expect(run.result?.detail).toContain("the loss is Infinity");
    expect(weightsOf(run)).toEqual(before);
  });
});

describe("a number that isn't finite stops the run at its batch, by name, with the weights from before to the bit", () => {
  const spoil = (what: "inputs" | "targets", at: number, value: number, data = rows()): Batch => {
    const own = Float64Array.from(data[what].data);
    own[at] = value;
    return { ...data, [what]: { shape: data[what].shape, data: own } };
  };

  async function fault(run: Trainer): Promise<{ error: DataError; made: number }> {
    let weights = weightsOf(run);
    let made = 0;
    try {
      for await (const { step } of run) {
        made = step;
        weights = weightsOf(run);
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      expect(weightsOf(run)).toEqual(weights);
      return { error, made };
    }
    throw new Error("expected a DataError, got none");
  }

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d in inputs, row 7, step 3, feature 1", async (value) => {
    const data = spoil("inputs", (7 * 5 + 3) * 2 + 1, value);
    const { error, made } = await fault(start({ batches: batches(data, { size: 4, shuffle: false }) }));
    expect(error.message).toBe(
      `inputs: row 7, step 3, feature 1: expected a finite number, got ${value}; mask or fill missing values before training`,
    );
    expect(error).toMatchObject({ code: "batch-not-finite", fields: { what: "inputs", row: 7, step: 3, feature: 1 } });
    expect(made).toBe(1);
  });

  it("the row is the data's, not the batch's, when shuffled or bucketed; the step is the sequence's when truncated", async () => {
    const inputs = spoil("inputs", (7 * 5 + 3) * 2 + 1, Number.NaN);
    for (const options of [{ size: 4 }, { size: 5, buckets: 2 }]) {
      const { error } = await fault(start({ batches: batches({ ...inputs, lengths: new Array(12).fill(5) }, options) }));
      expect(error.where).toBe("inputs: row 7, step 3, feature 1");
    }
    const late = spoil("targets", 2 * 8 + 6, Number.NaN, steps());
    const { error, made } = await fault(startSteps({ batches: batches(late, { size: 4 }), truncate: 4 }));
    expect(error.where).toBe("targets: row 2, step 6, feature 0");
    expect(made).toBe(1);
  });

  it("NaN in the validation part is named as well", async () => {
    const run = start({ validation: batches(spoil("targets", 3, Number.NaN)) });
    await expect(run.run()).rejects.toThrow("targets: row 3, step 0, feature 0: expected a finite number, got NaN");
    expect(run.result).toMatchObject({ reason: "aborted", steps: 3 });
    expect(finite(run)).toBe(true);
  });

  it("NaN in masked targets and in padding is fine, and changes no bit", async () => {
    const data = {
      ...steps(),
      lengths: [8, 3, 5, 6],
      mask: { shape: [4, 8], data: Array.from({ length: 32 }, (_, k) => (k === 2 ? 0 : 1)) },
    };
    const clean = startSteps({ batches: batches(data, { size: 2 }) });
    const dirty = startSteps({
      batches: batches(spoil("inputs", 8 + 3, Number.NaN, spoil("targets", 8 + 5, Number.NaN, spoil("targets", 2, Number.NaN, data))), {
        size: 2,
      }),
    });
    const losses = (await all(clean)).map(({ loss }) => loss);
    expect((await all(dirty)).map(({ loss }) => loss)).toEqual(losses);
    expect(weightsOf(dirty)).toEqual(weightsOf(clean));
  });

  it("an epoch without batches is refused", async () => {
    const run = start({ batches: { fingerprint: "none", epoch: () => [] } });
    await expect(run.run()).rejects.toThrow("epoch 1: expected at least one batch, got none");
  });
});
