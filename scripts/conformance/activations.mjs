// The suites' activations as options of our cells or, where ours have no such option, as functions for a cell of one's own.
import { need } from "./unsupported.mjs";

const counts = { rnn: 1, gru: 2, lstm: 3 };
const usual = { rnn: ["tanh"], gru: ["sigmoid", "tanh"], lstm: ["sigmoid", "tanh", "tanh"] };
const ofOurCells = { rnn: ["tanh", "relu"], gru: ["tanh", "relu", "sigmoid"], lstm: ["tanh", "relu", "sigmoid"] };

/** ONNX's functions by the small ops: their own alpha and beta where the case states none (undefined: it must). */
const functions = {
  relu: { f: ({ relu }, x) => relu(x) },
  tanh: { f: ({ tanh }, x) => tanh(x) },
  sigmoid: { f: ({ sigmoid }, x) => sigmoid(x) },
  softplus: { f: ({ softplus }, x) => softplus(x) },
  softsign: { f: ({ absolute, add, divide }, x) => divide(x, add(absolute(x), 1)) },
  affine: { alpha: undefined, beta: undefined, f: ({ add, multiply }, x, a, b) => add(multiply(x, a), b) },
  scaledtanh: { alpha: undefined, beta: undefined, f: ({ multiply, tanh }, x, a, b) => multiply(tanh(multiply(x, b)), a) },
  leakyrelu: { alpha: 0.01, f: ({ multiply, negate, relu, subtract }, x, a) => subtract(relu(x), multiply(relu(negate(x)), a)) },
  elu: {
    alpha: 1,
    f: ({ add, exp, multiply, negate, relu, subtract }, x, a) => add(relu(x), multiply(subtract(exp(negate(relu(negate(x)))), 1), a)),
  },
  // x where x > α, else 0; α ≥ x is what `atLeast` tells.
  thresholdedrelu: { alpha: 1, f: ({ atLeast, multiply, subtract }, x, a, _, full) => subtract(x, multiply(x, atLeast(full(a), x))) },
  hardsigmoid: {
    alpha: 0.2,
    beta: 0.5,
    f({ add, multiply, relu, subtract }, x, a, b) {
      const line = add(multiply(x, a), b);
      return subtract(relu(line), relu(subtract(line, 1)));
    },
  },
};

/** The list of one direction; refused where directions differ, since a layer has one cell. */
function ofOneDirection(cell, list, directions) {
  const names = (list ?? usual[cell]).map((name) => name.toLowerCase());
  const each = counts[cell];
  need(names.length === each || names.length === each * directions, `${names.length} activations for ${directions} × ${each}`);
  const same = names.every((name, k) => name === names[k % each]);
  need(same, `directions with different activations ${names.join(", ")}`);
  return names.slice(0, each);
}

/**
 * What the cell does with its preactivations. Lists: rnn [f], gru [gates, candidate], lstm [gates, candidate, cell], once for all
 * directions or once for each; null is the cell's defaults. Gives options of our cell or, where it has none, `{ own }`: the cell
 * of one's own takes that.
 * @param {string} cell
 * @param {{ activations?: readonly string[] | null, activation_alpha?: readonly number[] | null,
 *   activation_beta?: readonly number[] | null, clip?: number | null, input_forget?: boolean }} options
 * @param {number} directions
 */
export function activationOptions(cell, options, directions) {
  const names = ofOneDirection(cell, options.activations, directions);
  const plain = options.clip == null && !options.input_forget && options.activation_alpha == null && options.activation_beta == null;
  const [gateActivation, activation, cellActivation = activation] = names;
  if (plain && activation === cellActivation && names.every((name) => ofOurCells[cell].includes(name))) {
    return cell === "rnn" ? { activation: names[0] } : { gateActivation, activation };
  }
  return { own: { functions: chosen(names, options), clip: options.clip ?? undefined, coupled: options.input_forget === true } };
}

/**
 * Names with their alpha and beta, which ONNX lists in order for the functions that have one.
 * @param {readonly string[]} names
 * @param {{ activation_alpha?: readonly number[] | null, activation_beta?: readonly number[] | null }} lists
 */
function chosen(names, { activation_alpha: alphas, activation_beta: betas }) {
  const left = { alpha: [...(alphas ?? [])], beta: [...(betas ?? [])] };
  return names.map((name) => {
    const fn = functions[name];
    need(fn !== undefined, `activation ${name}`);
    const [alpha, beta] = ["alpha", "beta"].map((which) => {
      if (!(which in fn)) return undefined;
      const value = left[which].shift() ?? fn[which];
      need(value !== undefined, `activation ${name} without ${which}`);
      return value;
    });
    return { name, alpha, beta };
  });
}

/**
 * Those functions by the small ops, of a preactivation within ±clip (ONNX: "applied to the input of activations").
 * @param {{ ops: any, constant: any }} memoria
 */
export function ownFunctions({ ops, constant }, { functions: list, clip }) {
  const full = (value) => constant({ shape: [1], data: [value] });
  const within = (a) => (clip === undefined ? a : ops.maximum(ops.minimum(a, full(clip)), full(-clip)));
  return list.map(
    ({ name, alpha, beta }) =>
      (a) =>
        functions[name].f(ops, within(a), alpha, beta, full),
  );
}
