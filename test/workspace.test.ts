import { describe, expect, it } from "vitest";
import { backendByName } from "../src/backends/index.ts";
import { batches } from "../src/batch.ts";
import { linear, recurrent, sequential } from "../src/layers/index.ts";
import { losses } from "../src/losses/index.ts";
import { trainer } from "../src/trainer.ts";
import { Workspace } from "../src/workspace.ts";

const inputs = { shape: [4, 3, 1], data: Float32Array.from({ length: 12 }, (_, k) => Math.sin(k)) };
const targets = { shape: [4, 3, 1], data: Float32Array.from({ length: 12 }, (_, k) => Math.cos(k)) };
const make = (seed: number) => sequential([recurrent({ cell: "gru", input: 1, hidden: 3 + (seed % 4) }), linear({ output: 1 })], { seed });
const run = (network: ReturnType<typeof make>, epochs: number) =>
  trainer({ network, loss: losses.mse(), batches: batches({ inputs, targets }), epochs });

describe("the pool of workspaces", () => {
  it("more networks than memories: each keeps its weights when another takes its memory over", () => {
    const networks = Array.from({ length: 20 }, (_, seed) => make(seed));
    const first = networks.map((network) => network.forward(inputs).output);
    expect(new Set(networks.map((network) => network.workspace())).size).toBeLessThanOrEqual(8);
    networks.forEach((network, k) => {
      expect(network.forward(inputs).output).toEqual(first[k]);
    });
  });

  it("weights trained in a memory come home when it goes to another network", async () => {
    const network = make(1);
    await run(network, 3).run();
    const { output } = network.forward(inputs);
    const weights = network.stateDict();
    for (let seed = 0; seed < 20; seed++) make(seed).forward(inputs);
    expect(network.stateDict()).toEqual(weights);
    expect(network.forward(inputs).output).toEqual(output);
  });

  it("a network in training keeps its memory, whatever else is used meanwhile, to the bit", async () => {
    const alone = make(2);
    await run(alone, 6).run();
    const disturbed = make(2);
    for await (const { step } of run(disturbed, 6)) {
      for (let seed = 0; seed < 12; seed++) make(seed + step).forward(inputs);
      disturbed.forward(inputs);
    }
    expect(disturbed.stateDict()).toEqual(alone.stateDict());
  });

  it("a second run starts with a fresh optimizer: the same bits as on a network that holds the same weights", async () => {
    const twice = make(3);
    await run(twice, 2).run();
    const copy = make(3);
    copy.loadStateDict(twice.stateDict());
    await run(twice, 2).run();
    await run(copy, 2).run();
    expect(twice.stateDict()).toEqual(copy.stateDict());
  });
});

describe.each(["reference", "wasm"])("the arena of a workspace: %s", (backend) => {
  it("a step's memory is the next one's: as many bytes after 2 steps as after 1000, steps inside steps too", () => {
    const workspace = new Workspace(backendByName(backend));
    const step = (): void =>
      workspace.run(true, () => {
        workspace.allocate(10_000);
        workspace.run(false, () => workspace.zeros(20_000));
        workspace.integers([1, 2, 3]);
      });
    step();
    step();
    const { bytes } = workspace;
    for (let k = 2; k < 1000; k++) step();
    expect(workspace.bytes).toBe(bytes);
  });

  it("a step that throws gives its memory back", () => {
    const workspace = new Workspace(backendByName(backend));
    const place = (): number => workspace.run(true, () => workspace.allocate(10_000));
    const first = place();
    expect(() =>
      workspace.run(true, () => {
        workspace.allocate(50_000);
        throw new Error("enough");
      }),
    ).toThrow("enough");
    expect(place()).toBe(first);
  });
});
