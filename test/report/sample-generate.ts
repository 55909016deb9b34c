/** A made-up run of a generator. */
import type { Language } from "../../src/message.ts";
import { generator } from "../../src/random.ts";
import type { GenerateReport } from "../../src/report.ts";

const said = {
  en: {
    verdict: "→ lstm knows the text better: 0.066 nats a character less than 5-gram.",
    caption: "Validation part: 6,033 characters, none trained on",
    head: ["method", "nats a character", "perplexity"],
    gloss: "lstm: the net, with all that came before · 5-gram: the last four alone (Witten–Bell) · frequencies: none",
    sample: (temperature: string) => `Sample: temperature ${temperature}, seed 1`,
  },
  es: {
    verdict: "→ lstm conoce mejor el texto: 0,066 nats por carácter menos que 5-gram.",
    caption: "Parte de validación: 6033 caracteres, sin entrenar con ninguno",
    head: ["método", "nats por carácter", "perplejidad"],
    gloss: "lstm: la red, con todo lo anterior · 5-gram: solo los cuatro últimos (Witten–Bell) · frequencies: nada",
    sample: (temperature: string) => `Muestra: temperatura ${temperature}, semilla 1`,
  },
} as const;

const tune = "X:1\nT:The <Ring> & Co\nM:6/8\nK:G\n|:GAB DED|GAB DGB|AGA BGE|EDE G2D:|\n";

export function generated(language: Language): GenerateReport {
  const text = said[language];
  const random = generator(6, "generated");
  return {
    name: "tunes",
    source: "tunes.abc",
    tokens: "chars",
    sentences: [text.verdict],
    scores: {
      caption: text.caption,
      head: text.head,
      rows: [
        ["lstm", "1.597", "4.94"],
        ["5-gram", "1.663", "5.28"],
        ["frequencies", "3.276", "26.47"],
      ],
      marked: { row: 0, word: "the net" },
    },
    gloss: text.gloss,
    nats: [
      { name: "lstm", nats: 1.597 },
      { name: "5-gram", nats: 1.663 },
      { name: "frequencies", nats: 3.276 },
    ],
    samples: ["0.8", "0.4", "1"].map((temperature) => ({ title: text.sample(temperature), prompt: "X:", text: tune.slice(2) })),
    surprises: [...tune].map((token) => ({ token, nats: token === "&" ? Number.NaN : 7 * random.uniform() * random.uniform() })),
    curves: [{ phase: "train", loss: [2.4, 1.9, 1.7, 1.6], valLoss: [2, 1.8, 1.72, 1.7] }],
    data: [{ name: "tunes.abc", text: ["60,324 characters, 75 different", "train: the first 54,291 · validate: the last 6,033"] }],
    options: [{ name: "--cell", text: "lstm" }],
    run: {
      version: "0.1.0",
      backend: "wasm",
      seed: 1,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      command: `memoria generate tunes.abc --prompt X: --lang ${language} --out tunes/`,
      refit: false,
    },
  };
}
