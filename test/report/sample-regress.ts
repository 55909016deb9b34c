/** A made-up run of a regressor: 200 rows, four tests of 20, ten rows asked for. */
import type { Language } from "../../src/message.ts";
import { generator } from "../../src/random.ts";
import type { RegressReport } from "../../src/report.ts";

const said = {
  en: {
    verdict: "→ Memory helps: gru is off by 0.41 a row, 38.2 % less than mlp, which sees one row at a time, and closer in 4 of 4 tests.",
    gloss: "gru: a net on the rows so far · mlp: a net on the row alone · mean: mean of training",
    head: ["method", "MAE", "WAPE", "R²", "80 % range held", "won"],
    caption: "Past test: 80 rows in 4 blocks at the end, none seen in training",
    asked: ["day", "estimate", "80 % range"],
  },
  es: {
    verdict: "→ La memoria ayuda: gru yerra 0,41 por fila, 38,2 % menos que mlp, que ve una sola fila, y más cerca en 4 de 4 pruebas.",
    gloss: "gru: una red que ve las filas hasta ahí · mlp: una red que ve solo la fila · mean: media del entrenamiento",
    head: ["método", "MAE", "WAPE", "R²", "dentro del 80 %", "gana"],
    caption: "Prueba en el pasado: 80 filas en 4 bloques del final, no vistas al entrenar",
    asked: ["day", "estimado", "intervalo del 80 %"],
  },
} as const;

export function regressed(language: Language): RegressReport {
  const text = said[language];
  const random = generator(9, "regressed");
  const rows = 200;
  const target = Array.from({ length: rows }, (_, t) => 10 + 3 * Math.sin(t / 9) + 0.4 * random.normal());
  const labels = target.map((_, t) => `2026-${String(1 + Math.floor(t / 28)).padStart(2, "0")}-${String(1 + (t % 28)).padStart(2, "0")}`);
  const origins = [120, 140, 160, 180];
  const given = (noise: number) => origins.map((from) => target.slice(from, from + 20).map((value) => value + noise * random.normal()));
  const [net, row] = [given(0.5), given(0.9)];
  const around = (values: readonly number[], half: number) => ({
    level: 0.8,
    lower: values.map((value) => value - half),
    upper: values.map((value) => value + half),
  });
  const point = Array.from({ length: 10 }, (_, t) => 10 + 3 * Math.sin((rows + t) / 9));
  return {
    target: "level",
    source: "sensors.csv",
    recommended: "gru",
    sentences: [text.verdict],
    scores: {
      caption: text.caption,
      head: text.head,
      rows: [
        ["gru", "0.41", "4.1 %", "0.95", "81 % of 80", "4 of 4"],
        ["mlp", "0.66", "6.6 %", "0.87", "79 % of 80", "0 of 4"],
        ["mean", "1.92", "19.2 %", "-0.01", "84 % of 80", "0 of 4"],
      ],
      marked: { row: 0, word: "recommended" },
    },
    errors: [
      { name: "gru", mae: 0.41 },
      { name: "mlp", mae: 0.66 },
      { name: "mean", mae: 1.92 },
    ],
    gloss: text.gloss,
    tests: origins.map((from, w) => ({ actual: target.slice(from, from + 20), given: net[w] })),
    rival: "mlp",
    series: [
      {
        name: "",
        labels,
        test: {
          target,
          origins,
          methods: [
            { name: "gru", forecasts: net, intervals: net.map((values) => [around(values, 0.7)]) },
            { name: "mlp", forecasts: row, intervals: row.map(() => []) },
          ],
        },
      },
    ],
    fan: { past: target.slice(140), point, ranges: [around(point, 0.7)], time: labels.slice(0, 10), pastTime: labels.slice(140) },
    asked: [
      text.asked,
      ...point.map((value, t) => [labels[t], value.toFixed(1), `${(value - 0.7).toFixed(1)} … ${(value + 0.7).toFixed(1)}`]),
    ],
    askedCount: 10,
    curves: ["train", "train", "refit", "refit"].map((phase, k) => ({
      phase: phase as "train" | "refit",
      loss: Array.from({ length: 12 }, (_, i) => 1 / (1 + i) + 0.1 * (k % 2)),
      valLoss: phase === "refit" ? [] : Array.from({ length: 12 }, (_, i) => 1.2 / (1 + i) + 0.12 * (k % 2)),
    })),
    data: [{ name: "sensors.csv", text: ["210 rows", "level is estimated from the columns of its row"] }],
    options: [{ name: "--cell", text: "gru" }],
    run: {
      version: "0.1.0",
      backend: "wasm",
      seed: 1,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      command: `memoria regress sensors.csv --cell gru --target level --lang ${language} --report level.html`,
      refit: true,
    },
  };
}
