/** A made-up run of a classifier, the same whenever and wherever. */
import type { Language } from "../../src/message.ts";
import { generator } from "../../src/random.ts";
import type { ClassifyReport } from "../../src/report.ts";

const said = {
  en: {
    verdict: "→ gru: 90.0 % right, nearest 78.3 %. 9 that only gru got right, 2 that only nearest did: more than chance.",
    calibrated:
      "Probabilities: scores divided by 1.62, found on sequences that early stopping used; log-loss there 0.412 before, 0.331 after.",
    gloss:
      "gru: nets that read the sequence in both directions · nearest: the class of the closest training sequence · majority: the commonest class",
    data: [
      ["gestures.csv", "300 sequences of 30 to 60 rows"],
      ["classes", "wave 75 · push 75 · pull 75 · circle 75"],
      ["guessed", "time=t · id=case · label=gesture · features=ahead,up"],
    ],
  },
  es: {
    verdict: "→ gru acierta el 90,0 %, nearest el 78,3 %. En 9 solo acertó gru, en 2 solo nearest: más que el azar.",
    calibrated:
      "Probabilidades: puntajes divididos por 1,62, hallado en secuencias usadas para la parada temprana; allí la log-pérdida fue 0,412 antes y 0,331 después.",
    gloss:
      "gru: redes que leen la secuencia en las dos direcciones · nearest: la clase de la secuencia de entrenamiento más cercana · majority: la clase más común",
    data: [
      ["gestures.csv", "300 secuencias de 30 a 60 filas"],
      ["clases", "wave 75 · push 75 · pull 75 · circle 75"],
      ["supuesto", "time=t · id=case · label=gesture · features=ahead,up"],
    ],
  },
} as const;

/** `classes`: their names; 15 tested sequences each. */
export function classified(language: Language, classes: readonly string[] = ["wave", "push", "pull", "circle"]): ClassifyReport {
  const random = generator(11, "classified");
  const each = 15;
  const tested = classes.flatMap((_, actual) =>
    Array.from({ length: each }, () => {
      const probability = Math.min(0.995, 0.35 + 0.65 * Math.sqrt(random.uniform()));
      const right = random.uniform() < probability + 0.05;
      const given = right ? actual : (actual + 1 + Math.floor(random.uniform() * (classes.length - 1))) % classes.length;
      return { actual, given, probability, right };
    }),
  );
  const confusion = classes.map((_, i) => classes.map((__, j) => tested.filter(({ actual, given }) => actual === i && given === j).length));
  const right = tested.filter((one) => one.right).length;
  const score = (name: string, kind: "net" | "simple", accuracy: number, logLoss: number | null) => ({
    name,
    kind,
    accuracy,
    macroF1: accuracy - 0.004,
    logLoss,
  });
  const wave = (k: number, speed: number) =>
    Array.from({ length: 30 + ((k * 7) % 30) }, (_, t) => Math.sin(speed * t + k) + 0.15 * random.normal());
  const text = said[language];
  return {
    name: "gestures",
    source: "gestures.csv",
    cell: "gru",
    sentences: [text.verdict, text.calibrated],
    classes,
    scores: {
      n: tested.length,
      recordings: tested.length,
      methods: [
        score("gru", "net", right / tested.length, 0.31),
        score("nearest", "simple", 0.783, null),
        score("majority", "simple", 1 / classes.length, 1.39),
      ],
      classes: classes.map((label, c) => {
        const given = confusion.reduce((sum, row) => sum + row[c], 0);
        return {
          label,
          n: each,
          precision: given === 0 ? null : confusion[c][c] / given,
          recall: confusion[c][c] / each,
          f1: (2 * confusion[c][c]) / (each + given),
        };
      }),
      confusion,
      verdict: { outcome: "win", rival: "nearest", onlyNet: 9, onlyRival: 2 },
      calibration: { temperature: 1.62, before: 0.412, after: 0.331, n: 240 },
    },
    gloss: text.gloss,
    tested,
    shown: [...tested.filter((one) => !one.right).slice(0, 4), ...tested.filter((one) => one.right).slice(0, 2)].map((one, k) => ({
      name: `recording ${k + 1}`,
      predicted: classes[one.given],
      actual: classes[one.actual],
      probability: one.probability,
      channels: [
        { name: "ahead", values: wave(k, 0.3) },
        { name: "up", values: wave(k, 0.7) },
      ],
    })),
    asked: Array.from({ length: 20 }, (_, k) => ({
      name: `new ${k + 1}`,
      predicted: classes[k % classes.length],
      probability: 0.5 + k / 50,
      actual: "",
    })),
    curves: [0, 1, 2].map((k) => ({
      phase: "train" as const,
      loss: Array.from({ length: 30 }, (_, i) => 1.4 / (1 + 0.2 * i) + 0.02 * k),
      valLoss: Array.from({ length: 30 }, (_, i) => 1.4 / (1 + 0.15 * i) + 0.06 * k + (i > 20 ? 0.01 * (i - 20) : 0)),
    })),
    data: text.data.map(([name, says]) => ({ name, text: says })),
    options: [{ name: "--cell", text: "gru" }],
    run: {
      version: "0.1.0",
      backend: "wasm",
      seed: 1,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      command: `memoria classify gestures.csv --cell gru --lang ${language} --out gestures/`,
      refit: true,
    },
  };
}
