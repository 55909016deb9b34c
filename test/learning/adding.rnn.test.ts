import { expect, it } from "vitest";
import { addingStudy } from "./adding.ts";
import { learn } from "./learn.ts";

it("adding at T = 100: a plain RNN's held-out MSE never falls to 0.1 in 4,000 updates", { timeout: 600_000 }, async () => {
  const { losses, updates } = await learn(addingStudy("rnn"));
  expect(updates).toBe(4000);
  expect(Math.min(...losses)).toBeGreaterThan(0.1);
});
