/** Networks and batches that the lens tests look at, in float64. */
import type { Cell } from "../../src/cell.ts";
import { glorot } from "../../src/initializer.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import type { RecurrentOptions } from "../../src/layers/recurrent/options.ts";
import type { Network } from "../../src/network.ts";
import { add, affine, multiply, sigmoid, subtract, tanh } from "../../src/ops/index.ts";
import type { Values } from "../../src/values.ts";
import { stir, wave } from "./differences.ts";

/** A cell of one's own that names no gates. */
export const leaky: Cell = {
  kind: "leaky",
  states: ({ hidden }) => ({ h: hidden }),
  parameters: ({ input, hidden }) => ({
    W: { shape: [hidden, input], initial: glorot() },
    U: { shape: [hidden, hidden], initial: glorot() },
    a: { shape: [hidden], initial: glorot() },
  }),
  step(x, { h }, { W, U, a }) {
    const candidate = tanh(add(affine(x, W), affine(h, U)));
    return { h: add(h, multiply(sigmoid(a), subtract(candidate, h))) };
  },
};

/** recurrent (2 features, 3 units) and linear, stirred. */
export const smallNet = (options: Partial<RecurrentOptions> & Pick<RecurrentOptions, "cell">, scale = 0.6): Network =>
  stir(sequential([recurrent({ input: 2, hidden: 3, ...options }), linear({ output: 2 })], { backend: "reference" }), scale);

/** Rows first … of time steps from … to of [B, T, F]. */
export function stepsOf({ shape, data }: Values, from: number, to: number): Values {
  const [B, T, F] = shape;
  const out = Array.from({ length: B }, (_, row) => Array.from(data.subarray((row * T + from) * F, (row * T + to) * F))).flat();
  return { shape: [B, to - from, F], data: Float64Array.from(out) };
}

export const inputsOf = (B = 2, T = 5): Values => wave([B, T, 2], 0.4);
