/** The words of `memoria generate` on sequences of numbers, in English. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const numbers = {
  settings: (cell: string, hidden: string, weights: string, truncate: string, backend: string, seed: string) =>
    `${cell} ${hidden}, ${weights} weights, gradient over ${truncate} steps; ${backend}, seed ${seed}`,
  split: {
    sequence: (train: string, validation: string, test: string) =>
      `split by whole sequences, drawn by the seed: ${train} frames train, ${validation} validate, ${test} test`,
    time: (train: string, validation: string, test: string) =>
      `split by time, the test last: ${train} frames train, ${validation} validate, ${test} test`,
  },
  title: (frames: string) => `Test: ${plural(frames, "frame", "frames")}, none seen in training, each foreseen from those before it`,
  nats: "nats a frame",
  gloss: {
    numbers: (cell: string) =>
      `${cell}: the net · linear: a ridge on the last eight values of each channel · last: the last value · mean: the mean of training; each with a normal's spread · nats: how surprised it was, less is better`,
    roll: (cell: string) =>
      `${cell}: the net · last: how often a note sounds where it sounded in the frame before, or didn't · frequencies: how often it sounds · nats: how surprised it was by all notes of a frame, less is better`,
  },
  better: (net: string, rival: string, lead: string) => `→ ${net} foresees them better: ${lead} nats a frame less than ${rival}.`,
  worse: (net: string, rival: string, lead: string) =>
    `→ ${rival} foresees them better here: ${lead} nats a frame less than ${net}. More sequences, epochs (--epochs) or units (--hidden) may help.`,
  tie: (net: string, rival: string) => `→ A tie: ${net} and ${rival} foresee them about as well.`,
  opened: (path: string, cell: string, hidden: string, kind: "numbers" | "roll", channels: string, labels: readonly string[]) =>
    `${path}  ${cell} ${hidden}, ${kind === "roll" ? "a roll" : "numbers"} of ${plural(channels, "channel", "channels")}${labels.length === 0 ? "" : `, classes ${labels.join(", ")}`}`,
  scored: (file: string, nats: string, frames: string) =>
    `${file}  ${nats} nats a frame over ${plural(frames, "frame", "frames")}; --update trains it on with them`,
  drawn: "drawn",
  drawnNumber: (k: string) => `drawn ${k}`,
  real: "real",
  silent: "no note sounds",
  notKept: (flag: string) => `Not kept: add ${flag} for samples.csv, the report, the model and run.json (same seed, same numbers).`,
};

export const generateNotes: Readonly<Record<string, (fields: Readonly<Record<string, string | number>>) => string>> = {
  "frames-missing": ({ count }) => `${count} missing: not learnt, and read as the mean`,
  roll: () => "only 0 and 1: a roll (--values numbers for numbers)",
};
