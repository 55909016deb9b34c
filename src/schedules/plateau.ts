import { invalidOption, ModelError } from "../errors.ts";
import { atLeastZero, onlyKnown } from "../range.ts";
import type { Schedule } from "../schedule.ts";

export interface PlateauOptions {
  /** What the rate is multiplied by, between 0 and 1. Default 0.1. */
  readonly factor?: number;
  /** Epochs without a better loss that are borne. Default 10. */
  readonly patience?: number;
  /** Relative gain that counts as better. Default 1e-4. */
  readonly threshold?: number;
  /** The rate never falls below (a base rate that is lower stays as it is). Default 0. */
  readonly least?: number;
}

/** Lower the rate when the loss stops getting better. PyTorch's ReduceLROnPlateau (mode min, relative threshold). */
export function plateau(options: PlateauOptions = {}): Schedule {
  onlyKnown(options, ["factor", "patience", "threshold", "least"]);
  const { factor = 0.1, patience = 10, threshold = 1e-4, least = 0 } = options;
  if (!(factor > 0 && factor < 1)) throw invalidOption("factor", "a number between 0 and 1", factor);
  if (!Number.isInteger(patience) || patience < 0) throw invalidOption("patience", "an integer ≥ 0", patience);
  atLeastZero("threshold", threshold);
  atLeastZero("least", least);
  let best: number | null = null;
  let waited = 0;
  let scale = 1;
  return {
    kind: "plateau",
    options: { factor, patience, threshold, least },
    rate: (_update, base) => Math.min(base, Math.max(least, base * scale)),
    observe(loss) {
      // A loss that isn't finite is never better; best stays JSON.
      if (Number.isFinite(loss) && (best === null || loss < best * (1 - threshold))) {
        best = loss;
        waited = 0;
        return;
      }
      waited++;
      if (waited <= patience) return;
      scale *= factor;
      waited = 0;
    },
    state: () => ({ best, waited, scale }),
    restore(state) {
      if (state === null) {
        best = null;
        waited = 0;
        scale = 1;
        return;
      }
      const own = state as { best?: unknown; waited?: unknown; scale?: unknown } | undefined;
      if (typeof own?.waited !== "number" || typeof own.scale !== "number" || !(own.best === null || typeof own.best === "number")) {
        throw new ModelError({ code: "file-metadata", where: "schedule", expected: "best, waited and scale", got: "something else" });
      }
      best = own.best;
      waited = own.waited;
      scale = own.scale;
    },
  };
}
