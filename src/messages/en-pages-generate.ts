import { numbers } from "./en-pages-numbers.ts";

/** The words of a generator's report, in English. */

const one = (kind: "chars" | "words") => (kind === "chars" ? "a character" : "a word");

export const generate = {
  kind: "memoria · generation report",
  title: (name: string) => `${name}: text in its manner`,
  saved: "A saved model",
  samples: "Samples",
  samplesCaption: "By the net, a token after the other. A low temperature keeps to what is likeliest, a high one dares more.",
  prompt: "What was given stands in bold.",
  test: "How well it knows the text",
  bars: {
    title: "Nats beside simple methods",
    caption: (kind: "chars" | "words") => `Mean −log of the probability given to what came, ${one(kind)}: the shorter, the better.`,
    description: (best: string) => `${best} has the fewest.`,
  },
  surprise: {
    title: "Where it was surprised",
    caption:
      "A stretch of the validation part, which was never trained on. The stronger the colour, the less the net expected what came, given all before it.",
    expected: (share: string) => `${share} of it had a probability above one half.`,
    from: (nats: string) => `from ${nats} nats`,
    table: "The greatest surprises",
    before: "after",
    token: "came",
    nats: "nats",
  },
  measure: {
    split:
      "The last tenth of the text validates: training stops where it no longer gets better on it, and the scores are those of that part.",
    nats: "Nats: −log of the probability that a method gave to the token that came, given all before it, on average. Perplexity is e to that power: as unsure as among so many equally likely ones.",
    grams:
      "The 5-gram counts the training part and backs off by Witten and Bell; it sees the last four tokens, and the validation part's own past. frequencies looks at nothing before.",
    sampling:
      "A sample divides the scores by the temperature, keeps the likeliest (top-k, top-p) where that was asked, and draws by the seed.",
  },
  numbers,
};
