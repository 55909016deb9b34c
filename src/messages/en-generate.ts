import { generateNotes as notes, numbers } from "./en-generate-numbers.ts";

/** The words of `memoria generate`, in English. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export type TokenWord = "chars" | "words";

const unit = (kind: TokenWord, count: string) =>
  kind === "chars" ? plural(count, "character", "characters") : plural(count, "word", "words");
const one = (kind: TokenWord) => (kind === "chars" ? "a character" : "a word");

export const generate = {
  numbers,
  notes,
  text: (file: string, count: string, kind: TokenWord, different: string) => `${file}  ${unit(kind, count)}, ${different} different`,
  rare: "words that come once count as unknown",
  parts: (training: string, validation: string) => `train: the first ${training} · validate: the last ${validation}`,
  encoding: (name: string) => `read as ${name}`,
  settings: (cell: string, hidden: string, weights: string, truncate: string, rows: string, backend: string, seed: string) =>
    `${cell} ${hidden}, ${weights} weights; ${plural(rows, "strip", "strips")} of the text side by side, gradient over ${truncate} steps; ${backend}, seed ${seed}`,
  trained: (cell: string, time: string, epochs: string, best: string) =>
    `${cell}  trained in ${time}, ${plural(epochs, "epoch", "epochs")}${epochs === best ? "" : `, the best after ${best}`}`,
  ended: {
    "early-stopping": "stopped: the validation part got no better",
    "time-limit": "stopped at the time limit (--max-time)",
    finished: "",
  } as Readonly<Record<string, string>>,
  title: (count: string, kind: TokenWord) => `Validation part: ${unit(kind, count)}, none trained on`,
  unknown: (count: string, kind: TokenWord) => `${unit(kind, count)} of it the training part doesn't know: read, but not counted`,
  nats: (kind: TokenWord) => `nats ${one(kind)}`,
  perplexity: "perplexity",
  gloss: (cell: string) =>
    `${cell}: the net, with all that came before · 5-gram: the last four alone (Witten–Bell) · frequencies: none · perplexity: as unsure as among so many equally likely`,
  better: (net: string, rival: string, lead: string, kind: TokenWord) =>
    `→ ${net} knows the text better: ${lead} nats ${one(kind)} less than ${rival}.`,
  worse: (net: string, rival: string, lead: string, kind: TokenWord) =>
    `→ ${rival} knows the text better here: ${lead} nats ${one(kind)} less than ${net}. More text, epochs (--epochs) or units (--hidden) may help.`,
  tie: (net: string, rival: string) => `→ A tie: ${net} and ${rival} know the text about as well.`,
  unjudged: "→ No verdict: nothing of the validation part could be counted.",
  opened: (path: string, cell: string, hidden: string, different: string, kind: TokenWord) =>
    `${path}  ${cell} ${hidden}, knows ${unit(kind, different)}`,
  scored: (file: string, nats: string, perplexity: string, count: string, kind: TokenWord) =>
    `${file}  ${nats} nats ${one(kind)}, perplexity ${perplexity}, over ${unit(kind, count)} that it knows; --update trains it on with them`,
  sample: (temperature: string, seed: string, rest: readonly string[]) =>
    `Sample: temperature ${temperature}, seed ${seed}${rest.map((part) => `, ${part}`).join("")}`,
  cut: "The sample ends here: stopped.",
  notKept: (flag: string) => `Not kept: add ${flag} for sample.txt, the report, the model and run.json (same seed, same text).`,
};
