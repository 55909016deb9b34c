/** The net with sequences of numbers as it reads them. */
import type { Inside } from "../../../task.ts";
import { insideSteps, windowsInside } from "../../thinned.ts";
import type { Frames } from "./data.ts";
import { lossOf } from "./head.ts";
import type { NumbersParts } from "./model.ts";
import { batchOf, pieces } from "./parts.ts";

/** Pieces of `truncate` frames (128 at most) of each sequence, evenly spread, each read from a state of zeros; none where there is no frame. */
export function insideNumbers({ network, encoding, spec }: NumbersParts, frames: readonly Frames[]): Inside | undefined {
  const whole = frames.map(({ length }, sequence) => ({ sequence, from: 0, count: 0, to: length }));
  const F = encoding.channels;
  const found = windowsInside(pieces(whole, Math.min(spec.truncate, insideSteps), 0), ({ sequence, from, to }) =>
    frames[sequence].values.subarray(from * F, to * F).every((value) => !Number.isNaN(value)),
  );
  if (found === undefined) return undefined;
  const { inputs, targets, lengths } = batchOf(found.windows, frames, encoding);
  return { network, batch: { inputs, lengths, ...(found.known && { targets }) }, ...(found.known && { loss: lossOf(encoding) }) };
}
