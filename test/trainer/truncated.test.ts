import { describe, expect, it } from "vitest";
import { type Batch, batches, takeSteps } from "../../src/batch.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { relativeError, wave } from "../helpers/differences.ts";
import { all, startSteps, steps, still, told, weightsOf } from "./small.ts";

const lossesOf = async (run: ReturnType<typeof startSteps>): Promise<number[]> => (await all(run)).map(({ loss }) => loss);
const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

describe.each(["rnn", "gru", "lstm"])("truncated backpropagation, %s", (cell) => {
  const net = () => sequential([recurrent({ cell, input: 1, hidden: 4, layers: 2 }), linear({ output: 1 })]);

  it("carries the state: without learning, the pieces' mean loss is the whole sequence's (1e-6), and not that of pieces alone", async () => {
    const [whole] = await lossesOf(startSteps({ network: net(), groups: still, epochs: 1 }));
    const pieces = await lossesOf(startSteps({ network: net(), groups: still, epochs: 1, truncate: 2 }));
    expect(pieces.length).toBe(4);
    expect(Math.abs(mean(pieces) - whole)).toBeLessThan(1e-6);
    const apart = [0, 2, 4, 6].map((start) => takeSteps(steps(), start, start + 2));
    const alone = await lossesOf(startSteps({ network: net(), groups: still, epochs: 1, batches: told(apart, () => undefined) }));
    expect(alone[0]).toBe(pieces[0]);
    expect(Math.abs(mean(alone) - whole)).toBeGreaterThan(1e-5);
  });

  it("with the recurrent part frozen there's no gradient to truncate: the pieces' moves sum to the whole's (1e-4, float64)", async () => {
    const head = async (truncate: number | undefined) => {
      const layers = [recurrent({ cell, input: 1, hidden: 4, layers: 2 }), linear({ output: 1 })];
      const network = sequential(layers, { backend: "reference" });
      network.freeze("0.");
      // A rate so small that the pieces see the same head.
      const optimizer = optimizers.sgd({ learningRate: 1e-7 });
      const run = startSteps({ network, optimizer, epochs: 1, truncate, clipNorm: Number.POSITIVE_INFINITY });
      const before = weightsOf(run);
      await run.run();
      const after = weightsOf(run);
      return ["1.weight", "1.bias"].flatMap((name) => Array.from(after[name].data, (value, k) => value - before[name].data[k]));
    };
    expect(
      relativeError(
        (await head(2)).map((move) => move / 4),
        await head(undefined),
      ),
    ).toBeLessThan(1e-4);
  });

  it("a length of T or more is the whole sequence, to the bit", async () => {
    const one = startSteps({ network: net() });
    const other = startSteps({ network: net(), truncate: 8 });
    const more = startSteps({ network: net(), truncate: 100 });
    const losses = await lossesOf(one);
    expect(await lossesOf(other)).toEqual(losses);
    expect(await lossesOf(more)).toEqual(losses);
    expect(weightsOf(other)).toEqual(weightsOf(one));
    expect(weightsOf(more)).toEqual(weightsOf(one));
  });

  it("ragged rows keep their last state, and pieces past every row's end make no update: the mean over steps is the whole's (1e-6)", async () => {
    const ragged: Batch = { ...steps(), lengths: [4, 1, 3, 0] };
    const [whole] = await lossesOf(startSteps({ network: net(), groups: still, epochs: 1, batches: batches(ragged, { shuffle: false }) }));
    const list = await all(
      startSteps({ network: net(), groups: still, epochs: 1, truncate: 2, batches: batches(ragged, { shuffle: false }) }),
    );
    expect(list.map(({ batch, batches: n }) => [batch, n])).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    // 2 + 1 + 2 steps in the first piece, 2 + 1 in the second.
    expect(Math.abs((5 * list[0].loss + 3 * list[1].loss) / 8 - whole)).toBeLessThan(1e-6);
  });

  it("each batch starts from zeros: two rows in turn have the losses that each has alone, to the bit", async () => {
    const both = { inputs: wave([2, 8, 1], 0), targets: wave([2, 8, 1], 1) };
    const parts = [0, 1].map((row) => ({
      inputs: { shape: [1, 8, 1], data: both.inputs.data.slice(row * 8, row * 8 + 8) },
      targets: { shape: [1, 8, 1], data: both.targets.data.slice(row * 8, row * 8 + 8) },
    }));
    const run = async (list: readonly Batch[]) =>
      lossesOf(startSteps({ network: net(), groups: still, epochs: 1, truncate: 4, batches: told(list, () => undefined) }));
    expect(await run(parts)).toEqual([...(await run([parts[0]])), ...(await run([parts[1]]))]);
  });
});

