/** Losses for classes, on logits. */
import { invalidNumber } from "../errors.ts";
import { checkTarget, named, reduced } from "../loss.ts";
import { logSoftmax, multiply, negate, reshape, softplus, subtract, sum } from "../ops/index.ts";
import { constant, type Tensor } from "../tensor.ts";
import { sameShape, shapeError, shapeText } from "../values.ts";
import type { LossOptions } from "./regression.ts";

/**
 * Cross-entropy: −log softmax(output)[class], for logits [..., K] and targets [...] of class numbers 0 … K−1, or [..., K] of
 * probabilities. Throws DataError for a class that isn't there.
 */
export const crossEntropy = named("crossEntropy", ({ reduction }: LossOptions = {}) =>
  reduced((output, target) => {
    const logs = logSoftmax(output);
    const probabilities = sameShape(target.shape, output.shape) ? target : oneHot(target, output.shape);
    const picked = sum(multiply(logs, probabilities), -1);
    return negate(dropLast(picked));
  }, reduction),
);

/** Binary cross-entropy on logits: softplus(x) − x·y, for targets from 0 to 1 of the output's shape. Never overflows. */
export const binaryCrossEntropy = named("binaryCrossEntropy", ({ reduction }: LossOptions = {}) =>
  reduced((output, target) => {
    checkTarget(output, target);
    return subtract(softplus(output), multiply(output, target));
  }, reduction),
);

function oneHot(target: Tensor, shape: readonly number[]): Tensor {
  const K = shape.at(-1) ?? 0;
  if (shapeText(target.shape) !== shapeText(shape.slice(0, -1))) {
    throw shapeError("target", `${shapeText(shape.slice(0, -1))} class numbers, or probabilities ${shapeText(shape)}`, target.shape);
  }
  const { data } = target.values();
  const hot = new Uint8Array(data.length * K);
  data.forEach((value, row) => {
    if (!Number.isInteger(value) || value < 0 || value >= K)
      throw invalidNumber("class-invalid", `target ${row}`, `a class from 0 to ${K - 1}`, value);
    hot[row * K + value] = 1;
  });
  return constant({ shape, data: hot });
}

const dropLast = (x: Tensor): Tensor => reshape(x, x.shape.slice(0, -1));
