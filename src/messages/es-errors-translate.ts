import type { Wording } from "./en-errors.ts";

/** Los errores al traducir: los pares y sus archivos. */

/** `-` es la entrada estándar. */
const named = (file: string | number) => (file === "-" ? "entrada estándar" : `${file}`);
const side = (which: string | number) => (which === "source" ? "un origen" : "un objetivo");

export const translateErrors = {
  "pair-empty": ({ row, side: which }) => ({ where: `par ${row}`, expected: side(which), got: "nada" }),
  "pairs-few": ({ least, count }) => ({
    where: "pares",
    expected: count === 0 ? "orígenes que no estén también en la prueba" : `al menos ${least} orígenes distintos con los que entrenar`,
    got: count === 0 ? "ninguno" : `${count}`,
    hint: "añada líneas",
  }),
  "source-empty": () => ({ where: "origen", expected: "al menos un token", got: "nada" }),
  "pair-lines": ({ file }) => ({ where: named(file), expected: "líneas de origen, tabulador, objetivo", got: "ninguna" }),
  "pair-tabs": ({ file, line, tabs, text }, { hint }) => ({
    where: `${named(file)}, línea ${line}`,
    expected: "un origen, un tabulador y su objetivo",
    got: `${tabs} ${tabs === 1 ? "tabulador" : "tabuladores"} en "${text}"`,
    hint:
      hint === undefined
        ? undefined
        : Number(tabs) > 1
          ? "quédese con dos columnas, como las primeras: cut -f1,2"
          : "ponga un tabulador entre el origen y su objetivo",
  }),
  "pair-side": ({ file, line, side: which }) => ({ where: `${named(file)}, línea ${line}`, expected: side(which), got: "nada" }),
} satisfies Record<string, Wording>;
