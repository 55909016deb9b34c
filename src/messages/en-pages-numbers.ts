/** The words of the report of a generator of numbers or rolls, in English. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const numbers = {
  title: (name: string) => `${name}: sequences in its manner`,
  samples: "Drawn beside real",
  sampling: (temperature: string, length: string, seed: string) =>
    `By the net, a step after the other: ${plural(length, "step", "steps")}, temperature ${temperature}, seeds from ${seed} on.`,
  beside: "In the colour of the text: real ones, the first sequences of the file. In blue: what the net drew.",
  alone: "The net drew all of them: without data beside the model there are no real ones to compare.",
  scale: "All pictures have one scale.",
  cells: "A row for each note that sounds, the highest on top, a column for each step.",
  given: "What stands before the dashed line was given.",
  channels: (shown: string, all: string) => `Shown: the first ${shown} of ${all} columns.`,
  classes: (shown: string, all: string) => `Pictured: the first ${shown} of ${all} classes.`,
  all: "Sequences",
  description: (real: string, drawn: string) =>
    `${plural(real, "real sequence", "real sequences")} and ${drawn} drawn by the net, side by side.`,
  real: "real",
  drawn: "drawn",
  likeness: "How alike they are",
  inFigures: "In figures",
  likenessCaption: {
    numbers:
      "All real sequences beside all drawn ones, trained on or not. Change: from a step to the next, without its sign. Few or short samples differ by chance.",
    roll: "All real sequences beside all drawn ones, trained on or not. Held: of the notes that sound, those that sound in the next step too. Few or short samples differ by chance.",
  },
  which: "which",
  count: "sequences",
  mean: "mean",
  spread: "spread",
  low: "lowest",
  high: "highest",
  change: "change",
  notes: "notes a step",
  silent: "silent steps",
  held: "held",
  test: "How well it foresees",
  bars: {
    title: "Nats behind the best",
    caption: "How much more each method was surprised by a step than the best one, on average: the shorter, the better.",
    description: (best: string) => `${best} is the best.`,
  },
  measure: {
    split:
      "Of ten sequences or more a tenth, drawn by the seed, stops the training and another tenth tests; of fewer the last two tenths of each. No training saw the test.",
    nats: {
      numbers:
        "Nats: −log of the density that a method gave to a step, all columns together, given all before it, on average. Of numbers only differences mean something.",
      roll: "Nats: −log of the probability that a method gave to all notes of a step, given all before it, on average.",
    },
    sampling:
      "A sample draws each step from what the net says of it, by the seed, and gives it to the net as the past of the next. Numbers stay within the training part's range and half of it more on either side.",
  },
};
