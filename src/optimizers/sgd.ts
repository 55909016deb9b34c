import { invalidOption } from "../errors.ts";
import type { Optimizer, OptimizerOptions } from "../optimizer.ts";
import { aboveZero, atLeastZero, belowOne, flag, onlyKnown } from "../range.ts";

export interface SgdOptions extends OptimizerOptions {
  /** μ, 0 ≤ μ < 1. Default 0. */
  readonly momentum?: number;
  /** τ, 0 ≤ τ < 1. Default 0. */
  readonly dampening?: number;
  /** Look ahead; needs momentum and no dampening. Default false. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent: v ← μ v + (1−τ) d, x ← x − rate · v, or d + μ v with Nesterov (Sutskever et al. 2013); d is
 * the gradient plus weightDecay · x. PyTorch's SGD. Default learning rate 0.01.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  onlyKnown(options, ["learningRate", "weightDecay", "momentum", "dampening", "nesterov"]);
  const { learningRate = 0.01, weightDecay = 0, momentum = 0, dampening = 0, nesterov = false } = options;
  aboveZero("learningRate", learningRate);
  atLeastZero("weightDecay", weightDecay);
  belowOne("momentum", momentum);
  belowOne("dampening", dampening);
  flag("nesterov", nesterov);
  if (nesterov && (momentum === 0 || dampening !== 0))
    throw invalidOption("nesterov", "false without momentum or with dampening", nesterov);
  return {
    kind: "sgd",
    options: { learningRate, weightDecay, momentum, dampening, nesterov },
    slots: momentum > 0 ? ["velocity"] : [],
    rate: learningRate,
    weightDecay,
    apply: (kernels, x, dx, [v = 0], n, step, rate, decay) =>
      kernels.sgd(x, dx, v, n, rate, decay, momentum, dampening, nesterov ? 1 : 0, step),
  };
}
