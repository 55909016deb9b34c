import type { ClaimId } from "../lesson.ts";
import type { ClaimWords, lesson as english } from "./en-lesson.ts";
import { lessonPictures, pictureTable } from "./es-lesson-pictures.ts";

const claims: Record<ClaimId, ClaimWords> = {
  L1: {
    claim: "Una RNN posee memoria.",
    how: "Ondas de cualquier fase; en cada paso se pide el valor siguiente. Después, los mismos pares en otro orden del tiempo.",
    found: (f) =>
      `Con los pasos mezclados, el MLP, que mira un paso por vez, yerra lo mismo (${f("mlp")} y ${f("mlpShuffled")}); la RNN yerra ${f("rnn")} en orden y ${f("rnnShuffled")} mezclada. Usaba los pasos anteriores.`,
  },
  L2: {
    claim: "Su arquitectura es la del perceptrón multicapa, con un nuevo conjunto de parámetros.",
    how: "Un MLP y una RNN con el mismo w; W_h en 0 y al azar.",
    found: (f) =>
      `Con W_h = 0 difieren en ${f("without")}: ni en un bit. W_h es lo único que se agrega: ${f.whole("added")} pesos (${f.whole("hidden")} × ${f.whole("hidden")}) sobre los ${f.whole("mlpWeights")} del MLP. Con W_h las salidas se mueven hasta ${f("with")}.`,
  },
  L3: {
    claim: "Va tiempo a tiempo, con los estados previos como nuevas entradas.",
    how: "La secuencia entera de una vez, y paso a paso guardando el estado, o tirándolo.",
    found: (f) =>
      `En ${f.whole("steps")} pasos, ir paso a paso con el estado guardado da los mismos números (diferencia ${f("kept")}); sin él se apartan ${f("forgotten")} o más.`,
  },
  L4: {
    claim: "h_t = f(w·x_t + w_h·h_{t−1} + b)",
    how: "Dos unidades, cuatro pasos, todos los números a mano.",
    found: (f) => `Los h_t del motor y los de la tabla difieren en ${f("difference")} como mucho.`,
  },
  L5: {
    claim: "w_h conecta las neuronas dentro de cada capa oculta, y no dos capas diferentes.",
    how: "Dos capas; el jacobiano de una a la otra en el mismo paso, y hacia el paso anterior.",
    found: (f) =>
      `${f.whole("layers")} matrices w_h, una por capa, de ${f.whole("hidden")} × ${f.whole("hidden")}. ∂h²_t/∂h¹_t es diag(1 − h²_t²)·w², sin ningún w_h (se aparta ${f("across")}); la capa 2 conoce el pasado de la capa 1 solo por h¹_t (se aparta ${f("past")}).`,
  },
  L6: {
    claim: "Se deriva hacia atrás capa a capa, y también hacia atrás en la secuencia temporal.",
    how: "Una unidad, seis pasos, una pérdida en el último: la parte de cada paso en ∂L/∂w_h.",
    found: (f) =>
      `Las partes suman ${f("total")}, el gradiente es ${f("gradient")}, por diferencias finitas ${f("numeric")}. El paso 2, el más lejano con un estado anterior, aporta ${f("first")} del total. En dos capas de cuatro unidades el gradiente se aparta ${f("worst")}.`,
  },
  L7: {
    claim: "Uno a uno: a cada elemento le corresponde una salida.",
    how: "Entra un número, sale un número: sen 2x con un MLP común.",
    found: (f) => `El error de la red es como mucho ${f("worst")} del de la respuesta constante, en todas las corridas.`,
  },
  L8: {
    claim: "Uno a muchos: a partir de una entrada se generan muchas salidas.",
    how: "Una clase en el primer paso, nada después; sale la onda de esa clase.",
    found: (f) => `El error de la red es como mucho ${f("worst")} del de la respuesta constante, en todas las corridas.`,
  },
  L9: {
    claim: "Muchos a uno: el valor siguiente de una serie, o su clase.",
    how: "Veinte valores de una onda de una de dos velocidades; su valor siguiente, y cuál era la velocidad.",
    found: (f) => `El error de la red es como mucho ${f("worst")} del de la respuesta constante, en todas las corridas de ambos.`,
  },
  L10: {
    claim: "Muchos a muchos: una salida en cada paso, o varios valores posteriores.",
    how: "Decir en cada paso lo que vino tres pasos antes; y los cinco valores que siguen a una ventana de veinte.",
    found: (f) => `El error de la red es como mucho ${f("worst")} del de la respuesta constante, en todas las corridas de ambos.`,
  },
  L11: {
    claim: "Uno a uno es trivial: se reduce al perceptrón multicapa.",
    how: "Una RNN sobre secuencias de un paso y un MLP con los mismos pesos, entrenados igual.",
    found: (f) =>
      `Al empezar difieren en ${f("before")}, y tras ${f.whole("updates")} actualizaciones en ${f("after")}; W_h se movió ${f("moved")}: con h_0 = 0 su gradiente es 0.`,
  },
  L12: {
    claim: "Los pesos de los pasos lejanos en el tiempo tienen gradientes que tienden a cero (desvanecimiento del gradiente).",
    how: "Un W_h al azar de radio espectral ρ dado; cuánto de lo que dice la pérdida en T llega al estado k pasos antes. Medianas.",
    found: (f) =>
      `Con ρ = 0,9 queda ${f("at40")} a los 40 pasos, aunque la cota (γσ)^40 es ${f("bound40")}, porque σ es ${f("sigma")}: una cota mayor que 1 no promete nada. Pero todos los pasos comparten el mismo w_h: lo que se desvanece es el aporte de los pasos lejanos (40 pasos antes: ${f("far")} de ∂L/∂w_h), no el gradiente entero de w_h, del que el último paso solo aporta ${f("newest")}.`,
  },
  L13: {
    claim: "O explotan (explosión del gradiente).",
    how: "W_h con radio espectral 3; unidades que no se saturan (relu) y que sí (tanh). Después, una unidad con w_h = 1,05, entrenada con recorte y sin él.",
    found: (f) =>
      `En ${f.whole("lags")} pasos relu multiplica el gradiente por ${f("relu")}, y ∂L/∂w_h entero explota con él: de T = ${f.whole("short")} a T = ${f.whole("long")} crece ${f("growth")} veces. tanh, que se satura, lo multiplica por ${f("tanh")}, donde el ritmo lineal ρ^${f.whole("lags")} es ${f("rate")} y la cota ${f("bound")}: la saturación lo deja muy por debajo de lo que permitirían los pesos. Sin recorte, una sola actualización lanza w_h de ${f("start")} a ${f("thrownTo")} y ahí se queda, con pérdida ${f("thrown")}; con recorte a norma 1 llega a ${f("clipped")} en ${f.whole("updates")} actualizaciones.`,
  },
  L14: {
    claim: "Las GRU y las LSTM lo evitan.",
    how: "El problema de la suma: dos números de una secuencia están marcados y la respuesta es su suma. Igual cantidad de pesos en cada red; resuelto es un error menor que 0,02, donde responder siempre 1 tiene 0,167.",
    found: (f) =>
      `Con T = ${f.whole("longest")}, en hasta ${f.whole("updates")} actualizaciones, de ${f.whole("runs")} corridas cada una: la RNN simple resolvió ${f.whole("plain")}, la GRU ${f.whole("gru")}, la LSTM ${f.whole("lstm")}.`,
  },
  L15: {
    claim: "La unidad: f es una tangente hiperbólica, O_t la salida, h_t el estado interno que se usa en el paso siguiente.",
    how: "h_t y O_t a mano junto a los del motor; y la compuerta de salida de una LSTM.",
    found: (f) =>
      `h_t difiere en ${f("state")}, O_t en ${f("output")}. O_t se lee de h_t; no es o_t, la compuerta de salida de la LSTM, que aquí fue de ${f("gateLeast")} a ${f("gateMost")} y nunca sale de (0, 1).`,
  },
  L16: {
    claim: "Para actualizar w_h se requiere desarrollar la serie hasta el comienzo.",
    how: "Tiempo y memoria de un gradiente sobre T pasos; después, en una red que aprendió a repetir lo que vino 8 pasos antes, hacia dónde apunta el gradiente truncado a k pasos.",
    found: (f) =>
      `Cada paso cuesta ${f.whole("perStep")} bytes más, con T = ${f.whole("longest")} como al principio (razón ${f("growth")}). Cortado a 2 pasos, el coseno del gradiente con el entero es ${f("short")}; cortado a 17, que alcanzan el retardo de ${f.whole("lag")}, ${f("long")}.`,
  },
  L17: {
    claim: "Las compuertas de la LSTM: la de olvido borra el estado de celda, la de entrada lo escribe, la de salida lo muestra.",
    how: "Cada compuerta forzada a abierta (1) o cerrada (0), durante 20 pasos.",
    found: (f) =>
      `Olvido en 0: llega ${f("wiped")} de c_0 a c_T (libre: ${f("free")}). Olvido en 1 y entrada en 0: c_T difiere de c_0 en ${f("held")}. Entrada en 0 desde una celda vacía: se escribe ${f("unread")} (libre: ${f("read")}). Salida en 0: h_T es ${f("hidden")} mientras c_T guarda ${f("cell")}.`,
  },
};

