/** The updates of an epoch: whole batches, or their pieces in truncated backpropagation through time. */
import { type Batch, takeSteps } from "../batch.ts";
import type { State } from "../network.ts";
import { shapeError } from "../values.ts";
import type { TrainerOptions } from "./options.ts";

/** One update's data, and what it's the last of. */
export interface Stretch {
  readonly batch: Batch;
  readonly last: false | "batch" | "epoch";
}

/** Does nothing in it count? Then it makes no update. */
function isEmpty({ inputs, lengths, mask, targets }: Batch): boolean {
  const zeros = (list: ArrayLike<number>): boolean => Array.prototype.every.call(list, (value: number) => value === 0);
  return (mask !== undefined && zeros(mask.data)) || (lengths !== undefined && targets.shape[1] === inputs.shape[1] && zeros(lengths));
}

/** The updates of epoch `epoch`, without the first `skip`. */
export async function* walk({ batches, truncate }: TrainerOptions, seed: number, epoch: number, skip: number): AsyncGenerator<Stretch> {
  let left = skip;
  // One is held back, since only the next tells whether it's the last of its batch or of the epoch.
  let held: Batch | undefined;
  for await (const whole of batches.epoch(seed, epoch)) {
    let inside = false;
    for (const piece of truncate === undefined ? [whole] : pieces(whole, truncate)) {
      if (isEmpty(piece)) continue;
      if (left-- > 0) {
        inside = true;
        continue;
      }
      if (held !== undefined) yield { batch: held, last: inside ? false : "batch" };
      held = piece;
      inside = true;
    }
  }
  if (held !== undefined) yield { batch: held, last: "epoch" };
}

function* pieces(whole: Batch, size: number): Iterable<Batch> {
  const T = whole.inputs.shape[1];
  for (let start = 0; start < T; start += size) yield takeSteps(whole, start, Math.min(start + size, T));
}

/** Refuse a carried state of another number of rows. States are [layers, rows, width]. */
export function checkCarried(carried: State | undefined, { inputs }: Batch): void {
  const rows = Object.values(carried ?? {})[0]?.shape[1];
  if (rows !== undefined && rows !== inputs.shape[0]) {
    const hint = "choose a batch size that divides the number of rows";
    throw shapeError("carryState", `${rows} rows in every batch`, `${inputs.shape[0]}`, hint);
  }
}
