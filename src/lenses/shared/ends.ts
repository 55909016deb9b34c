/** A batch's loss at the step where a unit's reading ends, and nowhere else. */
import { missingOption } from "../../errors.ts";
import type { Loss } from "../../loss.ts";
import type { Objective } from "../../pass.ts";
import { constant, type Tensor } from "../../tensor.ts";
import type { Looked } from "./places.ts";

/** Has the output a step for each of the input's? */
export const isStepwise = (output: readonly number[], { B, T }: Looked, targets: readonly number[]): boolean =>
  output.length > 2 && output[0] === B && output[1] === T && targets[1] === T;

/** The loss at each row's last step (first step for a unit that reads from the end); of the whole output where that has no steps. */
export function lossAtEnd(loss: Loss, seen: Looked, reverse: boolean): Objective {
  const { targets, lengths, B, T } = seen;
  if (targets === undefined) throw missingOption("targets", "the batch's targets, with a loss");
  return (output: Tensor) => {
    const target = constant(targets, "targets");
    if (!isStepwise(output.shape, seen, targets.shape)) return loss(output, target);
    const mask = new Float64Array(B * T);
    lengths.forEach((length, row) => {
      if (length > 0) mask[row * T + (reverse ? 0 : length - 1)] = 1;
    });
    return loss(output, target, constant({ shape: [B, T], data: mask }));
  };
}