describe("carryState", () => {
  const halves = [takeSteps(steps(), 0, 4), takeSteps(steps(), 4, 8)];

  it("starts each batch from the one before: without learning, the halves' mean loss is the whole's (1e-6)", async () => {
    const [whole] = await lossesOf(startSteps({ groups: still, epochs: 1 }));
    const list = await lossesOf(startSteps({ groups: still, epochs: 1, carryState: true, batches: told(halves, () => undefined) }));
    expect(Math.abs(mean(list) - whole)).toBeLessThan(1e-6);
    const without = await lossesOf(startSteps({ groups: still, epochs: 1, batches: told(halves, () => undefined) }));
    expect(without[0]).toBe(list[0]);
    expect(without[1]).not.toBe(list[1]);
  });

  it("an epoch starts from zeros: without learning, the second has the first's losses to the bit", async () => {
    const list = await lossesOf(startSteps({ groups: still, epochs: 2, carryState: true, batches: told(halves, () => undefined) }));
    expect(list.slice(2)).toEqual(list.slice(0, 2));
  });

  it("validation is read on as training is: the halves' mean loss is the whole's (1e-6); without, it isn't", async () => {
    const validated = async (list: readonly Batch[], carryState: boolean) => {
      const validation = told(list, () => undefined);
      const ends = await all(startSteps({ groups: still, epochs: 1, carryState, batches: told(halves, () => undefined), validation }));
      return ends[ends.length - 1].valLoss as number;
    };
    const whole = await validated([steps()], true);
    expect(Math.abs((await validated(halves, true)) - whole)).toBeLessThan(1e-6);
    expect(Math.abs((await validated(halves, false)) - whole)).toBeGreaterThan(1e-5);
  });

  it("with truncation, pieces and batches are one long sequence (1e-6)", async () => {
    const [whole] = await lossesOf(startSteps({ groups: still, epochs: 1 }));
    const list = await lossesOf(
      startSteps({ groups: still, epochs: 1, carryState: true, truncate: 2, batches: told(halves, () => undefined) }),
    );
    expect(list.length).toBe(4);
    expect(Math.abs(mean(list) - whole)).toBeLessThan(1e-6);
  });

  it("batches of different rows are refused, with what to do", async () => {
    const run = startSteps({ carryState: true, batches: batches(steps(), { size: 3, shuffle: false }) });
    await expect(run.run()).rejects.toThrow(
      "carryState: expected 3 rows in every batch, got 1; choose a batch size that divides the number of rows",
    );
  });
});

it("truncation needs a target for each step", async () => {
  const run = startSteps({ truncate: 2, batches: batches({ inputs: wave([4, 8, 1], 0), targets: wave([4, 1], 1) }) });
  await expect(run.run()).rejects.toThrow(
    "truncated backpropagation: expected a time axis of 8 steps, got [4, 1]; give a target for each step",
  );
});

it("a mask of rows goes with every piece (1e-6)", async () => {
  const data = { ...steps(), mask: { shape: [4], data: [1, 0, 1, 1] } };
  const only = { inputs: { shape: [3, 8, 1], data: wave([4, 8, 1], 0).data.filter((_, k) => k < 8 || k >= 16) } };
  const targets = { shape: [3, 8, 1], data: wave([4, 8, 1], 1).data.filter((_, k) => k < 8 || k >= 16) };
  const masked = await lossesOf(startSteps({ groups: still, truncate: 4, batches: batches(data, { shuffle: false }) }));
  const without = await lossesOf(startSteps({ groups: still, truncate: 4, batches: batches({ ...only, targets }, { shuffle: false }) }));
  expect(relativeError(masked, without)).toBeLessThan(1e-6);
});
