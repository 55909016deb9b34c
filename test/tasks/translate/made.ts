import type { TranslatePair } from "../../../src/tasks/translate.ts";

/** Every text of `letters` that has from `from` to `to` of them, and the same from its end. */
export function reversals(letters: string, from: number, to: number): TranslatePair[] {
  let texts = [""];
  const pairs: TranslatePair[] = [];
  for (let length = 1; length <= to; length++) {
    texts = texts.flatMap((text) => Array.from(letters, (letter) => text + letter));
    if (length < from) continue;
    for (const text of texts) pairs.push({ source: Array.from(text).join(" "), target: Array.from(text).reverse().join(" ") });
  }
  return pairs;
}

/** Options that learn `reversals` in seconds. */
export const quick = { cell: "gru", hidden: 32, epochs: 12, lr: 0.015, dropout: 0 } as const;
