import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import type { Cell } from "../../src/cell.ts";
import { glorot } from "../../src/initializer.ts";
import { linear, network, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import { add, affine, multiply, sigmoid, subtract, tanh } from "../../src/ops/index.ts";
import { adam } from "../../src/optimizers/index.ts";
import { trainer } from "../../src/trainer.ts";
import { gradientError, stir, wave, weighing } from "../helpers/differences.ts";

/** A minimal gated unit (Zhou et al. 2016), in ten lines. */
const minimal: Cell = {
  kind: "minimal",
  states: ({ hidden }) => ({ h: hidden }),
  parameters: ({ input, hidden }) => ({
    gate_x: { shape: [hidden, input], initial: glorot() },
    gate_h: { shape: [hidden, hidden], initial: glorot() },
    new_x: { shape: [hidden, input], initial: glorot() },
    new_h: { shape: [hidden, hidden], initial: glorot() },
  }),
  step(x, { h }, w, { gate }) {
    const f = gate("f", sigmoid, add(affine(x, w.gate_x), affine(h, w.gate_h)));
    const n = gate("n", tanh, add(affine(x, w.new_x), affine(multiply(f, h), w.new_h)));
    return { h: add(h, multiply(f, subtract(n, h))) };
  },
};

describe("a cell of one's own", () => {
  it.each([
    ["plain", {}, {}],
    ["two layers, both directions, ragged", { layers: 2, bidirectional: true }, { lengths: [2, 4, 0] }],
    [
      "last output, dropout between layers",
      { layers: 2, dropout: 0.3, returns: "last" as const },
      { training: true, step: 2, lengths: [2, 4, 1] },
    ],
  ])("gradients equal central differences, relative error < 1e-6: %s", (_name, options, pass) => {
    const net = stir(network(recurrent({ cell: minimal, input: 2, hidden: 3, ...options }), { backend: "reference" }));
    const directions = ("bidirectional" in options ? 2 : 1) * ("layers" in options ? 2 : 1);
    const { error, where } = gradientError(net, wave([3, 4, 2], 0.1), weighing(), { ...pass, state: { h: wave([directions, 3, 3], 5) } });
    expect(error, where).toBeLessThan(1e-6);
  });

  it("trains: the mean squared error falls to under a tenth in 100 updates", async () => {
    const inputs = wave([8, 6, 1], 0.3);
    // The value of two steps before.
    const targets = { shape: [8, 6, 1], data: inputs.data.map((_, k) => (k % 6 < 2 ? 0 : inputs.data[k - 2])) };
    const net = sequential([recurrent({ cell: minimal, input: 1, hidden: 12 }), linear({ output: 1 })]);
    const seen: number[] = [];
    await trainer({
      network: net,
      loss: losses.mse(),
      batches: batches({ inputs, targets }),
      epochs: 100,
      optimizer: adam({ learningRate: 0.03 }),
    }).run(({ loss }) => {
      seen.push(loss);
    });
    expect(seen[99]).toBeLessThan(seen[0] / 10);
  });

  it("is recorded under its own gates' names", () => {
    const net = network(recurrent({ cell: minimal, input: 2, hidden: 3 }));
    const [recording] = net.gradients(wave([2, 4, 2], 0.1), weighing(), { record: true }).recordings;
    expect([...recording.gates.keys()]).toEqual(["f", "n"]);
    expect(recording.gates.get("f")?.shape).toEqual([2, 4, 3]);
    expect([...recording.states.keys()]).toEqual(["h"]);
  });

  it("without tools.drop in its step refuses recurrent dropout", () => {
    expect(() => recurrent({ cell: minimal, hidden: 3, recurrentDropout: 0.2 })).toThrow(
      "invalid recurrentDropout: expected 0 for the cell minimal, whose step doesn't apply it, got 0.2",
    );
  });
});
