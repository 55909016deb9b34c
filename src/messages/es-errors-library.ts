import type { Wording } from "./en-errors.ts";
import { inSpanish, placeInSpanish } from "./es-phrases.ts";

/** Los errores de redes, entrenamientos y archivos de modelos. Sus partes se dicen con las frases de `es-phrases.ts`. */

/** Las partes en español; `expected` y `hint`, si se dan, en vez de las que trae el error. */
const said =
  (expected?: string, hint?: string): Wording =>
  (_, parts) => ({
    where: placeInSpanish(parts.where),
    expected: expected ?? inSpanish(parts.expected),
    got: inSpanish(parts.got),
    hint: parts.hint === undefined ? undefined : (hint ?? inSpanish(parts.hint)),
  });

const smaller = "use un lote menor, secuencias más cortas o retropropagación truncada en el tiempo";

export const libraryErrors = {
  "file-kind": (fields, parts) => {
    const made = inSpanish(parts.expected);
    return said(made === parts.expected ? "un archivo de modelo que guardó esta versión de memoria" : made)(fields, parts);
  },
  "file-short": said(),
  "file-header": said(),
  "file-metadata": said(),
  "file-tensor": said(),
  "file-dtype": said(),
  "file-shape": said(),
  "file-offsets": said(),
  "file-size": said(),
  "file-layout": said(),
  "file-checksum": said(undefined, "el archivo está dañado: consígalo otra vez"),
  "weights-mismatch": said(undefined, "mire la celda, los tamaños y el número de capas"),
  "resume-mismatch": said(undefined, "siga con las opciones y los datos con que empezó el entrenamiento, o entrene de nuevo"),
  "worker-lost": said("que cada hilo llegara al final", "siga con --resume, con --workers 1 si vuelve a pasar"),
  "training-diverged": said("una pérdida que siga finita", "pruebe con una tasa de aprendizaje menor, con --lr"),
  "memory-exhausted": said(undefined, smaller),
  "blas-missing": said(
    "koffi, y OpenBLAS, Accelerate o MKL",
    "npm install koffi, e instale OpenBLAS (Debian: apt-get install libopenblas0) o diga su ruta en MEMORIA_BLAS; el backend wasm, el de siempre, no los necesita",
  ),
  "wasm-not-compiled": said("un motor que compile WebAssembly con SIMD", "pruebe con --backend reference"),
  "batch-not-finite": said("un número finito", "enmascare o complete los valores que faltan antes de entrenar"),
  "baseline-load": ({ got }) => ({
    where: "línea base ets",
    expected: "la biblioteca augurs",
    got: `${got}`,
    hint: "instale memoria otra vez; en un navegador, que el empaquetador copie los .wasm de @bsull/augurs",
  }),
  "baseline-not-ready": () => ({
    where: "línea base ets",
    expected: "que su biblioteca estuviera cargada",
    got: "sin cargar",
    hint: "llame antes a readyBaselines() con await",
  }),
  "data-empty": said(),
  "lengths-invalid": said(),
  "shape-mismatch": said(),
  "shape-rank": said("como mucho 4 dimensiones que no se pueden plegar", "cambie antes la forma con reshape"),
  "class-invalid": said(),
  "token-invalid": said(),
  "layer-mismatch": said(),
  "layer-reused": said("una capa que no sea ya de una red", "haga una capa nueva"),
  "lens-unfit": said(),
  "tensor-expired": said("que se use dentro del paso que lo hizo", "guarde tensor.values(): una copia"),
  "network-in-training": said("un entrenamiento a la vez", "acabe el primero, o entrene otra red"),
  "tensor-outside-step": said("que se use dentro de su paso", "fuera, use los valores que devuelve forward"),
  "metrics-length": said(),
  "evaluation-shape": said(),
  "series-too-short": ({ expected, got }, { where }) => ({
    where: placeInSpanish(where),
    expected: `al menos ${expected} filas: la ventana y el horizonte`,
    got: `${got}`,
    hint: "acorte el horizonte (--horizon) o la ventana (--lookback)",
  }),
  "features-invalid": ({ known, got }) => ({
    where: "--features no vale",
    expected: `cada una de las columnas ${known} una vez`,
    got: `${got}`,
  }),
  "text-short": ({ least, count, kind }) => ({
    where: "texto",
    expected: `al menos ${least} ${kind === "chars" ? "caracteres" : "palabras y signos"}`,
    got: `${count}`,
    hint: "use un texto más largo",
  }),
  "text-uniform": ({ kind, count }) => ({
    where: "texto",
    expected: kind === "chars" ? "al menos dos caracteres distintos" : "al menos dos palabras distintas que se repitan",
    got: count === 0 ? "ninguno" : "uno solo",
  }),
  "prompt-unknown": ({ got, kind }) => ({
    where: "--prompt no vale",
    expected: `${kind === "chars" ? "caracteres" : "palabras"} que estén en el texto de entrenamiento`,
    got: `${got}`,
  }),
  "rows-too-few": ({ expected, got }) => ({
    where: "objetivo",
    expected: `al menos ${expected} filas con un valor conocido`,
    got: `${got}`,
  }),
  "feature-mismatch": ({ name, expected, got }, { where }) => ({
    where: placeInSpanish(where).replace(/, feature .*$/, `, entrada ${name}`),
    expected: expected === "text" ? "texto" : "números",
    got: got === "no such column" ? "ninguna columna con ese nombre" : got === "text" ? "texto" : "números",
    hint: "dé las entradas con las que se entrenó el modelo, las mismas en cada serie",
  }),
  "series-many": said("una sola serie", "use predictAll"),
  "columns-differ": ({ expected, got }) => ({
    expected: `${inSpanish(`${expected}`)}`,
    got: inSpanish(`${got}`),
    hint: "dé a todas las series las mismas columnas, y al modelo las de su entrenamiento",
  }),
  "future-missing": ({ expected, got, horizon }) => ({
    expected: `${expected} filas: las del pasado y ${horizon} por delante`,
    got: `${got}`,
    hint: "dé los valores futuros en el archivo o con --future ARCHIVO, o acorte el horizonte (--horizon)",
  }),
  "head-support": () => ({ expected: "números enteros desde 0 para la cabeza negative-binomial", hint: "use otra cabeza (--head)" }),
  "scaling-negative": () => ({ expected: "ningún valor negativo con la escala log", hint: "use --scaling standard" }),
  "series-duplicate-id": said("una serie para cada nombre"),
  "series-type": said(),
  "series-length": said(),
  "series-value": (fields, parts) =>
    said(/within/.test(parts.expected) ? "un número entre −1e100 y 1e100" : "un número finito, o NaN si falta")(fields, parts),
} satisfies Record<string, Wording>;
