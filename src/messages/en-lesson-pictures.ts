import type { PictureId } from "../lesson-picture.ts";

export interface PictureWords {
  readonly title: string;
  /** What is seen: below the title, and read out instead of the picture. */
  readonly caption: string;
}

const pictures: Record<PictureId, PictureWords> = {
  "L1-errors": {
    title: "Error in order and shuffled",
    caption: "The MLP errs the same whatever the order of time; the RNN had learnt from the order.",
  },
  "L2-weights": {
    title: "Weights of both architectures",
    caption: "The same w; W_h is what the RNN has more.",
  },
  "L3-unrolled": {
    title: "An RNN, folded and unrolled",
    caption: "The same net at each step. Along w_h goes the state of the step before.",
  },
  "L3-states": {
    title: "Without the state of before",
    caption: "How far h_t is off, at each step, when the state is thrown away. With the state kept it is 0 at every step.",
  },
  "L4-parts": {
    title: "What h_t is made of",
    caption: "At each step and for each unit: what comes from the input, from the state before, and the bias. Their sum goes through tanh.",
  },
  "L5-unrolled": {
    title: "Two hidden layers, unrolled",
    caption: "Each w_h goes from a layer to the same layer one step later; between the layers there is only w.",
  },
  "L5-blocks": {
    title: "Who hears whom",
    caption:
      "|∂h_t/∂h_{t−1}|, unit by unit: layer 1, then layer 2. The block at the upper right, from layer 2's past to layer 1, is exactly 0; the one at the lower left passes through h¹_t.",
  },
  "L6-chain": {
    title: "Back to the beginning",
    caption: "The loss at T is handed back from state to state: |∂L/∂h_t| at each, as measured. Each step adds its part to ∂L/∂w_h.",
  },
  "L6-terms": {
    title: "Each step's part of ∂L/∂w_h",
    caption: "δ_t·f′_t·h_{t−1} at each step. They add up to the gradient; the first is 0, since h_0 = 0.",
  },
  "L7-types": {
    title: "Types of problem",
    caption: "Which steps have an input and which an output, and the command for each. One to one is the first.",
  },
  "L7-answers": { title: "Answered against asked", caption: "Inputs that nobody trained on: on the line the answer is sin 2x." },
  "L8-answers": {
    title: "A wave for each class",
    caption: "The same net, three inputs: the wave that was asked for, and beside it the one that the net makes.",
  },
  "L9-answers": { title: "Next values, answered against asked", caption: "Waves that nobody trained on." },
  "L10-echo": {
    title: "An output at each step",
    caption: "What came three steps before, asked and answered, in a sequence that nobody trained on.",
  },
  "L10-later": { title: "Several later values", caption: "The window, then the five values after it, asked and answered." },
  "L11-outputs": {
    title: "RNN against MLP, both trained",
    caption: "The same weights at first, the same batches: over sequences of one step the answers stay the same.",
  },
  "L12-flow": {
    title: "Gradient by lag, ρ = 0.9",
    caption:
      "What is left of the gradient k steps before (median and middle 80 %), the most that any direction keeps (envelope), the bound, which grows since σ > 1, and the rate ρ^k, which bounds nothing. Medians over the nets.",
  },
  "L12-radius": {
    title: "The same for three W_h",
    caption:
      "The larger ρ, the slower it vanishes; above 1 it vanishes too, since tanh saturates and its derivative shrinks what W_h would enlarge.",
  },
  "L12-weights": {
    title: "The gradient of w_h, step by step",
    caption:
      "Of the whole ∂L/∂w_h: the term of step T − k, which vanishes with k, and the sum of all terms from the end to it, which soon is the whole.",
  },
  "L13-flow": {
    title: "Gradient by lag, ρ = 3",
    caption:
      "Units that don't saturate (relu) grow steadily, under ρ^k, since those that are off hand nothing back; tanh stays far below. The bound is above all.",
  },
  "L13-landscape": {
    title: "The wall, with and without clipping",
    caption:
      "Loss of one unit after 50 steps, dark where it is high. At w_h > 1 it rises like a wall: there the first update without clipping leaves the picture, and with clipping goes down to the valley.",
  },
  "L14-runs": {
    title: "The adding problem, every run a point",
    caption: "Error after training, by length T and net, with as many weights in each. Full: solved; hollow: not.",
  },
  "L15-unit": {
    title: "The unit of an RNN",
    caption: "Drawn from the cell's own equations. O_t (output) is read from h_t, which goes on to the next step.",
  },
  "L15-signals": {
    title: "Input, state and output of the unit",
    caption: "One of the inputs, one of the states, and the output that is read from all states.",
  },
  "L16-chain": {
    title: "Unrolled to the beginning",
    caption: "‖∂L_T/∂h_t‖/‖∂L_T/∂h_T‖ in a net that has learnt to repeat what came 8 steps before, from the last step back to the first.",
  },
  "L16-memory": { title: "Bytes kept for the way back", caption: "It grows linearly with T, on top of a fixed part." },
  "L16-time": { title: "Milliseconds of a pass there and back", caption: "On the machine that measured it; short passes are uncertain." },
  "L16-cosine": {
    title: "What truncation keeps",
    caption:
      "Cosine between the gradient cut to k steps and the whole. What the net has to remember lies 8 steps back: the nearer the cut comes to it, the better it points.",
  },
  "L17-lstm": {
    title: "The unit of an LSTM",
    caption: "Drawn from the cell's equations: the cell state c goes straight on, f wipes it, i writes g to it, o shows it.",
  },
  "L17-gru": {
    title: "The unit of a GRU",
    caption: "From its equations too: z keeps or replaces, r says how much of the past the candidate n sees.",
  },
  "L17-forced": { title: "Gates left free, and shut", caption: "What gets through, at most over the units." },
  "L17-cell": {
    title: "A cell state, with its gates forced",
    caption: "c_t of one unit over the steps, from the same c_0 (the last: from 0).",
  },
};

export const lessonPictures = {
  pictures,
  page: {
    kind: "memoria · lesson",
    title: "The lesson, measured",
    table: "Measured",
    again: "The same command measures the same numbers (times aside):",
  },
  chart: {
    plain: "without clipping",
    clipped: "with clipping",
    most: "most",
    solved: "solved",
    failed: "not solved",
    same: "the same",
  },
};

/** Names of lines, bars and axes; with the words of the tables. */
export const pictureTable: Record<string, string> = {
  step: "step",
  lag: "steps back, k",
  stepsBack: "steps that it is cut to, k",
  statesBefore: "states at t − 1",
  statesNow: "states at t",
  asked: "asked",
  answered: "answered",
  gradientByLag: "gradient",
  envelope: "envelope",
  bound: "bound (γσ)^k",
  rate: "rate ρ^k",
  sumOfTerms: "sum to T − k",
  termOfLag: "term of T − k",
  cosine: "cosine",
  alwaysOne: "always answering 1",
  solvedBelow: "solved below",
  gateFree: "left free",
  gateShut: "shut (0)",
  forgetPasses: "forget: c_0 in c_T",
  inputWrites: "input: written to c_T",
  outputShows: "output: h_T",
  allFree: "free",
  inputShutFromEmpty: "i = 0, from 0",
};
