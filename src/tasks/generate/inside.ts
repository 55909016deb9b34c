/** The net with pieces of a text as it reads them. */
import { losses } from "../../losses/index.ts";
import type { Network } from "../../network.ts";
import type { Inside } from "../../task.ts";
import { insideSteps, windowsInside } from "../thinned.ts";

/** Rows of a look: a text's pieces are long. */
const rows = 32;

/** Pieces of `truncate` tokens (128 at most), evenly spread, each read from a state of zeros, and the token after each; none for a text of fewer than two tokens. */
export function insideText(network: Network, numbers: Int32Array, truncate: number): Inside | undefined {
  const T = Math.min(truncate, insideSteps, numbers.length - 1);
  if (T < 1) return undefined;
  const all = Array.from({ length: Math.floor((numbers.length - 1) / T) }, (_, k) => k * T);
  const found = windowsInside(all, (from) => !numbers.subarray(from + 1, from + T + 1).includes(0), rows);
  if (found === undefined) return undefined;
  const { windows, known } = found;
  const pick = (shift: number) => ({
    shape: [windows.length, T],
    data: Int32Array.from(windows.flatMap((from) => Array.from(numbers.subarray(from + shift, from + shift + T)))),
  });
  const batch = { inputs: pick(0), ...(known && { targets: pick(1) }) };
  return { network, batch, ...(known && { loss: losses.crossEntropy() }) };
}
