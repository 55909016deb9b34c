/** Gaussian negative log-likelihood, with the variance given as its logarithm, so that any number is allowed. */
import { named, reduced } from "../loss.ts";
import { add, exp, multiply, negate, slice, square, subtract } from "../ops/index.ts";
import { sameShape, shapeError, shapeText } from "../values.ts";
import type { LossOptions } from "./regression.ts";

/**
 * ½ (log σ² + (y − μ)² / σ²) for output [..., 2] = (μ, log σ²) and target [..., 1]. Nix & Weigend 1994. PyTorch's
 * GaussianNLLLoss takes σ² itself and adds no constant either.
 */
export const gaussian = named("gaussian", ({ reduction }: LossOptions = {}) =>
  reduced((output, target) => {
    const axis = output.shape.length - 1;
    if (output.shape[axis] !== 2 || target.shape.at(-1) !== 1)
      throw shapeError("output", "[..., 2]: mean and log variance, with a target [..., 1]", output.shape);
    const one = [...output.shape.slice(0, -1), 1];
    if (!sameShape(target.shape, one)) throw shapeError("target", shapeText(one), target.shape);
    const mu = slice(output, axis, 0, 1);
    const logVariance = slice(output, axis, 1, 2);
    return multiply(add(logVariance, multiply(square(subtract(target, mu)), exp(negate(logVariance)))), 0.5);
  }, reduction),
);
