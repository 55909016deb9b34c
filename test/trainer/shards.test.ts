import { describe, expect, it } from "vitest";
import { checkFinite } from "../../src/batch.ts";
import { losses } from "../../src/losses/index.ts";
import { backward } from "../../src/tensor.ts";
import { Crew } from "../../src/trainer/crew.ts";
import { lossOf } from "../../src/trainer/objective.ts";
import { shardCount, shardOf } from "../../src/trainer/shards.ts";
import { cases } from "./workers.ts";

const how = { training: true, step: 4, keepState: true };

describe("the sum over shards is the whole batch's: loss within 1e-6, gradients within 1e-5 of their largest, states to the bit", () => {
  it.each(Object.entries(cases))("%s", async (_name, { data, net, loss }) => {
    const network = net();
    const objective = { network, loss, seed: 5 };
    const crew = new Crew(objective);
    const { layout } = crew;
    checkFinite(data);
    expect(shardCount(loss, data, layout.size)).toBeGreaterThanOrEqual(4);
    const into = network.workspace().persistent("gradients", layout.size);
    const total = await crew.total({ batch: data }, how, into);
    const sums = network.workspace().memory.reals(into, layout.size).slice();
    network.frame(true, () => {
      const { value, final, counted } = lossOf(objective, { batch: data }, how);
      expect(Math.abs(total.loss / value.item() - 1)).toBeLessThan(1e-6);
      expect(total.counted).toBe(counted);
      for (const [name, state] of final) expect(total.state?.[name]).toEqual(state.values());
      backward(value);
      layout.places.forEach(({ parameter, at }) => {
        const { data: wanted } = parameter.tensor().gradientValues();
        const largest = Math.max(...Array.from(wanted, Math.abs));
        wanted.forEach((x, i) => {
          if (Math.abs(sums[at + i] / total.divisor - x) > 1e-5 * largest) expect(sums[at + i] / total.divisor, parameter.name).toBe(x);
        });
      });
    });
  });
});

describe("shards", () => {
  const batch = (B: number, T: number) => ({
    inputs: { shape: [B, T, 1], data: Array.from({ length: B * T }, (_, k) => k) },
    targets: { shape: [B], data: new Array(B).fill(0) },
  });

  it("are a power of two, at most 8, of 16 rows and 4 million products at least; one where the loss doesn't say how it reduces", () => {
    const counts = [1, 31, 32, 63, 64, 127, 128, 5000].map((B) => shardCount(losses.mse(), batch(B, 1), 1e7));
    expect(counts).toEqual([1, 1, 2, 2, 4, 4, 8, 8]);
    expect([499, 500, 1000, 2000].map((weights) => shardCount(losses.mse(), batch(128, 125), weights))).toEqual([1, 2, 4, 8]);
    expect(shardCount((output) => output, batch(5000, 1), 1e7)).toBe(1);
  });

  it("have every s-th row, with its state", () => {
    const state = { h: { shape: [2, 5, 1], data: Float32Array.from([0, 1, 2, 3, 4, 10, 11, 12, 13, 14]) } };
    const { rows, batch: own, state: part } = shardOf(cases[Object.keys(cases)[0]].net(), { batch: batch(5, 2), state }, 2, 1);
    expect(rows).toEqual([1, 3]);
    expect(Array.from(own.inputs.data)).toEqual([2, 3, 6, 7]);
    expect(part).toEqual({ h: { shape: [2, 2, 1], data: Float32Array.from([1, 3, 11, 13]) } });
  });
});
