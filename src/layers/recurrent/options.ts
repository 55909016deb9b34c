/** Options of the recurrent layer, and the checks of its numbers. */
import type { Cell } from "../../cell.ts";
import { invalidOption } from "../../errors.ts";

/** Options of `recurrent`. */
export interface RecurrentOptions {
  /** `rnn`, `lstm`, `gru`, or a cell: `lstm({ peepholes: true })`, or your own. */
  readonly cell: string | Cell;
  /** Features of x_t, ≥ 1. Taken from the layer before where left out. */
  readonly input?: number;
  /** Hidden units, ≥ 1. */
  readonly hidden: number;
  /** Stacked layers, ≥ 1. Default 1. */
  readonly layers?: number;
  /** Also run from the end to the start; the outputs stand side by side. Default false. */
  readonly bidirectional?: boolean;
  /** Default true. */
  readonly bias?: boolean;
  /** Dropout between stacked layers, 0 ≤ p < 1, a new mask each step (as PyTorch). Default 0. */
  readonly dropout?: number;
  /** Keep the mask of `dropout` through time (Gal & Ghahramani 2016). Default false. */
  readonly variational?: boolean;
  /** Variational dropout on h_{t−1} where it enters a product, one mask a sequence (Gal & Ghahramani 2016). Default 0. */
  readonly recurrentDropout?: number;
  /** `sequence`: the output of every step [B, T, D·P]. `last`: each row's state after its last step, both directions side by side [B, D·P]. Default `sequence`. */
  readonly returns?: "sequence" | "last";
}

/** Every name of `RecurrentOptions`. */
export const recurrentNames: readonly (keyof RecurrentOptions)[] = [
  "cell",
  "input",
  "hidden",
  "layers",
  "bidirectional",
  "bias",
  "dropout",
  "variational",
  "recurrentDropout",
  "returns",
];

/** A probability below 1. Throws OptionError. */
export const fraction = (name: string, p: number): number => {
  if (!(p >= 0 && p < 1)) throw invalidOption(name, "a number from 0 to below 1", p);
  return p;
};

/** A whole number from 1. Throws OptionError. */
export const count = (name: string, n: number): number => {
  if (!Number.isInteger(n) || n < 1) throw invalidOption(name, "an integer ≥ 1", n);
  return n;
};

/** `_l0`, `_l1_reverse`: PyTorch's suffix. */
export const suffix = (layer: number, direction: number): string => `_l${layer}${direction === 1 ? "_reverse" : ""}`;
