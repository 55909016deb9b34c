/** What the lenses and the doctor say. */
type Fields = Readonly<Record<string, string>>;

const s = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

/** What is wrong, and what to try. Numbers come formatted. */
const diagnoses = {
  "gradient-vanishing": ({ lag, steps, gated }: Fields) => ({
    wrong: `What the end learns doesn't reach ${lag} of its ${steps} steps back: the gradient there is under a ten-millionth of the newest`,
    try:
      gated === "1"
        ? "a shorter lookback, if nothing that old should count; else more units or more data"
        : "an LSTM or a GRU, or a shorter lookback",
  }),
  "gradient-exploding": ({ lag, exponent }: Fields) => ({
    wrong: `The gradient grows on its way back: 10^${exponent} times after ${s(lag, "step", "steps")}`,
    try: "a smaller gradient norm to clip at, a smaller learning rate, tanh instead of relu",
  }),
  "gates-saturated": ({ gate, role, percent }: Fields) => ({
    wrong: `${role === "gate" ? `Gate ${gate} is fully open or shut` : `Candidate ${gate} is at one of its ends`} ${percent} % of the time: it hardly learns`,
    try: "scaled inputs, a smaller learning rate, weight decay",
  }),
  "gate-stuck": ({ gate, state, count, units }: Fields) => ({
    wrong: `Gate ${gate} is always ${state === "open" ? "open" : "shut"} in ${count} of ${s(units, "unit", "units")}`,
    try: "scaled inputs, a smaller learning rate, another seed",
  }),
  "units-dead": ({ count, units }: Fields) => ({
    wrong: `${count} of ${s(units, "unit", "units")} never ${count === "1" ? "changes its" : "change their"} state`,
    try: "a smaller learning rate, tanh instead of relu, fewer units",
  }),
  "not-finite": (fields: Fields) => ({
    wrong: `A number isn't finite: ${
      fields.what === "weight"
        ? `weight ${fields.name}, number ${fields.index}`
        : fields.what === "input"
          ? `the data's row ${fields.row}, step ${fields.step}, feature ${fields.feature}`
          : fields.what === "output"
            ? `the output for row ${fields.row}`
            : `${fields.what === "gate" ? "gate" : "state"} ${fields.gate}, unit ${fields.unit}, step ${fields.step}, row ${fields.row}`
    }`,
    try: fields.what === "input" ? "filling or masking missing values" : "a smaller learning rate, clipping, scaled data",
  }),
  "output-constant": ({ percent }: Fields) => ({
    wrong: `The output hardly answers to the input: it varies by ${percent} % of what the targets do`,
    try: "longer training, a larger learning rate, inputs that have to do with the target",
  }),
  "memory-unused": ({ percent }: Fields) => ({
    wrong: `The past makes no difference: with another row's history the loss is ${percent} % higher`,
    try: "a shorter lookback or a net without memory; or more data",
  }),
  "data-unscaled": ({ feature, mean, deviation }: Fields) => ({
    wrong: `Feature ${feature} isn't scaled: mean ${mean}, deviation ${deviation}`,
    try: "mean 0 and deviation 1, fitted on the training part",
  }),
  leak: ({ feature, n }: Fields) => ({
    wrong: `Feature ${feature} already holds the answer: over ${n} targets the two go together exactly`,
    try: "leaving the column out, if it isn't known when the answer is asked for",
  }),
  "lookback-short": ({ lookback, season }: Fields) => ({
    wrong: `The net sees ${s(lookback, "step", "steps")}, a season has ${season}`,
    try: `--lookback ${season} or more`,
  }),
  copying: ({ percent, of }: Fields) => ({
    wrong: `The net repeats the ${of === "naive" ? "last value" : "value of one season before"}: it moves away from it by ${percent} % of what the series does`,
    try: "longer training, columns that say more; where the series is a random walk there is nothing to learn",
  }),
  "learning-rate-high": ({ times, epochs }: Fields) => ({
    wrong: times === "0" ? `Training ran off after ${s(epochs, "epoch", "epochs")}` : `The loss ends at ${times} times its best`,
    try: "a learning rate of a third or a tenth",
  }),
  "learning-rate-low": ({ percent, epochs }: Fields) => ({
    wrong: `The loss only creeps: ${percent} % in ${s(epochs, "epoch", "epochs")}`,
    try: "a learning rate of three or ten times as much",
  }),
  "still-learning": ({ percent, last, epochs }: Fields) => ({
    wrong: `It was still learning when it ended, after ${s(epochs, "epoch", "epochs")}: ${percent} % better over the last ${last}`,
    try: "more epochs",
  }),
  overfitting: ({ epoch, times }: Fields) => ({
    wrong: `It learns its data by heart: after epoch ${epoch} the validation loss rose to ${times} times as much`,
    try: "dropout, fewer units, more data; the weights of the best epoch",
  }),
  "always-clipped": ({ times }: Fields) => ({
    wrong: `Nearly every gradient is clipped, half of them to a ${times}th or less`,
    try: "scaled targets, a larger norm to clip at",
  }),
};

