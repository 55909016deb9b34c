import { describe, expect, it } from "vitest";
import { batches } from "../src/batch.ts";
import { gru, lstm } from "../src/cells/index.ts";
import { dropout, linear, recurrent, sequential } from "../src/layers/index.ts";
import { losses } from "../src/losses/index.ts";
import type { Network } from "../src/network.ts";
import { adam } from "../src/optimizers/index.ts";
import { trainer } from "../src/trainer.ts";
import { wave, weighing } from "./helpers/differences.ts";

/** Bytes that live objects take after a full collection. */
function heap(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error("run with --expose-gc");
  // Weak references and finalizers need a second round.
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}
const megabyte = 2 ** 20;
const [B, T, I] = [4, 5, 2];
const inputs = wave([B, T, I], 0.1);
const lengths = [3, 5, 1, 4];
const fused = (): Network =>
  sequential([recurrent({ cell: "gru", input: I, hidden: 4, recurrentDropout: 0.2 }), dropout(0.2), linear({ output: 1 })]);
const equations = (): Network =>
  sequential([recurrent({ cell: lstm({ layerNorm: true }), input: I, hidden: 3, bidirectional: true }), linear({ output: 1 })]);

describe("memory doesn't grow: wasm bytes equal from the second step on, JS heap within 2 MB after gc", () => {
  it.each([
    ["10,000 updates of a fused net, ragged, with dropout and clipping", fused, 10_000],
    ["500 updates by the equations, both directions", equations, 500],
  ] as const)("%s", async (_name, make, updates) => {
    const network = make();
    const source = batches({ inputs, targets: wave([B, T, 1], 0.7), lengths }, { size: B });
    const run = trainer({ network, loss: losses.mse(), optimizer: adam({ learningRate: 1e-4 }), batches: source, epochs: updates });
    let start = { bytes: 0, heap: 0 };
    for await (const { step } of run) if (step === 2) start = { bytes: network.workspace().bytes, heap: heap() };
    expect(run.result).toMatchObject({ reason: "finished", steps: updates });
    expect(start.bytes).toBeGreaterThan(0);
    expect(network.workspace().bytes).toBe(start.bytes);
    expect(heap() - start.heap).toBeLessThan(2 * megabyte);
  });

  it("300 updates by 2 workers", async () => {
    const data = { inputs: wave([32, 20, 4], 0.1), targets: wave([32, 20, 1], 0.7) };
    const network = sequential([recurrent({ cell: "lstm", input: 4, hidden: 56 }), linear({ output: 1 })]);
    const run = trainer({ network, loss: losses.mse(), batches: batches(data, { size: 32 }), epochs: 300, workers: 2 });
    let start = { bytes: 0, heap: 0, arrays: 0 };
    const now = () => ({ bytes: network.workspace().bytes, heap: heap(), arrays: process.memoryUsage().arrayBuffers });
    let end = start;
    for await (const { step } of run) {
      if (step === 20) start = now();
      if (step === 300) end = now();
    }
    expect(end.bytes).toBe(start.bytes);
    expect(end.heap - start.heap).toBeLessThan(2 * megabyte);
    expect(end.arrays - start.arrays).toBeLessThan(megabyte);
  });

  it("2,000 passes: gradients recorded, forward, single steps with the state kept", () => {
    const network = sequential([recurrent({ cell: gru({ reset: "before" }), input: I, hidden: 3 }), linear({ output: 1 })]);
    let state = {};
    const pass = (): void => {
      network.gradients(inputs, weighing(), { lengths, record: true });
      network.forward(inputs, { lengths });
      ({ state } = network.step([[0.1, 0.2]], state));
    };
    pass();
    pass();
    const start = { bytes: network.workspace().bytes, heap: heap() };
    for (let k = 0; k < 2000; k++) pass();
    expect(network.workspace().bytes).toBe(start.bytes);
    expect(heap() - start.heap).toBeLessThan(2 * megabyte);
  });

  it("a step that fails half-way gives its memory back", () => {
    const network = fused();
    const fail = (): void => {
      expect(() =>
        network.gradients(inputs, () => {
          throw new Error("half-way");
        }),
      ).toThrow("half-way");
    };
    fail();
    fail();
    const { bytes } = network.workspace();
    for (let k = 0; k < 200; k++) fail();
    expect(network.workspace().bytes).toBe(bytes);
  });

  it("200 networks made, used and dropped take the memory of eight, and their weights go with them", async () => {
    const use = (seed: number): void => {
      sequential([recurrent({ cell: "gru", input: I, hidden: 32 }), linear({ output: 1 })], { seed }).forward(inputs);
    };
    for (let seed = 0; seed < 20; seed++) use(seed);
    // Weak references hold what they were asked for until the turn ends.
    const turn = (): Promise<void> => new Promise((done) => setTimeout(done));
    await turn();
    const start = { heap: heap(), buffers: process.memoryUsage().arrayBuffers };
    for (let seed = 0; seed < 180; seed++) use(seed);
    await turn();
    expect(heap() - start.heap).toBeLessThan(2 * megabyte);
    expect(process.memoryUsage().arrayBuffers - start.buffers).toBeLessThan(2 * megabyte);
  });
});
