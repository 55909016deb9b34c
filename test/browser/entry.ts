/** What runs in Node and in the browser alike: training with everything random, and our own functions, down to hashes. */
import { type Batch, batches } from "../../src/batch.ts";
import { dropout, linear, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import * as math from "../../src/math.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import { generator } from "../../src/random.ts";
import { schedules } from "../../src/schedules/index.ts";
import { trainer } from "../../src/trainer.ts";

/** FNV-1a over the bytes of numbers. */
function hash(arrays: readonly ArrayBufferView[]): string {
  let h = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    for (let k = 0; k < bytes.length; k++) h = Math.imul(h ^ bytes[k], 0x01000193);
  }
  return (h >>> 0).toString(16);
}

const random = generator(5, "browser data");
const normals = (n: number): Float32Array => Float32Array.from({ length: n }, () => random.normal());

async function train(cell: string): Promise<string> {
  const data: Batch = {
    inputs: { shape: [20, 9, 3], data: normals(540) },
    targets: { shape: [20, 9, 2], data: normals(360) },
    lengths: Array.from({ length: 20 }, (_, row) => 1 + ((row * 7) % 9)),
  };
  const network = sequential(
    [
      recurrent({ cell, input: 3, hidden: 7, layers: 2, bidirectional: true, dropout: 0.3, recurrentDropout: 0.2 }),
      dropout(0.2),
      linear({ output: 2 }),
    ],
    { seed: 11 },
  );
  const run = trainer({
    network,
    loss: losses.mse(),
    optimizer: optimizers.adam({ learningRate: 0.02 }),
    schedule: schedules.cosine({ updates: 30 }),
    batches: batches(data, { size: 6, buckets: 2 }),
    epochs: 8,
  });
  const seen: number[] = [];
  for await (const { loss, gradNorm, learningRate } of run) seen.push(loss, gradNorm, learningRate);
  return `${cell} ${seen.length / 3} updates ${hash([Float64Array.from(seen), ...Object.values(network.stateDict()).map(({ data: weights }) => weights)])}`;
}

/** Each function over numbers of every size and both signs. */
function functions(): string[] {
  const points = Float64Array.from({ length: 20_000 }, (_, k) => {
    const size = math.exp((k / 20_000 - 0.5) * 120) * (1 + 0.37 * (((k * 7919) % 1000) / 1000));
    return k % 2 === 0 ? size : -size;
  });
  const { exp, expm1, log, log1p, sin, cos, tanh, sigmoid, softplus, erf } = math;
  return Object.entries({ exp, expm1, log, log1p, sin, cos, tanh, sigmoid, softplus, erf })
    .map(([name, f]) => `${name} ${hash([points.map((x) => f(x))])}`)
    .concat(
      `pow ${hash([points.map((x, k) => math.pow(Math.abs(x), (k % 37) / 7 - 2.5))])}`,
      `normalQuantile ${hash([points.map((_, k) => math.normalQuantile((k + 0.5) / 20_000))])}`,
    );
}

/** One line a result: the same in every engine. */
export async function everything(): Promise<string[]> {
  return [await train("rnn"), await train("gru"), await train("lstm"), ...functions()];
}
