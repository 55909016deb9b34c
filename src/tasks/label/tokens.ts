/** Words as the net sees them: numbers of entries in small vocabularies, the word itself and parts of it, so that a word never seen still says something. */

export interface TokenView {
  readonly name: string;
  of(token: string): string;
}

const plain = (token: string): string => token.toLowerCase().replace(/\p{Nd}/gu, "0");
const letters = (token: string): string[] => [...plain(token)];

/** `Ab-12` → `Aa-0`: runs of capitals, small letters, digits; other signs stand. */
const shape = (token: string): string =>
  token
    .replace(/\p{Lu}+/gu, "A")
    .replace(/[\p{Ll}\p{Lo}]+/gu, "a")
    .replace(/\p{Nd}+/gu, "0")
    .slice(0, 8);

/** The ways in which a word is looked at; a model's file holds each one's entries, in this order. */
export const tokenViews: readonly TokenView[] = [
  { name: "word", of: plain },
  { name: "prefix", of: (token) => letters(token).slice(0, 3).join("") },
  { name: "suffix", of: (token) => letters(token).slice(-3).join("") },
  { name: "ending", of: (token) => letters(token).slice(-2).join("") },
  { name: "shape", of: shape },
];

/** Entries of a view, the commonest first, and how often each came. Entry k of the list is number k + 1; 0 is any other. */
export interface Vocabulary {
  readonly entries: readonly string[];
  readonly counts: readonly number[];
}

/** A word that came once is an entry too; `mostEntries` at most. */
export function vocabularyOf(view: TokenView, sentences: Iterable<readonly string[]>): Vocabulary {
  const counts = new Map<string, number>();
  for (const tokens of sentences) {
    for (const token of tokens) {
      const entry = view.of(token);
      counts.set(entry, (counts.get(entry) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostEntries);
  return { entries: sorted.map(([entry]) => entry), counts: sorted.map(([, count]) => count) };
}

export const mostEntries = 100_000;
