import type { PictureId } from "../lesson-picture.ts";
import type { lessonPictures as english, PictureWords } from "./en-lesson-pictures.ts";

const pictures: Record<PictureId, PictureWords> = {
  "L1-errors": {
    title: "Error en orden y mezclado",
    caption: "Al MLP le da igual el orden del tiempo; la RNN había aprendido de él.",
  },
  "L2-weights": {
    title: "Pesos de las dos arquitecturas",
    caption: "El mismo w; W_h es lo que la RNN tiene de más.",
  },
  "L3-unrolled": {
    title: "Una RNN, plegada y desarrollada",
    caption: "La misma red en cada paso. Por w_h llega el estado del paso anterior.",
  },
  "L3-states": {
    title: "Sin el estado anterior",
    caption: "Cuánto se aparta h_t en cada paso si se tira el estado. Con el estado guardado es 0 en todos los pasos.",
  },
  "L4-parts": {
    title: "De qué está hecho h_t",
    caption:
      "En cada paso y para cada unidad: lo que llega de la entrada, lo que llega del estado anterior, y el sesgo. La suma pasa por tanh.",
  },
  "L5-unrolled": {
    title: "Dos capas ocultas, desarrolladas",
    caption: "Cada w_h va de una capa a la misma capa un paso después; entre las capas solo hay w.",
  },
  "L5-blocks": {
    title: "Quién oye a quién",
    caption:
      "|∂h_t/∂h_{t−1}|, unidad por unidad: la capa 1 y después la capa 2. El bloque de arriba a la derecha, del pasado de la capa 2 a la capa 1, es exactamente 0; el de abajo a la izquierda pasa por h¹_t.",
  },
  "L6-chain": {
    title: "Hasta el comienzo",
    caption:
      "La pérdida en T pasa hacia atrás de estado en estado: |∂L/∂h_t| en cada uno, tal como se midió. Cada paso agrega su parte a ∂L/∂w_h.",
  },
  "L6-terms": {
    title: "La parte de cada paso en ∂L/∂w_h",
    caption: "δ_t·f′_t·h_{t−1} en cada paso. Sumadas dan el gradiente; la primera es 0, porque h_0 = 0.",
  },
  "L7-types": {
    title: "Tipos de problemas",
    caption: "Qué pasos tienen entrada y cuáles salida, y el comando para cada uno. Uno a uno es el primero.",
  },
  "L7-answers": {
    title: "Lo respondido frente a lo pedido",
    caption: "Entradas con las que nadie entrenó: sobre la recta, la respuesta es sen 2x.",
  },
  "L8-answers": {
    title: "Una onda para cada clase",
    caption: "La misma red, tres entradas: la onda que se pidió y, al lado, la que genera la red.",
  },
  "L9-answers": { title: "Valores siguientes, lo respondido frente a lo pedido", caption: "Ondas con las que nadie entrenó." },
  "L10-echo": {
    title: "Una salida en cada paso",
    caption: "Lo que vino tres pasos antes, pedido y respondido, en una secuencia con la que nadie entrenó.",
  },
  "L10-later": { title: "Varios valores posteriores", caption: "La ventana y los cinco valores que le siguen, pedidos y respondidos." },
  "L11-outputs": {
    title: "La RNN frente al MLP, ya entrenados",
    caption: "Los mismos pesos al empezar y los mismos lotes: sobre secuencias de un paso las respuestas siguen siendo las mismas.",
  },
  "L12-flow": {
    title: "Gradiente según la distancia, ρ = 0,9",
    caption:
      "Lo que queda del gradiente k pasos antes (mediana y 80 % central), lo máximo que conserva alguna dirección (envolvente), la cota, que crece porque σ > 1, y el ritmo ρ^k, que no acota nada. Medianas de las redes.",
  },
  "L12-radius": {
    title: "Lo mismo con tres W_h",
    caption:
      "Cuanto mayor ρ, más despacio se desvanece; por encima de 1 también se desvanece, porque tanh se satura y su derivada reduce lo que W_h aumentaría.",
  },
  "L12-weights": {
    title: "El gradiente de w_h, paso por paso",
    caption:
      "Del ∂L/∂w_h entero: el término del paso T − k, que se desvanece con k, y la suma de los términos desde el final hasta él, que pronto es todo.",
  },
  "L13-flow": {
    title: "Gradiente según la distancia, ρ = 3",
    caption:
      "Con unidades que no se saturan (relu) crece sin pausa, por debajo de ρ^k, porque las apagadas no devuelven nada; con tanh queda muy por debajo. La cota está por encima de todo.",
  },
  "L13-landscape": {
    title: "La pared, con recorte y sin él",
    caption:
      "Pérdida de una unidad tras 50 pasos, oscura donde es alta. Con w_h > 1 se levanta como una pared: allí la primera actualización sin recorte se sale de la figura; con recorte, baja hasta el valle.",
  },
  "L14-runs": {
    title: "El problema de la suma, cada corrida un punto",
    caption: "Error después de entrenar, según el largo T y la red, con igual cantidad de pesos. Lleno: resuelta; hueco: no.",
  },
  "L15-unit": {
    title: "La unidad de una RNN",
    caption: "Dibujada a partir de las ecuaciones de la celda. O_t (salida) se lee de h_t, que sigue hacia el paso siguiente.",
  },
  "L15-signals": {
    title: "Entrada, estado y salida de la unidad",
    caption: "Una de las entradas, uno de los estados, y la salida que se lee de todos los estados.",
  },
  "L16-chain": {
    title: "Desarrollada hasta el comienzo",
    caption: "‖∂L_T/∂h_t‖/‖∂L_T/∂h_T‖ en una red que aprendió a repetir lo que vino 8 pasos antes, del último paso hasta el primero.",
  },
  "L16-memory": { title: "Bytes que se guardan para volver", caption: "Crece linealmente con T, sobre una parte fija." },
  "L16-time": {
    title: "Milisegundos de una pasada de ida y vuelta",
    caption: "En la máquina que lo midió; las pasadas cortas son inciertas.",
  },
  "L16-cosine": {
    title: "Lo que conserva el truncado",
    caption:
      "Coseno entre el gradiente cortado a k pasos y el entero. Lo que la red tiene que recordar está 8 pasos atrás: cuanto más se le acerca el corte, mejor apunta.",
  },
  "L17-lstm": {
    title: "La unidad de una LSTM",
    caption: "Dibujada a partir de sus ecuaciones: el estado de celda c sigue de largo, f lo borra, i le escribe g, o lo muestra.",
  },
  "L17-gru": {
    title: "La unidad de una GRU",
    caption: "También a partir de sus ecuaciones: z conserva o reemplaza, r dice cuánto del pasado ve el candidato n.",
  },
  "L17-forced": { title: "Compuertas libres, y cerradas", caption: "Lo que pasa, como mucho entre las unidades." },
  "L17-cell": {
    title: "Un estado de celda con sus compuertas forzadas",
    caption: "c_t de una unidad a lo largo de los pasos, desde el mismo c_0 (el último: desde 0).",
  },
};

