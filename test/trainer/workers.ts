/** Nets and data large enough to be cut into shards: what the tests of workers train, in Node and in the browser. */
import { type Batch, batches } from "../../src/batch.ts";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { dropout, embedding, linear, norm, recurrent, sequential } from "../../src/layers/index.ts";
import type { Loss } from "../../src/loss.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network, State } from "../../src/network.ts";
import { generator } from "../../src/random.ts";
import { type Trainer, type TrainerOptions, trainer } from "../../src/trainer.ts";

/** Rows and steps: no number of shards divides the rows. */
export const [B, T] = [131, 12];

interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export function normals(...shape: number[]): Numbers {
  const random = generator(3, `workers ${shape}`);
  return { shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()) };
}
const below = (n: number, ...shape: number[]): Numbers => ({
  shape,
  data: normals(...shape).data.map((x) => Math.floor(Math.abs(x) * 1e4) % n),
});
const lengths = Array.from({ length: B }, (_, row) => 1 + ((row * 7) % T));

export interface Case {
  readonly data: Batch;
  readonly net: () => Network;
  readonly loss: Loss;
  readonly more?: Partial<TrainerOptions>;
}

/** What a batch can hold, each by some net. */
export const cases: Readonly<Record<string, Case>> = {
  "two lstm layers, every kind of dropout, ragged, a target a step": {
    data: { inputs: normals(B, T, 5), targets: normals(B, T, 2), lengths },
    net: () =>
      sequential([
        recurrent({ cell: lstm({ peepholes: true }), input: 5, hidden: 32, layers: 2, dropout: 0.3, recurrentDropout: 0.2 }),
        dropout(0.2),
        norm(),
        linear({ output: 2 }),
      ]),
    loss: losses.huber({ delta: 0.7, reduction: "batch" }),
  },
  "gru in both directions, the last states, quantiles": {
    data: { inputs: normals(B, T, 3), targets: normals(B, 1) },
    net: () => sequential([recurrent({ cell: gru(), input: 3, hidden: 48, bidirectional: true, returns: "last" }), linear({ output: 3 })]),
    loss: losses.quantile({ levels: [0.1, 0.5, 0.9] }),
  },
  "words, their classes, and a mask that leaves out whole rows": {
    data: { inputs: below(40, B, T), targets: below(7, B, T), lengths, mask: { shape: [B], data: Array.from(lengths, (n) => n % 3) } },
    net: () => sequential([embedding({ vocabulary: 40, output: 24 }), recurrent({ cell: "lstm", hidden: 48 }), linear({ output: 7 })]),
    loss: losses.crossEntropy(),
  },
  "truncated backpropagation, the state carried from batch to batch": {
    data: { inputs: normals(B - 3, 2 * T, 4), targets: normals(B - 3, 2 * T, 1) },
    net: () => sequential([recurrent({ cell: rnn(), input: 4, hidden: 96, layers: 2 }), linear({ output: 1 })]),
    loss: losses.mse({ reduction: "sum" }),
    more: { truncate: T, carryState: true },
  },
};

/** A run: 2 epochs, its validation the same data in one batch. */
export function start({ data, net, loss, more = {} }: Case, own: Partial<TrainerOptions> = {}): Trainer {
  const carried = more.carryState === true;
  return trainer({
    network: net(),
    loss,
    batches: batches(data, carried ? { size: 64, shuffle: false } : { size: 70, buckets: 2 }),
    validation: batches(data, { size: 64, shuffle: false }),
    epochs: 2,
    ...more,
    ...own,
  });
}

/** A short name of arrays' bits (FNV-1a): whole ones make differences that take minutes to print. */
function digest(state: State): string {
  let hash = 0x811c9dc5;
  for (const { data } of Object.values(state)) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    for (let k = 0; k < bytes.length; k++) hash = Math.imul(hash ^ bytes[k], 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

/** Everything that a run gives: losses and norms, and the bits of the weights and of what it would go on from. */
export async function outcome(run: Trainer): Promise<{ seen: unknown[]; weights: string; snapshot: string }> {
  const seen: unknown[] = [];
  for await (const { loss, valLoss, gradNorm } of run) seen.push([loss, valLoss, gradNorm]);
  return { seen, weights: digest(run.options.network.stateDict()), snapshot: digest(run.snapshot().tensors) };
}
