import type { Optimizer, OptimizerOptions } from "../optimizer.ts";
import { aboveZero, atLeastZero, belowOne, flag, onlyKnown } from "../range.ts";

export interface RmspropOptions extends OptimizerOptions {
  /** Smoothing of the square, 0 ≤ α < 1. Default 0.99. */
  readonly alpha?: number;
  /** Added to the root. Default 1e-8. */
  readonly epsilon?: number;
  /** 0 ≤ μ < 1. Default 0. */
  readonly momentum?: number;
  /** Divide by the variance instead of the square (Graves 2013). Default false. */
  readonly centered?: boolean;
}

/** RMSprop (Tieleman & Hinton 2012): s ← α s + (1−α) d², x ← x − rate · d / (√s + ε). PyTorch's RMSprop. Default learning rate 0.01. */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  onlyKnown(options, ["learningRate", "weightDecay", "alpha", "epsilon", "momentum", "centered"]);
  const { learningRate = 0.01, weightDecay = 0, alpha = 0.99, epsilon = 1e-8, momentum = 0, centered = false } = options;
  aboveZero("learningRate", learningRate);
  atLeastZero("weightDecay", weightDecay);
  belowOne("alpha", alpha);
  atLeastZero("epsilon", epsilon);
  belowOne("momentum", momentum);
  flag("centered", centered);
  const slots = ["square", ...(momentum > 0 ? ["velocity"] : []), ...(centered ? ["average"] : [])];
  return {
    kind: "rmsprop",
    options: { learningRate, weightDecay, alpha, epsilon, momentum, centered },
    slots,
    rate: learningRate,
    weightDecay,
    apply(kernels, x, dx, own, n, _step, rate, decay) {
      const slot = (name: string): number => own[slots.indexOf(name)] ?? 0;
      kernels.rmsprop(x, dx, own[0], slot("velocity"), slot("average"), n, rate, decay, alpha, epsilon, momentum);
    },
  };
}
