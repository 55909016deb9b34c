import type { ExerciseId } from "../lessons/exercises.ts";
import type { ExerciseWords, exercises as english } from "./en-exercises.ts";

const list: Record<ExerciseId, ExerciseWords> = {
  E1: {
    title: "El gradiente, cortado",
    question:
      "Una unidad, seis pasos, la pérdida en el último. Con la tabla: ¿cuánto valdría ∂L/∂w_h si solo se volviera hasta los dos últimos pasos (retropropagación truncada)? ¿Qué parte del total es, y por qué el término de t = 6 tiene el otro signo?",
    answer: (f) =>
      `δ₅·f′₅·h₄ + δ₆·f′₆·h₅ = ${f("five")} + (${f("six")}) = ${f("two")}, de ${f("total")}: una parte de ${f("share")}. El signo es el de h_{t−1}: h₅ es negativo (x₅ = −1) y aquí todos los δ_t son positivos.`,
  },
  E2: {
    title: "Una cota que no dice nada",
    question:
      "W_h tiene radio espectral ρ = 0,9. Con el σ de la tabla, calculen σ^40 y ρ^40. ¿Cuál de los dos es una cota del gradiente 40 pasos atrás? ¿Dónde cae el valor medido? ¿Contradice a alguno?",
    answer: (f) =>
      `σ^40 con σ = ${f("sigma")} es alrededor de ${f("bound40")}; ρ^40 es ${f("rate40")}. Solo el primero es una cota (γ = 1 para tanh), y es verdadera e inútil: está por encima de 1. El valor medido, ${f("at40")}, cae debajo de ambos: debajo de la cota, como debe; debajo de ρ^40, porque tanh′ es menor que 1 lejos de 0, y ρ^k es el ritmo de la red linealizada, no una cota.`,
  },
  E3: {
    title: "Lo que cuesta desarrollar la serie",
    question:
      "Con los bytes de T = 100 y de T = 200, ¿cuánto cuesta un paso y cuántos bytes harían falta para T = 10.000? ¿Y cortando a 17 pasos? ¿Qué se pierde con eso en esta red, que repite lo que vino 8 pasos antes, y qué se perdería si fueran 30?",
    answer: (f) =>
      `${f.whole("perStep")} bytes por paso sobre una base de ${f.whole("ground")}: ${f("long")} bytes para 10.000 pasos, ${f.whole("cut")} para 17. Cortado a 17 pasos, el coseno del gradiente con el entero es ${f("cosine")}: casi nada se pierde, porque el corte alcanza los 8 pasos. Si fueran 30, el gradiente cortado nunca vería el paso que tiene la respuesta, por más que se entrene: la memoria y el tiempo se pagan con lo que queda antes del corte.`,
  },
  E4: {
    title: "¿Cuán abierta debe estar una compuerta de olvido?",
    question:
      "Libre, la compuerta de olvido deja pasar una parte de c_0 hasta c_20. ¿Qué f constante dejaría pasar lo mismo? ¿Qué f dejaría pasar el 90 %, y qué sesgo b_f lo da cuando las entradas y el estado son 0?",
    answer: (f) =>
      `Pasa ${f("free")}, así que f = ${f("free")}^(1/20) = ${f("asConstant")}. Para el 90 %: f = 0,9^(1/20) = ${f("needed")}, y de σ(b_f) = f sale b_f = ln(f/(1 − f)) = ${f("bias")}. Por eso el sesgo de la compuerta de olvido suele ponerse en 1 o más antes de entrenar: con b_f = 0, f es 0,5, y 0,5^20 es alrededor de una millonésima.`,
  },
  E5: {
    title: "Menos que una estación, y aun así",
    question:
      "Pasajeros por mes, y una red que ve seis meses. El médico lo objeta: ¿por qué? Comparen el error de la red con el de seasonal-naive (el mismo mes del año anterior). ¿Cómo puede ganar una red que nunca ve un año entero?",
    answer: (f) =>
      `El médico: 6 pasos son menos que la estación de 12, así que ninguna entrada dice cuánto hubo en ese mes del año anterior. Sin embargo la red yerra ${f("lstm")}, seasonal-naive ${f("seasonal")}, el último valor ${f("naive")}. Lo que se pronostica es la diferencia con un ancla, aquí el mismo mes del año anterior, y el mes del calendario es una entrada: por ahí entra la estación, y seis meses alcanzan para el crecimiento que va encima.`,
  },
  E6: {
    title: "¿Cuánto recuerda su celda?",
    question:
      "Miren dentro de la red del ejercicio anterior. Con su constante de tiempo τ (f̄ = e^(−1/τ)), calculen f̄ y cuánto queda de un estado de celda a los 12 meses. ¿Qué f̄ y qué τ conservarían la mitad? ¿Dice lo mismo la línea sobre la memoria?",
    answer: (f) =>
      `τ = ${f("tau")} pasos, así que f̄ = ${f("forget")}, y al año queda f̄^12 = ${f("left")}. Para conservar la mitad, f̄ = 0,5^(1/12) = ${f("needed")}, τ = ${f("tauNeeded")} pasos. La línea sobre la memoria dice «más de 6 pasos»: con ventanas de 6 no se puede ver más, se mida como se mida. Cuánto podría recordar una celda y cuánto se le pide son dos preguntas.`,
  },
};

export const exercises: typeof english = {
  list,
  title: "Ejercicios",
  intro: "Seis ejercicios para una clase, cada uno un comando, en este orden y en una misma carpeta.",
  before: "Antes",
  run: "Comando",
  answers: "Respuestas",
  answer: "Respuesta",
};
