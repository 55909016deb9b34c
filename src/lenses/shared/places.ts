/** Where recurrent units stand in a network, and what a pass recorded of them. */

import { take } from "../../batch.ts";
import type { Cell } from "../../cell.ts";
import { DataError } from "../../errors.ts";
import type { Layer } from "../../layer.ts";
import { Recurrent } from "../../layers/recurrent.ts";
import { type LensBatch, type Place, unfit } from "../../lens.ts";
import type { Network } from "../../network.ts";
import { wholeFrom } from "../../range.ts";
import type { Recording } from "../../recorder.ts";
import type { Values } from "../../values.ts";

/** A direction of a stacked layer with what a lens needs of it. */
export interface Unit {
  readonly place: Place;
  readonly cell: Cell;
  readonly hidden: number;
  /** Names and widths of the carried states; the first is h. */
  readonly widths: Readonly<Record<string, number>>;
  /** Full names of a state, and this direction's index in it. */
  readonly stateName: (state: string) => string;
  readonly index: number;
  /** Full name of a weight by its local one: `weight_hh`. */
  readonly weightName: (local: string) => string;
}

/** Every direction of every recurrent layer, in the network's order. Throws ModelError `lens-unfit` where there is none. */
export function unitsOf(network: Network, lens: string, units = seenUnits(network)): Unit[] {
  if (units.length === 0) throw unfit(lens, "a recurrent layer, by itself or in a sequence of layers", "none");
  return units;
}

/** The same, none where there is none. */
export const seenUnits = (network: Network): Unit[] =>
  // What another layer makes of its own parts (a decoder fed by attention) has no steps of the batch's.
  unitsWithin(network.root, (layer) => layer.kind === "sequential");

/** Those within other layers too: they have weights, though no steps of the batch's. */
export const everyUnit = (network: Network): Unit[] => unitsWithin(network.root, () => true);

function unitsWithin(layer: Layer, enters: (layer: Layer) => boolean): Unit[] {
  if (layer instanceof Recurrent) return unitsIn(layer);
  return enters(layer) ? layer.children.flatMap((child) => unitsWithin(child, enters)) : [];
}

function unitsIn(root: Recurrent): Unit[] {
  const { cell, name, directions, stateWidths: widths } = root;
  const { hidden, layers } = root.options;
  const full = (local: string): string => (name === "" ? local : `${name}.${local}`);
  return Array.from({ length: layers * directions }, (_, index) => {
    const layer = Math.floor(index / directions);
    const reverse = index % directions === 1;
    const suffix = `_l${layer}${reverse ? "_reverse" : ""}`;
    const place = { name, layer, reverse, cell: cell.kind };
    return { place, cell, hidden, widths, index, stateName: full, weightName: (local) => full(local + suffix) };
  });
}

/** The recording of a unit. */
export function recordingOf(recordings: readonly Recording[], { place }: Unit): Recording {
  const found = recordings.find(({ name, layer, reverse }) => name === place.name && layer === place.layer && reverse === place.reverse);
  if (found === undefined) throw new Error(`nothing was recorded of ${place.name} ${place.layer}`);
  return found;
}

/** The rows looked at, with a length for each. */
export interface Looked extends LensBatch {
  readonly lengths: Int32Array;
  readonly B: number;
  readonly T: number;
}

/** The first `rows` rows of a batch. Throws DataError `data-empty` for none, or none with a step. */
export function look(batch: LensBatch, rows: number): Looked {
  const B = Math.min(batch.inputs.shape[0], wholeFrom(1, "rows", rows));
  const T = batch.inputs.shape[1] ?? 0;
  const first = Array.from({ length: B }, (_, row) => row);
  const lengths = Int32Array.from(first, (row) => batch.lengths?.[row] ?? T);
  if (!lengths.some((length) => length > 0))
    throw new DataError({ code: "data-empty", where: "batch", expected: "at least one row with a step", got: "none" });
  const { targets, codes } = batch;
  const answers = targets === undefined ? undefined : take(targets, first);
  return { inputs: take(batch.inputs, first), targets: answers, lengths, B, T, ...(codes !== undefined && { codes }) };
}

/** Where a row's lag-k step stands, counted from the end that the unit reads to. */
export const stepAt = ({ place }: Unit, length: number, lag: number): number => (place.reverse ? lag : length - 1 - lag);

/** ‖row, step‖ of [B, T, width]. */
export function normAt({ shape, data }: Values, row: number, step: number, scale?: ArrayLike<number>): number {
  const [, T, width] = shape;
  const from = (row * T + step) * width;
  // Scaled by the largest entry: squares of tiny gradients would underflow.
  let largest = 0;
  for (let k = 0; k < width; k++) largest = Math.max(largest, Math.abs(data[from + k] * (scale?.[k] ?? 1)));
  if (!(largest > 0)) return largest;
  let sum = 0;
  for (let k = 0; k < width; k++) {
    const part = (data[from + k] * (scale?.[k] ?? 1)) / largest;
    sum += part * part;
  }
  return largest * Math.sqrt(sum);
}
