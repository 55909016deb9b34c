/** Texts as tokens and back: what stands between spaces, or every character. */
import { type TokenKind, Vocabulary } from "../../data/vocabulary.ts";

/** Tokens known at most, the commonest. */
const mostTokens = 20_000;

/** `words`: what stands between spaces; `chars`: every code point, spaces too. */
export const tokensOf = (text: string, kind: TokenKind): string[] =>
  kind === "chars" ? Array.from(text) : text.split(/\s+/u).filter((token) => token !== "");

/** The text of tokens. */
export const textOf = (tokens: readonly string[], kind: TokenKind): string => tokens.join(kind === "chars" ? "" : " ");

/**
 * The tokens of texts that come at least `least` times, at most the 20,000 commonest (the first ones among equals), in the order of their code points.
 * A source's words must come twice, so that the net learns what to do with an unknown one; of a target's each is known.
 */
export function vocabularyOf(kind: TokenKind, texts: readonly (readonly string[])[], least: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const tokens of texts) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count >= least).sort((a, b) => b[1] - a[1]);
  const tokens = known.slice(0, mostTokens).map(([token]) => token);
  return new Vocabulary(
    kind,
    tokens.sort((a, b) => (a < b ? -1 : 1)),
  );
}
