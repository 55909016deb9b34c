import type { numbers as english, generateNotes as englishNotes } from "./en-generate-numbers.ts";

/** Las palabras de `memoria generate` con secuencias de números, en español. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const numbers: typeof english = {
  settings: (cell, hidden, weights, truncate, backend, seed) =>
    `${cell} ${hidden}, ${weights} pesos, gradiente sobre ${truncate} pasos; ${backend}, semilla ${seed}`,
  split: {
    sequence: (train, validation, test) =>
      `partes por secuencias enteras, según la semilla: ${train} pasos entrenan, ${validation} validan, ${test} prueban`,
    time: (train, validation, test) =>
      `partes por tiempo, la prueba al final: ${train} pasos entrenan, ${validation} validan, ${test} prueban`,
  },
  title: (frames) => `Prueba: ${plural(frames, "paso", "pasos")} sin entrenar con ellos, cada uno previsto desde los anteriores`,
  nats: "nats por paso",
  gloss: {
    numbers: (cell) =>
      `${cell}: la red · linear: regresión ridge sobre los ocho últimos valores de cada canal · last: el último valor · mean: la media del entrenamiento; cada una con la dispersión de una normal · nats: cuánto le sorprendió, menos es mejor`,
    roll: (cell) =>
      `${cell}: la red · last: cada cuánto suena una nota si sonaba en el paso anterior, o si no · frequencies: cada cuánto suena · nats: cuánto le sorprendieron todas las notas de un paso, menos es mejor`,
  },
  better: (net, rival, lead) => `→ ${net} las prevé mejor: ${lead} nats por paso menos que ${rival}.`,
  worse: (net, rival, lead) =>
    `→ Aquí ${rival} las prevé mejor: ${lead} nats por paso menos que ${net}. Más secuencias, épocas (--epochs) o unidades (--hidden) pueden ayudar.`,
  tie: (net, rival) => `→ Empate: ${net} y ${rival} las prevén casi igual de bien.`,
  opened: (path, cell, hidden, kind, channels, labels) =>
    `${path}  ${cell} ${hidden}, ${kind === "roll" ? "un rollo" : "números"} de ${plural(channels, "canal", "canales")}${labels.length === 0 ? "" : `, clases ${labels.join(", ")}`}`,
  scored: (file, nats, frames) =>
    `${file}  ${nats} nats por paso en ${plural(frames, "paso", "pasos")}; con --update sigue entrenando con ellos`,
  drawn: "generada",
  drawnNumber: (k) => `generada ${k}`,
  real: "real",
  silent: "no suena ninguna nota",
  notKept: (flag) => `No se guarda nada: añada ${flag} para samples.csv, el informe, el modelo y run.json (misma semilla, mismos números).`,
};

export const generateNotes: typeof englishNotes = {
  "frames-missing": ({ count }) => `faltan ${count}: no se aprenden, y se leen como la media`,
  roll: () => "solo 0 y 1: un rollo (--values numbers si son números)",
};
