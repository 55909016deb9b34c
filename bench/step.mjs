// Training steps of memoria in this process: the trainer's loop with forward, MSE on the last output, backward, Adam.
import { losses, network, optimizers, recurrent, trainer } from "memoria";
import { numbers } from "./side.mjs";

/**
 * A run that makes steps on the same batch; `next()` makes one.
 * @param {string} cell
 * @param {number[]} size B×T×I×H
 */
export function stepper(cell, [B, T, I, H], backend = "wasm", workers = 1) {
  const net = network(recurrent({ cell, input: I, hidden: H, returns: "last" }), { backend });
  const batch = {
    inputs: { shape: [B, T, I], data: numbers(B * T * I, 11) },
    targets: { shape: [B, H], data: numbers(B * H, 12) },
  };
  const batches = {
    fingerprint: "bench",
    *epoch() {
      for (;;) yield batch;
    },
  };
  const run = trainer({
    network: net,
    loss: losses.mse(),
    optimizer: optimizers.adam({ learningRate: 1e-3 }),
    batches,
    clipNorm: Number.POSITIVE_INFINITY,
    workers,
  });
  const iterator = run[Symbol.asyncIterator]();
  return { next: () => iterator.next(), stop: () => iterator.return(), network: net };
}
