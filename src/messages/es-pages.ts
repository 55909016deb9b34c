import type { PagesWords } from "./en-pages.ts";
import { generate } from "./es-pages-generate.ts";
import { translate } from "./es-pages-translate.ts";

/** Las palabras de los informes de classify, label, regress y generate. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const pages: PagesWords = {
  from: (source) => `De ${source}`,
  test: "La prueba",
  net: "la red",

  generate,
  translate,

  confusion: {
    title: "Qué se tomó por qué",
    caption:
      "Una fila por clase, tal como es; una columna por la que se le dio. En la diagonal acertó; cualquier otra casilla es un error.",
    description: (right, all) => `${right} de ${all} están en la diagonal.`,
    is: "es",
    given: "dada",
    others: (count) => `otras ${count}`,
    table: "Lo mismo en una tabla",
  },
  byClass: {
    title: "Clase por clase",
    caption: "Hallada: de las que son de la clase, la parte a la que se le dio. Acertada: de las que la recibieron, la parte que lo es.",
    description: (classes) => `Dos barras para cada una de ${plural(classes, "clase", "clases")}.`,
    label: "clase",
    n: "probadas",
    events: "eventos",
    spans: "tramos",
    commonest: (shown, all) => `Dibujadas, las ${shown} más comunes de ${all}; la tabla las tiene todas.`,
    recall: "hallada (exhaustividad)",
    precision: "acertada (precisión)",
    f1: "F1",
    table: "Lo mismo en una tabla",
  },
  reliability: {
    title: "¿Se cumplen las probabilidades?",
    caption:
      "De las secuencias que recibieron su clase con una probabilidad de cerca del 80 % debería acertarse cerca del 80 %: en la línea discontinua. Por encima, la red es demasiado prudente; por debajo, demasiado segura. Las barras son lo que deja abierto el azar: cuantas menos secuencias, más largas.",
    error: (error) => `En conjunto, la probabilidad y los aciertos distan ${error} (error de calibración esperado).`,
    description: (count, error) => `${plural(count, "secuencia", "secuencias")}; de media distan ${error}.`,
    right: "parte acertada",
    given: "probabilidad dada",
    mean: "probabilidad media",
    bounds: "95 % del azar",
    diagonal: "como debería ser",
    chance: "como fue, con el 95 % del azar",
    cases: "cuántas",
    table: "Lo mismo en una tabla",
  },

  classify: {
    kind: "memoria · informe de clasificación",
    title: (name) => `${name}: una clase para cada secuencia`,
    sequence: "secuencia",
    text: "texto",
    given: "dada",
    is: "es",
    probability: "probabilidad",
    asked: (count) => `${plural(count, "secuencia", "secuencias")} y la clase dada`,
    all: (count) => `Las ${count} filas`,
    inFile: (count) => `${plural(count, "secuencia más está", "secuencias más están")} en predictions.csv.`,
    scores: (sequences, recordings) =>
      `Puntajes en ${plural(sequences, "secuencia", "secuencias")}${sequences === recordings ? "" : ` de ${plural(recordings, "grabación", "grabaciones")}`}, sin verlas al entrenar`,
    shown: "Algunas de las probadas",
    shownCaption: "Primero los errores más seguros; luego, de cada clase, aquella de la que la red estaba más segura.",
    right: (actual, _, probability) => `✓ ${actual}, segura al ${probability}`,
    wrong: (actual, predicted, probability) => `✗ es ${actual}, se le dio ${predicted}, segura al ${probability}`,
    measure: {
      split:
        "La prueba: se apartó un quinto de las grabaciones de cada clase (o el archivo dado para ello), siempre grabaciones enteras: no se entrenó con ninguna ventana de una grabación probada. La parada temprana y la temperatura de las probabilidades usaron solo partes de las grabaciones de entrenamiento.",
      scores:
        "Los aciertos son la parte de las secuencias cuya clase es la correcta. El F1 macro es la media del F1 de las clases, cada una cuenta igual por rara que sea: F1 = 2 · acertadas / (probadas + dadas). La log-pérdida es la media de −log de la probabilidad dada a la clase correcta: 0 es acertar con seguridad.",
      verdict:
        "El veredicto compara la red con el mejor método simple en las secuencias en que solo acertó uno de los dos (prueba de McNemar): sin una ventaja mayor que el azar es un empate.",
      probabilities:
        "Las probabilidades son la media de las softmax de las redes, divididas por la temperatura con que mejor se cumplían en secuencias usadas para la parada temprana.",
      refit: "Tras la prueba, las redes se entrenaron otra vez con todas las grabaciones.",
      kept: "Las redes son las que se probaron.",
    },
  },

  label: {
    kind: "memoria · informe de etiquetado",
    title: (name) => `${name}: una clase para cada paso`,
    titleWords: (name) => `${name}: una etiqueta para cada palabra`,
    truth: "real",
    found: "hallado",
    wrong: "perdido (arriba) o no lo hay (abajo)",
    lanes: (events, from, to) => `${plural(events, "evento hallado", "eventos hallados")} de ${from} a ${to}.`,
    signal: "La señal y sus eventos",
    in: (id) => `En ${id}.`,
    signalCaption:
      "Un tramo de la prueba, alrededor de un error si lo hay. Arriba, los eventos como son; abajo, como se hallaron. Los llenos coinciden; los huecos se perdieron o no los hay.",
    askedCaption: "Un tramo con los eventos hallados.",
    missedTitle: "Un evento perdido",
    missedCaption: "El más largo de ellos, con lo que lo rodea.",
    alarmTitle: "Una falsa alarma",
    alarmCaption: "La más segura de ellas, con lo que la rodea.",
    sentences: "Algunas de las probadas",
    sentencesCaption: "Primero las que tienen errores: cada tramo con su nombre, ✗ donde se perdió o no lo hay.",
    isNone: "no lo hay",
    missedWord: "perdido",
    mistakes: (count) => `${plural(count, "error", "errores")}, uno por fila`,
    event: "evento",
    class: "clase",
    mistake: "error",
    sure: "seguridad",
    missed: "perdido",
    none: "falsa alarma",
    askedTitle: "Lo hallado",
    askedEvents: (count) => `${plural(count, "evento", "eventos")} donde no se conocía etiqueta`,
    askedSpans: (count) => `${plural(count, "tramo", "tramos")} donde no se conocía etiqueta`,
    start: "inicio",
    end: "fin",
    steps: "pasos",
    all: (count) => `Las ${count} filas`,
    inFile: (count) => `${plural(count, "fila más está", "filas más están")} en events.csv.`,
    byClass: "De los eventos: los que son de la clase y se hallaron, y de los hallados, la parte que es correcta.",
    byClassWords: "De los tramos: los que son del tipo y se hallaron, y de los hallados, la parte que es correcta.",
    byWords: "Contado por palabras, también las que están fuera de tramos.",
    bySteps: "Contado por pasos, también los que están fuera de eventos.",
    measure: {
      split:
        "La prueba: pasos que ningún entrenamiento vio, series enteras si hay bastantes, y si no la última parte del tiempo. La parada temprana y la regla que hace eventos de los pasos usaron solo la parte de validación.",
      steps:
        "Los pasos acertados son la parte de los pasos etiquetados que tiene la clase correcta. El F1 macro es la media del F1 de las clases, cada una cuenta igual: F1 = 2 · acertados / (reales + hallados).",
      eventsRuns:
        "Un evento se halla cuando otro de la misma clase lo cubre al menos en la mitad (de los pasos de cualquiera de los dos); cada uno cuenta una vez. F1 de eventos = 2 · hallados / (reales + todos los hallados). Lo hallado sin pareja es una falsa alarma.",
      eventsWords:
        "Un tramo es correcto cuando lo son su primera palabra, la última y su tipo. F1 de tramos = 2 · correctos / (reales + hallados).",
      first: "Un método simple va antes que la red solo con una ventaja de 0,02.",
      refit: "Tras la prueba, la red se entrenó otra vez con todos los pasos etiquetados, tanto como había sido mejor.",
      kept: "La red es la que se probó.",
    },
  },

  regress: {
    kind: "memoria · informe de regresión",
    title: (target) => `${target}: un valor para cada fila`,
    row: "fila",
    askedTitle: (target) => `${target} donde no se conoce`,
    asked: (count, target) => `${plural(count, "fila", "filas")} sin ${target}`,
    all: (count) => `Las ${count} filas`,
    inFile: (count) => `${plural(count, "fila más está", "filas más están")} en predictions.csv.`,
    fan: (count) => `Lo conocido, y la estimación de ${plural(count, "fila posterior", "filas posteriores")}.`,
    by: (method) => `Con ${method}.`,
    curves: (trainings) =>
      `${trainings === "1" ? "" : `${trainings} entrenamientos, por turnos de una red con memoria y otra sin ella. `}Con la parte de validación nunca se entrenó; se vuelve a la época en que su pérdida fue menor.`,
    bars: {
      title: "Cuánto se yerra",
      caption: (target) => `El error medio (MAE) de cada método en las mismas filas, en la unidad de ${target}: cuanto más corta, mejor.`,
      description: (best) => `${best} es el que menos yerra.`,
    },
    series: {
      title: (name) => `${name}: lo dado y lo real`,
      caption:
        "Cada prueba empieza en una línea de puntos. Los valores posteriores no fueron entrada, y el intervalo sale de errores anteriores.",
      description: (method, tests) => `La serie, con los valores de ${method} en ${plural(tests, "prueba", "pruebas")}.`,
      actual: "lo real",
    },
    scatter: {
      title: (method) => `${method}: lo dado y lo real`,
      caption: "Un punto por fila probada: en la línea discontinua acertó; por encima, lo real fue más que lo dado.",
      description: (count) => `${plural(count, "fila", "filas")}.`,
      x: (target) => `${target}, lo dado`,
      y: (target) => `${target}, lo real`,
      same: "lo dado igual a lo real",
    },
    residuals: {
      caption:
        "Lo real menos lo dado, por prueba, con la línea en el del medio; al lado, cuántas veces salió cada tamaño. Repartidos en torno a cero es buena señal; todos a un lado, un sesgo.",
      error: (target) => `real − dado, en la unidad de ${target}`,
      tests: "prueba",
    },
    measure: {
      split:
        "Las pruebas: bloques de filas del final, cada uno juzgado por redes que solo vieron filas anteriores. La escala, la parada temprana, la λ de los métodos lineales y los intervalos también usaron solo esas filas.",
      memory:
        "La red con memoria lee las filas hasta la suya; la otra ve una sola fila cada vez. Las dos tienen otros tantos pesos, el mismo entrenamiento y las mismas filas.",
      r2: "R² es 1 sin error y 0 para lo que alcanzaría la media de los valores probados.",
      refit: "Tras las pruebas, las dos redes se entrenaron otra vez con todas las filas conocidas, tanto como había sido mejor.",
    },
  },
};
