import type { ClaimId, Standing } from "../lesson.ts";
import { lessonPictures, pictureTable } from "./en-lesson-pictures.ts";

/** The figures of a claim as texts: as numbers, or as whole numbers. */
export interface Told {
  (name: string): string;
  whole(name: string): string;
}

export interface ClaimWords {
  /** What the lesson says. */
  readonly claim: string;
  /** How it was measured. */
  readonly how: string;
  /** What was found. */
  readonly found: (figure: Told) => string;
}

const claims: Record<ClaimId, ClaimWords> = {
  L1: {
    claim: "An RNN has memory.",
    how: "Waves of any phase; asked for the next value at each step. Then the same pairs in another order of time.",
    found: (f) =>
      `Shuffled, the MLP, which looks at one step at a time, errs as before (${f("mlp")}, then ${f("mlpShuffled")}); the RNN errs ${f("rnn")} in order and ${f("rnnShuffled")} shuffled. It had used the steps before.`,
  },
  L2: {
    claim: "Its architecture is the multilayer perceptron's, with a new set of parameters.",
    how: "An MLP and an RNN with the same w; W_h at 0, and at random.",
    found: (f) =>
      `With W_h = 0 the two differ by ${f("without")}: not in one bit. W_h is the only addition: ${f.whole("added")} weights (${f.whole("hidden")} × ${f.whole("hidden")}) more than the MLP's ${f.whole("mlpWeights")}. With W_h the outputs move by up to ${f("with")}.`,
  },
  L3: {
    claim: "It goes step by step, with the states before as new inputs.",
    how: "A whole sequence at once, and one step at a time with the state kept, or thrown away.",
    found: (f) =>
      `Over ${f.whole("steps")} steps, stepping with the kept state gives the same numbers (difference ${f("kept")}); without it they are off by ${f("forgotten")} or more.`,
  },
  L4: {
    claim: "h_t = f(w·x_t + w_h·h_{t−1} + b)",
    how: "Two units, four steps, every number by hand.",
    found: (f) => `The engine's h_t and those of the table differ by ${f("difference")} at most.`,
  },
  L5: {
    claim: "w_h joins the neurons within a hidden layer, and no two layers.",
    how: "Two layers; the Jacobian from one to the other at the same step, and to the step before.",
    found: (f) =>
      `${f.whole("layers")} arrays w_h, one a layer, ${f.whole("hidden")} × ${f.whole("hidden")} each. ∂h²_t/∂h¹_t is diag(1 − h²_t²)·w² without any w_h (off by ${f("across")}); layer 2 knows layer 1's past through h¹_t alone (off by ${f("past")}).`,
  },
  L6: {
    claim: "It is differentiated backwards layer by layer, and backwards through the sequence.",
    how: "One unit, six steps, a loss at the last: each step's part of ∂L/∂w_h.",
    found: (f) =>
      `The parts add up to ${f("total")}, the gradient is ${f("gradient")}, by finite differences ${f("numeric")}. Step 2, the farthest with a state before it, has a share of ${f("first")}. In two layers of four units the gradient is off by ${f("worst")}.`,
  },
  L7: {
    claim: "One to one: an output for each input.",
    how: "A number in, a number out: sin 2x by a plain MLP.",
    found: (f) => `The net's error is at most ${f("worst")} of the constant answer's, in every run.`,
  },
  L8: {
    claim: "One to many: from one input, many outputs.",
    how: "A class at the first step, nothing after; the wave of that class comes out.",
    found: (f) => `The net's error is at most ${f("worst")} of the constant answer's, in every run.`,
  },
  L9: {
    claim: "Many to one: the next value of a series, or its class.",
    how: "Twenty values of a wave of either speed; its next value, and which speed it was.",
    found: (f) => `The net's error is at most ${f("worst")} of the constant answer's, in every run of both.`,
  },
  L10: {
    claim: "Many to many: an output at each step, or several later values.",
    how: "Say at each step what came three steps before; and the five values after a window of twenty.",
    found: (f) => `The net's error is at most ${f("worst")} of the constant answer's, in every run of both.`,
  },
  L11: {
    claim: "One to one is trivial: it comes down to the multilayer perceptron.",
    how: "An RNN over sequences of one step and an MLP with the same weights, trained alike.",
    found: (f) =>
      `They start ${f("before")} apart, and after ${f.whole("updates")} updates ${f("after")}; W_h has moved by ${f("moved")}: with h_0 = 0 its gradient is 0.`,
  },
  L12: {
    claim: "The weights of steps far back have gradients that tend to zero.",
    how: "A random W_h of a given spectral radius ρ; how much of what the loss at T says reaches the state k steps before. Medians.",
    found: (f) =>
      `At ρ = 0.9 there is ${f("at40")} left after 40 steps, though the bound (γσ)^40 is ${f("bound40")}, since σ is ${f("sigma")}: a bound above 1 promises nothing. But all steps share the same w_h: what vanishes is the far steps' contribution (40 steps before: ${f("far")} of ∂L/∂w_h), not the gradient of w_h as a whole, of which the newest step alone gives ${f("newest")}.`,
  },
  L13: {
    claim: "Or they explode.",
    how: "W_h with spectral radius 3; units that don't saturate (relu) and units that do (tanh). Then one unit with w_h = 1.05, trained with and without clipping.",
    found: (f) =>
      `Over ${f.whole("lags")} steps relu multiplies the gradient by ${f("relu")}, and ∂L/∂w_h as a whole explodes with it: from T = ${f.whole("short")} to T = ${f.whole("long")} it grows ${f("growth")}-fold. tanh, which saturates, multiplies it by ${f("tanh")}, where the linear rate ρ^${f.whole("lags")} is ${f("rate")} and the bound ${f("bound")}: saturation holds it far under what the weights would allow. Without clipping one update throws w_h from ${f("start")} to ${f("thrownTo")}, and it stays there with a loss of ${f("thrown")}; clipped to norm 1 it reaches ${f("clipped")} in ${f.whole("updates")} updates.`,
  },
  L14: {
    claim: "GRU and LSTM avoid it.",
    how: "The adding problem: two numbers of a sequence are marked, the answer is their sum. As many weights in each net; solved is an error under 0.02, where always answering 1 has 0.167.",
    found: (f) =>
      `At T = ${f.whole("longest")}, within ${f.whole("updates")} updates, of ${f.whole("runs")} runs each: plain RNN ${f.whole("plain")} solved, GRU ${f.whole("gru")}, LSTM ${f.whole("lstm")}.`,
  },
  L15: {
    claim: "The unit: f is the hyperbolic tangent, O_t the output, h_t the inner state that the next step uses.",
    how: "h_t and O_t by hand beside the engine's; and an LSTM's output gate.",
    found: (f) =>
      `h_t differs by ${f("state")}, O_t by ${f("output")}. O_t is read from h_t; it isn't o_t, the LSTM's output gate, which here went from ${f("gateLeast")} to ${f("gateMost")} and never leaves (0, 1).`,
  },
  L16: {
    claim: "To update w_h, the series is unrolled to its beginning.",
    how: "Time and memory of a gradient over T steps; then, in a net that has learnt to repeat what came 8 steps before, how the gradient truncated to k steps points.",
    found: (f) =>
      `Each step costs ${f.whole("perStep")} bytes more, at T = ${f.whole("longest")} as at first (ratio ${f("growth")}). Cut to 2 steps the gradient's cosine with the whole is ${f("short")}; cut to 17, which reach over the lag of ${f.whole("lag")}, ${f("long")}.`,
  },
  L17: {
    claim: "The gates of an LSTM: forget wipes the cell state, input writes to it, output shows it.",
    how: "Each gate forced open (1) or shut (0), over 20 steps.",
    found: (f) =>
      `Forget at 0: ${f("wiped")} of c_0 reaches c_T (left free: ${f("free")}). Forget at 1 and input at 0: c_T differs from c_0 by ${f("held")}. Input at 0 from an empty cell: ${f("unread")} is written (free: ${f("read")}). Output at 0: h_T is ${f("hidden")} while c_T holds ${f("cell")}.`,
  },
};

