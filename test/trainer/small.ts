/** A small net and its data: what the trainer's tests train. */
import { type Batch, type BatchSource, batches } from "../../src/batch.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import { mse } from "../../src/losses/index.ts";
import type { Network, State } from "../../src/network.ts";
import { type Progress, type Trainer, type TrainerOptions, trainer } from "../../src/trainer.ts";
import { wave } from "../helpers/differences.ts";

/** 12 rows, 5 steps, 2 features; one target a row. */
export const rows = (phase = 0): Batch => ({ inputs: wave([12, 5, 2], phase), targets: wave([12, 1], phase + 1) });

/** 4 rows, 8 steps, 1 feature; a target a step. */
export const steps = (phase = 0): Batch => ({ inputs: wave([4, 8, 1], phase), targets: wave([4, 8, 1], phase + 1) });

export const network = (more: { cell?: string; input?: number; returns?: "last" | "sequence"; seed?: number } = {}): Network => {
  const { cell = "gru", input = 2, returns = "last", seed = 1 } = more;
  return sequential([recurrent({ cell, input, hidden: 4, returns }), linear({ output: 1 })], { seed });
};

/** 3 batches an epoch, 2 epochs, MSE, Adam. */
export const start = (more: Partial<TrainerOptions> = {}): Trainer =>
  trainer({ network: network(), loss: mse(), batches: batches(rows(), { size: 4 }), epochs: 2, ...more });

/** A run over sequences of 8 steps with a target each, in order. */
export const startSteps = (more: Partial<TrainerOptions> = {}): Trainer =>
  start({ network: network({ input: 1, returns: "sequence" }), batches: batches(steps(), { size: 4, shuffle: false }), ...more });

export async function all(run: Trainer): Promise<Progress[]> {
  const list: Progress[] = [];
  for await (const progress of run) list.push(progress);
  return list;
}

/** No rate for anybody: losses and states without learning. */
export const still = [{ match: /./, learningRate: 0 }];

export const weightsOf = (run: Trainer): State => run.options.network.stateDict();

/** A source of the given batches, that tells when each is taken. */
export const told = (list: readonly Batch[], tell: (index: number) => void): BatchSource => ({
  count: list.length,
  fingerprint: "told",
  *epoch() {
    for (const [index, batch] of list.entries()) {
      tell(index);
      yield batch;
    }
  },
});
