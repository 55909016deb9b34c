/** Losses for numbers. Output and target have the same shape. */
import { invalidOption } from "../errors.ts";
import { checkTarget, named, type Reduction, reduced } from "../loss.ts";
import { absolute, add, maximum, minimum, multiply, reshape, square, subtract } from "../ops/index.ts";
import { constant, type Tensor } from "../tensor.ts";
import { sameShape, shapeError, shapeText } from "../values.ts";

export interface LossOptions {
  /** Default `mean`. */
  readonly reduction?: Reduction;
}

const residual = (output: Tensor, target: Tensor): Tensor => {
  checkTarget(output, target);
  return subtract(output, target);
};

/** Mean squared error: (ŷ − y)². */
export const mse = named("mse", ({ reduction }: LossOptions = {}) =>
  reduced((output, target) => square(residual(output, target)), reduction),
);

/** Mean absolute error: |ŷ − y|; its gradient at 0 is 0. */
export const mae = named("mae", ({ reduction }: LossOptions = {}) =>
  reduced((output, target) => absolute(residual(output, target)), reduction),
);

/** Huber 1964: ½e² for |e| ≤ δ, else δ(|e| − ½δ). δ > 0, default 1 (PyTorch's HuberLoss). */
export const huber = named("huber", ({ delta = 1, reduction }: LossOptions & { readonly delta?: number } = {}) => {
  if (!(delta > 0)) throw invalidOption("delta", "a number > 0", delta);
  return reduced((output, target) => {
    const size = absolute(residual(output, target));
    const near = minimum(size, constant({ shape: [], data: [delta] }));
    // ½ near² + δ (|e| − near): the second part is 0 within δ.
    return add(multiply(square(near), 0.5), multiply(subtract(size, near), delta));
  }, reduction);
});

/** Quantile (pinball) loss, Koenker & Bassett 1978: q·e for e = y − ŷ ≥ 0, else (q − 1)·e. Output [..., Q] for levels q of one target [..., 1] or [...]. */
export const quantile = named("quantile", ({ levels, reduction }: LossOptions & { readonly levels: readonly number[] }) => {
  const bad = levels.find((q) => !(q > 0 && q < 1));
  if (levels.length === 0 || bad !== undefined) throw invalidOption("levels", "numbers between 0 and 1", bad ?? levels);
  return reduced((output, target) => {
    if (output.shape.at(-1) !== levels.length)
      throw shapeError("output", `a last axis of ${levels.length}, one for each level`, output.shape);
    const rows = output.shape.slice(0, -1);
    if (![rows, [...rows, 1]].some((shape) => sameShape(shape, target.shape)))
      throw shapeError("target", `${shapeText([...rows, 1])} or ${shapeText(rows)}`, target.shape);
    const q = constant({ shape: [levels.length], data: levels });
    const below = constant({ shape: [levels.length], data: levels.map((level) => level - 1) });
    const e = subtract(reshape(target, [...rows, 1]), output);
    return maximum(multiply(e, q), multiply(e, below));
  }, reduction);
});
