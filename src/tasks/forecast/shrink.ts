/**
 * How far a trained net is believed. On the validation part its outputs o, differences from the anchor, are tried at shares α of 0 to 1: the
 * share with the least Huber loss is taken, less the more, the fewer windows stand side by side there (n of them: α n / (n + κ)). Early stopping picks the epoch
 * that looks best on that same part; with one or two independent windows it looks better than it is.
 */
import type { Network } from "../../network.ts";
import { headOf } from "./head.ts";
import type { ForecasterSpec } from "./options.ts";
import { batchOf, type Layout, type Place, type Seen } from "./window.ts";

const shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
/** κ: as many windows side by side as make the part believed by half. */
const doubt = 2;

/** The share for a net on these windows; `independent`: n, rows of the part over steps of a window. */
export function shareOf(
  net: Network,
  spec: ForecasterSpec,
  layout: Layout,
  seen: readonly Seen[],
  checks: readonly Place[],
  independent: number,
): number {
  const head = headOf(spec);
  const losses = shares.map(() => 0);
  for (let start = 0; start < checks.length; start += 256) {
    const { inputs, targets, mask } = batchOf(layout, head, seen, checks.slice(start, start + 256));
    const { data } = net.forward(inputs).output;
    for (let k = 0; k < data.length; k++) {
      if (mask?.data[k] === 0) continue;
      shares.forEach((share, s) => {
        const size = Math.abs(targets.data[k] - share * data[k]);
        losses[s] += size < 1 ? 0.5 * size * size : size - 0.5;
      });
    }
  }
  const best = shares[losses.indexOf(Math.min(...losses))];
  return (best * independent) / (independent + doubt);
}

/** Scale what the net gives: its last layer. */
export function scaleOutput(net: Network, share: number): void {
  for (const parameter of [...net.parameters().values()].slice(-2)) parameter.assign(parameter.values().data.map((value) => share * value));
}
