import type { Optimizer, OptimizerOptions } from "../optimizer.ts";
import { aboveZero, atLeastZero, onlyKnown } from "../range.ts";

export interface AdagradOptions extends OptimizerOptions {
  /** The rate is divided by 1 + (step − 1) · rateDecay. Default 0. */
  readonly rateDecay?: number;
  /** Added to the root. Default 1e-10. */
  readonly epsilon?: number;
}

/** Adagrad (Duchi et al. 2011): s ← s + d², x ← x − rate · d / (√s + ε). PyTorch's Adagrad. Default learning rate 0.01. */
export function adagrad(options: AdagradOptions = {}): Optimizer {
  onlyKnown(options, ["learningRate", "weightDecay", "rateDecay", "epsilon"]);
  const { learningRate = 0.01, weightDecay = 0, rateDecay = 0, epsilon = 1e-10 } = options;
  aboveZero("learningRate", learningRate);
  atLeastZero("weightDecay", weightDecay);
  atLeastZero("rateDecay", rateDecay);
  atLeastZero("epsilon", epsilon);
  return {
    kind: "adagrad",
    options: { learningRate, weightDecay, rateDecay, epsilon },
    slots: ["square"],
    rate: learningRate,
    weightDecay,
    apply: (kernels, x, dx, [s], n, step, rate, decay) => kernels.adagrad(x, dx, s, n, rate / (1 + (step - 1) * rateDecay), decay, epsilon),
  };
}
