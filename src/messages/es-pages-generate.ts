import type { generate as english } from "./en-pages-generate.ts";
import { numbers } from "./es-pages-numbers.ts";

/** Las palabras del informe de un generador. */

const one = (kind: "chars" | "words") => (kind === "chars" ? "por carácter" : "por palabra");

export const generate: typeof english = {
  kind: "memoria · informe de generación",
  title: (name) => `${name}: texto a su manera`,
  saved: "Un modelo guardado",
  samples: "Muestras",
  samplesCaption: "De la red, token a token. Una temperatura baja se queda con lo más probable; una alta se atreve a más.",
  prompt: "Lo dado va en negrita.",
  test: "Cuánto conoce el texto",
  bars: {
    title: "Nats junto a métodos simples",
    caption: (kind) => `Media de −log de la probabilidad dada a lo que vino, ${one(kind)}: cuanto más corta, mejor.`,
    description: (best) => `${best} tiene menos.`,
  },
  surprise: {
    title: "Dónde se sorprendió",
    caption:
      "Un trozo de la parte de validación, con la que nunca se entrenó. Cuanto más color, menos esperaba la red lo que vino, dado todo lo anterior.",
    expected: (share) => `El ${share} tenía una probabilidad mayor que un medio.`,
    from: (nats) => `desde ${nats} nats`,
    table: "Las mayores sorpresas",
    before: "tras",
    token: "vino",
    nats: "nats",
  },
  measure: {
    split: "La última décima parte del texto valida: se deja de entrenar cuando ya no mejora en ella, y los puntajes son los de esa parte.",
    nats: "Nats: −log de la probabilidad que un método dio al token que vino, dado todo lo anterior, de media. La perplejidad es e elevado a eso: tan inseguro como entre otros tantos igual de probables.",
    grams:
      "El 5-grama cuenta la parte de entrenamiento y recurre a órdenes menores según Witten y Bell; ve los cuatro últimos tokens, también los de la validación. frequencies no mira nada anterior.",
    sampling:
      "Una muestra divide los puntajes por la temperatura, se queda con lo más probable (top-k, top-p) si se pidió, y sortea con la semilla.",
  },
  numbers,
};
