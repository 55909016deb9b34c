import type { notes as english } from "./en-notes.ts";

/** Lo que se vio al leer los datos, por el código de su nota. */

type Fields = Readonly<Record<string, string | number>>;

const s = (count: string | number, one: string, many: string) => `${count} ${Number(count) === 1 ? one : many}`;
const lack = (count: string | number) => (Number(count) === 1 ? "falta" : "faltan");
const masked = ({ masked: is }: Fields) => (is === 0 ? "" : ": se enmascaran, no se rellenan");

export const notes: typeof english = {
  "encoding-assumed": ({ encoding }) => `leído como ${encoding}`,
  "no-header": () => "sin cabecera: las columnas son column1, column2 …",
  "header-duplicate": ({ name }) => `dos columnas llamadas ${name}`,
  "header-empty": ({ renamed }) => `una columna sin nombre: ${renamed}`,
  "column-dropped": () => "se omite una columna vacía y sin nombre",
  "column-empty": ({ column }) => `${column} está vacía`,
  "column-mostly-numbers": ({ column, cell, line }) => `${column} es texto: ${cell} en la línea ${line} no es un número`,
  "column-mostly-times": ({ column, cell, line }) => `${column} es texto: ${cell} en la línea ${line} no es un tiempo como los demás`,
  "column-sign": ({ column, sign }) => `${column} sin su ${sign}`,
  "column-row-numbers": ({ column }) => `${column} solo numera las filas`,
  "columns-unused": ({ columns, flags }) => `sin usar: ${columns} (se usan con ${flags})`,
  "rows-empty": ({ count }) => `se ${Number(count) === 1 ? "omite" : "omiten"} ${s(count, "fila vacía", "filas vacías")} del final`,
  "row-trailing-delimiter": () => "se ignoran los separadores al final de las líneas",
  "time-two-digit-year": () => "años de dos cifras: de 70 a 99 son 19.., los demás 20..",
  "time-zones-mixed": () => "varias zonas horarias: todas leídas como UTC",
  "classes-alike": ({ names }) => `${names} solo difieren en cómo están escritas: cuentan como clases distintas`,
  "values-missing": (fields) => `${lack(fields.count)} ${s(fields.count, "valor", "valores")}${masked(fields)}`,
  "values-filled": ({ count, how }) =>
    `${s(count, "valor que faltaba", "valores que faltaban")}, en su lugar ${how === "zero" ? "0" : "el último"}`,
  "rows-absent": (fields) => `${lack(fields.count)} ${s(fields.count, "fila", "filas")} del calendario${masked(fields)}`,
  "periods-empty": (fields) =>
    `${s(fields.count, "periodo", "periodos")} sin filas${fields.masked === 0 ? "" : ": se enmascaran (con --fill zero valen 0)"}`,
  "period-unfinished": ({ period }) => `el último periodo, ${period}, no ha terminado: se omite`,
  "period-unbegun": ({ period }) => `el primer periodo, ${period}, no está entero: se omite`,
  "rows-unsorted": () => "las filas no estaban en orden de tiempo: ordenadas",
  "rows-leading": ({ count }) => `se ${Number(count) === 1 ? "omite" : "omiten"} ${s(count, "fila", "filas")} antes del primer valor`,
  "clock-change": ({ count }) => `${s(count, "hora que falta o se repite", "horas que faltan o se repiten")} en el cambio de hora`,
  "rows-future": ({ count }) => `${s(count, "fila", "filas")} al final sin valor: no son parte del pasado`,
  "series-in-rows": ({ first, last }) => `una serie por fila: sus valores van de ${first} a ${last}`,
  "series-unobserved": ({ count, first }) => `se omiten ${s(count, "serie", "series")} sin ningún valor (${first} …)`,
  "series-ended": ({ count, first }) => `${s(count, "serie acaba", "series acaban")} antes que las demás (${first} …)`,
};
