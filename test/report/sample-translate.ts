/** A made-up run of a translator: words turned round, some of them wrong. */
import type { Language } from "../../src/message.ts";
import type { ShownAnswer, TranslateReport } from "../../src/report.ts";

const said = {
  en: {
    verdict: "→ gru finds 66.7 % of the targets whole; nearest 12.0 %.",
    caption: "Test: 24 sources that no training saw",
    head: ["method", "whole", "tokens in place", "sources"],
    gloss: "gru: the net, the likeliest token each time · nearest: the target of the training source with the fewest tokens to change",
  },
  es: {
    verdict: "→ gru halla enteros el 66,7 % de los objetivos; nearest, el 12,0 %.",
    caption: "Prueba: 24 orígenes que ningún entrenamiento vio",
    head: ["método", "enteros", "tokens en su sitio", "orígenes"],
    gloss: "gru: la red, cada vez el token más probable · nearest: el objetivo del origen de entrenamiento con menos tokens que cambiar",
  },
} as const;

const words = ["sí", "no", "ya", "<&>", "luz", "mar"];

/** Source k turned round; every third answer is wrong from its middle on. */
function answer(k: number): ShownAnswer {
  const length = 2 + (k % 6);
  const source = Array.from({ length }, (_, t) => words[(k + 2 * t) % words.length]);
  const right = source.toReversed();
  const wrong = k % 3 === 2;
  const target = right.map((token, t) => (wrong && t >= length / 2 ? "no" : token));
  const attention = target.map((_, t) => source.map((__, s) => (s === length - 1 - t ? 0.8 : 0.2 / Math.max(1, length - 1))));
  return { source, target, expected: [right], right: !wrong || target.join() === right.join(), attention };
}

export function translated(language: Language): TranslateReport {
  const text = said[language];
  return {
    name: "turned",
    source: "turned.tsv",
    tokens: "words",
    sentences: [text.verdict],
    scores: {
      caption: text.caption,
      head: text.head,
      rows: [
        ["gru", "66.7 %", "81.0 %", "24"],
        ["nearest", "12.0 %", "40.2 %", "24"],
      ],
      marked: { row: 0, word: "the net" },
    },
    gloss: text.gloss,
    shares: [
      { name: "gru", exact: 0.667, tokens: 0.81 },
      { name: "nearest", exact: 0.12, tokens: 0.402 },
    ],
    answers: Array.from({ length: 24 }, (_, k) => answer(k)),
    curves: [{ phase: "train", loss: [1.8, 1.1, 0.7, 0.4], valLoss: [1.6, 1.1, 0.8, 0.7] }],
    data: [{ name: "turned.tsv", text: ["240 lines", "train: 192 pairs · validate: 24 · test: 24"] }],
    options: [{ name: "--cell", text: "gru" }],
    run: {
      version: "0.1.0",
      backend: "wasm",
      seed: 1,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      command: `memoria translate turned.tsv --cell gru --lang ${language} --out turned/`,
      refit: false,
    },
  };
}
