import type { regress as english } from "./en-regress.ts";

/** Las palabras de `memoria regress`, en español. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const regress: typeof english = {
  sequences: (count) => plural(count, "serie", "series"),
  asked: (count, target) => `${plural(count, "fila", "filas")} sin ${target}: por estimar`,
  from: (target) =>
    `${target} se estima de las columnas de su fila y de las anteriores; ningún otro ${target} es una entrada (--past-target)`,
  fromPast: (target) => `${target} se estima de las columnas de su fila y de las anteriores, y del último ${target} conocido antes de ella`,
  settings: (cell, hidden, lookback, width, backend, seed) =>
    `${cell} ${hidden}, ventana ${lookback}, junto a mlp ${width}, con otros tantos pesos y sin memoria; ${backend}, semilla ${seed}`,
  trained: (time, memory, row, cell) =>
    `entrenadas en ${time}: ${cell} ${plural(memory, "época", "épocas")}, mlp ${row}, las mejores de cada una`,
  title: (tests, rows) =>
    `Prueba en el pasado: ${plural(rows, "fila", "filas")} en ${plural(tests, "bloque", "bloques")} del final, no vistas al entrenar`,
  noTest: "Pocas filas para una prueba en el pasado.",
  r2: "R²",
  gloss: {
    mlp: "una red que ve solo la fila",
    "linear-lags": "lineal (ridge) con las últimas filas",
    linear: "lineal (ridge) con la fila",
    last: "el último valor conocido",
    mean: "media del entrenamiento",
  },
  withMemory: (cell) => `${cell}: una red que ve las filas hasta ahí`,
  helps: (net, other, lead, won, tests, off) =>
    `→ La memoria ayuda: ${net} yerra ${off} por fila, ${lead} menos que ${other}, que ve una fila cada vez, y más cerca en ${won} de ${tests} pruebas.`,
  harms: (net, other, lead, won, tests, off) =>
    `→ Aquí la memoria no ayuda: ${net}, que ve una fila cada vez, yerra ${off} por fila, ${lead} menos que ${other}, y más cerca en ${won} de ${tests} pruebas.`,
  tie: (net, off, other, otherOff, won, needed, tests) =>
    `→ La memoria no da una ganancia clara: ${net} yerra ${off} por fila, ${other} ${otherOff}; para que lo sea hacen falta un 2 % y ${needed} de ${tests} pruebas, y ${net} estuvo más cerca en ${won}.`,
  unjudged: (tests) => `→ Pocas filas para decir si la memoria ayuda: ${plural(tests, "prueba", "pruebas")}, y hacen falta 3.`,
  simple: (best, off, lead, net) => `Un método simple es aún mejor: ${best}, que yerra ${off} por fila, ${lead} menos que ${net}.`,
  close: (best, off, other) => `El menor error es de ${best}, que yerra ${off} por fila, no claramente menos que ${other}.`,
  first: (method) => `Van primero los valores de ${method}.`,
  kept0: "Sin negativos en el pasado: los valores y sus intervalos tampoco los tienen.",
  stale: (target) =>
    `En la prueba se conocía el valor de ${target} en la fila anterior. Donde falta, vale el último conocido, y los errores crecen más de lo que dicen los intervalos.`,
  estimates: (method, target) => `${target} según ${method}`,
  value: "el valor",
  estimate: "estimado",
  nothing: (target) =>
    `Ninguna fila sin ${target}: nada que estimar. Añada filas que no lo tengan, o use el modelo guardado en otras con --model.`,
  notKept: (flag) => `Sin guardar: con ${flag} quedan predictions.csv, el informe, el modelo y run.json (misma semilla, mismos números).`,
  opened: (path, best) => `${path}  va primero ${best}, por su prueba en el pasado`,
  notes: {
    "column-left-out": ({ column }) => `se omite ${column}: ni números ni categorías`,
    "features-missing": ({ count }) => `faltan ${count} valores en las columnas: se les dice a las redes`,
    "times-again": () => "hay tiempos repetidos: filas en el orden del archivo",
  },
};
