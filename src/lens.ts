/**
 * The lens contract: a lens looks at a network and a batch and gives what it measured as plain JSON. It changes no weight. Its
 * numbers come from the backward pass that trains, in the backend's precision: use `reference` for float64.
 *
 * Logarithms are to base 10; `null` stands for the logarithm of 0, and for a place where there is nothing to measure.
 */
import type { Dense } from "./batch.ts";
import { ModelError } from "./errors.ts";
import type { Loss } from "./loss.ts";
import type { Network } from "./network.ts";

/** A number, or null where there is none. */
export type Maybe = number | null;

/** What a lens looks at: inputs [B, T, F] (or [B, T] of tokens), with targets where a loss is asked for. */
export interface LensBatch {
  readonly inputs: Dense;
  /** [B, …] or [B, T, …]. */
  readonly targets?: Dense;
  /** Steps of each row, 0 … T. Default: all T. */
  readonly lengths?: ArrayLike<number>;
  /** Of [B, T, F]: features at the end that are numbers of entries, such as words, which have no mean and no scale. Default 0. */
  readonly codes?: number;
}

/** Options of every lens. */
export interface LensOptions {
  /** With the batch's targets: the loss that is looked at. Default: a fixed random weighing of the state or the output. */
  readonly loss?: Loss;
  /** Look at the batch's first rows only, ≥ 1. Each lens says its default. */
  readonly rows?: number;
  /** Decides the random weighing and shuffles, a safe integer ≥ 0. Default 1. */
  readonly seed?: number;
}

/** A direction of a recurrent layer, as results name it. */
export interface Place {
  /** Name of the recurrent layer in the network: `` or `0`. */
  readonly name: string;
  /** Its stacked layer, from 0, and whether it reads from the end. */
  readonly layer: number;
  readonly reverse: boolean;
  /** Kind of the cell. */
  readonly cell: string;
}

/** A lens. Throws ModelError `lens-unfit` where the network lacks what it needs, OptionError for options that can't be. */
export type Lens<Options extends LensOptions, Result extends { readonly kind: string }> = (
  network: Network,
  batch: LensBatch,
  options?: Options,
) => Result;

/** The network isn't one that this lens can look at. */
export const unfit = (lens: string, expected: string, got: string, hint?: string): ModelError =>
  new ModelError({ code: "lens-unfit", where: `lens ${lens}`, expected, got, hint, fields: { lens, expected, got } });
