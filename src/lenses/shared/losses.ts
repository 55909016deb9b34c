/** A batch's loss over all that counts, and at the end alone. */
import { missingOption } from "../../errors.ts";
import type { Loss } from "../../loss.ts";
import type { Network } from "../../network.ts";
import { constant } from "../../tensor.ts";
import { isStepwise, lossAtEnd } from "./ends.ts";
import type { Looked } from "./places.ts";

/** The loss of the rows looked at, dropout off, steps past a row's length left out. */
export function lossOver(network: Network, loss: Loss, seen: Looked): number {
  const { targets, lengths, inputs, B, T } = seen;
  if (targets === undefined) throw missingOption("targets", "the batch's targets, with a loss");
  return network.frame(false, () => {
    const { output } = network.apply(inputs, { lengths });
    const target = constant(targets, "targets");
    if (!isStepwise(output.shape, seen, targets.shape)) return loss(output, target).item();
    const mask = Float64Array.from({ length: B * T }, (_, k) => (k % T < lengths[Math.floor(k / T)] ? 1 : 0));
    return loss(output, target, constant({ shape: [B, T], data: mask })).item();
  });
}

/** The loss at each row's last step alone. */
export const lossLast = (network: Network, loss: Loss, seen: Looked): number =>
  network.frame(false, () => {
    const { output, call } = network.apply(seen.inputs, { lengths: seen.lengths });
    return lossAtEnd(loss, seen, false)(output, call.final).item();
  });
