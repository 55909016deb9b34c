/** The words of a translator's report, in English. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const translate = {
  kind: "memoria · sequence-to-sequence report",
  title: (name: string) => `${name}: a target for each source`,
  askedTitle: "What was found",
  found: "found",
  expected: "expected",
  answersCaption: "Tokens that aren't what they should be are marked; what is alike at the beginning is shortened.",
  answers: (wrong: string, right: string) => `${wrong} wrong, ${right} right; the wrong ones first`,
  asked: (count: string) => `${plural(count, "source", "sources")} and what was found for them`,
  inFile: (count: string) => `${plural(count, "answer", "answers")} more: in translations.tsv.`,
  shares: {
    title: "Whole targets, and tokens in place",
    caption:
      "A target is whole when every token and its end are right. Tokens in place count those right at their position, of the longer of the two.",
    description: (best: string) => `${best} finds most.`,
  },
  lengths: {
    title: "Whole targets by length",
    caption: (kind: "chars" | "words") => `The share found whole, by how many ${kind === "chars" ? "characters" : "words"} the target has.`,
    description: "A bar for each range of lengths.",
    bin: (from: string, to: string, n: string) => `${from === to ? from : `${from} to ${to}`} (n = ${n})`,
  },
  attention: {
    caption:
      "Where the net looked: for each token that it found, the weight of each token of the source; the stronger the colour, the more. Each row adds up to 1. ✗ where a token isn't what it should be.",
    description: (source: string) => `Weights of the tokens of ${source} for each token found.`,
    source: "source",
    target: "found",
    end: "(end)",
  },
  measure: {
    split:
      "The test: a tenth of the different sources (or the file given for it) that no training saw; another tenth stopped the training. No source is in two parts.",
    exact: "nearest gives the target of the training source with the fewest tokens to change, commonest the target that comes most.",
    search: "A target is found a token at a time, the likeliest each time, or with a beam the best of several kept side by side.",
  },
};
