import type { Note } from "../../data/table.ts";
import type { LabelSequence } from "../../tasks/label.ts";
import type { Columns } from "../parts/opened.ts";

/** A file as sequences of steps, with all that a person should know about how it was read; and what a saved model says of its steps. */

export interface ReadRole {
  readonly role: "time" | "id" | "label" | "features";
  readonly columns: readonly string[];
  readonly guessed: boolean;
}

export interface ReadSteps {
  readonly steps: LabelSequence;
  /** The time of each step as the file writes it, or its number from 1. */
  readonly labels: readonly string[];
  /** The class of each step; "" is not known. */
  readonly truth: readonly string[];
}

export interface ReadLabels {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256: string;
  readonly form: "csv" | "conll";
  readonly rows: number;
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  readonly roles: readonly ReadRole[];
  readonly sequences: readonly ReadSteps[];
  readonly notes: readonly Note[];
}

export interface ModelColumns extends Columns<"time" | "id" | "label"> {
  readonly features: readonly string[];
  readonly tokens: boolean;
}

/** Rows of one sequence, in order of time. */
export interface Group {
  readonly id: string | undefined;
  /** Places in the table. */
  readonly rows: readonly number[];
  /** By row of the group; undefined without a time column. */
  readonly time: Float64Array | undefined;
  /** Are the times clocks, in milliseconds? */
  readonly clock: boolean;
  readonly labels: readonly string[];
}

/** The class of steps outside the events of a file, unless --background says another. */
export const outside = "none";
