// One training step as a user runs it: the trainer's loop with forward, MSE on the last output, backward, Adam.
import { losses, network, optimizers, recurrent, trainer } from "memoria";

/** The grid: B×T×I×H. @type {[number, number, number, number][]} */
export const sizes = [
  [32, 50, 1, 32],
  [32, 100, 8, 64],
  [64, 100, 32, 128],
  [1, 100, 8, 64],
];
export const cells = ["rnn", "gru", "lstm"];

/** The middle value. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Seeded-looking numbers between −1 and 1. */
const wave = (n) => Float32Array.from({ length: n }, (_, k) => Math.sin(k * 0.7) * Math.cos(k * k * 0.01));

/** A run that makes steps on the same batch; `next()` makes one. */
export function stepper(cell, [B, T, I, H], backend = "wasm", workers = 1) {
  const net = network(recurrent({ cell, input: I, hidden: H, returns: "last" }), { backend });
  const batch = { inputs: { shape: [B, T, I], data: wave(B * T * I) }, targets: { shape: [B, H], data: wave(B * H) } };
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

/** Milliseconds a step: medians of `chunks` chunks of about `milliseconds` each. */
export async function timeSteps(cell, size, { chunks = 3, milliseconds = 250, backend = "wasm" } = {}) {
  const { next, stop } = stepper(cell, size, backend);
  for (let warm = 0; warm < 3; warm++) await next();
  const times = [];
  for (let chunk = 0; chunk < chunks; chunk++) {
    const start = performance.now();
    let n = 0;
    while (performance.now() - start < milliseconds) {
      await next();
      n++;
    }
    times.push((performance.now() - start) / n);
  }
  await stop();
  return times;
}
