import { describe, expect, it } from "vitest";
import { multiply, sqrt, sum } from "../../src/ops/index.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import type { TrainerOptions } from "../../src/trainer.ts";
import { start } from "./small.ts";

describe("an update that can't be made changes neither weights nor the optimizer's state, to the bit", () => {
  it.each<[string, Partial<TrainerOptions>, RegExp]>([
    // √0 has the slope ∞: the loss is 0, its gradient 0 · ∞.
    ["a gradient of NaN under a finite loss", { loss: (output) => sum(sqrt(multiply(output, 0))) }, /the gradient's norm is NaN/],
    ["a rate beyond float32", { optimizer: optimizers.sgd({ learningRate: 1e39 }) }, /weight_ih_l0 is no longer finite/],
  ])("%s", async (_name, options, detail) => {
    const run = start(options);
    const { tensors } = run.snapshot();
    expect(await run.run()).toMatchObject({ reason: "diverged", steps: 0 });
    expect(run.result?.detail).toMatch(detail);
    expect(run.snapshot().tensors).toEqual(tensors);
  });
});
