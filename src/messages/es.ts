import { numberMarks } from "../number-format.ts";
import type { OptionGroup } from "../option.ts";
import type { Messages, Unit } from "./en.ts";
import { classify } from "./es-classify.ts";
import { errors } from "./es-errors.ts";
import { exercises } from "./es-exercises.ts";
import { figures } from "./es-figures.ts";
import { generate } from "./es-generate.ts";
import { inspect } from "./es-inspect.ts";
import { keep } from "./es-keep.ts";
import { label } from "./es-label.ts";
import { lens } from "./es-lens.ts";
import { lesson } from "./es-lesson.ts";
import { notes } from "./es-notes.ts";
import { options } from "./es-options.ts";
import { pages } from "./es-pages.ts";
import { regress } from "./es-regress.ts";
import { report } from "./es-report.ts";
import { translate } from "./es-translate.ts";

/** El catálogo español: exactamente las claves del inglés. Las palabras, las de la lección (véase `glossary`). */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

const groups: Record<OptionGroup, string> = {
  columns: "Columnas",
  rows: "Filas",
  network: "Red",
  training: "Entrenar",
  keep: "Guardar",
  output: "Salida",
};

const units: Record<Unit, readonly [string, string]> = {
  step: ["paso", "pasos"],
  second: ["segundo", "segundos"],
  minute: ["minuto", "minutos"],
  hour: ["hora", "horas"],
  day: ["día", "días"],
  week: ["semana", "semanas"],
  month: ["mes", "meses"],
  quarter: ["trimestre", "trimestres"],
  year: ["año", "años"],
};

/** De dónde vienen las series que trae memoria. */
const sources: ReadonlyMap<string, string> = new Map([
  ["airline", "pasajeros de aerolíneas internacionales, miles al mes, 1949-1960 (Box, Jenkins y Reinsel 1976, serie G)"],
  ["sunspots", "manchas solares, media de cada mes, 1749-1983 (Andrews y Herzberg 1985, del Observatorio Federal Suizo, Zúrich)"],
]);

