import type { Wording } from "./en-errors.ts";
import { inSpanish, placeInSpanish as place } from "./es-phrases.ts";

/** Los errores al generar secuencias. */

export const generateErrors = {
  "features-differ": (_, { where, expected }) => ({
    where: place(where),
    expected: `los canales ${expected.replace(/^the channels /, "")}`,
  }),
  "roll-values": (_, { where }) => ({ where: place(where), expected: "0, 1 o nada en un rollo" }),
  "sequence-labels": ({ who, got }) => ({
    where: `${who}`,
    expected: "una sola clase en todas sus filas",
    got: `${got}`,
    hint: "diga con --id la columna que distingue las secuencias, o con --label otra",
  }),
  "label-unknown": ({ known, got }) => ({
    where: got === "" ? "falta la clase" : "la clase no vale",
    expected: known === "" ? "ninguna: el modelo no tiene clases" : `una de ${known}`,
    got: got === "" ? "ninguna" : `"${got}"`,
  }),
  "label-new": ({ expected }, { where }) => ({
    where: where.replace(/^label /, "clase "),
    expected: `una de ${`${expected}`.replace(/^one of /, "")}`,
    got: "una nueva",
  }),
  "frames-few": ({ expected }, { where, hint }) => ({
    where: where === "training part" ? "la parte que entrena" : "secuencias",
    expected: inSpanish(`${expected}`).replace(
      /^at least (\d+) (?:frames in all|known values)$/,
      where === "training part" ? "al menos $1 valores conocidos" : "al menos $1 pasos en total",
    ),
    hint: hint === undefined ? undefined : "dé secuencias más largas, o más",
  }),
  "prompt-invalid": ({ channels, count }) => ({
    where: "--prompt no vale",
    expected: count === 1 ? "números, como 0.5,0.6" : `pasos de ${count} números (${channels}), como 0,1;1,1 si son dos`,
  }),
  "option-kind": ({ numbers }) => ({
    expected: numbers === 1 ? "un texto" : "un CSV de secuencias",
    got: numbers === 1 ? "secuencias de números" : "un texto",
    hint: numbers === 1 ? undefined : "un archivo de números acaba en .csv o .tsv",
  }),
} as const satisfies Readonly<Record<string, Wording>>;
