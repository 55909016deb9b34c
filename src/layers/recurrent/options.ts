/** Options of the recurrent layer, and the names of its weights. */
import type { Cell } from "../../cell.ts";

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

/** All options, the cell in words. */
export type Resolved = Required<Omit<RecurrentOptions, "cell" | "input">> & Readonly<Record<string, unknown>>;

/** `_l0`, `_l1_reverse`: PyTorch's suffix. */
export const suffix = (layer: number, direction: number): string => `_l${layer}${direction === 1 ? "_reverse" : ""}`;
