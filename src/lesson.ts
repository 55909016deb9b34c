/**
 * The contract of a claim of the lesson: it is measured, never asserted. A claim gives the numbers that its sentence names and a table, and a
 * verdict that follows from the numbers alone, and pictures of them. Its words are in the message catalogue, `lesson.claims.<id>`.
 *
 * To add one: a file in `lessons/`, a line in `lessons/index.ts`, its words in each language.
 */

import type { LessonPicture } from "./lesson-picture.ts";

/** In the lesson's order. */
export const claimIds = [
  "L1",
  "L2",
  "L3",
  "L4",
  "L5",
  "L6",
  "L7",
  "L8",
  "L9",
  "L10",
  "L11",
  "L12",
  "L13",
  "L14",
  "L15",
  "L16",
  "L17",
] as const;
export type ClaimId = (typeof claimIds)[number];

/** `holds`: as the lesson says; `partly`: true with what the sentence adds; `fails`: not found here. */
export type Standing = "holds" | "partly" | "fails";

/** Columns are keys of the catalogue's `lesson.columns`, or symbols; a null is a cell with nothing to say. */
export interface LessonTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What was measured. */
export interface Finding {
  readonly id: ClaimId;
  readonly standing: Standing;
  /** The numbers that the sentence names. */
  readonly figures: Readonly<Record<string, number>>;
  readonly table?: LessonTable;
  /** At least one, in the order in which they are told. */
  readonly pictures: readonly LessonPicture[];
}

export interface LessonSettings {
  /** Runs of each measurement that depends on chance, ≥ 1, with seeds 1, 2, 3 … */
  readonly seeds: number;
  /** Short sequences (T ≤ 100) and less training. */
  readonly quick: boolean;
  readonly signal?: AbortSignal;
  /** Told before each of a claim's longer parts: the share of its work that is done. */
  readonly onPart?: (share: number) => void;
}

export interface Claim {
  readonly id: ClaimId;
  /** Rejects with the signal's reason when aborted. */
  measure(settings: LessonSettings): Promise<Finding>;
}

/** Seeds 1 … n. */
export const seedsOf = ({ seeds }: LessonSettings): number[] => Array.from({ length: seeds }, (_, k) => k + 1);
