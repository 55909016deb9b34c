import type { Wording } from "./en-errors.ts";
import { placeInSpanish as place } from "./es-phrases.ts";

/** Los errores al etiquetar: clases, eventos y archivos CoNLL. */

export const labelErrors = {
  "label-few": ({ expected, got }) => ({
    where: "clases",
    expected: `al menos ${expected} ${expected === 1 ? "paso" : "pasos"} con clase conocida`,
    got: `${got}`,
  }),
  "label-one-class": ({ got }) => ({
    where: "clases",
    expected: "al menos dos clases en la parte que entrena",
    got: got === "none" ? "ninguna" : `${got}`.replace(/^only /, "solo "),
    hint: "los pasos fuera de todo evento necesitan una clase propia: escríbala en las celdas vacías, o nómbrela con --background",
  }),
  "label-inputs": ({ got }, { where }) => ({
    where: place(where),
    expected: got === "tokens" || got === "one with" ? "ninguna palabra, como en las demás" : "palabras (tokens), como en las demás",
    got: got === "tokens" || got === "one with" ? "palabras" : "ninguna",
  }),
  "label-not-causal": () => ({
    where: "step",
    expected: "un modelo que no vea pasos posteriores",
    got: "uno que lee en ambos sentidos",
    hint: "entrénelo con --causal",
  }),
  "label-unclear": ({ known, count, first }) => ({
    where: "falta --label",
    expected: `la columna con la clase de cada paso, una de ${known}, o --events ARCHIVO`,
    got: Number(count) > 1 ? `${count} posibles` : "ninguna que lo diga",
    hint: `diga cuál: --label ${first}`,
  }),
  "label-numbers": ({ file, name, count }, { where }) => ({
    where: `${where}`.replace(/, column "(.*)"$/, ', columna "$1"'),
    expected: "la clase de cada paso",
    got: `${count} números distintos`,
    hint: `un valor por paso lo estima memoria regress ${file} --target ${name}; si son códigos de clases, póngales una letra delante`,
  }),
  "label-conll-option": ({ flag }) => ({
    where: `${flag}`,
    expected: "que no esté junto a un archivo CoNLL",
    got: "los dos",
    hint: "¿es un CSV? entonces, --form csv",
  }),
  "events-column": ({ what, got }) => ({ expected: `una columna ${what}`, got: `${got}` }),
  "events-order": ({ start, end }, { where }) => ({
    where: place(where),
    expected: "un fin igual o posterior al inicio",
    got: `${end} tras ${start}`,
  }),
  "events-series": ({ got }, { where }) => ({
    where: place(where),
    expected: "una de las series de los datos",
    got: got === "no column of ids" ? "ninguna columna de series" : `${got}`,
  }),
  "events-elsewhere": ({ first, last, count, start, end }, { where }) => ({
    where: place(where),
    expected: `eventos entre ${first} y ${last}`,
    got: `todos fuera (${count}); el primero va de ${start} a ${end}`,
    hint: "¿tienen los dos archivos la misma unidad, la misma zona horaria y los mismos días?",
  }),
  "events-overlap": ({ label, other, step }, { where }) => ({
    where: place(where),
    expected: "una sola clase por paso",
    got: `"${label}" y la de la línea ${other}, en ${step}`,
  }),
  "events-time": ({ numbers }, { where }) => ({
    where: place(where),
    expected: numbers === 1 ? "números: los tiempos de los datos, o sus filas desde 1" : "tiempos, como en los datos",
    got: numbers === 1 ? "otra cosa" : "números o texto",
  }),
  "conll-empty": () => ({ expected: "una palabra por línea", got: "ninguna línea con texto" }),
  "conll-ragged": ({ expected, got }, { where }) => ({ where: place(where), expected: `${expected} campos`, got: `${got}` }),
} satisfies Record<string, Wording>;
