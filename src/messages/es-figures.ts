import type { figures as english } from "./en-figures.ts";

export const figures: typeof english = {
  unrolled: {
    title: "Una red recurrente, plegada y desenrollada en el tiempo",
    description: (layers) =>
      `A la izquierda, la red con un lazo en ${layers === "1" ? "su capa recurrente" : `cada una de sus ${layers} capas recurrentes`}; a la derecha, la misma red una vez por paso: x_t entra abajo, y_t sale arriba, y el estado de cada capa pasa a la misma capa en el paso siguiente.`,
    folded: "plegada",
    unrolled: "desenrollada en el tiempo",
    hidden: (number) => `capa oculta ${number}`,
    units: (count) => (count === "1" ? "1 unidad" : `${count} unidades`),
    both: "en cada sentido",
    kinds: {
      input: "entrada",
      output: "salida",
      linear: "capa lineal",
      embedding: "vectores",
      norm: "normalización",
      activation: "activación",
    },
    w: "w: los pesos de capa a capa, como en un perceptrón multicapa",
    wh: "w_h: los pesos nuevos. Cada uno une una capa con su propio estado del paso anterior, nunca dos capas; todos los pasos los comparten",
  },
  unit: {
    title: (cell) => `Una unidad de la celda ${cell}`,
    description: (states) =>
      `De izquierda a derecha (en un teléfono, de arriba abajo): entran x_t y lo que dejó el paso anterior; las operaciones de las ecuaciones; salen ${states} y la salida O_t.`,
    input: "entrada del paso t",
    states: {
      h: "estado oculto: pasa al paso siguiente (la memoria a corto plazo)",
      c: "estado de celda: pasa al paso siguiente (la memoria a largo plazo)",
    },
    otherState: (name) => `el estado ${name}: pasa al paso siguiente`,
    output: (state) => `salida: lo que la unidad muestra a la capa de arriba, leído de ${state}`,
    outputNotGate: (state) => `salida: lo que la unidad muestra a la capa de arriba, leído de ${state}. No es o_t, la compuerta de salida`,
    gates: {
      "lstm i": "compuerta de entrada: cuánto de g_t se escribe",
      "lstm f": "compuerta de olvido: en 0 borra c",
      "lstm g": "candidato: lo que se puede escribir",
      "lstm o": "compuerta de salida: cuánto de c_t se muestra",
      "gru r": "compuerta de reinicio: cuánto de h_{t−1} ve el candidato",
      "gru z": "compuerta de actualización: cuánto de h_{t−1} queda",
      "gru n": "candidato: el nuevo estado propuesto",
    },
    otherGate: "una compuerta de esta celda",
    weights: "productos con los pesos, y sus sesgos",
    sigmoid: "entre 0 (cerrada) y 1 (abierta)",
    product: "producto elemento a elemento",
  },
  chain: {
    title: "La cadena hasta el comienzo",
    description:
      "La pérdida del paso T devuelve su gradiente de cada estado al anterior, hasta el primero; cada estado suma su parte al gradiente de los pesos w_h, que todos los pasos comparten.",
    measured: (lag, size) =>
      `La pérdida del paso T devuelve su gradiente de cada estado al anterior; ${lag} pasos atrás queda ${size}. Cada estado suma su parte al gradiente de los pesos w_h, que todos los pasos comparten.`,
    back: "hacia atrás: cada flecha multiplica por ∂h_t/∂h_{t−1} = diag(f′) w_h; cada paso suma su parte a ∂L_T/∂w_h (el paso 1, nada si h_0 = 0)",
    forward: "hacia adelante: w_h, el mismo en todos los pasos",
    delta: "∂L_T/∂h_t, lo que llega al estado del paso t",
    sizes: "medido: cuanto más ancha la flecha, más llega, en escala de potencias de diez",
  },
  problemTypes: {
    title: "Tipos de problemas",
    description:
      "Cinco redes pequeñas desenrolladas en el tiempo: uno a uno, uno a muchos, muchos a uno, muchos a muchos paso a paso, y muchos a muchos desplazado.",
    types: {
      oneToOne: { name: "uno a uno", example: "una salida por entrada: el perceptrón" },
      oneToMany: { name: "uno a muchos", example: "de una entrada, una secuencia" },
      manyToOne: { name: "muchos a uno", example: "el valor siguiente; la clase de una serie" },
      aligned: { name: "muchos a muchos, alineado", example: "una salida en cada paso" },
      shifted: { name: "muchos a muchos, desplazado", example: "varios valores posteriores" },
    },
  },
};
