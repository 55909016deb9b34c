/** The net with memory, with windows of rows as it reads them. */
import { huber } from "../../losses/index.ts";
import type { Inside } from "../../task.ts";
import { insideSteps, windowsInside } from "../thinned.ts";
import type { Rows } from "./data.ts";
import { encodeAll, type Fitted } from "./methods.ts";
import { batchOf } from "./windows.ts";

/** Windows of `lookback` rows (128 at most), evenly spread; none where every sequence is shorter than two rows. */
export function insideRows({ encoder, lookback, nets }: Fitted, sequences: readonly Rows[]): Inside | undefined {
  const encoded = encodeAll(sequences, encoder);
  const steps = Math.min(lookback, insideSteps);
  const all = encoded.flatMap(({ rows }, sequence) =>
    Array.from({ length: Math.max(1, rows - steps + 1) }, (_, from) => ({ sequence, from, to: Math.min(rows, from + steps) })),
  );
  const found = windowsInside(
    all.filter(({ from, to }) => to > from),
    ({ sequence, from, to }) => encoded[sequence].target.subarray(from, to).every((value) => !Number.isNaN(value)),
  );
  if (found === undefined) return undefined;
  const { inputs, targets, lengths } = batchOf(encoded, found.windows);
  return { network: nets.memory, batch: { inputs, lengths, ...(found.known && { targets }) }, ...(found.known && { loss: huber() }) };
}