export const lens = {
  diagnoses,
  try: (text: string) => `Try ${text}.`,
  doctor: "doctor",
  /** After a diagnosis that other gates, layers or directions have too. */
  elsewhere: (count: string) => `The same in ${s(count, "other place", "other places")}.`,
  healthy: "Nothing to say: gradients, gates and data are as they should be.",
  where: (layer: string, direction: string) => `layer ${layer}${direction}`,
  backwards: ", from the end",
  model: "model",
  /** A model's net in one line. */
  net: (task: string, cell: string, parameters: string) => `${task} · ${cell} · ${s(parameters, "parameter", "parameters")}`,
  rows: (rows: string, steps: string) => `looked at ${s(rows, "row", "rows")} of up to ${s(steps, "step", "steps")}`,
  noData: "To look at its memory and gates: memoria inspect MODEL DATA",
  noNet: "It holds no net: there were too few rows to train one.",
  tooFew: "There are too few rows to look at the net with.",
  noAnswers: "No answers are known in these data: what needs a loss is left out.",
  encoder: "The lenses look at the encoder, which reads the source.",
  noLook: "The lenses see nothing of this net: its recurrent layers work inside another (an encoder–decoder).",
  weights: "recurrent weights",
  weight: "weight",
  sigma: "σ",
  rho: "ρ",
  flow: {
    title: "Gradient through time",
    description: "The gradient of the state k steps before the end, beside that of the end, by lag, on a scale of powers of ten.",
    caption: "How much of what the last step says reaches each earlier one. Bold: the median of the rows; the band: 10 to 90 %.",
    gradient: "gradient",
    envelope: "largest possible for h (envelope)",
    bound: "bound (γσ)^lag",
    rate: "rate ρ^lag, no bound",
    cell: "cell state",
    direct: "direct path through the gates",
    floor: "smallest number of this precision",
    lag: "steps before the end",
    says: (lag: string, exponent: string) => `10^${exponent} at ${s(lag, "step", "steps")} before the end`,
    gone: (lag: string) => `exactly 0 at ${s(lag, "step", "steps")} before the end`,
  },
  horizon: {
    title: "Memory horizon",
    description: "What is left of an old step by lag, measured by gradient, by the keeping gate and by replacing history.",
    caption: (level: string) =>
      `How far back the net remembers, in three ways that need not agree. Gone means under ${level} of the beginning.`,
    gradient: "by gradient",
    gate: "by the keeping gate",
    zeros: "history replaced by zeros",
    mean: "history replaced by its mean",
    shuffle: "another row's history",
    steps: (steps: string) => s(steps, "step", "steps"),
    beyond: (steps: string) => `over ${s(steps, "step", "steps")}`,
  },
  gates: {
    title: (gate: string) => `Gate ${gate}`,
    candidate: (gate: string) => `Candidate ${gate}`,
    description: "Each row a unit, each column a step; the darker, the further open. Units are sorted by how far they are open.",
    caption: (open: string, saturated: string) => `Open to ${open} on average; saturated ${saturated} of the time.`,
    open: "open",
    shut: "shut",
    unit: "unit",
    step: "step",
    constants: (median: string) => `time constant ${median} steps (median of units)`,
    name: "gate",
    mean: "open",
    saturated: "saturated",
    lossOpen: "loss when open",
    lossShut: "loss when shut",
    forced: (loss: string) => `Each gate held open or shut (loss as it is: ${loss})`,
  },
  matrix: {
    title: "Who teaches whom",
    description: "The gradient of the loss at each step with respect to the state at each earlier one; the darker, the larger.",
    caption: "Row: the step whose loss it is. Column: the step that is taught. Powers of ten below the largest.",
    loss: "loss at step",
    state: "state at step",
  },
  landscape: {
    title: "Loss over recurrent weight and bias",
    description: "Loss of one unit over its recurrent weight and bias, with the way of gradient descent with and without clipping.",
    plain: "descent",
    clipped: "descent, clipped",
    weight: "recurrent weight",
    bias: "bias",
  },
  dynamics: {
    title: "Recurrent weights in training",
    description: "Largest singular value and spectral radius of the recurrent weights by update.",
    sigma: "σ, largest",
    rho: "ρ, largest",
    update: "update",
  },
  page: {
    kind: "Inside a net",
    doctor: "What the doctor says",
    flow: "Gradient",
    memory: "Memory",
    gates: "Gates",
    weights: "Weights",
    title: (name: string) => `Inside ${name}`,
  },
};
