import type { Wording } from "./en-errors.ts";
import { placeInSpanish as place } from "./es-phrases.ts";

/** Los errores al leer series: papeles de las columnas, periodos y filas por venir. */

export const dataErrors = {
  "column-twice": ({ flag, column, other }) => ({
    where: `${flag} no vale`,
    expected: "una columna sin otro papel",
    got: `"${column}", que también es ${other}`,
  }),
  "agg-missing": ({ place: where }) => ({
    where: "falta --agg",
    expected: "sum, mean o last",
    got: `varias filas en un periodo (${place(`${where}`)})`,
    hint: "--agg sum (la suma) para ventas, mean (la media) para temperaturas o precios, last (el último) para existencias",
  }),
  "every-without-time": () => ({ expected: "una columna con fechas u horas", got: "ninguna", hint: "diga cuál: --time COLUMNA" }),
  "joint-single": () => ({ where: "--joint no vale", expected: "varias columnas, como --target a,b", got: "una" }),
  "static-varies": ({ series, first, other, column }, { where }) => ({
    where: place(where),
    expected: `un solo valor en toda la serie${series === "" ? "" : ` "${series}"`}`,
    got: `"${first}" y "${other}"`,
    hint: `use --known o --past ${column}`,
  }),
  "future-column": ({ column, got }, { where }) => ({ where: place(where), expected: `una columna "${column}"`, got: `${got}` }),
  "future-observed": ({ got }, { where }) => ({
    where: place(where),
    expected: "la columna que se pronostica vacía",
    got: `${got}`,
    hint: "las filas con valores van con los datos",
  }),
  "future-series": (_, { where }) => ({ where: place(where), expected: "una de las series de los datos" }),
  "future-time": ({ wanted, got }, { where }) => ({
    where: place(where),
    expected: `${wanted}, el tiempo que sigue al último valor`,
    got: `${got}`,
  }),
  "future-short": ({ file, series, horizon, count, columns, first }) => ({
    where: series === "" ? `${file}` : `${file}, serie "${series}"`,
    expected: `${horizon} filas por venir con ${columns}`,
    got: `${count}`,
    hint: `añada filas desde ${first}, sin la columna que se pronostica (o en --future ARCHIVO)${Number(count) > 0 ? `, o --horizon ${count}` : `, o --past ${columns}`}`,
  }),
} satisfies Record<string, Wording>;
