import type { ExerciseId } from "../lessons/exercises.ts";
import type { Told } from "./en-lesson.ts";

export interface ExerciseWords {
  readonly title: string;
  readonly question: string;
  /** With the figures that the command shows, and what follows from them by hand. */
  readonly answer: (figure: Told) => string;
}

const list: Record<ExerciseId, ExerciseWords> = {
  E1: {
    title: "The gradient, cut short",
    question:
      "One unit, six steps, the loss at the last. From the table: what would ∂L/∂w_h be if you went back only to the last two steps (truncated backpropagation)? What share of the whole is that, and why does the term of t = 6 have the other sign?",
    answer: (f) =>
      `δ₅·f′₅·h₄ + δ₆·f′₆·h₅ = ${f("five")} + (${f("six")}) = ${f("two")}, of ${f("total")}: ${f("share")} of the whole. The sign is that of h_{t−1}: h₅ is negative (x₅ = −1), all δ_t are positive here.`,
  },
  E2: {
    title: "A bound that says nothing",
    question:
      "W_h has spectral radius ρ = 0.9. With the σ of the table, work out σ^40 and ρ^40. Which of the two is a bound of the gradient 40 steps back? Where does the measured value lie, and does it contradict either?",
    answer: (f) =>
      `σ^40 with σ = ${f("sigma")} is about ${f("bound40")}; ρ^40 is ${f("rate40")}. Only the first is a bound (γ = 1 for tanh), and it is true and useless: it is above 1. The measured ${f("at40")} lies below both: below the bound, as it must; below ρ^40, since tanh′ is under 1 away from 0, and ρ^k is the rate of the linearised net, no bound.`,
  },
  E3: {
    title: "What unrolling costs",
    question:
      "From the bytes at T = 100 and at T = 200, what does a step cost, and how many bytes would T = 10,000 take? And cut to 17 steps? What is lost by that in this net, which repeats what came 8 steps before, and what would be lost if it were 30?",
    answer: (f) =>
      `${f.whole("perStep")} bytes a step over a ground of ${f.whole("ground")}: ${f("long")} bytes for 10,000 steps, ${f.whole("cut")} for 17. Cut to 17 steps the gradient's cosine with the whole is ${f("cosine")}: nearly nothing is lost, since the cut reaches over the 8 steps. Were it 30 steps, the cut gradient would never see the step that has the answer, however long the training: memory and time are bought with what lies before the cut.`,
  },
  E4: {
    title: "How open must a forget gate be?",
    question:
      "Left free, the forget gate lets a part of c_0 through to c_20. Which constant f would let through as much? Which f would let 90 % through, and which bias b_f gives it when the inputs and the state are 0?",
    answer: (f) =>
      `${f("free")} gets through, so f = ${f("free")}^(1/20) = ${f("asConstant")}. For 90 %: f = 0.9^(1/20) = ${f("needed")}, and σ(b_f) = f gives b_f = ln(f/(1 − f)) = ${f("bias")}. That is why a forget gate's bias is often set to 1 or more before training: at b_f = 0, f is 0.5, and 0.5^20 is about a millionth.`,
  },
  E5: {
    title: "Shorter than a season, and yet",
    question:
      "Monthly passengers, and a net that sees six months. The doctor finds fault with that: why? Compare the net's error with that of seasonal-naive (the same month a year before). How can a net that never sees a whole year still win?",
    answer: (f) =>
      `The doctor: 6 steps are less than the season of 12, so no input says what last year's month was. Yet the net is off by ${f("lstm")}, seasonal-naive by ${f("seasonal")}, the last value by ${f("naive")}. What is forecast is the difference from an anchor, here the same month a year before, and the calendar's month is an input: the season comes in there, and six months suffice for the growth on top of it.`,
  },
  E6: {
    title: "How long does its cell remember?",
    question:
      "Look inside the net of the exercise before. From its time constant τ (f̄ = e^(−1/τ)), work out f̄, and how much of a cell state is left after 12 months. Which f̄ and τ would keep half of it? Is that what the line on memory says too?",
    answer: (f) =>
      `τ = ${f("tau")} steps, so f̄ = ${f("forget")}, and f̄^12 = ${f("left")} is left after a year. To keep half, f̄ = 0.5^(1/12) = ${f("needed")}, τ = ${f("tauNeeded")} steps. The line on memory says "over 6 steps": more can't be seen in windows of 6, by any measure. How long a cell could remember and how long it is asked to are two questions.`,
  },
};

export const exercises = {
  list,
  title: "Exercises",
  intro: "Six exercises for a class, each one command, in this order and in one folder.",
  before: "First",
  run: "Run",
  answers: "Answers",
  answer: "Answer",
};
