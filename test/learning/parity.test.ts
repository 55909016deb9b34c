import { describe, expect, it } from "vitest";
import { parity } from "../../src/datasets/parity.ts";
import { binaryCrossEntropy } from "../../src/losses/index.ts";
import { learn } from "./learn.ts";

describe("parity at T = 10, learnt on lengths 1 to 10 within 4,000 updates: at least 99 % of the held-out answers are right", () => {
  it.for(["gru", "lstm"] as const)("%s", async (cell) => {
    const held = parity({ seed: 2, batch: 500, length: 10 });
    const { network } = await learn({
      cell,
      hidden: 32,
      learningRate: 0.01,
      returns: "last",
      loss: binaryCrossEntropy(),
      features: [1, 1],
      make: (seed, step, batch) => parity({ seed, step, batch, length: 10, shortest: 1 }),
      held,
      solved: 0.05,
    });
    const { output } = network.forward(held.inputs);
    const right = held.targets.data.filter((odd, row) => output.data[row] > 0 === (odd === 1)).length;
    expect(right / 500).toBeGreaterThanOrEqual(0.99);
  });
});
