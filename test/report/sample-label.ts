/** Made-up runs of a labeler: a signal with events, and tagged words. */
import type { Language } from "../../src/message.ts";
import { generator } from "../../src/random.ts";
import type { LabelledPart, LabelReport } from "../../src/report.ts";

const said = {
  en: {
    signal: "→ lstm finds 18 of 20 events (F1 0.90); 2 of its own are none. Best simple method: threshold, F1 0.11.",
    words: "→ lstm finds 5 of 7 spans (F1 0.71); 2 of its own are none.",
    gloss: "lstm: a net that reads both directions · majority: the commonest class of training",
    head: ["method", "event F1", "found", "precision", "steps right", "macro F1", "false alarms a day"],
    caption: "Test: 1,000 steps of 2 series, none seen in training",
    asked: ["start", "end", "class", "steps", "how sure"],
  },
  es: {
    signal: "→ lstm halla 18 de 20 eventos (F1 0,90); 2 de los suyos no lo son. Mejor método simple: threshold, F1 0,11.",
    words: "→ lstm halla 5 de 7 tramos (F1 0,71); 2 de los suyos no lo son.",
    gloss: "lstm: una red que lee en las dos direcciones · majority: la clase más común del entrenamiento",
    head: ["método", "F1 de eventos", "hallados", "precisión", "pasos acertados", "F1 macro", "falsas alarmas al día"],
    caption: "Prueba: 1000 pasos de 2 series, sin verlas al entrenar",
    asked: ["inicio", "fin", "clase", "pasos", "seguridad"],
  },
} as const;

const moment = (t: number) => new Date(Date.UTC(2026, 0, 5, 8) + 20 * t).toISOString().slice(0, 23);

/** Beats every 40 steps, an artefact, one beat missed and one found where there is none. */
export function signalPart(id: string, steps = 500): LabelledPart {
  const random = generator(4, id);
  const truth: { readonly from: number; readonly to: number; readonly label: string }[] = [];
  for (let from = 20; from + 9 < steps; from += 40) truth.push({ from, to: from + 9, label: from === 220 ? "artefact" : "beat" });
  const ecg = Array.from({ length: steps }, (_, t) => {
    const event = truth.find(({ from, to }) => t >= from && t < to);
    const size = event?.label === "beat" ? 1.4 : event === undefined ? 0 : 2.5 * random.normal();
    return t > 330 && t < 345 ? Number.NaN : 0.8 * Math.sin(t / 60) + 0.1 * random.normal() + size * (t % 2);
  });
  const missed = truth.findIndex(({ from }) => from === 300);
  const found = truth.filter((_, k) => k !== missed).map((event) => ({ ...event, to: event.to - (event.from % 3), probability: 0.93 }));
  return {
    id,
    steps: ecg.map((_, t) => moment(t)),
    channels: [{ name: "ecg", values: ecg }],
    truth: truth.map((event, k) => ({ ...event, ...(k === missed && { wrong: true }) })),
    found: [...found, { from: 280, to: 288, label: "beat", probability: 0.71, wrong: true }].sort((a, b) => a.from - b.from),
  };
}

const base = (language: Language, line: string) => ({
  curves: [{ phase: "train" as const, loss: [1.1, 0.6, 0.4, 0.3, 0.26], valLoss: [1, 0.62, 0.5, 0.44, 0.45] }],
  data: [{ name: "data", text: "12,000 rows" }],
  options: [{ name: "--cell", text: "lstm" }],
  run: {
    version: "0.1.0",
    backend: "wasm",
    seed: 1,
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    command: `${line} --lang ${language}`,
    refit: true,
  },
});

export function labelledSignal(language: Language): LabelReport {
  const text = said[language];
  return {
    ...base(language, "memoria label beats.csv --out beats/"),
    name: "beats",
    source: "beats.csv",
    form: "signal",
    judged: true,
    sentences: [text.signal],
    scores: {
      caption: text.caption,
      head: text.head,
      rows: [
        ["lstm", "0.900", "18 of 20", "90.0 %", "96.9 %", "0.909", "4,455.9"],
        ["majority", "0.000", "0 of 20", "–", "75.6 %", "0.287", "0.0"],
      ],
      marked: { row: 0, word: "recommended" },
    },
    gloss: text.gloss,
    labels: ["beat", "artefact"],
    parts: [signalPart("r7"), signalPart("r8")],
    classes: [
      { label: "artefact", n: 2, precision: 1, recall: 1, f1: 1 },
      { label: "beat", n: 22, precision: 0.9, recall: 0.91, f1: 0.905 },
    ],
    confusion: {
      labels: ["none", "beat", "artefact"],
      counts: [
        [740, 9, 0],
        [14, 190, 2],
        [0, 0, 45],
      ],
    },
    asked: [text.asked, ...Array.from({ length: 3 }, (_, k) => [moment(2000 + 50 * k), moment(2009 + 50 * k), "beat", "9", "94 %"])],
    askedCount: 3,
  };
}

/** Two sentences, one of them with a span of another type and one that is none. */
export function taggedWords(language: Language): LabelReport {
  const text = said[language];
  const steps = "play the song adele by <adele> & co".split(" ");
  const right = "book a table for four people in lima".split(" ");
  const four = { from: 4, to: 5, label: "party_size_number" };
  return {
    ...labelledSignal(language),
    ...base(language, "memoria label words.conll --out words/"),
    name: "words",
    source: "words.conll",
    form: "words",
    sentences: [text.words],
    labels: ["artist", "music_item", "party_size_number", "city"],
    parts: [
      {
        id: "",
        steps,
        channels: [],
        truth: [
          { from: 2, to: 3, label: "music_item" },
          { from: 5, to: 6, label: "artist", wrong: true },
        ],
        found: [
          { from: 2, to: 3, label: "music_item", probability: 0.9 },
          { from: 3, to: 4, label: "artist", probability: 0.66, wrong: true },
        ],
      },
      { id: "", steps: right, channels: [], truth: [four], found: [{ ...four, probability: 0.97 }] },
    ],
    asked: [],
    askedCount: 0,
  };
}
