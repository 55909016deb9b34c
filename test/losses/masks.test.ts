import { describe, expect, it } from "vitest";
import { type Batch, batches } from "../../src/batch.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import { trainer } from "../../src/trainer.ts";
import { wave } from "../helpers/differences.ts";

const [B, T] = [3, 4];
const inputs = wave([B, T, 2], 0.2);
const lengths = [2, 4, 1];
const make = (returns: "sequence" | "last", output: number): Network =>
  sequential([recurrent({ cell: "gru", input: 2, hidden: 3, returns }), linear({ output })]);

/** Weights after two updates, or the loss before them. */
async function trained(net: Network, data: Batch, loss = losses.mse()): Promise<Record<string, number[]>> {
  await trainer({ network: net, loss, batches: batches(data, { size: B, shuffle: false }), epochs: 2 }).run();
  return Object.fromEntries(Object.entries(net.stateDict()).map(([name, { data: values }]) => [name, Array.from(values)]));
}
const firstLoss = async (net: Network, data: Batch): Promise<number> => {
  for await (const { loss } of trainer({
    network: net,
    loss: losses.mse(),
    batches: batches(data, { size: B, shuffle: false }),
    epochs: 1,
  }))
    return loss;
  return Number.NaN;
};
const replaced = (data: ArrayLike<number>, at: (k: number) => boolean, value: number): Float64Array =>
  Float64Array.from(data, (own, k) => (at(k) ? value : own));

describe("padding in training", () => {
  const padding = (width: number) => (k: number) => Math.floor(k / width) % T >= lengths[Math.floor(k / (T * width))];

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])(
    "inputs and targets of %d past a row's length change nothing, to the bit",
    async (value) => {
      const targets = wave([B, T, 1], 0.7);
      const clean = await trained(make("sequence", 1), { inputs, targets, lengths });
      const dirty = await trained(make("sequence", 1), {
        inputs: { shape: inputs.shape, data: replaced(inputs.data, padding(2), value) },
        targets: { shape: targets.shape, data: replaced(targets.data, padding(1), value) },
        lengths,
      });
      expect(dirty).toEqual(clean);
    },
  );

  it("the loss is the mean over real steps, relative error < 1e-6", async () => {
    const net = make("sequence", 1);
    const targets = wave([B, T, 1], 0.7);
    const { output } = net.forward(inputs, { lengths });
    const errors = Array.from(output.data, (y, k) => (y - targets.data[k]) ** 2).filter((_, k) => !padding(1)(k));
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    expect(Math.abs((await firstLoss(net, { inputs, targets, lengths })) / mean - 1)).toBeLessThan(1e-6);
  });

  it("one output a row isn't masked by lengths, even when it is T wide, relative error < 1e-6", async () => {
    const net = make("last", T);
    const targets = wave([B, T], 0.7);
    const { output } = net.forward(inputs, { lengths });
    const mean = Array.from(output.data, (y, k) => (y - targets.data[k]) ** 2).reduce((a, b) => a + b, 0) / (B * T);
    expect(Math.abs((await firstLoss(net, { inputs, targets, lengths })) / mean - 1)).toBeLessThan(1e-6);
  });
});

describe("a mask of targets in training", () => {
  it.each<[string, number[], number[]]>([
    ["of steps [B, T]", [B, T, 1], [1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0]],
    ["of elements [B, T, 2]", [B, T, 2], Array.from({ length: 24 }, (_, k) => Number(k % 5 !== 2))],
  ])("%s: NaN targets that it leaves out change nothing, to the bit", async (_name, shape, counts) => {
    const targets = wave(shape, 0.7);
    const mask = { shape: counts.length === B * T ? [B, T] : shape, data: counts };
    const repeats = targets.data.length / counts.length;
    const hole = replaced(targets.data, (k) => counts[Math.floor(k / repeats)] === 0, Number.NaN);
    const clean = await trained(make("sequence", shape[2]), { inputs, targets, mask });
    expect(await trained(make("sequence", shape[2]), { inputs, targets: { shape, data: hole }, mask })).toEqual(clean);
  });

  it("of a horizon [B, 3]: each number's own place counts", async () => {
    const targets = { shape: [B, 3], data: [1, 2, Number.NaN, 4, 5, 6, 7, Number.NaN, 9] };
    const mask = { shape: [B, 3], data: [1, 1, 0, 0, 1, 1, 1, 0, 1] };
    const filled = { shape: [B, 3], data: [1, 2, 0, 4, 5, 6, 7, 0, 9] };
    expect(await trained(make("last", 3), { inputs, targets, mask })).toEqual(
      await trained(make("last", 3), { inputs, targets: filled, mask }),
    );
    const unmasked = { shape: [B, 3], data: [1, 1, 1, 0, 1, 1, 1, 0, 1] };
    await expect(trained(make("last", 3), { inputs, targets, mask: unmasked })).rejects.toThrow(
      "targets: row 0, step 0, feature 2: expected a finite number, got NaN",
    );
  });

  it("class numbers that it leaves out may be anything", async () => {
    const mask = { shape: [B, T], data: [1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0] };
    const classes = (fill: number): Batch["targets"] => ({ shape: [B, T], data: mask.data.map((own, k) => (own === 0 ? fill : k % 3)) });
    const clean = await trained(make("sequence", 3), { inputs, targets: classes(0), mask }, losses.crossEntropy());
    for (const fill of [-100, Number.NaN])
      expect(await trained(make("sequence", 3), { inputs, targets: classes(fill), mask }, losses.crossEntropy())).toEqual(clean);
  });
});
