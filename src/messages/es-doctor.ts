import type { Messages } from "./en.ts";

/** Lo que dice el médico. */
type Fields = Readonly<Record<string, string>>;

const s = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const diagnoses: Messages["lens"]["diagnoses"] = {
  "gradient-vanishing": ({ lag, steps, gated }: Fields) => ({
    wrong: `Lo que aprende el final no llega ${s(lag, "paso", "pasos")} atrás, de ${steps}: allí el gradiente no es ni la diezmillonésima parte del último`,
    try:
      gated === "1"
        ? "una ventana más corta, si nada tan viejo ha de contar; si no, más unidades o más datos"
        : "una LSTM o una GRU, o una ventana más corta",
  }),
  "gradient-exploding": ({ lag, exponent }: Fields) => ({
    wrong: `El gradiente crece hacia atrás: 10^${exponent} veces en ${s(lag, "paso", "pasos")}`,
    try: "un recorte con una norma menor, una tasa de aprendizaje menor, tanh en vez de relu",
  }),
  "gates-saturated": ({ gate, role, percent }: Fields) => ({
    wrong: `${role === "gate" ? `La compuerta ${gate} está del todo abierta o cerrada` : `El candidato ${gate} está en uno de sus extremos`} el ${percent} % del tiempo: apenas aprende`,
    try: "entradas a escala, una tasa de aprendizaje menor, decaimiento de los pesos",
  }),
  "gate-stuck": ({ gate, state, count, units }: Fields) => ({
    wrong: `La compuerta ${gate} está siempre ${state === "open" ? "abierta" : "cerrada"} en ${count} de ${s(units, "unidad", "unidades")}`,
    try: "entradas a escala, una tasa de aprendizaje menor, otra semilla",
  }),
  "units-dead": ({ count, units }: Fields) => ({
    wrong: `${count} de ${s(units, "unidad", "unidades")} no ${count === "1" ? "cambia" : "cambian"} nunca de estado`,
    try: "una tasa de aprendizaje menor, tanh en vez de relu, menos unidades",
  }),
  "not-finite": (fields: Fields) => ({
    wrong: `Hay un número que no es finito: ${
      fields.what === "weight"
        ? `peso ${fields.name}, número ${fields.index}`
        : fields.what === "input"
          ? `fila ${fields.row} de los datos, paso ${fields.step}, variable ${fields.feature}`
          : fields.what === "output"
            ? `la salida de la fila ${fields.row}`
            : `${fields.what === "gate" ? "compuerta" : "estado"} ${fields.gate}, unidad ${fields.unit}, paso ${fields.step}, fila ${fields.row}`
    }`,
    try:
      fields.what === "input" ? "completar o enmascarar los valores que faltan" : "una tasa de aprendizaje menor, recorte, datos a escala",
  }),
  "output-constant": ({ percent }: Fields) => ({
    wrong: `La salida apenas responde a la entrada: varía un ${percent} % de lo que varía el objetivo`,
    try: "entrenar más, una tasa de aprendizaje mayor, entradas que tengan que ver con el objetivo",
  }),
  "memory-unused": ({ percent }: Fields) => ({
    wrong: `El pasado da igual: con la historia de otra fila la pérdida sube un ${percent} %`,
    try: "una ventana más corta o una red sin memoria; o más datos",
  }),
  "data-unscaled": ({ feature, mean, deviation }: Fields) => ({
    wrong: `La variable ${feature} no está a escala: media ${mean}, desviación ${deviation}`,
    try: "media 0 y desviación 1, ajustadas en la parte de entrenamiento",
  }),
  leak: ({ feature, n }: Fields) => ({
    wrong: `La variable ${feature} ya trae la respuesta: en ${n} objetivos las dos van exactamente juntas`,
    try: "quitar la columna, si no se conoce cuando se pide la respuesta",
  }),
  "lookback-short": ({ lookback, season }: Fields) => ({
    wrong: `La red ve ${s(lookback, "paso", "pasos")} y una temporada tiene ${season}`,
    try: `--lookback ${season} o más`,
  }),
  copying: ({ percent, of }: Fields) => ({
    wrong: `La red repite ${of === "naive" ? "el último valor" : "el valor de una temporada antes"}: se aparta de él un ${percent} % de lo que se aparta la serie`,
    try: "entrenar más, columnas que digan más; si la serie es un paseo aleatorio, no hay nada que aprender",
  }),
  "learning-rate-high": ({ times, epochs }: Fields) => ({
    wrong:
      times === "0" ? `El entrenamiento se disparó tras ${s(epochs, "época", "épocas")}` : `La pérdida acaba en ${times} veces la mejor`,
    try: "una tasa de aprendizaje tres o diez veces menor",
  }),
  "learning-rate-low": ({ percent, epochs }: Fields) => ({
    wrong: `La pérdida apenas baja: un ${percent} % en ${s(epochs, "época", "épocas")}`,
    try: "una tasa de aprendizaje tres o diez veces mayor",
  }),
  "still-learning": ({ percent, last, epochs }: Fields) => ({
    wrong: `Aún aprendía cuando acabó, tras ${s(epochs, "época", "épocas")}: un ${percent} % mejor en las últimas ${last}`,
    try: "más épocas",
  }),
  overfitting: ({ epoch, times }: Fields) => ({
    wrong: `Se aprende los datos de memoria: tras la época ${epoch} la pérdida de validación subió a ${times} veces`,
    try: "dropout, menos unidades, más datos; los pesos de la mejor época",
  }),
  "always-clipped": ({ times }: Fields) => ({
    wrong: `Casi todos los gradientes se recortan, la mitad a un ${times}.º o menos`,
    try: "objetivos a escala, un recorte con una norma mayor",
  }),
};
