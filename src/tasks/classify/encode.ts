/**
 * Sequences as the nets see them: channels scaled as in training, several rows to a step where sequences are long; or a text as numbers of words. All of
 * it is fitted on the sequences that train, so that no tested one has a say.
 */

import { type FeatureColumn, isText, type Rows } from "../regress/data.ts";
import { channelsOf, type EncoderSpec, encode, fitEncoder, scalerOf } from "../regress/encode.ts";
import { type Case, fail } from "./data.ts";

export type InputSpec =
  | {
      readonly kind: "numbers";
      readonly encoder: EncoderSpec;
      /** Is each sequence first scaled by its own mean and spread? */
      readonly ownScale: boolean;
      /** Rows that make a step, ≥ 1. */
      readonly rows: number;
    }
  | {
      readonly kind: "text";
      /** Words that have a vector, the commonest first; number 0 stands for all others. */
      readonly words: readonly string[];
    };

/** A sequence as numbers: [steps, channels], or [steps] of words. */
export interface Encoded {
  readonly steps: number;
  readonly data: Float64Array;
}

/** Steps of a sequence at most, on which the rows of a step depend; words that get a vector, at most. */
const [mostSteps, mostWords] = [64, 20_000];

/** Fitted on the cases given alone. */
export function fitInput(cases: readonly Case[], ownScale: boolean): InputSpec {
  const rows = cases.flatMap((one) => (one.rows === undefined ? [] : [one.rows]));
  if (rows.length === 0) return { kind: "text", words: wordsOf(cases) };
  const scaled = ownScale ? rows.map(ownScaled) : rows;
  const encoder = fitEncoder(
    scaled,
    scaled.map(({ length }) => length),
    false,
  );
  const longest = rows.reduce((most, { length }) => Math.max(most, length), 1);
  return { kind: "numbers", encoder, ownScale, rows: Math.ceil(longest / mostSteps) };
}

/** Words that come in two texts or more, by how many; those of as many in the order of their letters' codes. */
function wordsOf(cases: readonly Case[]): string[] {
  const counts = new Map<string, number>();
  for (const { tokens = [] } of cases) for (const word of new Set(tokens)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count > 1 || cases.length < 50);
  return common
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word);
}

/** Each number channel less its own mean, divided by its own spread. */
function ownScaled(rows: Rows): Rows {
  const features = new Map<string, FeatureColumn>(
    [...rows.features].map(([name, column]): [string, FeatureColumn] => {
      if (isText(column)) return [name, column];
      const { mean, scale } = scalerOf([column]);
      return [name, Float64Array.from(column, (value) => (scale === 0 ? value - mean : (value - mean) / scale))];
    }),
  );
  return { ...rows, features };
}

/** Numbers in a step; for a text the words that have a vector, and one for all others. */
export const widthOf = (spec: InputSpec): number => (spec.kind === "text" ? spec.words.length + 1 : channelsOf(spec.encoder) * spec.rows);

/** Throws DataError `feature-mismatch` for a sequence that lacks a channel, or is a text where the others aren't. */
export function encodeCases(cases: readonly Case[], spec: InputSpec): Encoded[] {
  if (spec.kind === "text") {
    const numbers = new Map(spec.words.map((word, k) => [word, k + 1]));
    return cases.map(({ name, tokens }) => {
      if (tokens === undefined) fail("feature-mismatch", name, "a text", "channels");
      const known = tokens.length === 0 ? [0] : tokens.map((word) => numbers.get(word) ?? 0);
      return { steps: known.length, data: Float64Array.from(known) };
    });
  }
  return cases.map(({ name, rows }) => {
    if (rows === undefined) fail("feature-mismatch", name, "channels", "a text");
    const { inputs } = encode(spec.ownScale ? ownScaled(rows) : rows, spec.encoder);
    const steps = Math.ceil(rows.length / spec.rows);
    const data = new Float64Array(steps * widthOf(spec));
    data.set(inputs);
    return { steps, data };
  });
}
