/**
 * The loss contract. A loss maps output and target to one number for each element (or each row of classes); the reduction
 * and the mask of steps are the same for all. A loss of your own is one function of two tensors.
 */
import { invalidOption } from "./errors.ts";
import { divide, multiply, reshape, sum } from "./ops/index.ts";
import type { Tensor } from "./tensor.ts";
import { shapeError, shapeText } from "./values.ts";

/** How elements become one number: `mean` over those that count, `sum`, or `batch`: summed, then divided by the rows. */
export type Reduction = "mean" | "sum" | "batch";

/** A loss of one number. `mask`: 1 where an element (or step) counts, else 0, [B], [B, T] or the elements' shape. */
export interface Loss {
  (output: Tensor, target: Tensor, mask?: Tensor): Tensor;
  /** How it reduces, for training on parts of a batch; a loss that doesn't say is always taken of the whole. */
  readonly reduction?: Reduction;
  /** What makes it again in a worker: a kind from a registry, with its options as JSON. */
  readonly made?: { readonly kind: string; readonly options: object };
}

/**
 * Make a loss from its element-wise form: one number for each element, or for each row of classes. Throws OptionError for an
 * unknown reduction.
 *
 * @example
 * ```ts
 * import { ops, reduced } from "memoria";
 * const cubic = reduced((output, target) => ops.absolute(ops.multiply(ops.square(ops.subtract(output, target)), ops.subtract(output, target))));
 * console.log(typeof cubic);
 * ```
 */
export function reduced(elements: (output: Tensor, target: Tensor) => Tensor, reduction: Reduction = "mean"): Loss {
  if (!["mean", "sum", "batch"].includes(reduction)) throw invalidOption("reduction", "mean, sum or batch", reduction);
  const loss = (output: Tensor, target: Tensor, mask?: Tensor): Tensor => {
    const each = elements(output, target);
    if (mask === undefined) return finish(sum(each), reduction, each.size, output.shape[0]);
    const wide = align(mask, each);
    const counted = multiply(each, wide);
    if (reduction !== "mean") return finish(sum(counted), reduction, 1, output.shape[0]);
    const repeats = each.size / wide.size;
    return divide(sum(counted), multiply(sum(wide), repeats));
  };
  return Object.assign(loss, { reduction });
}

/** The losses of a kind that a worker can make again, from the same options. */
export const named =
  <Options extends readonly unknown[]>(kind: string, make: (...options: Options) => Loss) =>
  (...options: Options): Loss =>
    Object.assign(make(...options), { made: { kind, options: options[0] ?? {} } });

const finish = (total: Tensor, reduction: Reduction, size: number, rows: number): Tensor =>
  reduction === "sum" ? total : multiply(total, 1 / (reduction === "mean" ? size : rows));

/** The mask with axes of extent 1 added until it broadcasts with the elements. */
function align(mask: Tensor, each: Tensor): Tensor {
  const fits = mask.shape.every((extent, axis) => extent === each.shape[axis]);
  if (!fits) throw shapeError("mask", `the leading axes of ${shapeText(each.shape)}`, mask.shape);
  return reshape(mask, [...mask.shape, ...each.shape.slice(mask.shape.length).map(() => 1)]);
}

/** Refuse a target whose shape isn't the output's. */
export function checkTarget(output: Tensor, target: Tensor): void {
  if (shapeText(output.shape) !== shapeText(target.shape))
    throw shapeError("target", `the output's shape ${shapeText(output.shape)}`, target.shape);
}
