import { describe, expect, it } from "vitest";
import { calendar, toGrid } from "../../src/data/calendar.ts";
import { readCsv } from "../../src/data/csv.ts";
import { MemoriaError } from "../../src/errors.ts";
import { speechOf, wordError } from "../../src/message.ts";

/** What a person reads when this fails, in English and in Spanish. */
function worded(run: () => unknown): readonly [string, string] {
  try {
    run();
  } catch (error) {
    if (error instanceof MemoriaError) return [wordError(error, speechOf("en")), wordError(error, speechOf("es"))];
    throw error;
  }
  throw new Error("nothing was thrown");
}

const csv = (text: string) => () => readCsv(text, { name: "v.csv" });
const days = (...list: string[]) => {
  const found = calendar(list, "v.csv, fecha");
  return () => toGrid(found, new Float64Array(list.length), "v.csv, fecha");
};

describe("errors of data, as a person reads them", () => {
  it.each([
    [
      "an empty file",
      csv(""),
      "v.csv: expected rows of data, got an empty file",
      "v.csv: se esperaba filas de datos, hay un archivo vacío",
    ],
    [
      "a header alone",
      csv("a,b\n"),
      "v.csv: expected rows below the header, got none",
      "v.csv: se esperaba filas bajo la cabecera, no hay nada",
    ],
    [
      "a ragged row",
      csv("a,b\n1,2\n3\n"),
      "v.csv, line 3: expected 2 fields, got 1; look at quotes and delimiters on that line",
      "v.csv, línea 3: se esperaba 2 campos, hay 1; mire las comillas y los separadores de esa línea",
    ],
    [
      "a number that may be thousands",
      csv("a;b\n1,234;x\n2,345;y\n"),
      'v.csv, line 2, column "a": expected a number with a known decimal mark, got "1,234"; thousands or decimals? say --decimal . or --decimal ,',
      'v.csv, línea 2, columna "a": se esperaba un número con la marca decimal clara, hay "1,234"; ¿miles o decimales? dígalo con --decimal . o --decimal ,',
    ],
    [
      "two decimal marks",
      csv("a;b\n1,25;x\n2.5;y\n"),
      'v.csv, line 2, column "a": expected one decimal mark in a column, got "1,25", while line 3 has "2.5"',
      'v.csv, línea 2, columna "a": se esperaba una sola marca decimal en la columna, hay "1,25", y en la línea 3 "2.5"',
    ],
    [
      "a date that may be two",
      csv("fecha,b\n03/04/2024,1\n04/04/2024,2\n"),
      'v.csv, column "fecha", line 2: expected a date with a known order of day and month, got "03/04/2024"; say --order dmy (day first) or --order mdy (month first)',
      'v.csv, columna "fecha", línea 2: se esperaba una fecha con el orden de día y mes claro, hay "03/04/2024"; dígalo con --order dmy (primero el día) o --order mdy (primero el mes)',
    ],
    [
      "a repeated day",
      days("2024-01-01", "2024-01-02", "2024-01-02", "2024-01-03"),
      "v.csv, fecha, row 3: expected one row for each time, got 2024-01-02 twice; several series? --id COLUMN; several rows a day? --every day --agg sum (or mean, last)",
      "v.csv, fecha, fila 3: se esperaba una fila para cada tiempo, hay 2024-01-02 dos veces; ¿varias series? --id COLUMNA; ¿varias filas al día? --every day --agg sum (o mean, last)",
    ],
    [
      "a stray date",
      days("1901-01-01", "2024-01-06", "2024-01-07", "2024-01-08"),
      "v.csv, fecha: expected a row in at least one of 100 steps, got 4 rows over 44933 steps, 1901-01-01 to 2024-01-08",
      "v.csv, fecha: se esperaba una fila al menos cada 100 pasos, hay 4 filas en 44933 pasos, de 1901-01-01 a 2024-01-08",
    ],
  ])("%s", (_, run, english, spanish) => {
    expect(worded(run)).toEqual([english, spanish]);
  });
});
