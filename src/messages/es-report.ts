import type { ReportWords } from "./en-report.ts";

/** Las palabras de la página del informe. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const report: ReportWords = {
  kind: "memoria · informe de pronóstico",
  tested: (target, ahead) => `${target}: prueba en su pasado, a ${ahead}`,
  from: (source, series) => (series === "1" ? `De ${source}` : `De ${source}, ${series} series`),
  madeBy: (version) => `Hecho por memoria ${version}. Esta página no usa la red ni lleva programas.`,

  sections: {
    forecast: "Pronóstico",
    test: "Prueba en el pasado",
    training: "Cómo se entrenó",
    data: "Los datos",
    run: "Para repetirlo",
    measure: "Cómo medimos",
  },

  step: "paso",
  forecast: "pronóstico",
  method: "método",
  series: "serie",
  error: (unit) => `error medio (MAE), en la unidad de ${unit}`,
  stepsAhead: "pasos por delante",
  range: (level) => `intervalo del ${level}`,
  bounds: (low, high) => `${low} … ${high}`,
  recommended: "recomendado",
  short: (name, method) => `${name} es demasiado corta para entrenar: sus valores son los de ${method}.`,
  by: (method, ranges, naive) =>
    [
      `Con ${method}.`,
      ranges ? "Los intervalos crecen con lo que no se sabe." : "",
      naive ? "La línea discontinua repite el último valor." : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
  valuesOf: (name, method) => `${name}: pronóstico de ${method}`,
  allValues: (count) => `Los ${count} valores`,
  values: (name, count) => `${name}: ${plural(count, "valor", "valores")}`,
  others: (count) => plural(count, "serie más", "series más, una por línea"),
  next: "paso siguiente",
  last: "último paso",
  inFile: (count) => `${plural(count, "serie más está", "series más están")} en forecast.csv.`,

  scores: (tests, ahead) => `Puntajes de ${plural(tests, "prueba", "pruebas")} a ${ahead}, de menor a mayor error`,
  smape: "sMAPE",
  heldOf: (share, count) => `${share} (n = ${count})`,
  untested: "Hay pocas filas para probar ningún método en el pasado.",

  horizon: {
    title: "Error según el paso",
    caption: "Cuanto más bajo, mejor. El método que se sale por arriba (↑) es mucho peor que los demás.",
    description: (best, first, last) => `${best} yerra ${first} a un paso y ${last} en el último.`,
  },
  backtest: {
    title: (name) => `${name}: lo pronosticado y lo que ocurrió`,
    caption: "Cada pronóstico empieza en una línea de puntos y solo conocía lo que queda a su izquierda.",
    description: (method, tests) => `La serie, con ${plural(tests, "pronóstico", "pronósticos")} de ${method} encima.`,
    actual: "lo que ocurrió",
  },
  residuals: {
    title: (method) => `Errores de ${method}`,
    caption:
      "Lo que ocurrió menos lo pronosticado; la línea es el del medio, y al lado está cuántas veces salió cada tamaño. Repartidos en torno a cero es buena señal; todos a un lado, un sesgo.",
    description: (count, middle) => `${count} errores en torno a ${middle} de media.`,
    error: (unit) => `real − pronóstico, en la unidad de ${unit}`,
    correlation: "Autocorrelación dentro de una prueba",
    stepsApart: "pasos de distancia",
    alike:
      "Debajo: cuánto se parecen los errores a unos pasos de distancia. Más allá de las líneas discontinuas es más que azar; entre pasos cercanos es normal, porque comparten lo que no se sabía al empezar.",
  },
  curves: {
    title: "Pérdida por época",
    captionOf: (trainings) =>
      `${trainings === "1" ? "" : `${trainings} entrenamientos. `}Con la parte de validación nunca se entrenó; se vuelve a la época en que su pérdida fue menor.`,
    caption: (trainings) =>
      `${trainings === "1" ? "" : `${trainings} entrenamientos: cada uno vio solo filas anteriores a su prueba. `}Con la parte de validación nunca se entrenó; se vuelve a la época en que su pérdida fue menor.`,
    description: (epochs, best) => `${plural(epochs, "época", "épocas")}; la pérdida de validación fue menor en la época ${best}.`,
    loss: "entrenamiento",
    valLoss: "validación",
    refit: "otra vez con todos los datos",
    best: "mejor época",
    epoch: "época",
  },
  attention: {
    title: (name) => `${name}: dónde miró la red`,
    caption: "Para cada paso por delante, el peso de cada paso del pasado; cuanto más color, más peso. Cada fila suma 1.",
    description: (step) => `Para el primer paso, el mayor peso está ${step} antes.`,
    stepsAhead: "pasos por delante",
    stepsBefore: "pasos antes del pronóstico",
    weight: "peso",
    before: (count) => plural(count, "paso", "pasos"),
  },

  options: "Opciones",
  run: {
    command: "La misma orden con el mismo archivo da los mismos números:",
    seed: "semilla",
    backend: "backend",
    version: "memoria",
    sha256: "datos (SHA-256)",
  },

  measure: {
    test: (tests, ahead) =>
      `La prueba: en ${plural(tests, "punto", "puntos")} del pasado se tapó todo lo posterior y se pronosticó a ${ahead}. El entrenamiento, la escala, la elección del ciclo y los intervalos usaron solo filas anteriores: ningún pronóstico vio aquello con que se puntúa.`,
    mae: (unit) =>
      `MAE es cuánto se erró de media en un valor, en la unidad de ${unit}. WAPE es lo mismo como parte de todo lo que ocurrió: con un 10 %, por cada 100 se erró en 10.`,
    mase: "MASE compara el error con el de repetir el valor de un ciclo antes, en las filas anteriores a la prueba: menos de 1 es mejor que eso. sMAPE es la media de los errores como parte del tamaño de los valores, de 0 a 200 %.",
    held: "Un intervalo acierta cuando el valor cae dentro. El del 80 % debería acertar el 80 % de las veces, ni mucho más ni mucho menos; n dice con cuántos valores se contó.",
    tie: "Una ventaja de menos del 2 %, o en menos de unas dos de cada tres pruebas, se llama empate. Con menos de 3 pruebas no hay veredicto. Un método gana una prueba cuando ningún otro erró menos.",
    refit: "Tras la prueba, la red se entrenó otra vez con todas las filas, tanto como había sido mejor.",
    kept: "La red es la que se probó: no se entrenó otra vez con las últimas filas.",
    seed: "Mismos datos, opciones, semilla y backend: mismos números.",
  },
};
