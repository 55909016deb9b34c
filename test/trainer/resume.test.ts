import { describe, expect, it } from "vitest";
import { type Batch, batches } from "../../src/batch.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/checkpoint.ts";
import { dropout, linear, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { schedules } from "../../src/schedules/index.ts";
import { type Progress, type Trainer, type TrainerOptions, trainer } from "../../src/trainer.ts";

const wave = (n: number, phase: number) => Float32Array.from({ length: n }, (_, k) => Math.sin(1.3 * k + phase) * Math.cos(0.1 * k * k));
const data: Batch = {
  inputs: { shape: [7, 6, 2], data: wave(84, 0) },
  targets: { shape: [7, 6, 1], data: wave(42, 1) },
  lengths: [6, 3, 5, 6, 1, 4, 2],
};
const validation: Batch = { inputs: { shape: [3, 6, 2], data: wave(36, 2) }, targets: { shape: [3, 6, 1], data: wave(18, 3) } };

const network = () =>
  sequential(
    [recurrent({ cell: "lstm", input: 2, hidden: 4, layers: 2, dropout: 0.2, recurrentDropout: 0.2 }), dropout(0.1), linear({ output: 1 })],
    { seed: 3 },
  );

const variants: Record<string, () => Partial<TrainerOptions>> = {
  "Adam with a cosine schedule": () => ({ schedule: schedules.warmup({ updates: 2, next: schedules.cosine({ updates: 12 }) }) }),
  "early stopping and a plateau": () => ({
    validation: batches(validation, { size: 2, shuffle: false }),
    patience: 2,
    epochs: 6,
    schedule: schedules.plateau({ patience: 0, factor: 0.5 }),
    optimizer: optimizers.adam({ learningRate: 0.2, amsgrad: true }),
  }),
  "truncated BPTT with carried state": () => ({
    truncate: 2,
    carryState: false,
    optimizer: optimizers.rmsprop({ momentum: 0.5, centered: true }),
  }),
  "state carried from batch to batch": () => ({
    carryState: true,
    batches: batches({ ...data, lengths: undefined }, { size: 1, shuffle: false }),
    optimizer: optimizers.sgd({ momentum: 0.9, nesterov: true }),
  }),
};

const start = (variant: string, more: Partial<TrainerOptions> = {}): Trainer =>
  trainer({
    network: network(),
    loss: losses.huber(),
    batches: batches(data, { size: 3, buckets: 1 }),
    epochs: 3,
    ...variants[variant](),
    ...more,
  });

/** What a person sees, without the clock. */
const seen = ({ seconds: _, secondsLeft: __, ...rest }: Progress) => rest;

async function finish(run: Trainer): Promise<{ progress: object[]; weights: object; reason: string | undefined; snapshot: object }> {
  const progress: object[] = [];
  for await (const step of run) progress.push(seen(step));
  const { seconds: _, ...result } = run.result ?? { seconds: 0, reason: undefined };
  return { progress, weights: run.options.network.stateDict(), reason: JSON.stringify(result), snapshot: run.snapshot() };
}

describe("a run stopped at any update and resumed gives the bits of the run that wasn't", () => {
  it.each(Object.keys(variants))("%s", async (variant) => {
    const whole = await finish(start(variant));
    expect(whole.progress.length).toBeGreaterThan(2);
    for (let stop = 1; stop < whole.progress.length; stop++) {
      const first = start(variant);
      let bytes = new Uint8Array();
      for await (const { step } of first) {
        if (step < stop) continue;
        bytes = encodeCheckpoint(first.snapshot());
        break;
      }
      const second = start(variant);
      second.restore(decodeCheckpoint(bytes, "checkpoint"));
      const rest = await finish(second);
      expect(rest.progress, `stopped at ${stop}`).toEqual(whole.progress.slice(stop));
      expect(rest.weights, `stopped at ${stop}`).toEqual(whole.weights);
      expect(rest.reason, `stopped at ${stop}`).toEqual(whole.reason);
      expect(rest.snapshot, `stopped at ${stop}`).toEqual(whole.snapshot);
    }
  });

  it("a run that ended by early stopping, resumed from its last update, ends at once with the same weights", async () => {
    const run = start("early stopping and a plateau");
    let bytes = new Uint8Array();
    for await (const _ of run) bytes = encodeCheckpoint(run.snapshot());
    expect(run.result?.reason).toBe("early-stopping");
    const again = start("early stopping and a plateau");
    again.restore(decodeCheckpoint(bytes, "checkpoint"));
    const { progress, weights } = await finish(again);
    expect(progress).toEqual([]);
    expect(again.result?.reason).toBe("early-stopping");
    expect(weights).toEqual(run.options.network.stateDict());
  });
});

describe("a checkpoint of another run is refused, naming what differs", () => {
  const variant = "Adam with a cosine schedule";
  it.each([
    ["data", { batches: batches({ ...data, inputs: { shape: [7, 6, 2], data: wave(84, 9) } }, { size: 3, buckets: 1 }) }],
    ["data", { batches: batches(data, { size: 2, buckets: 1 }) }],
    ["optimizer", { optimizer: optimizers.sgd() }],
    ["optimizer", { optimizer: optimizers.adam({ learningRate: 0.1 }) }],
    ["network", { network: sequential([recurrent({ cell: "gru", input: 2, hidden: 4 }), linear({ output: 1 })]) }],
    ["seed", { seed: 9 }],
    ["clip", { clipNorm: 5 }],
    ["truncate", { truncate: 3 }],
  ])("%s", async (what, more) => {
    const first = start(variant);
    let snapshot = first.snapshot();
    for await (const _ of first) {
      snapshot = first.snapshot();
      break;
    }
    expect(() => start(variant, more).restore(snapshot)).toThrow(`resume: ${what}: expected`);
  });
});
