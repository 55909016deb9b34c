/** Training on fresh batches of a made-up problem until it's solved: what the learning tests share. */
import type { BatchSource } from "../../src/batch.ts";
import type { ProblemBatch } from "../../src/dataset.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import type { Loss } from "../../src/loss.ts";
import type { Network } from "../../src/network.ts";
import { adam } from "../../src/optimizers/index.ts";
import { trainer } from "../../src/trainer.ts";

export interface Study {
  readonly cell: "rnn" | "gru" | "lstm";
  readonly hidden: number;
  readonly learningRate: number;
  readonly returns: "sequence" | "last";
  readonly loss: Loss;
  /** Features in and out. */
  readonly features: readonly [number, number];
  /** Batch `step` of a seed; 32 rows unless told otherwise. */
  readonly make: (seed: number, step: number, batch: number) => ProblemBatch;
  /** What nobody trains on. */
  readonly held: ProblemBatch;
  /** Held-out loss below which it stops. */
  readonly solved: number;
  /** Updates between looks at the held-out batch. Default 100. */
  readonly every?: number;
  readonly updates?: number;
  readonly seed?: number;
}

export interface Learnt {
  readonly network: Network;
  readonly updates: number;
  /** Held-out loss at each look, and the last. */
  readonly losses: readonly number[];
  readonly loss: number;
}

/** Train for at most 4,000 updates, B 32, Adam, gradient norm at most 1; stop when solved. */
export async function learn(study: Study): Promise<Learnt> {
  const { cell, hidden, learningRate, returns, loss, features, make, held, solved, every = 100, updates = 4000, seed = 1 } = study;
  const network = sequential([recurrent({ cell, input: features[0], hidden, returns }), linear({ output: features[1] })], { seed });
  const batches: BatchSource = {
    count: every,
    fingerprint: "fresh",
    *epoch(own, epoch) {
      for (let k = 0; k < every; k++) yield make(own, (epoch - 1) * every + k, 32);
    },
  };
  const validation: BatchSource = { count: 1, fingerprint: "held out", epoch: () => [held] };
  const epochs = Math.ceil(updates / every);
  const run = trainer({ network, loss, optimizer: adam({ learningRate }), batches, validation, epochs, patience: epochs, clipNorm: 1 });
  const losses: number[] = [];
  let steps = 0;
  for await (const { valLoss, step } of run) {
    steps = step;
    if (valLoss === undefined) continue;
    losses.push(valLoss);
    if (valLoss < solved) break;
  }
  if (process.env.LEARNING_REPORT) console.log(cell, steps, losses.map((value) => value.toFixed(4)).join(" "), run.result?.reason);
  return { network, updates: steps, losses, loss: losses[losses.length - 1] };
}
