/**
 * Text as numbers and back. Tokens are code points, or words: a run of letters and digits or a single mark, each with the one space
 * before it, so that joined tokens are the text again. Number 0 stands for every token that isn't known.
 */
import { invalidOption } from "../errors.ts";

export type TokenKind = "chars" | "words";

/** A word or a mark with the space before it, a line's end, or another single space. */
const word = / ?[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*| ?[^\s\p{L}\p{M}\p{N}]|\s/gu;

/** Texts longer than this are cut at it before the expression runs. */
const stretch = 1 << 16;

/** The tokens of a text, which joined are the text. */
export function tokensOf(text: string, kind: TokenKind): string[] {
  if (kind === "chars") return Array.from(text);
  const tokens: string[] = [];
  for (let from = 0; from < text.length; ) {
    // A stretch ends before a line's end or a space, or where there is none, where it ends.
    let to = Math.min(text.length, from + stretch);
    if (to < text.length) {
      const space = Math.max(text.lastIndexOf(" ", to), text.lastIndexOf("\n", to));
      if (space > from) to = space;
    }
    for (const token of text.slice(from, to).match(word) ?? []) tokens.push(token);
    from = to;
  }
  return tokens;
}

/** The known tokens; number k + 1 is `tokens[k]`, and 0 is none of them. */
export class Vocabulary {
  readonly kind: TokenKind;
  readonly tokens: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  /** Throws OptionError for an empty token, or one that stands there twice. */
  constructor(kind: TokenKind, tokens: readonly string[]) {
    this.kind = kind;
    this.tokens = tokens;
    this.#numbers = new Map(tokens.map((token, k) => [token, k + 1]));
    if (this.#numbers.size !== tokens.length || this.#numbers.has(""))
      throw invalidOption("tokens", "different tokens, none empty", tokens);
  }

  /** Numbers that there are, with 0. */
  get size(): number {
    return this.tokens.length + 1;
  }

  /** The token's number; 0 where it isn't known. */
  number(token: string): number {
    return this.#numbers.get(token) ?? 0;
  }

  /** The numbers of a text. */
  encode(text: string): Int32Array {
    return this.numbersOf(tokensOf(text, this.kind));
  }

  numbersOf(tokens: readonly string[]): Int32Array {
    return Int32Array.from(tokens, (token) => this.number(token));
  }

  /** The text of numbers; U+FFFD for 0. */
  decode(numbers: ArrayLike<number>): string {
    return Array.from(numbers, (number) => this.tokens[number - 1] ?? "\ufffd").join("");
  }
}

/** Words known at most. */
const mostWords = 20_000;

/**
 * The vocabulary of a text's tokens, in the order of their code points: every character, or the words that come at least twice, at most the 20,000 commonest
 * (the first ones among equals).
 */
export function vocabularyOf(kind: TokenKind, tokens: readonly string[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const known =
    kind === "chars"
      ? [...counts.keys()]
      : [...counts]
          .filter(([, count]) => count > 1)
          .sort((a, b) => b[1] - a[1])
          .slice(0, mostWords)
          .map(([token]) => token);
  return new Vocabulary(
    kind,
    known.sort((a, b) => (a < b ? -1 : 1)),
  );
}
