import type { keep as english } from "./en-keep.ts";

/** Lo que se guarda, se retoma y se mide más tarde. */

const rows = (count: string) => `${count} ${count === "1" ? "fila" : "filas"}`;

export const keep: typeof english = {
  resumeWith: "Parado, con un punto de control. Para seguir, hasta los mismos números:",
  stoppedForGood: "Parado. No se guardó nada: con --out CARPETA un entrenamiento puede pararse y seguir más tarde.",
  checkpointFailed: (why) => `Parado, pero su punto de control no se pudo escribir: ${why}`,
  resuming: (folder) => `Sigue desde el punto de control de ${folder}.`,
  model: (path, settings) => `${path}: ${settings}; no se entrena otra vez`,
  updated: (path) => `${path} siguió entrenando con las filas de este archivo`,
  updatedOnly: (path) => `${path} siguió entrenando con las filas de este archivo que tienen respuesta; sus puntuaciones son las de antes`,
  previous: (file) => `El modelo de antes queda en ${file}.`,
  asTrained: "La prueba es la de su entrenamiento.",
  noTest: "El modelo no trae prueba: entrene sin --model para verla.",
  backtestNotKept: "Sin guardar: con --csv ARCHIVO quedan los pronósticos junto a lo que pasó.",
  used: "usada",
  forced: (method) => `Va primero ${method}, como pide --method.`,
  earlier: (method, cutoff, since, off, share) =>
    `El pronóstico de ${method} hecho en ${cutoff} erró ${off}${share === "" ? "" : ` (${share})`} en ${rows(since)} que ${since === "1" ? "ha" : "han"} llegado desde entonces`,
  earlierHeld: (level, held, of) => `; ${held} de ${of} dentro de su intervalo del ${level}`,
  earlierNaive: (off) => `; naive, ${off}`,
  earlierNone: "Aún no ha llegado ninguna de las filas del pronóstico anterior.",
  earlierUnclear: "El pronóstico anterior no se mide: las filas no llevan tiempo, y su pasado ha cambiado.",
  short: (names, more) =>
    `Demasiado cortas para la red, así que las pronostica un método simple: ${names.join(", ")}${more === "" ? "" : ` y ${more} más`}.`,
  unseen: (names, more) =>
    `El modelo no se entrenó con estas series y las ve como a las otras: ${names.join(", ")}${more === "" ? "" : ` y ${more} más`}.`,
};
