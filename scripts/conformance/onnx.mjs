// ONNX and WebNN: W [dir, G·H, I], R [dir, G·H, H], two biases, P [dir, 3H]; y [T, dir, B, H], h_n [dir, B, H]. WebNN has its
// arrays under other names, its gate order in the case, and cells of one step without time and direction.
import { activationOptions } from "./activations.mjs";
import { fedSteps, gatherSteps, scatterSteps } from "./steps.mjs";
import { at, build, wrap } from "./tensor.mjs";
import { need } from "./unsupported.mjs";
import { onnxGates, onnxPeepholes, stateDict } from "./weights.mjs";

/** An ONNX case as a task (see `task.mjs`). */
export function onnx({ cell, options, weights: { W, R, B, P }, inputs, state0 }) {
  const rows = R.shape[1];
  const take = {
    input: (d, row, i) => at(W, d, row, i),
    recurrent: (d, row, j) => at(R, d, row, j),
    inputBias: B && ((d, row) => at(B, d, row)),
    recurrentBias: B && ((d, row) => at(B, d, rows + row)),
    peephole: P && ((d, row) => at(P, d, row)),
  };
  return sequenceTask({
    cell,
    options,
    take,
    gates: onnxGates[cell],
    x: inputs.x,
    lengths: inputs.seq_lens,
    state0,
    batchFirst: options.layout === "BTI",
  });
}

/** A WebNN case as a task. */
export function webnn({ cell, options, weights, inputs, state0 }) {
  const single = options.layout === "BI (one step)";
  const lift = (tensor) => (tensor && single ? wrap(tensor) : tensor);
  const [W, R, inputBias, recurrentBias, P] = ["weight", "recurrentWeight", "bias", "recurrentBias", "peepholeWeight"].map((name) =>
    lift(weights[name]),
  );
  const take = {
    input: (d, row, i) => at(W, d, row, i),
    recurrent: (d, row, j) => at(R, d, row, j),
    inputBias: inputBias && ((d, row) => at(inputBias, d, row)),
    recurrentBias: recurrentBias && ((d, row) => at(recurrentBias, d, row)),
    peephole: P && ((d, row) => at(P, d, row)),
  };
  const states = Object.fromEntries(Object.entries(state0 ?? {}).map(([name, state]) => [name, lift(state)]));
  const task = sequenceTask({
    cell,
    options,
    take,
    gates: options.gate_layout,
    x: lift(inputs.x),
    lengths: inputs.seq_lens,
    state0: states,
    batchFirst: false,
  });
  if (!single) return task;
  const drop = ({ shape, data }) => ({ shape: shape.slice(1), data });
  return {
    ...task,
    results: (pass) => Object.fromEntries(Object.entries(task.results(pass)).map(([name, tensor]) => [name, drop(tensor)])),
  };
}

const directionsOf = { forward: 1, reverse: 1, backward: 1, bidirectional: 2, both: 2 };

function sequenceTask({ cell, options, take, gates, x, lengths, state0, batchFirst }) {
  const { direction, hidden_size: H, linear_before_reset: after } = options;
  const directions = directionsOf[direction];
  need(directions !== undefined, `direction ${direction}`);
  const own = batchFirst ? x : build([x.shape[1], x.shape[0], x.shape[2]], (b, t, i) => at(x, t, b, i));
  const [B, T, I] = own.shape;
  // One direction from the end: our layer runs forward over each row turned round inside its length.
  const reverse = direction === "reverse" || direction === "backward";
  const steps = fedSteps({ B, T, lengths, reverse });
  const swap = (state) => (batchFirst ? build([directions, B, H], (d, b, j) => at(state, b, d, j)) : state);
  const swapBack = (state) => (batchFirst ? build([B, directions, H], (b, d, j) => at(state, d, b, j)) : state);
  return {
    cell: {
      kind: cell,
      ...(cell === "gru" ? { reset: after ? "after" : "before" } : {}),
      ...(take.peephole ? { peepholes: true } : {}),
      ...activationOptions(cell, options, directions),
    },
    input: I,
    hidden: H,
    bidirectional: directions === 2,
    weights: stateDict({ cell, gates, peepholes: onnxPeepholes, input: I, hidden: H, directions, take }),
    x: gatherSteps(own, steps),
    lengths: lengths ?? undefined,
    state: Object.fromEntries(Object.entries(state0 ?? {}).map(([name, state]) => [name, swap(state)])),
    calls: 1,
    results({ output, state }) {
      const y = scatterSteps(output, steps, { repeat: false, reverse });
      const shaped = batchFirst
        ? build([B, T, directions, H], (b, t, d, j) => at(y, b, t, d * H + j))
        : build([T, directions, B, H], (t, d, b, j) => at(y, b, t, d * H + j));
      return { y: shaped, h_n: swapBack(state.h), ...(state.c ? { c_n: swapBack(state.c) } : {}) };
    },
  };
}