export const es: Messages = {
  numbers: numberMarks.es,
  expectations: {
    integer: "un entero",
    number: "un número",
    list: "números distintos separados por comas, cada uno",
    duration: "un tiempo como 90s, 2m o 1h",
    text: "un texto",
    names: "nombres de columnas separados por comas",
    period: "un periodo como day, week, month, hour o 15min",
    boolean: "true o false",
    between: (low, high) => `de ${low} a ${high}`,
    atLeast: (low) => `de ${low} o más`,
    above: (low) => `mayor que ${low}`,
    upTo: (high) => `de ${high} como mucho`,
    below: (high) => `menor que ${high}`,
    and: (left, right) => `${left} y ${right}`,
    oneOf: (list) => `uno de ${list}`,
    orAuto: (rest) => `${rest}, o auto`,
  },
  options,
  groups,
  keep,

  count: (count, unit) => plural(count, units[unit][0], units[unit][1]),
  each: (unit) => `por ${units[unit][0]}`,

  help: {
    usage: "Uso: memoria <orden> [ARCHIVO] [opciones]",
    usageOf: (line) => `Uso: memoria ${line} [opciones]`,
    guessed: "si están claras se suponen, y se dice",
    inSpanish: "--lang en: in English",
    example: "Ejemplo",
    standard: (value) => `por omisión ${value}`,
    more: "memoria <orden> --help: las opciones de una orden",
  },
  commands: {
    forecast: "los valores siguientes de cada serie, con intervalos",
    backtest: "lo mismo en el pasado: cuánto habría errado",
    label: "una clase para cada paso; eventos con inicio y fin",
    classify: "una clase para cada secuencia, con probabilidades",
    regress: "un valor para cada fila, con memoria y sin ella",
    inspect: "qué hay en un CSV o en un modelo, y qué recuerda",
    generate: "texto nuevo, música en ABC o secuencias de números",
    translate: "un objetivo para cada origen: órdenes, deletreo, fechas",
    lesson: "la lección sobre redes recurrentes, medida",
    datasets: "datos para probar: la lista, o uno de ellos en CSV",
    demo: "RNN, GRU y LSTM en dos series reales (npm start)",
  },

  invalidOption: (flag) => `${flag} no vale`,
  missingOption: (flag) => `falta ${flag}`,
  nothing: "nada",
  errorSentence: ({ where, expected, got }) =>
    `${where}: se esperaba ${expected}, ${got === "nothing" || /^ningun|^nada$/.test(got) ? `no hay ${got === "nothing" ? "nada" : got}` : `hay ${got}`}`,
  errorPrefix: "memoria: ",
  bug: (text) => `memoria se detuvo por un fallo suyo: ${text}`,
  bugHint: "Repítalo con MEMORIA_DEBUG=1 para ver dónde y, por favor, comuníquelo.",
  errors,

  stopping: "Parando tras este paso. Otro Ctrl-C sale en el acto.",
  stopped: "Parado. No se guardó nada.",

  forecast: {
    rows: (file, rows, every, span) => [`${file}  ${plural(rows, "fila", "filas")}`, every, span],
    every: (count, unit) => (count === "1" ? `una por ${units[unit][0]}` : `una cada ${count} ${units[unit][1]}`),
    span: (from, to) => `de ${from} a ${to}`,
    many: (file, rows, series, each, end) =>
      `${file}  ${plural(rows, "fila", "filas")}: ${series} series × ${each}${end === "" ? "" : ` hasta ${end}`}`,
    between: (least, most) => `de ${least} a ${most}`,
    knownAhead: (steps, columns) => `y ${steps} por delante solo con ${columns}`,
    read: "leído",
    guessed: "supuesto",
    noticed: "visto",
    change: (flags) => `se cambia con ${flags}`,
    columns: (mark) => `${mark === "\t" ? "tabulador" : `"${mark}"`} entre columnas`,
    decimal: (mark) => (mark === "," ? "coma decimal" : "punto decimal"),
    noTime: "sin columna de tiempo: filas en orden",
    trained: (cell, time, epochs, times, refit) =>
      `${cell}  entrenada en ${time}, ${plural(epochs, "época", "épocas")}${times === "1" ? "" : `, ${times} veces: para las pruebas${refit ? " y luego con todas las filas" : ""}`}`,
    settings: (cell, hidden, lookback, season, backend, seed) =>
      `${cell} ${hidden}, ventana ${lookback}, ${season === "1" ? "sin ciclo" : `ciclo ${season}`}, ${backend}, semilla ${seed}`,
    kept0: "Sin negativos en el pasado: el pronóstico y sus intervalos tampoco los tienen.",
    noRange: (levels) => `Sin intervalo del ${levels.join(" ni del ")}: hay pocos errores pasados de donde sacarlo.`,
    moreRows: (count) => `… ${plural(count, "fila más", "filas más")}`,
    notKept: (flag) => `Sin guardar: con ${flag} quedan forecast.csv, el informe y el modelo (misma semilla, mismos números).`,
    kept: (where, files) => `Guardado en ${where}: ${files}`,
    keptFile: (path) => `Guardado: ${path}`,
    valuesOf: (method, steps) => `Pronóstico de ${method} a ${steps}`,
  },

  notes,
  inspect,

  scores: {
    title: (tests, steps) => `Prueba en el pasado: ${plural(tests, "vez", "veces")} ${steps}, no vistos al entrenar`,
    method: "método",
    mae: "MAE",
    wape: "WAPE",
    mase: "MASE",
    smape: "sMAPE",
    stepAhead: "pasos",
    byStep: (one) => `Error según los pasos por delante (${one ? "MAE" : "WAPE"})`,
    held: (level) => `dentro del ${level}`,
    heldOf: (share, count) => `${share} de ${count}`,
    won: "gana",
    wonOf: (won, tests) => `${won} de ${tests}`,
    explain:
      "MAE: error medio, en la unidad de la serie · WAPE: como parte de la serie · MASE menor que 1: mejor que repetir el último valor · dentro del 80 %: valores que cayeron en su intervalo · gana: pruebas en que ningún otro erró menos",
    baselines: {
      naive: "último valor",
      "seasonal-naive": "un ciclo antes",
      drift: "último valor más el paso medio",
      mean: "media del pasado",
      theta: "mitad la recta del pasado, mitad su nivel suavizado",
      ets: "suavizado exponencial, quitado antes el ciclo",
    },
    before: (steps) => `${steps} antes`,
    refitted: "Después se entrena otra vez con todas las filas.",
    tested: "Pronostica la red probada: --no-refit.",
    netWins: (winner, rival, lead, won, tests, off) =>
      `→ ${winner}: yerra ${off}, ${lead} mejor que ${rival}, y más cerca en ${won} de ${tests} pruebas.`,
    simpleWins: (winner, rival, lead, won, tests, off) =>
      `→ Gana ${winner}: yerra ${off}, ${lead} mejor que ${rival}, y más cerca en ${won} de ${tests} pruebas. Aquí la red no compensa.`,
    tie: (best, rival, lead, won, needed, tests, recommended, off) =>
      `→ Empate: ${best} es ${lead} mejor que ${rival}, y más cerca en ${won} de ${tests} pruebas; para ganar hacen falta 2 % y ${needed} de ${tests}. Va primero ${recommended} (yerra ${off}).`,
    narrow: (level, share) =>
      `Ojo: en su intervalo del ${level} cayó solo el ${share} de los valores probados. Fallará más veces de las que dice.`,
    unjudged: (tests, recommended) =>
      `→ Pocas filas para un veredicto: ${plural(tests, "prueba", "pruebas")}, y hacen falta 3. Va primero ${recommended}, sin probar.`,
  },

  chart: {
    title: (name, steps) => `${name}: pronóstico a ${steps}`,
    description: (last, from, to, level) =>
      `El último valor es ${last}. El pronóstico acaba en ${from}${level === "" ? "" : `, intervalo del ${level} ${to}`}.`,
    history: "pasado",
    forecast: "pronóstico",
    range: (level) => `intervalo del ${level}`,
    naive: "naive",
  },

  report,
  pages,
  label,
  lens,
  regress,
  generate,
  translate,
  lesson,
  exercises,
  figures,
  classify,

  progress: {
    loss: (value) => `pérdida ${value}`,
    left: (time) => `quedan ${time}`,
    round: (count) => `entrenamiento ${count}`,
    refit: "con todas las filas",
    stop: "Ctrl-C para",
  },

  datasets: {
    title: "Datos para probar: memoria datasets NOMBRE > NOMBRE.csv",
    rows: (count) => plural(count, "fila", "filas"),
    source: (name, given) => sources.get(name) ?? given,
  },

  demo: {
    title: "memoria: una RNN, una GRU y una LSTM en series reales, junto a los pronósticos ingenuos.",
    series: (name, rows, from, to, source) => `${name}: ${rows} filas, de ${from} a ${to}: ${source}`,
    next: "Ahora con su propio CSV:",
    example: "npx memoria forecast ventas.csv --target ventas --horizon 14 --out ventas/",
    data: "Datos para probar:",
    options: "Todas las opciones:",
  },

  glossary: {
    forgetGate: "compuerta de olvido",
    inputGate: "compuerta de entrada",
    outputGate: "compuerta de salida",
    candidate: "candidato",
    cellState: "estado de celda",
    hiddenLayer: "capa oculta",
    hiddenState: "estado oculto",
    step: "paso",
    oneToMany: "uno a muchos",
    manyToOne: "muchos a uno",
    vanishingGradient: "desvanecimiento del gradiente",
    explodingGradient: "explosión del gradiente",
    backpropagationThroughTime: "retropropagación en el tiempo",
    forecast: "pronóstico",
    horizon: "horizonte",
    window: "ventana",
    seed: "semilla",
    epoch: "época",
    learningRate: "tasa de aprendizaje",
    clipping: "recorte",
    interval: "intervalo",
    baseline: "línea base",
  },
};
