/** Layer norm inside a cell (Ba, Kiros & Hinton 2016, arXiv:1607.06450): each product is normalised on its own. */
import type { CellParameter } from "../cell.ts";
import { constantly } from "../initializer.ts";
import { add, divide, mean, multiply, sqrt, square, subtract } from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** y = (x − mean) / √(variance + 1e-5) ⊙ gain + bias over the last axis. */
export function normalise(x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  const centred = subtract(x, mean(x, -1));
  const deviation = sqrt(add(mean(square(centred), -1), epsilon));
  return add(multiply(divide(centred, deviation), gain), bias);
}

/** Gain (1) and bias (0) for each named product and its width. */
export function normParameters(widths: Readonly<Record<string, number>>): Record<string, CellParameter> {
  return Object.fromEntries(
    Object.entries(widths).flatMap(([name, width]) => [
      [`norm_gain_${name}`, { shape: [width], initial: constantly(1) }],
      [`norm_bias_${name}`, { shape: [width], initial: constantly(0) }],
    ]),
  );
}

/** Normalises a product if the weights have a gain for it, else leaves it. */
export const normOf =
  (weights: Readonly<Record<string, Tensor>>) =>
  (name: string, x: Tensor): Tensor => {
    const gain = weights[`norm_gain_${name}`];
    return gain === undefined ? x : normalise(x, gain, weights[`norm_bias_${name}`]);
  };
