/** What a fitted labeler gives, and says of its making. */
import type { LabelInput } from "./data.ts";
import type { LabelEvent } from "./events.ts";
import type { Plan } from "./plan.ts";

/** An event: steps from … to − 1. */
export interface FoundEvent extends LabelEvent {
  /** Mean probability, as the net sees it, of the labels that its steps were given; 0 to 1. */
  readonly probability: number;
}

/** What `predict` gives for one sequence: the recommended method's labels and events. */
export interface Labelled {
  readonly id?: string;
  /** The class of each step. */
  readonly label: readonly string[];
  /** The net's probability of that class, by step; 0 for one that the net doesn't know. */
  readonly probability: Float64Array;
  readonly events: readonly FoundEvent[];
  /** The test's best method: its labels come first. */
  readonly recommended: string;
  /** Labels by method: the cell, `threshold` (one numeric channel), `majority`. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
}

export interface LabelPredictOptions {
  /** Sequences to label. Default: those that it was fitted on; needed after `load`. */
  readonly sequences?: LabelInput;
}

/** What was found in the data or by training. */
export interface LabelFound {
  readonly lookback: number;
  /** How train, validation and test were parted: as `given`, by whole `sequence`, or each sequence by `time`. */
  readonly split: Plan["by"];
  /** Labelled steps of each part. */
  readonly steps: Readonly<Record<"train" | "validation" | "test", number>>;
  /** Epochs of the best weights. */
  readonly epochs: number;
  readonly refitted: boolean;
}
