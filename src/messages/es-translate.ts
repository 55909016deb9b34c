import type { translate as english } from "./en-translate.ts";

/** Las palabras de `memoria translate`, en español. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const translate: typeof english = {
  lines: (file, count) => `${file === "-" ? "entrada estándar" : file}  ${plural(count, "línea", "líneas")}`,
  scan: "leído en la forma de SCAN, IN: … OUT: …",
  encoding: (name) => `leído como ${name}`,
  blank: (count) => `${plural(count, "línea vacía, que no cuenta", "líneas vacías, que no cuentan")}`,
  parts: (training, validation, test) =>
    `entrenamiento: ${training} pares · validación: ${validation} · prueba: ${test}; ningún origen está en dos`,
  shared: (count) =>
    `${plural(count, "par queda", "pares quedan")} fuera del entrenamiento: su origen está también en la prueba o en la validación`,
  tokens: (kind, source, target) =>
    `conoce ${source} ${kind === "chars" ? "caracteres distintos" : "palabras distintas"} en los orígenes y ${target} en los objetivos`,
  rare: "las palabras de los orígenes que salen una sola vez cuentan como desconocidas; palabra es lo que hay entre espacios (--tokens chars: caracteres)",
  settings: (cell, hidden, weights, batch, backend, seed) =>
    `${cell} ${hidden}, codificador y decodificador con atención, ${weights} pesos; lotes de ${plural(batch, "par", "pares")}; ${backend}, semilla ${seed}`,
  opened: (path, cell, hidden, tokens) => `${path}  ${cell} ${hidden}, ${tokens}`,
  title: (count) => `Prueba: ${plural(count, "origen que ningún entrenamiento vio", "orígenes que ningún entrenamiento vio")}`,
  titleSaved: (count) => `${plural(count, "origen del archivo tiene", "orígenes del archivo tienen")} objetivo`,
  exact: "enteros",
  inPlace: "tokens en su sitio",
  asked: "orígenes",
  gloss: (cell, simple, beam) =>
    [
      `${cell}: la red${beam > 1 ? `, el mejor de ${beam} objetivos a la par por su log-probabilidad media por token` : ", cada vez el token más probable"}`,
      ...(simple
        ? ["nearest: el objetivo del origen de entrenamiento con menos tokens que cambiar", "commonest: el objetivo que más sale"]
        : []),
    ].join(" · "),
  unknown: (count) => `${plural(count, "origen tiene", "orígenes tienen")} algún token que el entrenamiento no conoce`,
  unknownTokens: (count, tokens) =>
    `${plural(count, "origen tiene", "orígenes tienen")} algún token que el entrenamiento no conoce: ${tokens}`,
  cutOff: (count) => `${plural(count, "objetivo no acababa y se cortó", "objetivos no acababan y se cortaron")}: --max-length N`,
  better: (net, exact, rival, other) => `→ ${net} halla enteros el ${exact} de los objetivos; ${rival}, el ${other}.`,
  worse: (net, exact, rival, other) =>
    `→ Aquí ${rival} halla más: el ${other} de los objetivos enteros; ${net}, el ${exact}. Más pares, épocas (--epochs) o unidades (--hidden) pueden ayudar.`,
  tie: (net, exact, rival, other) =>
    `→ Empate: ${net} halla enteros el ${exact} de los objetivos; ${rival}, el ${other}. Más pares, épocas (--epochs) o unidades (--hidden) pueden ayudar.`,
  examples: (wrong, right) => `De estos, ${wrong} mal y ${right} bien:`,
  expected: "era",
  got: "salió",
  moreWrong: (count) => `… ${count} más mal`,
  notKept: (flag) =>
    `No se guarda nada: añada ${flag} para translations.tsv, el informe, el modelo y run.json (misma semilla, mismos números).`,
};
