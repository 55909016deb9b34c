import type { ErrorCodes } from "./en-errors.ts";

/** Los errores por su código. Lo que aquí no se dice con otras palabras queda como el error lo trae. */

const things = new Map<string | number, string>([
  ["option", "opción"],
  ["command", "orden"],
  ["data set", "conjunto de datos"],
]);

const reasons = new Map<string | number, string>([
  ["nothing", "nada"],
  ["a folder", "una carpeta"],
  ["no permission", "un permiso que falta"],
  ["a full disk", "un disco lleno"],
  ["a read-only disk", "un disco de solo lectura"],
  ["a file on the way", "un archivo en el camino"],
]);

export const errors: ErrorCodes = {
  "option-invalid": (_, { hint }) => ({ hint: hint?.replace(/^did you mean (.*)\?$/, "¿quería decir $1?") }),
  "option-missing": () => ({}),
  "option-unknown": ({ what, known, near }) => ({
    where: `${things.get(what) ?? what} que no existe`,
    expected: `uno de ${known}`,
    hint: near === undefined || near === "" ? undefined : `¿quería decir ${near}?`,
  }),
  "argument-missing": ({ name, command }) => ({
    where: `falta ${name}`,
    expected: `memoria ${command} ${name}`,
    got: "nada",
    hint: `memoria ${command} --help`,
  }),
  "argument-excess": ({ command, count, takes }) => ({
    where: "sobra un argumento",
    expected: `${takes} en memoria ${command}`,
    got: `${count}`,
    hint: "ponga entre comillas los nombres con espacios",
  }),
  "value-missing": ({ flag }) => ({ where: `falta el valor de ${flag}`, got: "nada" }),
  "file-unreadable": ({ path, why }) => ({
    where: `${path}`,
    expected: "un archivo que se pueda leer",
    got: reasons.get(why) ?? `${why}`,
  }),
  "file-unwritable": ({ path, why }) => ({ where: `${path}`, expected: "un sitio donde escribir", got: reasons.get(why) ?? `${why}` }),
  "folder-not-ours": ({ path }) => ({
    where: `${path}`,
    expected: "una carpeta nueva o vacía, o una que hizo memoria",
    got: "una carpeta con otras cosas",
    hint: "elija otra con --out",
  }),
  "output-is-input": ({ path, flag }) => ({
    where: `${flag} no vale`,
    expected: "un archivo que no sea el de los datos",
    got: `"${path}"`,
  }),
  "column-unknown": ({ flag, known, near }) => ({
    where: `${flag} no vale`,
    expected: `una de las columnas ${known}`,
    hint: near === undefined || near === "" ? undefined : `¿quería decir ${near}?`,
  }),
  "column-unclear": ({ flag, known, none }) => ({
    where: `falta ${flag}`,
    expected: `una de las columnas ${known}`,
    got: none === 1 ? "ninguna con números" : "varias posibles",
  }),
};
