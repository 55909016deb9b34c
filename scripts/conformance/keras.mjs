// Keras: kernel [I, G·H], recurrent_kernel [H, G·H]; one bias [G·H], or [2, 3H] for a GRU with the reset after. Masked steps keep
// the state and repeat the last output; go_backwards leaves the sequence reversed, Bidirectional turns its half round again.
import { activationOptions } from "./activations.mjs";
import { fedSteps, gatherSteps, scatterSteps } from "./steps.mjs";
import { at, build, wrap } from "./tensor.mjs";
import { need } from "./unsupported.mjs";
import { kerasGates, stateDict } from "./weights.mjs";

/** A Keras case as a task (see `task.mjs`). */
export function keras({ cell, options, weights, inputs, state0 }) {
  const both = options.direction === "bidirectional";
  need(both || options.direction === "forward", `direction ${options.direction}`);
  const sides = both ? [weights.forward, weights.backward] : [weights];
  const [B, T, I] = inputs.x.shape;
  const H = options.hidden_size;
  const reverse = options.go_backwards;
  need(!(both && reverse), "Bidirectional around go_backwards");
  // Masked steps are left out: each row becomes its real steps and a length.
  const mask = inputs.mask ?? undefined;
  const steps = fedSteps({ B, T, mask, reverse });
  const initial = both ? [state0?.forward, state0?.backward] : [state0];
  const names = Object.keys(initial[0] ?? {});
  return {
    cell: {
      kind: cell,
      ...(cell === "gru" ? { reset: options.reset_after ? "after" : "before" } : {}),
      ...activationsOf(cell, options),
    },
    input: I,
    hidden: H,
    bidirectional: both,
    weights: stateDict({ cell, gates: kerasGates[cell], input: I, hidden: H, directions: sides.length, take: take(sides) }),
    x: gatherSteps(inputs.x, steps),
    lengths: mask && steps.map((fed) => fed.length),
    state: Object.fromEntries(names.map((name) => [name, build([sides.length, B, H], (d, b, j) => at(initial[d][name], b, j))])),
    calls: options.stateful_calls,
    results: ({ output, state }) => {
      const halves = sides.map((_, d) => half(d, { output, state, options, steps, both }));
      return { ...merged(halves, options.merge_mode, both), ...finals(state, both) };
    },
  };
}

const activationsOf = (cell, { activation, recurrent_activation: gates }) =>
  activationOptions(cell, { activations: { rnn: [activation], gru: [gates, activation], lstm: [gates, activation, activation] }[cell] }, 1);

function take(sides) {
  const rows = sides.map(({ bias }) => bias && (bias.shape.length === 1 ? wrap(bias) : bias));
  return {
    input: (d, row, i) => at(sides[d].kernel, i, row),
    recurrent: (d, row, j) => at(sides[d].recurrent_kernel, j, row),
    inputBias: rows[0] && ((d, row) => at(rows[d], 0, row)),
    recurrentBias: rows[0]?.shape[0] === 2 ? (d, row) => at(rows[d], 1, row) : undefined,
  };
}

/** What one direction gives: [B, H], or [B, T, H] with return_sequences. */
function half(d, { output, state, options, steps, both }) {
  const [, B, H] = state.h.shape;
  if (!options.return_sequences) return build([B, H], (b, j) => at(state.h, d, b, j));
  const own = build([B, output.shape[1], H], (b, t, j) => at(output, b, t, d * H + j));
  const reverse = both ? d === 1 : options.go_backwards;
  const placed = scatterSteps(own, steps, { repeat: !options.zero_output_for_mask, reverse });
  const [, T] = placed.shape;
  return options.go_backwards ? build(placed.shape, (b, t, j) => at(placed, b, T - 1 - t, j)) : placed;
}

const merges = {
  sum: (a, b) => a + b,
  mul: (a, b) => a * b,
  ave: (a, b) => (a + b) / 2,
};

function merged(halves, mode, both) {
  if (!both) return { output: halves[0] };
  const [forward, backward] = halves;
  if (mode === null) return { output_forward: forward, output_backward: backward };
  if (mode === "concat") {
    const H = forward.shape.at(-1);
    const shape = [...forward.shape.slice(0, -1), 2 * H];
    return { output: build(shape, (...index) => at(index.at(-1) < H ? forward : backward, ...index.slice(0, -1), index.at(-1) % H)) };
  }
  need(merges[mode] !== undefined, `merge_mode ${mode}`);
  return { output: build(forward.shape, (...index) => merges[mode](at(forward, ...index), at(backward, ...index))) };
}

function finals(state, both) {
  const take = (name, d) => build(state[name].shape.slice(1), (b, j) => at(state[name], d, b, j));
  const sides = both ? ["forward", "backward"] : [""];
  return Object.fromEntries(
    sides.flatMap((side, d) => Object.keys(state).map((name) => [both ? `${side}_${name}` : `${name}_n`, take(name, d)])),
  );
}
