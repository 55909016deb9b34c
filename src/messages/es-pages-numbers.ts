import type { numbers as english } from "./en-pages-numbers.ts";

/** Las palabras del informe de un generador de números o rollos. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const numbers: typeof english = {
  title: (name) => `${name}: secuencias a su manera`,
  samples: "Generadas junto a reales",
  sampling: (temperature, length, seed) =>
    `De la red, paso a paso: ${plural(length, "paso", "pasos")}, temperatura ${temperature}, semillas desde ${seed}.`,
  beside: "En el color del texto, las reales: las primeras secuencias del archivo. En azul, las que generó la red.",
  alone: "Todas las generó la red: sin datos junto al modelo, no hay reales con que compararlas.",
  scale: "Todas las imágenes tienen una misma escala.",
  cells: "Una fila por cada nota que suena, la más aguda arriba; una columna por paso.",
  given: "Lo que va antes de la línea a trazos fue dado.",
  channels: (shown, all) => `Se muestran las ${shown} primeras de ${all} columnas.`,
  classes: (shown, all) => `Dibujadas, las ${shown} primeras de ${all} clases.`,
  all: "Secuencias",
  description: (real, drawn) => `${plural(real, "secuencia real", "secuencias reales")} y ${drawn} de la red, lado a lado.`,
  real: "reales",
  drawn: "generadas",
  likeness: "Cuánto se parecen",
  inFigures: "En cifras",
  likenessCaption: {
    numbers:
      "Todas las secuencias reales junto a todas las generadas, se entrenara con ellas o no. Cambio: de un paso al siguiente, sin su signo. Pocas muestras, o cortas, difieren por azar.",
    roll: "Todas las secuencias reales junto a todas las generadas, se entrenara con ellas o no. Sostenidas: de las notas que suenan, las que suenan también en el paso siguiente. Pocas muestras, o cortas, difieren por azar.",
  },
  which: "cuáles",
  count: "secuencias",
  mean: "media",
  spread: "dispersión",
  low: "mínimo",
  high: "máximo",
  change: "cambio",
  notes: "notas por paso",
  silent: "pasos en silencio",
  held: "sostenidas",
  test: "Cuánto prevé",
  bars: {
    title: "Nats tras el mejor",
    caption: "Cuánto más que al mejor sorprendió un paso a cada método, de media: cuanto más corta, mejor.",
    description: (best) => `${best} es el mejor.`,
  },
  measure: {
    split:
      "Desde diez secuencias, una décima parte de ellas, según la semilla, detiene el entrenamiento y otra prueba; con menos, los dos últimos décimos de cada una. Ningún entrenamiento vio la prueba.",
    nats: {
      numbers:
        "Nats: −log de la densidad que un método dio a un paso, todas las columnas juntas, dado todo lo anterior, de media. Con números solo cuentan las diferencias.",
      roll: "Nats: −log de la probabilidad que un método dio a todas las notas de un paso, dado todo lo anterior, de media.",
    },
    sampling:
      "Una muestra sortea cada paso según lo que la red dice de él, con la semilla, y se lo da a la red como pasado del siguiente. Los números no salen del recorrido del entrenamiento más que media vez a cada lado.",
  },
};
