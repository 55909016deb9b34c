/** The words of `memoria label`, in English. */

type Fields = Readonly<Record<string, string | number>>;
const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const label = {
  words: (file: string, words: string, sentences: string) =>
    `${file}  ${plural(words, "word", "words")} in ${plural(sentences, "sentence", "sentences")}`,
  conll: "CoNLL: a word and its tag a line (--form)",
  trained: (time: string, epochs: string) => `trained in ${time}: ${plural(epochs, "epoch", "epochs")}`,
  settings: (cell: string, hidden: string, lookback: string, backend: string, seed: string) =>
    `${cell} ${hidden} in both directions, windows of ${lookback} steps; ${backend}, seed ${seed}`,
  settingsCausal: (cell: string, hidden: string, lookback: string, backend: string, seed: string) =>
    `${cell} ${hidden}, no later step seen, windows of ${lookback} steps; ${backend}, seed ${seed}`,
  split: {
    given: (train: string, validation: string, test: string) =>
      `split as given: ${train} steps train, ${validation} validate, ${test} test`,
    sequence: (train: string, validation: string, test: string) =>
      `split by whole series, drawn by the seed: ${train} steps train, ${validation} validate, ${test} test`,
    time: (train: string, validation: string, test: string) =>
      `split by time, the test last: ${train} steps train, ${validation} validate, ${test} test`,
  },
  tags: (classes: string) => `events are spans of tags (${classes} tags; B- begins, I- goes on)`,
  background: (background: string, others: string, least: string, gap: string) =>
    `events are runs of ${others}, outside them ${background} (--background); at least ${plural(least, "step", "steps")}${gap === "0" ? "" : `, gaps up to ${gap} merged`}`,
  noBackground: (classes: string, least: string, gap: string) =>
    `every run of ${classes} is an event (--background to leave one out); at least ${plural(least, "step", "steps")}${gap === "0" ? "" : `, gaps up to ${gap} merged`}`,
  title: (steps: string, series: string) =>
    `Test: ${plural(steps, "step", "steps")} of ${plural(series, "series", "series")}, none seen in training`,
  titleWords: (steps: string, series: string) =>
    `Test: ${plural(steps, "word", "words")} of ${plural(series, "sentence", "sentences")}, none seen in training`,
  titleSaved: (steps: string, series: string) => `On the file's labels: ${plural(steps, "step", "steps")} of ${series} series`,
  noTest: "Too few labelled steps for a test.",
  eventF1: "event F1",
  spanF1: "span F1",
  found: "found",
  foundOf: (found: string, all: string) => `${found} of ${all}`,
  precision: "precision",
  accuracy: "steps right",
  macroF1: "macro F1",
  alarms: { day: "false alarms a day", "1000 steps": "false per 1000 steps" },
  gloss: {
    "last-label": "the last label known before the test",
    majority: "the commonest class of training",
  } as Readonly<Record<string, string>>,
  netBoth: (cell: string) => `${cell}: a net that reads both directions`,
  netCausal: (cell: string) => `${cell}: a net on the steps so far`,
  threshold: (label: string, feature: string, sign: string, value: string) =>
    `threshold: ${label} where ${feature} ${sign} ${value}, the best of training`,
  verdict: (net: string, found: string, all: string, f1: string, wrong: string) =>
    `→ ${net} finds ${found} of ${plural(all, "event", "events")} (F1 ${f1}); ${wrong} of its own ${wrong === "1" ? "is" : "are"} none.`,
  spansVerdict: (net: string, found: string, all: string, f1: string, wrong: string) =>
    `→ ${net} finds ${found} of ${plural(all, "span", "spans")} (F1 ${f1}); ${wrong} of its own ${wrong === "1" ? "is" : "are"} none.`,
  stepsVerdict: (net: string, right: string, f1: string) => `→ ${net} labels ${right} of the steps right (macro F1 ${f1}).`,
  rival: (name: string, f1: string) => `Best simple method: ${name}, F1 ${f1}.`,
  first: (name: string) => `The labels of ${name} go first: a lead of 0.02 or more.`,
  stretch: {
    test: (id: string) => `A stretch of the test${id === "" ? "" : `, ${id}`}:`,
    asked: (id: string) => `A stretch${id === "" ? "" : ` of ${id}`}:`,
  },
  true: "true",
  foundRow: "found",
  parts: { test: "in the test", asked: "where no label is known", validation: "in the validation part", train: "in training" },
  events: (part: string, method: string) => `First events${part === "" ? "" : ` ${part}`}, by ${method}`,
  spans: (part: string, method: string) => `First spans${part === "" ? "" : ` ${part}`}, by ${method}`,
  steps: (count: string) => plural(count, "step", "steps"),
  moreEvents: (count: string) => `… ${count} more`,
  nothing: "No events found.",
  notKept: (flag: string) =>
    `Not kept: add ${flag} for labels.csv, events.csv, the report, the model and run.json (same seed, same numbers).`,
  opened: (path: string, best: string) => `${path}  ${best} goes first, as its test had it`,
  notes: {
    "labels-missing": ({ count }: Fields) => `${count} steps without a label: they don't train, and are labelled`,
    "labels-filled": ({ count, label: name }: Fields) => `${count} steps without a label are ${name} (--background)`,
    "events-read": ({ file, count, background }: Fields) => `${count} events from ${file}, outside them ${background}`,
    "events-outside": ({ count }: Fields) => `${count} events touch no step of the data`,
    "conll-columns": ({ first, last }: Fields) =>
      first === last ? `field ${first} is passed over` : `fields ${first} to ${last} are passed over`,
  } as Readonly<Record<string, (fields: Fields) => string>>,
};
