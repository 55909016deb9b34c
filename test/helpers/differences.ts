/** Central differences in float64: the independent proof of every gradient. */
import type { Network, Objective, PassOptions, State } from "../../src/network.ts";
import { add, multiply, sum } from "../../src/ops/index.ts";
import { constant } from "../../src/tensor.ts";
import type { Values } from "../../src/values.ts";

/** max|a − b| / max|b|: the error of one tensor. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  let largest = 0;
  for (let k = 0; k < b.length; k++) {
    worst = Math.max(worst, Math.abs(a[k] - b[k]));
    largest = Math.max(largest, Math.abs(b[k]));
  }
  if (a.length !== b.length || Number.isNaN(worst)) return Number.POSITIVE_INFINITY;
  return largest === 0 ? worst : worst / largest;
}

/** A smooth pseudo-random array, different for each `phase`. */
export function wave(shape: readonly number[], phase: number, scale = 1): Values {
  const size = shape.reduce((a, b) => a * b, 1);
  return {
    shape,
    data: Float64Array.from({ length: size }, (_, k) => scale * Math.sin(1.7 * k + phase) * Math.cos(0.37 * k * k + 2 * phase)),
  };
}

/** Gradients by the tape against central differences: the largest relative error, and where. */
export function gradientError(
  net: Network,
  x: Values,
  objective: Objective,
  options: PassOptions = {},
  h = 1e-5,
): { error: number; where: string } {
  const own = net.gradients(x, objective, options);
  const lossAt = (input: Values, state: State | undefined): number =>
    net.frame(false, () => {
      const { output, call } = net.apply(input, { ...options, state });
      return objective(output, call.final).item();
    });
  const state = options.state as State | undefined;
  let worst = { error: 0, where: "" };
  const compare = (where: string, got: Values, numeric: number[]): void => {
    const error = relativeError(got.data, numeric);
    if (!(error <= worst.error)) worst = { error, where };
  };
  const differences = (values: Values, evaluate: (changed: Values) => number): number[] =>
    Array.from(values.data, (value, k) => {
      const at = (delta: number): number => {
        const data = Float64Array.from(values.data);
        data[k] = value + delta;
        return evaluate({ shape: values.shape, data });
      };
      return (at(h) - at(-h)) / (2 * h);
    });
  compare(
    "x",
    own.input,
    differences(x, (changed) => lossAt(changed, state)),
  );
  for (const [name, values] of Object.entries(state ?? {})) {
    compare(
      name,
      own.initial[name],
      differences(values, (changed) => lossAt(x, { ...state, [name]: changed })),
    );
  }
  for (const [name, parameter] of net.parameters()) {
    const values = parameter.values();
    const numeric = differences(values, (changed) => {
      parameter.assign(changed.data);
      return lossAt(x, state);
    });
    parameter.assign(values.data);
    compare(name, own.parameters[name], numeric);
  }
  return worst;
}

/** Σ output ⊙ R + Σ states ⊙ R′: a loss that every output and state enters with another weight. */
export const weighing =
  (phase = 0.3): Objective =>
  (output, states) =>
    [...states.values()].reduce(
      (total, state, k) => add(total, sum(multiply(state, constant(wave(state.shape, phase + 1 + k))))),
      sum(multiply(output, constant(wave(output.shape, phase)))),
    );

/** Every weight replaced by a wave of moderate size, so that no gate saturates and biases matter. */
export function stir(net: Network, scale = 0.6): Network {
  [...net.parameters().values()].forEach((parameter, k) => {
    parameter.assign(wave(parameter.shape, k + 0.7, scale).data);
  });
  return net;
}
