/** Targets in words: what a search found for sources, and what it should have found. */
import type { Network } from "../../network.ts";
import { breather } from "../../parallel/breather.ts";
import type { TranslatorSpec } from "./options.ts";
import type { Vocabularies } from "./plan.ts";
import { type Search, search } from "./search.ts";
import { textOf } from "./tokens.ts";

/** Sources that are searched side by side. */
const sideBySide = 64;

/** A target that was found for a source. */
export interface Translation {
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** The target as text. */
  readonly text: string;
  /** For each target token, the weight of each source token: rows that add up to 1. */
  readonly attention: readonly (readonly number[])[];
  /** log P of the target given the source, in nats. */
  readonly logProbability: number;
  /** False where it was cut at `maxLength`. */
  readonly ended: boolean;
  /** Source tokens that the training part doesn't know. */
  readonly unknown: readonly string[];
}

/** What finds them. */
export interface Answerer {
  readonly spec: TranslatorSpec;
  readonly network: Network;
  readonly vocabularies: Vocabularies;
}

/** Tokens of a target at most: as asked, else twice the longest in training, and 10. */
export const mostTokens = (maxLength: number | "auto", longest: number): number =>
  maxLength === "auto" ? Math.min(10_000, 2 * longest + 10) : maxLength;

/** Targets as they are found, in the order of the sources, each of which has a token. Throws the signal's reason when aborted. */
export async function* answers(
  { spec, network, vocabularies }: Answerer,
  sources: readonly (readonly string[])[],
  how: Search,
  signal?: AbortSignal,
): AsyncGenerator<Translation, void, undefined> {
  const { source: known, target: said } = vocabularies;
  const atOnce = Math.max(1, Math.floor(sideBySide / how.beam));
  const breath = breather();
  try {
    for (let from = 0; from < sources.length; from += atOnce) {
      await breath.take();
      signal?.throwIfAborted();
      const some = sources.slice(from, from + atOnce);
      const numbers = some.map((tokens) => known.numbersOf(tokens));
      for (const [k, { tokens, attention, logProbability, ended }] of search(network, numbers, how).entries()) {
        const target = tokens.map((number) => said.tokens[number - 1]);
        const unknown = [...new Set(some[k].filter((token) => known.number(token) === 0))];
        yield { source: some[k], target, text: textOf(target, spec.tokens), attention, logProbability, ended, unknown };
      }
    }
  } finally {
    breath.stop();
  }
}
