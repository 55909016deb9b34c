import type { translate as english } from "./en-pages-translate.ts";

/** Las palabras del informe de un traductor de secuencias. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const translate: typeof english = {
  kind: "memoria · informe de secuencia a secuencia",
  title: (name) => `${name}: un objetivo para cada origen`,
  askedTitle: "Lo hallado",
  found: "hallado",
  expected: "esperado",
  answersCaption: "Los tokens que no son los que deberían van marcados; lo que es igual al principio, abreviado.",
  answers: (wrong, right) => `${wrong} mal, ${right} bien; primero los que están mal`,
  asked: (count) => `${plural(count, "origen", "orígenes")} y lo hallado para cada uno`,
  inFile: (count) => `${plural(count, "respuesta más está", "respuestas más están")} en translations.tsv.`,
  shares: {
    title: "Objetivos enteros y tokens en su sitio",
    caption:
      "Un objetivo está entero cuando son correctos todos sus tokens y su final. Los tokens en su sitio son los correctos en su posición, de los del más largo de los dos.",
    description: (best) => `${best} es el que más halla.`,
  },
  lengths: {
    title: "Objetivos enteros según su longitud",
    caption: (kind) => `La parte hallada entera, según cuántos ${kind === "chars" ? "caracteres" : "palabras"} tiene el objetivo.`,
    description: "Una barra para cada tramo de longitudes.",
    bin: (from, to, n) => `${from === to ? from : `${from} a ${to}`} (n = ${n})`,
  },
  attention: {
    caption:
      "Dónde miró la red: para cada token hallado, el peso de cada token del origen; cuanto más color, más peso. Cada fila suma 1. ✗ donde un token no es el que debería.",
    description: (source) => `Pesos de los tokens de ${source} para cada token hallado.`,
    source: "origen",
    target: "hallado",
    end: "(final)",
  },
  measure: {
    split:
      "La prueba: una décima parte de los orígenes distintos (o el archivo dado para ello), que ningún entrenamiento vio; otra décima detuvo el entrenamiento. Ningún origen está en dos partes.",
    exact:
      "nearest da el objetivo del origen de entrenamiento en el que menos tokens hay que cambiar; commonest, el objetivo más frecuente.",
    search: "Un objetivo se halla token a token, cada vez el más probable, o con un haz el mejor de varios que se siguen a la vez.",
  },
};
