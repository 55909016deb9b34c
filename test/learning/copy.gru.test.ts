import { expect, it } from "vitest";
import { copyStudy, rightSymbols } from "./copy.ts";
import { learn } from "./learn.ts";

it("copy, 8 of 8 symbols, delay 10: gru says at least 98 % of the held-out symbols within 4,000 updates (guessing: 12.5 %)", {
  timeout: 600_000,
}, async () => {
  const { network } = await learn(copyStudy("gru"));
  expect(rightSymbols(network)).toBeGreaterThanOrEqual(0.98);
});
