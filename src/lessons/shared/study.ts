/** Training on fresh batches of a made-up problem until a held-out batch is solved, as the claims need it. */
import type { Batch, BatchSource } from "../../batch.ts";
import type { Loss } from "../../loss.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import { trainer } from "../../trainer.ts";

export interface Study {
  readonly network: Network;
  readonly loss: Loss;
  /** Batch `step` of the training. */
  readonly make: (step: number) => Batch;
  /** What nobody trains on. */
  readonly held: Batch;
  /** Updates at most. */
  readonly updates: number;
  /** Held-out loss below which it stops; looked at every `every` updates. Default: never, 50. */
  readonly solved?: number;
  readonly every?: number;
  readonly learningRate?: number;
  readonly signal?: AbortSignal;
}

export interface Studied {
  readonly updates: number;
  /** On the held-out batch, at the end. */
  readonly loss: number;
}

const one = (batch: Batch, fingerprint: string): BatchSource => ({ count: 1, fingerprint, epoch: () => [batch] });

/** Adam, gradient norm at most 1. */
export async function study(given: Study): Promise<Studied> {
  const { network, loss, make, held, updates, solved = 0, every = 50, learningRate = 0.01, signal } = given;
  const batches: BatchSource = {
    count: every,
    fingerprint: "fresh",
    *epoch(_, epoch) {
      for (let k = 0; k < every; k++) yield make((epoch - 1) * every + k);
    },
  };
  const epochs = Math.ceil(updates / every);
  const validation = one(held, "held out");
  const run = trainer({
    network,
    loss,
    optimizer: adam({ learningRate }),
    batches,
    validation,
    epochs,
    patience: epochs,
    clipNorm: 1,
    signal,
  });
  let [steps, last] = [0, Number.NaN];
  for await (const { valLoss, step } of run) {
    steps = step;
    if (valLoss === undefined) continue;
    last = valLoss;
    if (valLoss < solved) break;
  }
  if (signal?.aborted) throw signal.reason;
  // The best of the looks: a net that diverged at its very end learnt it all the same.
  return { updates: steps, loss: last < solved ? last : await run.evaluate(validation) };
}

/** Mean loss on a batch, nothing learnt. */
export const lossOn = (network: Network, loss: Loss, batch: Batch): Promise<number> =>
  trainer({ network, loss, batches: one(batch, "looked at") }).evaluate(one(batch, "looked at"));
