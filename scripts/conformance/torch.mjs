// PyTorch: weights as they are. Only forward, one layer: what candle's own tests have.
import { activationOptions } from "./activations.mjs";
import { at, build } from "./tensor.mjs";
import { need } from "./unsupported.mjs";

const usual = { rnn: [["tanh"], ["relu"]], gru: [["sigmoid", "tanh"]], lstm: [["sigmoid", "tanh", "tanh"]] };

/** A PyTorch case as a task (see `task.mjs`). */
export function torch({ cell, options, weights, inputs, state0 }) {
  need(options.direction === "forward" && options.num_layers === 1, `${options.num_layers} layers, ${options.direction}`);
  const list = options.activations;
  need(!list || usual[cell].some((names) => names.join() === list.join()), `activations ${list}`);
  const { x } = inputs;
  const [T, B, I] = x.shape;
  return {
    cell: { kind: cell, ...activationOptions(cell, { activations: list }, 1) },
    input: I,
    hidden: options.hidden_size,
    bidirectional: false,
    weights,
    x: build([B, T, I], (b, t, i) => at(x, t, b, i)),
    lengths: inputs.seq_lens ?? undefined,
    state: state0 ?? {},
    calls: 1,
    results: ({ output, state }) => ({
      y: build([T, B, output.shape[2]], (t, b, j) => at(output, b, t, j)),
      h_n: state.h,
      ...(state.c ? { c_n: state.c } : {}),
    }),
  };
}
