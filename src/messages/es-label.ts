import type { label as english } from "./en-label.ts";

/** Las palabras de `memoria label`, en español. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const label: typeof english = {
  words: (file, words, sentences) => `${file}  ${plural(words, "palabra", "palabras")} en ${plural(sentences, "frase", "frases")}`,
  conll: "CoNLL: una palabra y su etiqueta por línea (--form)",
  trained: (time, epochs) => `entrenada en ${time}: ${plural(epochs, "época", "épocas")}`,
  settings: (cell, hidden, lookback, backend, seed) =>
    `${cell} ${hidden} en ambos sentidos, ventanas de ${lookback} pasos; ${backend}, semilla ${seed}`,
  settingsCausal: (cell, hidden, lookback, backend, seed) =>
    `${cell} ${hidden}, sin ver pasos posteriores, ventanas de ${lookback} pasos; ${backend}, semilla ${seed}`,
  split: {
    given: (train, validation, test) => `partes dadas: ${train} pasos entrenan, ${validation} validan, ${test} prueban`,
    sequence: (train, validation, test) =>
      `partes por series enteras, según la semilla: ${train} pasos entrenan, ${validation} validan, ${test} prueban`,
    time: (train, validation, test) =>
      `partes por tiempo, la prueba al final: ${train} pasos entrenan, ${validation} validan, ${test} prueban`,
  },
  tags: (classes) => `los eventos son tramos de etiquetas (${classes} etiquetas; B- empieza, I- sigue)`,
  background: (background, others, least, gap) =>
    `los eventos son tramos de ${others}, y fuera de ellos ${background} (--background); de al menos ${plural(least, "paso", "pasos")}${gap === "0" ? "" : `, unidos si los separan hasta ${gap}`}`,
  noBackground: (classes, least, gap) =>
    `cada tramo de ${classes} es un evento (--background deja una clase fuera); de al menos ${plural(least, "paso", "pasos")}${gap === "0" ? "" : `, unidos si los separan hasta ${gap}`}`,
  title: (steps, series) => `Prueba: ${plural(steps, "paso", "pasos")} de ${plural(series, "serie", "series")}, no vistos al entrenar`,
  titleWords: (steps, series) =>
    `Prueba: ${plural(steps, "palabra", "palabras")} de ${plural(series, "frase", "frases")}, no vistas al entrenar`,
  titleSaved: (steps, series) => `Con las clases del archivo: ${plural(steps, "paso", "pasos")} de ${plural(series, "serie", "series")}`,
  noTest: "Pocos pasos con clase para una prueba.",
  eventF1: "F1 eventos",
  spanF1: "F1 tramos",
  found: "hallados",
  foundOf: (found, all) => `${found} de ${all}`,
  precision: "precisión",
  accuracy: "pasos bien",
  macroF1: "macro F1",
  alarms: { day: "falsas alarmas al día", "1000 steps": "falsas por 1000 pasos" },
  gloss: {
    "last-label": "la última clase conocida antes de la prueba",
    majority: "la clase más común del entrenamiento",
  },
  netBoth: (cell) => `${cell}: una red que lee en ambos sentidos`,
  netCausal: (cell) => `${cell}: una red que ve los pasos hasta ahí`,
  threshold: (name, feature, sign, value) => `threshold (umbral): ${name} donde ${feature} ${sign} ${value}, el mejor del entrenamiento`,
  verdict: (net, found, all, f1, wrong) =>
    `→ ${net} halla ${found} de ${plural(all, "evento", "eventos")} (F1 ${f1}); ${wrong} de los suyos no ${wrong === "1" ? "lo es" : "lo son"}.`,
  spansVerdict: (net, found, all, f1, wrong) =>
    `→ ${net} halla ${found} de ${plural(all, "tramo", "tramos")} (F1 ${f1}); ${wrong} de los suyos no ${wrong === "1" ? "lo es" : "lo son"}.`,
  stepsVerdict: (net, right, f1) => `→ ${net} acierta la clase del ${right} de los pasos (macro F1 ${f1}).`,
  rival: (name, f1) => `El mejor método simple: ${name}, F1 ${f1}.`,
  first: (name) => `Van primero las clases de ${name}: una ventaja de 0,02 o más.`,
  stretch: {
    test: (id) => `Un trozo de la prueba${id === "" ? "" : `, ${id}`}:`,
    asked: (id) => `Un trozo${id === "" ? "" : ` de ${id}`}:`,
  },
  true: "real",
  foundRow: "hallado",
  parts: {
    test: "en la prueba",
    asked: "donde no se sabe la clase",
    validation: "en la parte de validación",
    train: "en el entrenamiento",
  },
  events: (part, method) => `Primeros eventos${part === "" ? "" : ` ${part}`}, según ${method}`,
  spans: (part, method) => `Primeros tramos${part === "" ? "" : ` ${part}`}, según ${method}`,
  steps: (count) => plural(count, "paso", "pasos"),
  moreEvents: (count) => `… ${count} más`,
  nothing: "Ningún evento hallado.",
  notKept: (flag) =>
    `Sin guardar: con ${flag} quedan labels.csv, events.csv, el informe, el modelo y run.json (misma semilla, mismos números).`,
  opened: (path, best) => `${path}  va primero ${best}, por su prueba`,
  notes: {
    "labels-missing": ({ count }) => `${count} pasos sin clase: no entrenan, y se les pone`,
    "labels-filled": ({ count, label: name }) => `${count} pasos sin clase son ${name} (--background)`,
    "events-read": ({ file, count, background }) => `${count} eventos de ${file}, y fuera de ellos ${background}`,
    "events-outside": ({ count }) => `${count} eventos no tocan ningún paso de los datos`,
    "conll-columns": ({ first, last }) =>
      first === last ? `el campo ${first} se pasa por alto` : `los campos ${first} a ${last} se pasan por alto`,
  },
};