export const lesson: typeof english = {
  list: "Las afirmaciones de la lección; cada una se mide cuando se la pide: memoria lesson 12, o all. memoria lesson exercises: seis ejercicios, con respuestas",
  measured: (seeds, quick, backend) =>
    `${seeds === "1" ? "1 semilla" : `${seeds} semillas`}${quick ? ", rápido: secuencias cortas, menos entrenamiento" : ""}, ${backend}`,
  how: "Cómo",
  found: "Hallado",
  summary: (holds, partly, fails) => `${holds} como dice la lección, ${partly} con algo que agregar, ${fails} sin hallar`,
  standings: { holds: "medido, y así es", partly: "así es, y hay más que decir", fails: "aquí no se halló" },
  table: {
    net: "red",
    inOrder: "error en orden",
    shuffled: "mezclado",
    stateKept: "estado guardado",
    stateForgotten: "estado tirado",
    unit: "unidad",
    example: "ejemplo",
    input: "entrada",
    output: "salida",
    error: "error",
    constantError: "de la constante",
    solved: "resueltas",
    updates: "actualizaciones",
    bytes: "bytes",
    milliseconds: "ms",
    oneToOne: "sen 2x",
    oneToMany: "de clase a onda",
    nextValue: "valor siguiente",
    classOfSeries: "clase",
    eachStep: "cada paso",
    laterValues: "cinco posteriores",
    ...pictureTable,
  },
  claims,
  ...lessonPictures,
};