const standings: Record<Standing, string> = {
  holds: "measured, and so",
  partly: "so, and more to say",
  fails: "not found here",
};

/** Words of columns and of what stands in a table; a symbol is its own word. */
const table: Record<string, string> = {
  net: "net",
  inOrder: "error in order",
  shuffled: "shuffled",
  stateKept: "state kept",
  stateForgotten: "state thrown away",
  unit: "unit",
  example: "example",
  input: "input",
  output: "output",
  error: "error",
  constantError: "constant's",
  solved: "solved",
  updates: "updates",
  bytes: "bytes",
  milliseconds: "ms",
  oneToOne: "sin 2x",
  oneToMany: "class to wave",
  nextValue: "next value",
  classOfSeries: "class",
  eachStep: "each step",
  laterValues: "five later",
  ...pictureTable,
};

export const lesson = {
  list: "The lesson's claims; each is measured when asked for: memoria lesson 12, or all. memoria lesson exercises: six of them, with answers",
  measured: (seeds: string, quick: boolean, backend: string) =>
    `${seeds === "1" ? "1 seed" : `${seeds} seeds`}${quick ? ", quick: short sequences, less training" : ""}, ${backend}`,
  how: "How",
  found: "Found",
  summary: (holds: string, partly: string, fails: string) => `${holds} as the lesson says, ${partly} with more to say, ${fails} not found`,
  standings,
  table,
  claims,
  ...lessonPictures,
};
