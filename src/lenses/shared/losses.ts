/** A batch's loss over all that counts, and at the end alone. */
import { missingOption } from "../../errors.ts";
import type { Loss } from "../../loss.ts";
import type { Network } from "../../network.ts";
import type { Objective } from "../../pass.ts";
import { constant } from "../../tensor.ts";
import { isStepwise, lossAtEnd } from "./ends.ts";
import type { Looked } from "./places.ts";

/** The loss of the rows looked at, steps past a row's length left out. */
export function lossOverTensor(loss: Loss, seen: Looked): Objective {
  const { targets, lengths, B, T } = seen;
  if (targets === undefined) throw missingOption("targets", "the batch's targets, with a loss");
  return (output) => {
    const target = constant(targets, "targets");
    if (!isStepwise(output.shape, seen, targets.shape)) return loss(output, target);
    const mask = Float64Array.from({ length: B * T }, (_, k) => (k % T < lengths[Math.floor(k / T)] ? 1 : 0));
    return loss(output, target, constant({ shape: [B, T], data: mask }));
  };
}

/** The same as a number, dropout off. */
export const lossOver = (network: Network, loss: Loss, seen: Looked): number => evaluated(network, lossOverTensor(loss, seen), seen);

/** The loss at each row's last step alone. */
export const lossLast = (network: Network, loss: Loss, seen: Looked): number => evaluated(network, lossAtEnd(loss, seen, false), seen);

const evaluated = (network: Network, objective: Objective, { inputs, lengths }: Looked): number =>
  network.frame(false, () => {
    const { output, call } = network.apply(inputs, { lengths });
    return objective(output, call.final).item();
  });
