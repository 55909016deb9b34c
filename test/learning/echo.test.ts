import { describe, expect, it } from "vitest";
import { echo } from "../../src/datasets/echo.ts";
import { mse } from "../../src/losses/index.ts";
import { learn } from "./learn.ts";

describe("echo, lag 3, T 20: held-out MSE under 0.002 within 1,000 updates (silence has 0.083)", () => {
  it.for(["rnn", "gru", "lstm"] as const)("%s", async (cell) => {
    const { loss } = await learn({
      cell,
      hidden: 32,
      learningRate: 0.005,
      returns: "sequence",
      loss: mse(),
      features: [1, 1],
      make: (seed, step, batch) => echo({ seed, step, batch, length: 20 }),
      held: echo({ seed: 2, batch: 500, length: 20 }),
      solved: 0.002,
      updates: 1000,
    });
    expect(loss).toBeLessThan(0.002);
  });
});
