import { invalidOption } from "../errors.ts";
import { pow } from "../math.ts";
import type { Optimizer, OptimizerOptions } from "../optimizer.ts";
import { aboveZero, atLeastZero, belowOne, flag, onlyKnown } from "../range.ts";

export interface AdamOptions extends OptimizerOptions {
  /** Smoothing of the gradient and of its square, each 0 ≤ β < 1. Default 0.9 and 0.999. */
  readonly betas?: readonly [number, number];
  /** Added to the root. Default 1e-8. */
  readonly epsilon?: number;
  /** Divide by the largest square so far (Reddi et al. 2018). Default false. */
  readonly amsgrad?: boolean;
}

/** Adam (Kingma & Ba 2015), weight decay as L2 in the gradient. PyTorch's Adam. Default learning rate 0.001. */
export const adam = (options: AdamOptions = {}): Optimizer => make("adam", options, 0);

/** AdamW (Loshchilov & Hutter 2019): weight decay apart from the gradient, default 0.01. PyTorch's AdamW. Default learning rate 0.001. */
export const adamw = (options: AdamOptions = {}): Optimizer => make("adamw", options, 0.01);

function make(kind: "adam" | "adamw", options: AdamOptions, ownDecay: number): Optimizer {
  onlyKnown(options, ["learningRate", "weightDecay", "betas", "epsilon", "amsgrad"]);
  const { learningRate = 0.001, weightDecay = ownDecay, betas = [0.9, 0.999], epsilon = 1e-8, amsgrad = false } = options;
  aboveZero("learningRate", learningRate);
  atLeastZero("weightDecay", weightDecay);
  if (!Array.isArray(betas) || betas.length !== 2) throw invalidOption("betas", "two numbers", betas);
  const [beta1, beta2] = betas;
  belowOne("betas[0]", beta1);
  belowOne("betas[1]", beta2);
  atLeastZero("epsilon", epsilon);
  flag("amsgrad", amsgrad);
  return {
    kind,
    options: { learningRate, weightDecay, betas, epsilon, amsgrad },
    slots: amsgrad ? ["m", "v", "vmax"] : ["m", "v"],
    rate: learningRate,
    weightDecay,
    apply(kernels, x, dx, [m, v, vmax = 0], n, step, rate, decay) {
      const bias1 = 1 - pow(beta1, step);
      const bias2 = 1 - pow(beta2, step);
      kernels.adam(x, dx, m, v, vmax, n, rate, decay, beta1, beta2, epsilon, bias1, bias2, kind === "adamw" ? 1 : 0);
    },
  };
}
