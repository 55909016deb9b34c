import type { Wording } from "./en-errors.ts";
import { placeInSpanish } from "./es-phrases.ts";

/** Los errores de secuencias por clasificar. */

const place = (where: string) =>
  placeInSpanish(where)
    .replace(/^class "/, 'clase "')
    .replace(/, line (\d+)/, ", línea $1")
    .replace(/, channel (\d+)/, ", canal $1")
    .replace(/^labels$/, "clases")
    .replace(/^test\b/, "prueba");

export const classifyErrors = {
  "label-missing": (_, { where }) => ({
    where: place(where),
    expected: "una clase",
    got: "ninguna",
    hint: "dé una clase a cada secuencia, o quítela",
  }),
  "label-varies": ({ file, id, got }) => ({
    where: `${file}, "${id}"`,
    expected: "una sola clase en una secuencia",
    got: `${got}`,
    hint: "corte las grabaciones en ventanas: --window 50 --step 25, o diga la columna que distingue las secuencias: --id",
  }),
  "class-single": ({ got }) => ({ where: "clases", expected: "al menos dos clases", got: `${got}`.replace(/^only/, "solo") }),
  "class-small": ({ where, got }) => ({
    where: place(`${where}`),
    expected: "al menos 3 grabaciones: 2 para entrenar y 1 de prueba",
    got: `${got}`,
    hint: "añada grabaciones, quite la clase, o dé la prueba aparte con --test",
  }),
  "class-unknown": ({ where, expected, got }) => ({
    where: place(`${where}`),
    expected: `${expected}`.replace("one of the classes", "una de las clases"),
    got: `${got}`,
  }),
  "group-shared": ({ got }) => ({
    where: "prueba",
    expected: "otras grabaciones que las del entrenamiento",
    got: `${got}`.replace(" in both", " en las dos"),
  }),
  "ts-header": ({ where, got }) => ({
    where: place(`${where}`),
    expected: "una cabecera .ts con @classLabel true y @data, sin tiempos, y casos después",
    got: `${got}` === '"none"' ? "nada" : `${got}`,
  }),
  "ts-case": ({ where, got, expected }) => ({
    where: place(`${where}`),
    expected: `${expected}`
      .replace("channels and a class, apart by :", "canales y una clase, separados por :")
      .replace(/(\d+) channels, as in the first case/, "$1 canales, como en el primer caso")
      .replace("a class that @classLabel names", "una clase que nombre @classLabel")
      .replace("numbers, or ? where one is missing", "números, o ? donde falta uno")
      .replace(/(\d+) values in each channel/, "$1 valores en cada canal"),
    got: `${got}`,
  }),
  "folder-without-csv": ({ path }) => ({
    where: `${path}`,
    expected: "archivos CSV en carpetas con el nombre de su clase: CARPETA/andar/1.csv",
    got: "ninguno",
  }),
  "window-invalid": ({ flag, got }) => ({
    where: `${flag} no válida`,
    expected: "un número de filas como 50, o un tiempo como 2s, 500ms o 1min, de al menos una fila",
    got: `${got}`.replace(" rows", " filas"),
  }),
  "window-needs-time": ({ flag }) => ({
    where: `${flag}`,
    expected: "una columna de tiempos, para una ventana en unidades de tiempo",
    got: "ninguna",
    hint: `dígala con --time, o dé filas: ${flag} 50`,
  }),
  "window-long": ({ file, rows, longest }) => ({
    where: `${file}`,
    expected: `un tramo de una clase de ${rows} filas, como pide --window`,
    got: `grabaciones de hasta ${longest} filas`,
    hint: "dé una --window más corta",
  }),
} satisfies Record<string, Wording>;
