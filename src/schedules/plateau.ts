import { invalidOption, ModelError } from "../errors.ts";
import { atLeastZero, onlyKnown, wholeFrom } from "../range.ts";
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

/** What it knows of the losses so far, as JSON. */
interface Learnt {
  readonly best: number | null;
  readonly waited: number;
  readonly scale: number;
}

const beginning: Learnt = { best: null, waited: 0, scale: 1 };

/** Lower the rate when the loss stops getting better. PyTorch's ReduceLROnPlateau (mode min, relative threshold). */
export function plateau(options: PlateauOptions = {}): Schedule {
  onlyKnown(options, ["factor", "patience", "threshold", "least"]);
  const { factor = 0.1, patience = 10, threshold = 1e-4, least = 0 } = options;
  if (!(factor > 0 && factor < 1)) throw invalidOption("factor", "a number between 0 and 1", factor);
  wholeFrom(0, "patience", patience);
  atLeastZero("threshold", threshold);
  atLeastZero("least", least);
  let now = beginning;
  return {
    kind: "plateau",
    options: { factor, patience, threshold, least },
    rate: (_update, base) => Math.min(base, Math.max(least, base * now.scale)),
    observe(loss) {
      const waited = now.waited + 1;
      // A loss that isn't finite is never better; best stays JSON.
      if (Number.isFinite(loss) && (now.best === null || loss < now.best * (1 - threshold))) now = { ...now, best: loss, waited: 0 };
      else if (waited <= patience) now = { ...now, waited };
      else now = { ...now, waited: 0, scale: now.scale * factor };
    },
    state: () => now,
    restore(state) {
      const own = (state === null ? beginning : state) as Partial<Learnt> | undefined;
      if (typeof own?.waited !== "number" || typeof own.scale !== "number" || !(own.best === null || typeof own.best === "number")) {
        throw new ModelError({ code: "file-metadata", where: "schedule", expected: "best, waited and scale", got: "something else" });
      }
      now = { best: own.best, waited: own.waited, scale: own.scale };
    },
  };
}
