// memoria's side of a comparison: a training step, a pass over whole sequences, or one step of a stream.
import * as memoria from "memoria";
import { decode, decodeWeights, serve } from "./serve.mjs";

const { gru, linear, losses, network, optimizers, recurrent, rnn, sequential, trainer } = memoria;
const [version] = [(await import("../package.json", { with: { type: "json" } })).default.version];

function cellOf({ cell, reset, activation }) {
  if (cell === "gru" && reset !== undefined) return gru({ reset });
  return cell === "rnn" && activation !== undefined ? rnn({ activation }) : cell;
}

/** An endless source of one batch. */
const repeated = (batch) => ({
  fingerprint: "bench",
  *epoch() {
    for (;;) yield batch;
  },
});

function train(request) {
  const { size, backend, workers = 1, optimizer = "adam", optimizerOptions = { learningRate: 1e-3 } } = request;
  const [B, T, I, H] = size;
  const net = network(recurrent({ cell: cellOf(request), input: I, hidden: H, returns: "last" }), { backend });
  net.loadStateDict(decodeWeights(request.weights));
  const x = { shape: [B, T, I], data: decode(request.x) };
  const y = { shape: [B, H], data: decode(request.y) };
  const loss = losses.mse();
  const batch = { inputs: x, targets: y, ...(request.lengths ? { lengths: Int32Array.from(request.lengths) } : {}) };
  const make = optimizers[optimizer];
  const run = trainer({
    network: net,
    loss,
    optimizer: make(optimizerOptions),
    batches: repeated(batch),
    clipNorm: Number.POSITIVE_INFINITY,
    ...(workers > 1 ? { workers } : {}),
  });
  const steps = run[Symbol.asyncIterator]();
  return {
    check() {
      const { loss: value, parameters } = net.gradients(x, (output) => loss(output, memoria.constant(y)), {
        lengths: request.lengths,
      });
      return { loss: [value], ...Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data])) };
    },
    step: () => steps.next(),
    close: () => steps.return?.(undefined),
  };
}

/** A training step on one sequence whose next value is each step's target. */
function next(request) {
  const [, T, I, H] = request.size;
  const net = sequential([recurrent({ cell: cellOf(request), input: I, hidden: H }), linear({ output: I })], { backend: request.backend });
  const { head, headBias, ...own } = decodeWeights(request.weights);
  const inner = Object.fromEntries(Object.entries(own).map(([name, values]) => [`0.${name}`, values]));
  net.loadStateDict({ ...inner, "1.weight": head, "1.bias": headBias });
  const x = decode(request.x);
  const batch = {
    inputs: { shape: [1, T - 1, I], data: x.subarray(0, (T - 1) * I) },
    targets: { shape: [1, T - 1, I], data: x.subarray(I) },
  };
  const optimizer = optimizers.rmsprop({ learningRate: 1e-3 });
  const run = trainer({ network: net, loss: losses.mse(), optimizer, batches: repeated(batch), clipNorm: Number.POSITIVE_INFINITY });
  const steps = run[Symbol.asyncIterator]();
  return {
    check: () => ({ output: net.forward({ shape: [1, T, I], data: x }).output.data.slice(-I) }),
    step: () => steps.next(),
    close: () => steps.return?.(undefined),
  };
}

function infer(request) {
  const [B, T, I, H] = request.size;
  const net = network(recurrent({ cell: cellOf(request), input: I, hidden: H }), { backend: request.backend });
  net.loadStateDict(decodeWeights(request.weights));
  const x = { shape: [B, T, I], data: decode(request.x) };
  return {
    check: () => ({ output: net.forward(x).output.data }),
    step() {
      net.forward(x);
    },
  };
}

/** A stream: each step starts from the state that the one before gave. */
function stream(request) {
  const [B, T, I, H] = request.size;
  const net = network(recurrent({ cell: cellOf(request), input: I, hidden: H }), { backend: request.backend });
  net.loadStateDict(decodeWeights(request.weights));
  const all = decode(request.x);
  const xs = Array.from({ length: T }, (_, t) => ({
    shape: [B, I],
    data: Float32Array.from({ length: B * I }, (_, k) => all[(Math.floor(k / I) * T + t) * I + (k % I)]),
  }));
  let state = {};
  let t = 0;
  return {
    check() {
      let now = {};
      let last;
      for (const x of xs) {
        last = net.step(x, now);
        now = last.state;
      }
      return { output: last.output.data };
    },
    step() {
      ({ state } = net.step(xs[t], state));
      t = (t + 1) % T;
    },
  };
}

await serve({ version: `memoria ${version}`, open: (request) => ({ train, next, infer, stream })[request.work](request) });
