import type { Wording } from "./en-errors.ts";

/** Los errores de seguir con lo guardado: modelos, puntos de control, opciones que no van juntas. */

const roles = new Map<string | number, string>([
  ["time", "tiempo"],
  ["id", "identificador"],
  ["target", "objetivo"],
  ["known", "conocidas"],
  ["past", "solo del pasado"],
  ["static", "fijas"],
  ["frequency", "frecuencia"],
]);

export const keepErrors = {
  "option-needs": ({ flag, needed }) => ({
    where: `${flag}`,
    expected: `que vaya con ${`${needed}`.replace(" or ", " o ").replace("DIR", "CARPETA").replace("FILE", "ARCHIVO")}`,
    got: "nada",
  }),
  "option-excludes": ({ flag, other }) => ({
    where: `${flag} con ${other}`,
    expected: "una de las dos",
    got: "las dos",
    hint: flag === "--resume" ? "sin --update no se entrena nada" : "un modelo guardado ya tiene la suya; para otra, entrene sin --model",
  }),
  "resume-nothing": ({ folder, complete }) => ({
    where: `${folder}`,
    expected: "checkpoint.safetensors, de un entrenamiento que se paró",
    got: complete === 1 ? "uno que llegó a su final" : "nada",
    hint: "entrene sin --resume",
  }),
  "resume-differs": ({ what, began, got, folder }) => ({
    where: `${what}`,
    expected: `${began === "nothing" ? "nada" : began}, con que empezó el entrenamiento de ${folder}`,
    got: got === "nothing" ? "nada" : `${got}`,
    hint: "siga con los mismos datos y opciones, o entrene de nuevo sin --resume",
  }),
  "model-data": ({ file, what, trained, path }, { got }) => ({
    where: `${file}, ${roles.get(what) ?? what}`,
    expected: `${trained === "none" ? "ninguna" : trained}, con que se entrenó ${path}`,
    got: got === "none" ? "ninguna" : got,
    hint: what === "frequency" ? "dé datos con los mismos pasos, o entrene de nuevo" : `diga cuáles son, o entrene de nuevo: --${what}`,
  }),
  "backtest-short": ({ file, horizon }) => ({
    where: `${file}`,
    expected: `filas bastantes para probar ${horizon}`,
    got: "muy pocas",
    hint: "acorte el horizonte (--horizon)",
  }),
} satisfies Record<string, Wording>;
