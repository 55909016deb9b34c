/** The net with windows of steps as it reads them. */
import { crossEntropy } from "../../losses/index.ts";
import type { Inside } from "../../task.ts";
import { insideSteps, windowsInside } from "../thinned.ts";
import type { Steps } from "./data.ts";
import { encodeSteps } from "./encode.ts";
import type { Fitted } from "./methods.ts";
import { batchOf, cut } from "./windows.ts";

/** Windows of `lookback` steps (128 at most) side by side, evenly spread; none where no sequence has a step. */
export function insideLabels({ encoder, lookback, net }: Fitted, sequences: readonly Steps[]): Inside | undefined {
  const encoded = sequences.map((steps) => encodeSteps(steps, encoder));
  const spans = encoded.map(({ rows }) => ({ from: 0, to: rows }));
  const all = cut(spans, Math.min(lookback, insideSteps), (length) => length);
  const found = windowsInside(all, ({ sequence, from, to }) => encoded[sequence].target.subarray(from, to).every((place) => place >= 0));
  if (found === undefined) return undefined;
  const { inputs, targets, lengths } = batchOf(
    encoded,
    found.windows,
    encoder.classes.map(() => 1),
  );
  const batch = { inputs, lengths, codes: encoder.views.length, ...(found.known && { targets }) };
  return { network: net, batch, ...(found.known && { loss: crossEntropy() }) };
}
