import type { ErrorCodes } from "./en-errors.ts";
import { classifyErrors } from "./es-errors-classify.ts";
import { dataErrors } from "./es-errors-data.ts";
import { generateErrors } from "./es-errors-generate.ts";
import { keepErrors } from "./es-errors-keep.ts";
import { labelErrors } from "./es-errors-label.ts";
import { libraryErrors } from "./es-errors-library.ts";
import { translateErrors } from "./es-errors-translate.ts";
import { inSpanish, placeInSpanish as place } from "./es-phrases.ts";

/** Los errores por su código. Lo que aquí no se dice con otras palabras queda como el error lo trae. */

const things = new Map<string | number, string>([
  ["option", "opción"],
  ["command", "orden"],
  ["data set", "conjunto de datos"],
  ["claim", "afirmación"],
]);

const reasons = new Map<string | number, string>([
  ["ENOENT", "nada"],
  ["EISDIR", "una carpeta"],
  ["EACCES", "un permiso que falta"],
  ["EPERM", "un permiso que falta"],
  ["ENOSPC", "un disco lleno"],
  ["EDQUOT", "una cuota llena"],
  ["EROFS", "un disco de solo lectura"],
  ["ENOTDIR", "un archivo donde va una carpeta"],
  ["ENAMETOOLONG", "un nombre demasiado largo"],
]);

export const errors: ErrorCodes = {
  "option-invalid": (_, { expected, hint }) => ({
    expected: inSpanish(expected),
    hint: hint?.replace(/^did you mean (.*)\?$/, "¿quería decir $1?"),
  }),
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
  "file-access": ({ path, reason }, { expected, got, hint }) => ({
    where: `${path}`,
    expected: expected === "a file to read" ? "un archivo que leer" : "un sitio donde escribir",
    got: reasons.get(reason) ?? got,
    hint: hint === undefined ? undefined : "mire el nombre, los permisos y el sitio que queda",
  }),
  "folder-of-another": ({ path, command, maker }) => ({
    where: `${path}`,
    expected: `una carpeta nueva o vacía, o una que hizo ${command}`,
    got: `una que hizo ${maker}`,
    hint: "elija otra con --out",
  }),
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
  ...keepErrors,
  ...generateErrors,
  "column-unknown": ({ flag, known, near, asks }, { where }) => ({
    where: asks ? where : `${flag} no vale`,
    expected: asks ? `una columna ${asks}, como en el entrenamiento del modelo` : `una de las columnas ${known}`,
    hint: near === undefined || near === "" ? undefined : `¿quería decir ${near}?`,
  }),
  "column-unclear": ({ flag, known, none, first }) => ({
    where: `falta ${flag}`,
    expected: `una de las columnas ${known}`,
    got: none === 1 ? "ninguna con números" : "varias posibles",
    hint: none === 1 ? undefined : `diga cuál: ${flag} ${first}`,
  }),
  ...dataErrors,
  "csv-empty": ({ expected }, { where }) => ({
    where: place(where),
    expected: expected === "rows of data" ? "filas de datos" : "filas bajo la cabecera",
    got: expected === "rows of data" ? "un archivo vacío" : "nada",
  }),
  "csv-title": ({ got, line, skip }, { where }) => ({
    where: place(where),
    expected: "los nombres de las columnas",
    got: `${got}`,
    hint: `la cabecera parece estar en la línea ${line}: --skip ${skip}`,
  }),
  "csv-ragged": ({ width, got, skip }, { where }) => ({
    where: place(where),
    expected: `${width} campos`,
    got: `${got}`,
    hint: `mire las comillas y los separadores de esa línea${Number(skip) > 0 ? `; ¿está ahí la cabecera? entonces --skip ${skip}` : ""}`,
  }),
  "csv-quotes": (_, { where }) => ({
    where: place(where),
    expected: "todas las comillas cerradas, al final de su celda",
    got: "comillas mal puestas",
  }),
  "csv-not-a-number": (_, { where }) => ({ where: place(where), expected: "un número" }),
  "csv-decimal-ambiguous": (_, { where }) => ({
    where: place(where),
    expected: "un número con la marca decimal clara",
    hint: "¿miles o decimales? dígalo con --decimal . o --decimal ,",
  }),
  "csv-decimal-conflict": (_, { where, got }) => ({
    where: place(where),
    expected: "una sola marca decimal en la columna",
    got: elsewhere(got),
  }),
  "text-binary": (_, { where, got, hint }) => ({
    where: place(where),
    expected: "un archivo de texto",
    got: got === "NUL characters" ? "caracteres nulos" : got,
    hint: hint === undefined ? undefined : "guárdelo como CSV, en UTF-8",
  }),
  "text-encoding": ({ encoding }, { where }) => ({ where: place(where), expected: `texto en ${encoding}`, got: "otros bytes" }),
  "time-ambiguous": (_, { where }) => ({
    where: place(where),
    expected: "una fecha con el orden de día y mes claro",
    hint: "dígalo con --order dmy (primero el día) o --order mdy (primero el mes)",
  }),
  "time-order-conflict": (_, { where, got }) => ({ where: place(where), expected: "un solo orden de día y mes", got: elsewhere(got) }),
  "time-invalid": (_, { where, got }) => ({
    where: place(where),
    expected: "una fecha u hora en la forma de la columna",
    got: got === "only missing values" ? "solo valores que faltan" : got,
  }),
  "time-irregular": (_, { where }) => ({
    where: place(where),
    expected: "tiempos a pasos regulares",
    got: "otros irregulares",
    hint: "hágalos regulares, como con --every day --agg sum (o mean, last)",
  }),
  "time-single": (_, { where }) => ({
    where: place(where),
    expected: "al menos dos tiempos distintos",
    got: "uno",
    hint: "hacen falta más filas",
  }),
  "time-repeated": (_, { where, got }) => ({
    where: place(where),
    expected: "una fila para cada tiempo",
    got: got.replace(/ twice$/, " dos veces"),
    hint: "¿varias series? --id COLUMNA; ¿varias filas al día? --every day --agg sum (o mean, last)",
  }),
  "time-missing": (_, { where }) => ({
    where: place(where),
    expected: "una fila para cada tiempo",
    got: "una fila sin tiempo",
    hint: "complétela o quite la fila",
  }),
  "time-sparse": (_, { where, got }) => ({
    where: place(where),
    expected: "una fila al menos cada 100 pasos",
    got: got.replace(/^(\d+) rows over (\d+) steps, (.*) to (.*)$/, "$1 filas en $2 pasos, de $3 a $4"),
  }),
  "series-empty": (_, { where }) => ({ where: place(where), expected: "al menos un valor observado", got: "nada" }),
  ...labelErrors,
  ...translateErrors,
  ...classifyErrors,
  ...libraryErrors,
};

/** `"1,5", while line 4 has "1.5"` in Spanish. */
function elsewhere(got: string): string {
  return got.replace(/, while line (\d+) has /, ", y en la línea $1 ");
}
