import type { generate as english, TokenWord } from "./en-generate.ts";
import { generateNotes as notes, numbers } from "./es-generate-numbers.ts";

/** Las palabras de `memoria generate`, en español. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

const unit = (kind: TokenWord, count: string) =>
  kind === "chars" ? plural(count, "carácter", "caracteres") : plural(count, "palabra", "palabras");
const each = (kind: TokenWord) => (kind === "chars" ? "por carácter" : "por palabra");

export const generate: typeof english = {
  numbers,
  notes,
  text: (file, count, kind, different) => `${file}  ${unit(kind, count)}, ${different} ${kind === "chars" ? "distintos" : "distintas"}`,
  rare: "las palabras que salen una sola vez cuentan como desconocidas",
  parts: (training, validation) => `entrenamiento: ${training} del principio · validación: ${validation} del final`,
  encoding: (name) => `leído como ${name}`,
  settings: (cell, hidden, weights, truncate, rows, backend, seed) =>
    `${cell} ${hidden}, ${weights} pesos; el texto en ${plural(rows, "tira", "tiras")} a la vez, gradiente sobre ${truncate} pasos; ${backend}, semilla ${seed}`,
  trained: (cell, time, epochs, best) =>
    `${cell}  entrenada en ${time}, ${plural(epochs, "época", "épocas")}${epochs === best ? "" : `, la mejor tras ${best}`}`,
  ended: {
    "early-stopping": "parada: la validación ya no mejoraba",
    "time-limit": "parada al límite de tiempo (--max-time)",
    finished: "",
  },
  title: (count, kind) =>
    `Validación: ${unit(kind, count)}, sin entrenar con ellos`.replace(
      "palabras, sin entrenar con ellos",
      "palabras, sin entrenar con ellas",
    ),
  unknown: (count, kind) => `${unit(kind, count)} de ella no están en el entrenamiento: se leen, pero no cuentan`,
  nats: (kind) => `nats ${each(kind)}`,
  perplexity: "perplejidad",
  gloss: (cell) =>
    `${cell}: la red, con todo lo anterior · 5-gram: solo los cuatro últimos (Witten–Bell) · frequencies: las frecuencias, sin nada antes · perplejidad: duda como entre tantos igual de probables`,
  better: (net, rival, lead, kind) => `→ ${net} conoce mejor el texto: ${lead} nats ${each(kind)} menos que ${rival}.`,
  worse: (net, rival, lead, kind) =>
    `→ Aquí ${rival} conoce mejor el texto: ${lead} nats ${each(kind)} menos que ${net}. Más texto, épocas (--epochs) o unidades (--hidden) pueden ayudar.`,
  tie: (net, rival) => `→ Empate: ${net} y ${rival} conocen el texto casi igual de bien.`,
  unjudged: "→ Sin veredicto: nada de la validación se pudo contar.",
  opened: (path, cell, hidden, different, kind) => `${path}  ${cell} ${hidden}, conoce ${unit(kind, different)}`,
  scored: (file, nats, perplexity, count, kind) =>
    `${file}  ${nats} nats ${each(kind)}, perplejidad ${perplexity}, en ${unit(kind, count)} que conoce; con --update sigue entrenando con el texto`,
  sample: (temperature, seed, rest) => `Muestra: temperatura ${temperature}, semilla ${seed}${rest.map((part) => `, ${part}`).join("")}`,
  cut: "La muestra acaba aquí: parada.",
  notKept: (flag) => `No se guarda nada: añada ${flag} para sample.txt, el informe, el modelo y run.json (misma semilla, mismo texto).`,
};