export const lessonPictures: typeof english = {
  pictures,
  page: {
    kind: "memoria · lección",
    title: "La lección, medida",
    table: "Medido",
    again: "El mismo comando mide los mismos números (salvo los tiempos):",
  },
  chart: {
    plain: "sin recorte",
    clipped: "con recorte",
    most: "el mayor",
    solved: "resuelta",
    failed: "sin resolver",
    same: "iguales",
  },
};

export const pictureTable: Record<string, string> = {
  step: "paso",
  lag: "pasos hacia atrás, k",
  stepsBack: "pasos a los que se corta, k",
  statesBefore: "estados en t − 1",
  statesNow: "estados en t",
  asked: "pedido",
  answered: "respondido",
  gradientByLag: "gradiente",
  envelope: "envolvente",
  bound: "cota (γσ)^k",
  rate: "ritmo ρ^k",
  sumOfTerms: "suma hasta T − k",
  termOfLag: "término de T − k",
  cosine: "coseno",
  alwaysOne: "responder siempre 1",
  solvedBelow: "resuelto por debajo",
  gateFree: "libre",
  gateShut: "cerrada (0)",
  forgetPasses: "olvido: c_0 en c_T",
  inputWrites: "entrada: escrito en c_T",
  outputShows: "salida: h_T",
  allFree: "libres",
  inputShutFromEmpty: "i = 0, desde 0",
};
