/** Which pairs train, validate and test, and the tokens that they have: a source is in one part only. */
import type { TokenKind, Vocabulary } from "../../data/vocabulary.ts";
import { DataError } from "../../errors.ts";
import { generator } from "../../random.ts";
import type { TranslatorSpec } from "./options.ts";
import type { Encoded } from "./pairs.ts";
import { textOf, tokensOf, vocabularyOf } from "./tokens.ts";

export type TranslatePart = "train" | "validation" | "test";

/** A source and its target. `part`: where it belongs; without any test (or validation) a tenth of the sources is drawn for it. Default `train`. */
export interface TranslatePair {
  readonly source: string;
  readonly target: string;
  readonly part?: TranslatePart;
}

/** A pair as tokens. */
export interface Tokens {
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Its number in the data. */
  readonly row: number;
}

/** The known tokens of both sides. */
export interface Vocabularies {
  readonly source: Vocabulary;
  readonly target: Vocabulary;
}

export interface TranslatePlan {
  readonly parts: Readonly<Record<TranslatePart, readonly Tokens[]>>;
  /** Pairs left out, since their source is also in the test, or of the training, in the validation part. */
  readonly shared: number;
  readonly vocabularies: Vocabularies;
  /** Pairs of a batch. */
  readonly batch: number;
}

/** Different sources that there must be. */
export const leastSources = 20;
/** The share of the sources that is drawn for each part that isn't given. */
const share = 0.1;

/** The sentence that names a source whatever its spaces. */
const keyOf = ({ source }: Tokens, kind: TokenKind): string => textOf(source, kind);

/** Throws DataError `pair-empty` for a side without tokens, naming the pair. */
function tokenised(pairs: readonly TranslatePair[], kind: TokenKind): Tokens[] {
  return pairs.map(({ source, target }, row) => {
    const tokens = { source: tokensOf(source, kind), target: tokensOf(target, kind), row };
    for (const side of ["source", "target"] as const) {
      if (tokens[side].length > 0) continue;
      const fields = { row: row + 1, side };
      throw new DataError({ code: "pair-empty", where: `pair ${row + 1}`, expected: `a ${side}`, got: "nothing", fields });
    }
    return tokens;
  });
}

/** Throws DataError `pair-empty`, `pairs-few`. `known`: the vocabularies of a net that is trained on. */
export function planTranslate(spec: TranslatorSpec, pairs: readonly TranslatePair[], known?: Vocabularies): TranslatePlan {
  const kind = spec.tokens;
  const all = tokenised(pairs, kind);
  const parts: Record<TranslatePart, Tokens[]> = { train: [], validation: [], test: [] };
  for (const tokens of all) parts[pairs[tokens.row].part ?? "train"].push(tokens);
  const sources = new Set(parts.train.map((tokens) => keyOf(tokens, kind)));
  if (sources.size < leastSources) {
    const expected = `at least ${leastSources} different sources to train on`;
    const fields = { least: leastSources, count: sources.size };
    throw new DataError({ code: "pairs-few", where: "pairs", expected, got: `${sources.size}`, hint: "give more lines", fields });
  }
  const judging = new Set<string>();
  for (const part of ["test", "validation"] as const) {
    const own = parts[part].filter((tokens) => !judging.has(keyOf(tokens, kind)));
    for (const tokens of own) judging.add(keyOf(tokens, kind));
    parts[part] = own;
  }
  parts.train = parts.train.filter((tokens) => !judging.has(keyOf(tokens, kind)));
  const shared = all.length - parts.train.length - parts.validation.length - parts.test.length;
  for (const part of ["test", "validation"] as const) {
    if (parts[part].length > 0) continue;
    const left = [...new Set(parts.train.map((tokens) => keyOf(tokens, kind)))];
    const order = generator(spec.seed, `part ${part}`).permutation(left.length);
    const drawn = new Set(Array.from(order.subarray(0, Math.max(1, Math.round(sources.size * share))), (k) => left[k]));
    parts[part] = parts.train.filter((tokens) => drawn.has(keyOf(tokens, kind)));
    parts.train = parts.train.filter((tokens) => !drawn.has(keyOf(tokens, kind)));
  }
  if (parts.train.length === 0) {
    const expected = "sources that aren't in the test too";
    const fields = { least: leastSources, count: 0 };
    throw new DataError({ code: "pairs-few", where: "pairs", expected, got: "none", hint: "give more lines", fields });
  }
  const vocabularies = known ?? {
    source: vocabularyOf(
      kind,
      parts.train.map(({ source }) => source),
      kind === "chars" ? 1 : 2,
    ),
    target: vocabularyOf(
      kind,
      parts.train.map(({ target }) => target),
      1,
    ),
  };
  const batch = spec.batch === "auto" ? batchOf(parts.train) : spec.batch;
  return { parts, shared, vocabularies, batch };
}

/** Attention's weights in a batch at most, so that one long pair doesn't take the memory of many. */
const mostWeights = 1.6e7;

/** Pairs of a batch: 4 to 64, so that an epoch has fifty updates where it can, and fewer where pairs are long. */
function batchOf(training: readonly Tokens[]): number {
  const longest = (side: "source" | "target") => training.reduce((most, tokens) => Math.max(most, tokens[side].length + 1), 1);
  const wanted = Math.max(4, Math.min(64, Math.floor(training.length / 50)));
  return Math.max(1, Math.min(wanted, Math.floor(mostWeights / (longest("source") * longest("target")))));
}

/** Pairs as numbers. */
export const encoded = (pairs: readonly Tokens[], { source, target }: Vocabularies): Encoded[] =>
  pairs.map((tokens) => ({ source: source.numbersOf(tokens.source), target: target.numbersOf(tokens.target) }));
