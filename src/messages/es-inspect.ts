import type { inspect as english } from "./en-inspect.ts";

/** Lo que dice `memoria inspect`. */

const s = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const inspect: typeof english = {
  column: "columna",
  kind: "contiene",
  missing: "faltan",
  range: "de … a",
  role: "papel",
  kinds: { number: "números", time: "tiempos", text: "texto" },
  roles: { time: "tiempo", id: "serie (id)", target: "objetivo", known: "conocida", past: "pasada", static: "fija" },
  guessed: (role) => `${role} (supuesto)`,
  different: (count, first) => `${s(count, "valor", "valores distintos")}: ${first}`,
  moreColumns: (count) => `… ${s(count, "columna más", "columnas más")}`,
  encoding: (name) => `texto en ${name}`,
  series: "las series",
  forms: {
    single: "una serie",
    long: "larga: una serie por cada valor de las columnas id",
    wide: "ancha: una serie por columna",
    rows: "una serie por fila",
  },
  lengths: (count, least, most) =>
    least === most ? `${count} de ${s(least, "fila", "filas")}` : `${count} de ${least} a ${s(most, "fila", "filas")}`,
  span: (first, last) => `de ${first} a ${last}`,
  would: "pronóstico",
  season: (season) => (season === "1" ? "sin ciclo" : `ciclo ${season}`),
  lookback: (rows) => `ventana ${rows}`,
  next: "Para pronosticarla:",
};
