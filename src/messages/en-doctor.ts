/** What the doctor says. */
type Fields = Readonly<Record<string, string>>;

const s = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

/** What is wrong, and what to try. Numbers come formatted. */
export const diagnoses = {
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
