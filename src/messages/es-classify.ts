import type { classify as english } from "./en-classify.ts";

/** Las palabras de `memoria classify`, en español. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const classify: typeof english = {
  sequences: (count) => plural(count, "secuencia", "secuencias"),
  windows: (count) => plural(count, "ventana", "ventanas"),
  texts: (count) => plural(count, "texto", "textos"),
  lengths: (least, most) => (least === most ? `de ${plural(most, "fila", "filas")}` : `de ${least} a ${most} filas`),
  every: (rows) => `una cada ${plural(rows, "fila", "filas")}`,
  classes: "clases",
  moreClasses: (count) => `y ${count} más`,
  asked: (count) => `${count} sin clase: por clasificar`,
  settings: (cell, hidden, nets, rows, backend, seed) =>
    `${cell} ${hidden}, en las dos direcciones, ${plural(nets, "red", "redes")}${rows === "" ? "" : `, ${rows} filas por paso`}, ${backend}, semilla ${seed}`,
  trained: (cell, time, least, most) =>
    `${cell}  entrenada en ${time}; lo mejor, tras ${least === most ? plural(most, "época", "épocas") : `${least} a ${most} épocas`}`,
  title: (sequences, recordings) =>
    `Prueba: ${plural(sequences, "secuencia", "secuencias")}${sequences === recordings ? "" : ` de ${plural(recordings, "grabación", "grabaciones")}`}, sin verlas al entrenar`,
  titleApart: (file, sequences) => `Prueba: ${plural(sequences, "secuencia", "secuencias")} de ${file}, sin verlas al entrenar`,
  method: "método",
  accuracy: "aciertos",
  macroF1: "F1 macro",
  logLoss: "log-pérdida",
  gloss: (cell, text) =>
    `${cell}: redes que leen la secuencia en las dos direcciones · nearest: la clase de la secuencia de entrenamiento más cercana ${text ? "(palabras en común)" : "(euclídea, a una misma longitud)"} · majority: la clase más común · F1 macro: cada clase cuenta igual · log-pérdida: 0 es acertar con seguridad`,
  isGiven: "es \\ dada",
  mixedUp: "lo más confundido:",
  mixed: (actual, given, count) => `${actual} dada como ${given} ${count}`,
  wins: (net, own, rival, other, onlyNet, onlyRival) =>
    `→ ${net} acierta el ${own}, ${rival} el ${other}. En ${onlyNet} solo acertó ${net}, en ${onlyRival} solo ${rival}: más que el azar.`,
  loses: (net, own, rival, other, onlyNet, onlyRival) =>
    `→ Aquí es mejor ${rival}: acierta el ${other}, ${net} el ${own}. En ${onlyRival} solo acertó ${rival}, en ${onlyNet} solo ${net}. Más grabaciones, o --own-scale, pueden ayudar a la red.`,
  ties: (net, own, rival, other, onlyNet, onlyRival) =>
    `→ Sin un ganador claro: ${net} acierta el ${own}, ${rival} el ${other}. En ${onlyNet} solo acertó ${net}, en ${onlyRival} solo ${rival}: puede ser azar.`,
  same: (net, own, rival) => `→ Sin ganador: ${net} y ${rival} aciertan el ${own}, las mismas secuencias.`,
  calibrated: (temperature, before, after) =>
    `Probabilidades: puntuaciones divididas entre ${temperature}, hallado en secuencias que sirvieron para parar a tiempo; allí la log-pérdida era ${before} antes y ${after} después.`,
  refitted: "Después, entrenada otra vez con todas las grabaciones.",
  given: "Clases dadas",
  hardest: "De la prueba, primero los errores y lo menos seguro",
  is: (actual) => `es ${actual}`,
  more: (count) => `… ${count} más`,
  known: (count, right) => `De ${count} con clase conocida, ${right} bien.`,
  opened: (path, classes) => `${path}  clases ${classes}`,
  notKept: (flag) => `Sin guardar: con ${flag} quedan predictions.csv, el informe, el modelo y run.json (misma semilla, mismos números).`,
  notes: {
    "windows-mixed": ({ count }) => `${plural(`${count}`, "ventana", "ventanas")} entre dos clases, fuera`,
    "split-by-stretch": () => "no todas las clases están en 3 grabaciones: cada tramo de una clase se prueba o entrena entero",
  },
};
