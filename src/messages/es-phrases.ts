/** Frases de los errores de la biblioteca, que los trae en inglés. Una que aquí no está queda como vino. */

const phrases: readonly (readonly [RegExp, string])[] = [
  [/^nothing$|^none$/, "nada"],
  [/^something else$/, "otra cosa"],
  [/^another$/, "otra"],
  [/^another value$/, "otro valor"],
  [/^this one$/, "este"],
  [/^one$/, "uno"],
  [/^a second one$/, "un segundo"],
  [/^two$/, "dos"],
  [/^one that is$/, "una que ya lo es"],
  [/^an abort$/, "una interrupción"],
  [/^a browser$/, "un navegador"],
  [/^other bytes$/, "otros bytes"],
  [/^one of (.*)$/, "uno de $1"],
  [/^(\S+) and (\S+)$/, "$1 y $2"],
  [/^a whole number$/, "un entero"],
  [/^two whole numbers$/, "dos enteros"],
  [/^a finite number$/, "un número finito"],
  [/^finite numbers$/, "números finitos"],
  [/^a number$/, "un número"],
  [/^numbers$/, "números"],
  [/^a string$/, "un texto"],
  [/^a boolean$/, "true o false"],
  [/^an array$/, "una lista"],
  [/^an array of (\d+)$/, "una lista de $1"],
  [/^an array (\[.*\])$/, "una matriz $1"],
  [/^an? (object|record|Object)$/, "un objeto"],
  [/^an object of strings$/, "un objeto de textos"],
  [/^a JSON object$/, "un objeto JSON"],
  [/^no such weight$/, "ningún peso con ese nombre"],
  [/^at least one observed value$/, "al menos un valor observado"],
  [/^at least one$/, "al menos una"],
  [/^at least one row$/, "al menos una fila"],
  [/^at least one batch$/, "al menos un lote"],
  [/^at least (\d+)( entries)?$/, "al menos $1"],
  [/^at most (\d+)( entries)?$/, "como mucho $1"],
  [/^more than (\S+)$/, "más de $1"],
  [/^less than (\S+)$/, "menos de $1"],
  [/^at most (.* GiB)$/, "como mucho $1"],
  [/^a step that needs more than (.*)$/, "un paso que pide más de $1"],
  [/^a need of (\d+) bytes$/, "una necesidad de $1 bytes"],
  [/^(\d+) numbers$/, "$1 números"],
  [/^(\d+) numbers for (.*)$/, "$1 números para $2"],
  [/^(\d+) bytes for (.*)$/, "$1 bytes para $2"],
  [/^(\d+) bytes of data$/, "$1 bytes de datos"],
  [/^(data )?from byte (\d+)$/, "datos desde el byte $2"],
  [/^(\d+) rows or more$/, "$1 filas o más"],
  [/^(\d+) rows as in target$/, "$1 filas, como el objetivo"],
  [/^(\d+) values as in actual$/, "$1 valores, como los reales"],
  [/^(\d+) lists, one a level$/, "$1 listas, una por nivel"],
  [/^(\d+) missing values$/, "$1 valores que faltan"],
  [/^no rows$/, "ninguna fila"],
  [/^(\d+) steps$/, "$1 pasos"],
  [/^(\d+) scores by origin$/, "$1 puntajes, uno por origen"],
  [/^(\d+) half widths and (\d+) counts$/, "$1 semianchos y $2 cuentas"],
  [/^(\d+) input features, as the layer before gives$/, "$1 entradas, las que da la capa anterior"],
  [/^numbers, a series or a list of series$/, "números, una serie o una lista de series"],
  [/^(numbers, or )?an object with target(: numbers)?$/, "números o un objeto con target"],
  [/^a file without memoria's metadata$/, "un archivo sin los metadatos de memoria"],
  [/^a safetensors file of at least 8 bytes$/, "un archivo safetensors de al menos 8 bytes"],
  [/^a header within the file's (\d+) bytes$/, "una cabecera dentro de los $1 bytes del archivo"],
  [/^one of (\d+) bytes$/, "una de $1 bytes"],
  [/^a header of JSON(.*)$/, "una cabecera JSON"],
  [/^a header of UTF-8 text$/, "una cabecera de texto UTF-8"],
  [/^a header at most (\d+) deep$/, "una cabecera de $1 niveles como mucho"],
  [/^one (\d+) deep$/, "una de $1 niveles"],
  [/^each name once$/, "cada nombre una vez"],
  [/^a name twice$/, "un nombre dos veces"],
  [/^another name, since the header uses it$/, "otro nombre: la cabecera usa ese"],
  [/^an object with dtype, shape and data_offsets$/, "un objeto con dtype, shape y data_offsets"],
  [/^only dtype, shape and data_offsets$/, "solo dtype, shape y data_offsets"],
  [/^a list of whole numbers ≥ 0$/, "una lista de enteros ≥ 0"],
  [/^contents with the checksum (.*)$/, "un contenido con la suma de control $1"],
  [/^one that was moved$/, "una que se movió"],
  [/^the model's description as JSON$/, "la descripción del modelo en JSON"],
  [/^best, waited and scale$/, "best, waited y scale"],
  [/^a use after its end$/, "un uso después de su fin"],
  [/^a call outside of one$/, "una llamada fuera de un paso"],
  [/^one of another network's$/, "uno de otra red"],
  [/^the loss is (.*) at epoch (\d+), batch (\d+)$/, "la pérdida es $1 en la época $2, lote $3"],
  [/^the file is damaged or not a model.*$/, "el archivo está dañado o no es un modelo: consígalo otra vez o guárdelo de nuevo"],
  [/^give a model that forecast saved$/, "dé un modelo que guardó forecast"],
  [/^this is memoria (\S+): take a newer one$/, "esta es memoria $1: use una más nueva"],
  [/^give the checkpoint that a training run.*$/, "dé el punto de control que guardó un entrenamiento de esta versión"],
  [/^give it its own shape$/, "déle su propia forma"],
  [/^rename the tensor$/, "cámbiele el nombre"],
];

/** Una parte de un error en español, si está entre las frases. */
export function inSpanish(text: string): string {
  // La frase más particular gana: «one of 8 bytes» también empieza como «one of …».
  for (const [pattern, spanish] of phrases.toReversed()) if (pattern.test(text)) return text.replace(pattern, spanish);
  return text;
}

const nouns: readonly (readonly [RegExp, string])[] = [
  [/\bline (?=\d+)/g, "línea "],
  [/\brow (?=\d+)/g, "fila "],
  [/\bstep (?=\d+)/g, "paso "],
  [/\bfeature (?=\d+)/g, "columna "],
  [/\bcolumn $/g, "columna "],
  [/\bseries (?=\d|$)/g, "serie "],
  [/\bweight (?=\w|$)/g, "peso "],
  [/\blayer (?=\w)/g, "capa "],
  [/^training$/, "entrenamiento"],
  [/^memory$/, "memoria"],
  [/^the wasm backend/, "el backend wasm"],
];

/** `sales.csv, line 3, column "x"` con sus palabras en español; los nombres quedan como son. */
export function placeInSpanish(where: string): string {
  // Lo que va entre comillas es de quien lee.
  return where
    .split(/("[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? part : nouns.reduce((text, [pattern, spanish]) => text.replace(pattern, spanish), part)))
    .join("");
}
