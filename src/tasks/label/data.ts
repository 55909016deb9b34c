/** What the labeler is fitted on and labels: sequences of steps, checked. Nothing here changes what the caller gave. */
import { DataError, show } from "../../errors.ts";
import { type FeatureColumn, type Rows, toRows } from "../regress/data.ts";

/** The part of a sequence in a split. */
export type LabelPart = "train" | "validation" | "test";

/** Steps in order, oldest first: numeric channels and categories (`features`), or words (`tokens`), or both. */
export interface LabelSequence {
  /** Name in messages and files. Default: its position, counted from 1. */
  readonly id?: string;
  /** When each step was, in milliseconds, ascending. Given for every tested sequence, false alarms are counted a day, else per 1000 steps. */
  readonly time?: ArrayLike<number>;
  /** Columns by name, numbers (NaN is missing) or categories ("" is missing); the same names and kinds in every sequence. */
  readonly features?: Readonly<Record<string, FeatureColumn>> | ReadonlyMap<string, FeatureColumn>;
  /** One word a step. */
  readonly tokens?: readonly string[];
  /** The class of each step; "" or null where it is not known. Default: nowhere. */
  readonly label?: readonly (string | null)[];
  /** Where the split is given: a sequence without one trains. Default, for all: chosen; see `labeler`. */
  readonly part?: LabelPart;
}

/** What `fit` and `predict` accept. */
export type LabelInput = LabelSequence | readonly LabelSequence[];

/** A checked sequence. `rows` holds its features; `label` is "" where it is not known. */
export interface Steps {
  readonly id?: string;
  readonly name: string;
  readonly length: number;
  readonly time?: ArrayLike<number>;
  readonly rows: Rows;
  readonly tokens?: readonly string[];
  readonly label: readonly string[];
  readonly part?: LabelPart;
}

/**
 * Throws DataError: `series-empty` (no sequence, or no step in any), `series-type`, `series-length` (columns of unequal length), `series-value` (a number
 * that is infinite or none at all, a label or word that is no text), `series-duplicate-id`, `label-inputs` (some have tokens, others none). Steps are counted from 1.
 */
export function toSteps(input: LabelInput): Steps[] {
  if (typeof input !== "object" || input === null) fail("series-type", "series", "an object with features or tokens", show(input));
  const list = Array.isArray(input) ? input : [input];
  if (list.length === 0) fail("series-empty", "series", "at least one", "none");
  const read = list.map(checked);
  const rows = toRows(
    read.map(({ columns, time, id, length }) => ({ id, time, features: columns, target: new Float64Array(length).fill(Number.NaN) })),
  );
  const all = read.map(({ columns: _, ...own }, k): Steps => ({ ...own, rows: rows[k] }));
  const odd = all.find(({ tokens }) => (tokens === undefined) !== (all[0].tokens === undefined));
  if (odd !== undefined) {
    const got = odd.tokens === undefined ? "one without" : "one with";
    fail("label-inputs", odd.name, "tokens in every sequence or in none", got);
  }
  return all;
}

/** Steps for a model of words (`tokens`), or of numbers alone. Throws as `toSteps` does, and `label-inputs` for the other kind. */
export function stepsLike(input: LabelInput, tokens: boolean): Steps[] {
  const sequences = toSteps(input);
  if ((sequences[0].tokens !== undefined) === tokens) return sequences;
  const [expected, got] = tokens ? ["tokens, as in training", "none"] : ["no tokens, as in training", "tokens"];
  fail("label-inputs", sequences[0].name, expected, got);
}

function checked(
  sequence: LabelSequence,
  position: number,
): Omit<Steps, "rows"> & { readonly columns: ReadonlyMap<string, FeatureColumn> } {
  const { id, time, tokens, label, part, features } = sequence ?? {};
  const name = id === undefined ? `series ${position + 1}` : `series "${id}"`;
  if (features === undefined && tokens === undefined) fail("series-type", name, "an object with features or tokens", show(sequence));
  if (part !== undefined && !["train", "validation", "test"].includes(part))
    fail("series-value", `${name}, part`, "train, validation or test", show(part));
  const words = tokens === undefined ? undefined : texts(tokens, `${name}, tokens`, false);
  const known = features === undefined ? [] : features instanceof Map ? [...features] : Object.entries(features);
  const length = words?.length ?? label?.length ?? time?.length ?? known[0]?.[1]?.length ?? 0;
  if (length === 0) fail("series-empty", name, "at least one row", "no rows");
  const classes = label === undefined ? Array.from({ length }, () => "") : texts(label, `${name}, label`, true);
  for (const [what, column] of [
    ["tokens", words],
    ["label", classes],
  ] as const) {
    if (column !== undefined && column.length !== length) fail("series-length", `${name}, ${what}`, `${length} rows`, `${column.length}`);
  }
  return { id, name, length, time, columns: new Map(known), tokens: words, label: classes, part };
}

function texts(column: readonly (string | null)[], where: string, nullable: boolean): string[] {
  if (typeof column !== "object" || column === null || typeof column.length !== "number") fail("series-type", where, "texts", show(column));
  return Array.from(column, (value, row) => {
    if (nullable && (value === null || value === undefined)) return "";
    if (typeof value !== "string") {
      const hint = nullable && typeof value === "number" ? "a value for each step is what regressor gives; a class is text" : undefined;
      fail("series-value", `${where}, row ${row + 1}`, "text", show(value), hint);
    }
    return value as string;
  });
}

function fail(code: string, where: string, expected: string, got: string, hint?: string): never {
  throw new DataError({ code, where, expected, got, hint, fields: { where, expected, got } });
}
