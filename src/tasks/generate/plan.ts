/** How a text is used: its tokens as numbers, where the validation part begins, how many strips train side by side. */
import { tokensOf, type Vocabulary, vocabularyOf } from "../../data/vocabulary.ts";
import { DataError, show } from "../../errors.ts";
import type { GeneratorSpec } from "./options.ts";
import { rowsFor } from "./strips.ts";

/** Tokens that a text must have. */
export const leastTokens = 100;
/** The last share of a text validates. */
const validationShare = 0.1;

export interface Plan {
  /** Of the whole text; 0 is unknown. */
  readonly numbers: Int32Array;
  /** Numbers before it train, those from it on validate. */
  readonly cut: number;
  /** Of the training part alone. */
  readonly vocabulary: Vocabulary;
  /** Strips of the training part: rows of every batch. */
  readonly rows: number;
}

/** Throws DataError where there is nothing to learn: `text-short`, `text-uniform`. `known`: the vocabulary of a net that is trained on. */
export function planGenerate(spec: GeneratorSpec, text: string, known?: Vocabulary): Plan {
  const { tokens: kind } = spec;
  const tokens = tokensOf(text, kind);
  if (tokens.length < leastTokens) {
    const fields = { least: leastTokens, count: tokens.length, kind };
    const expected = `at least ${leastTokens} ${kind === "chars" ? "characters" : "words and marks"}`;
    throw new DataError({ code: "text-short", where: "text", expected, got: `${tokens.length}`, hint: "give a longer text", fields });
  }
  const cut = Math.floor(tokens.length * (1 - validationShare));
  const vocabulary = known ?? vocabularyOf(kind, tokens.slice(0, cut));
  const numbers = vocabulary.numbersOf(tokens);
  const kinds = new Set(numbers.subarray(0, cut));
  kinds.delete(0);
  if (kinds.size < 2) {
    const got = kinds.size === 0 ? "none" : "one";
    const expected = `two different ${kind === "chars" ? "characters" : "words that come again"} at least`;
    throw new DataError({ code: "text-uniform", where: "text", expected, got, fields: { kind, count: kinds.size } });
  }
  return { numbers, cut, vocabulary, rows: rowsFor(cut, spec.batch, spec.truncate) };
}

/**
 * The prompt's numbers; without one, those of a line's end or a space, which stand before a beginning. Throws DataError `prompt-unknown` for tokens that
 * aren't known.
 */
export function promptNumbers(vocabulary: Vocabulary, prompt: string): Int32Array {
  if (prompt === "") return Int32Array.of(vocabulary.number("\n") || vocabulary.number(" ") || 1);
  const tokens = tokensOf(prompt, vocabulary.kind);
  const unknown = [...new Set(tokens.filter((token) => vocabulary.number(token) === 0))];
  if (unknown.length === 0) return vocabulary.numbersOf(tokens);
  const got = unknown.slice(0, 5).map(show).join(", ");
  const expected = `${vocabulary.kind === "chars" ? "characters" : "words"} that the training text has`;
  throw new DataError({ code: "prompt-unknown", where: "prompt", expected, got, fields: { got, kind: vocabulary.kind } });
}
