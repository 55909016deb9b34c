/** What the classifier is fitted on and predicts: sequences with a class, checked. Nothing here changes what the caller gave. */
import { DataError, show } from "../../errors.ts";
import { type RegressSequence, type Rows, toRows } from "../regress/data.ts";

/** One sequence: a recording of numbers, or a text. All of a call are of one kind. */
export interface ClassifySequence {
  /** Name in messages and files. Default: its position, counted from 1. */
  readonly id?: string;
  /** The recording that it was cut from: all of one recording train, or validate, or are tested. Default: each is one of its own. */
  readonly group?: string;
  /** The class. Needed to train; not to predict. */
  readonly label?: string;
  /** Channels by name, one value a step: numbers (NaN is missing) or text for categories. The same names and kinds in every sequence. */
  readonly features?: RegressSequence["features"];
  /** A text instead of channels: it is read word by word. */
  readonly text?: string;
}

/** `test`: sequences that the scores come from. Default: a fifth of the recordings, some of each class. */
export interface ClassifyParts {
  readonly train: readonly ClassifySequence[];
  readonly test?: readonly ClassifySequence[];
}

/** What `fit` accepts. */
export type ClassifyInput = readonly ClassifySequence[] | ClassifyParts;

/** A checked sequence. */
export interface Case {
  readonly id?: string;
  readonly name: string;
  readonly group: string;
  readonly label: string | undefined;
  /** One of both. */
  readonly rows?: Rows;
  readonly tokens?: readonly string[];
}

/** Words, numbers and marks of a text, in small letters. */
export const tokensOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}'’_]+|[^\s\p{L}\p{M}\p{N}'’_]/gu) ?? [];

/**
 * Throws DataError: `series-empty`, `series-type`, `series-length`, `series-value`, `series-duplicate-id` as for `regressor`, and `label-missing` for a
 * sequence without a class where `labelled`. Sequences are counted from 1.
 */
export function toCases(input: readonly ClassifySequence[], labelled: boolean): Case[] {
  if (!Array.isArray(input)) fail("series-type", "sequences", "a list of sequences", show(input));
  if (input.length === 0) fail("series-empty", "sequences", "at least one", "none");
  const texts = typeof input[0]?.text === "string";
  const all = texts ? input.map(textCase) : numberCases(input);
  const unlabelled = labelled ? all.find(({ label }) => label === undefined || label === "") : undefined;
  if (unlabelled !== undefined) fail("label-missing", unlabelled.name, "a class", "none", "give each sequence a label, or leave it out");
  return all;
}

function textCase({ id, group, label, text }: ClassifySequence, position: number): Case {
  const name = nameOf(id, position);
  if (typeof text !== "string") fail("series-type", name, "a text, as in the first sequence", show(text));
  return { id, name, group: group ?? `${position}`, label: checkedLabel(label, name), tokens: tokensOf(text) };
}

function numberCases(input: readonly ClassifySequence[]): Case[] {
  const list = input.map((one) => {
    if (typeof one !== "object" || one === null || one.features === undefined) return one as unknown as RegressSequence;
    return { ...(one.id !== undefined && { id: one.id }), features: one.features };
  });
  return toRows(list).map((rows, position) => {
    const { id, group, label } = input[position];
    const name = nameOf(id, position);
    return { id, name, group: group ?? `${position}`, label: checkedLabel(label, name), rows };
  });
}

const nameOf = (id: string | undefined, position: number) => (id === undefined ? `series ${position + 1}` : `series "${id}"`);

function checkedLabel(label: unknown, name: string): string | undefined {
  if (label !== undefined && typeof label !== "string") fail("series-type", `${name}, label`, "text", show(label));
  return label;
}

/** Classes in the order of their names: numbers by size, then text by its letters' codes. */
export function classesOf(cases: readonly Case[]): string[] {
  const names = [...new Set(cases.map(({ label }) => label as string))];
  return names.sort((a, b) => {
    const [x, y] = [Number(a), Number(b)];
    if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y;
    return a < b ? -1 : 1;
  });
}

export function fail(code: string, where: string, expected: string, got: string, hint?: string): never {
  throw new DataError({ code, where, expected, got, hint, fields: { where, expected, got } });
}
