import type { Note } from "../../data/table.ts";
import type { OptionValues } from "../../option.ts";
import type { ClassifySequence } from "../../tasks/classify.ts";

/** Files as sequences, with all that a person should know about how they were read; and what a saved model says of its sequences. */

export interface ReadRole {
  readonly role: "time" | "id" | "label" | "features" | "text";
  readonly columns: readonly string[];
  readonly guessed: boolean;
}

export interface ReadSequence {
  /** With its class where the data have one; `group` names its recording. */
  readonly sequence: ClassifySequence;
  /** Names it in results: the recording, and where a window begins. */
  readonly name: string;
}

export interface ReadCases {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256: string;
  readonly form: "csv" | "folder" | "ts" | "text";
  readonly rows: number;
  readonly delimiter: string;
  readonly decimal: "." | "," | undefined;
  readonly roles: readonly ReadRole[];
  readonly sequences: readonly ReadSequence[];
  /** Rows of a window, and from one to the next; none where recordings stay whole. */
  readonly window?: { readonly rows: number; readonly step: number };
  readonly notes: readonly Note[];
}

export type ReadOptions = OptionValues<"time" | "id" | "label" | "text" | "features" | "decimal" | "order" | "window" | "step">;

/** What a saved model's run had: used where the command line doesn't say. */
export interface Remembered {
  readonly columns: Readonly<Partial<Record<"time" | "id" | "label" | "text" | "window" | "step", string>>>;
  /** Channels of the model; none for texts. */
  readonly features: readonly string[];
}

/** A recording: rows in order of time, before it is cut. */
export interface Recording {
  readonly id: string;
  /** Values of each channel. */
  readonly features: ReadonlyMap<string, Float64Array | readonly string[]>;
  /** The class of each row; "" where it isn't known. */
  readonly labels: readonly string[];
  /** Moments in seconds; none without a time column. */
  readonly seconds: Float64Array | undefined;
  /** How a row is named in results. */
  readonly at: (row: number) => string;
}
