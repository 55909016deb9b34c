import { copy } from "../../src/datasets/copy.ts";
import { crossEntropy } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import type { Study } from "./learn.ts";

const held = copy({ seed: 2, batch: 300 });

/** The copy problem: 8 symbols out of 8 kinds, delay 10. */
export const copyStudy = (cell: Study["cell"]): Study => ({
  cell,
  hidden: 96,
  learningRate: 0.01,
  returns: "sequence",
  loss: crossEntropy(),
  features: [10, 10],
  make: (seed, step, batch) => copy({ seed, step, batch }),
  held,
  solved: 0.05,
});

/** The part of the held-out symbols that the network says. */
export function rightSymbols(network: Network): number {
  const { output } = network.forward(held.inputs);
  const [rows, T, classes] = output.shape;
  let due = 0;
  let right = 0;
  for (let k = 0; k < rows * T; k++) {
    if (held.mask?.data[k] !== 1) continue;
    const logits = output.data.subarray(k * classes, (k + 1) * classes);
    due++;
    if (logits.indexOf(Math.max(...logits)) === held.targets.data[k]) right++;
  }
  return right / due;
}
