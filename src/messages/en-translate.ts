/** The words of `memoria translate`, in English. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const translate = {
  lines: (file: string, count: string) => `${file === "-" ? "standard input" : file}  ${plural(count, "line", "lines")}`,
  scan: "read as SCAN's form, IN: … OUT: …",
  encoding: (name: string) => `read as ${name}`,
  blank: (count: string) => `${plural(count, "empty line", "empty lines")} left out`,
  parts: (training: string, validation: string, test: string) =>
    `train: ${training} pairs · validate: ${validation} · test: ${test}, no source in two of them`,
  shared: (count: string) =>
    `${plural(count, "pair", "pairs")} left out of the training: the test or the validation part has the source too`,
  tokens: (kind: "chars" | "words", source: string, target: string) =>
    `knows ${source} different ${kind === "chars" ? "characters" : "words"} in sources, ${target} in targets`,
  rare: "source words that come once count as unknown; words are what stands between spaces (--tokens chars: characters)",
  settings: (cell: string, hidden: string, weights: string, batch: string, backend: string, seed: string) =>
    `${cell} ${hidden}, encoder and decoder with attention, ${weights} weights; batches of ${plural(batch, "pair", "pairs")}; ${backend}, seed ${seed}`,
  opened: (path: string, cell: string, hidden: string, tokens: string) => `${path}  ${cell} ${hidden}, ${tokens}`,
  title: (count: string) => `Test: ${plural(count, "source", "sources")} that no training saw`,
  titleSaved: (count: string) => `${plural(count, "source", "sources")} of the file have a target`,
  exact: "whole",
  inPlace: "tokens in place",
  asked: "sources",
  gloss: (cell: string, simple: boolean, beam: number) =>
    [
      `${cell}: the net${beam > 1 ? `, the best of ${beam} targets side by side by their mean log probability a token` : ", the likeliest token each time"}`,
      ...(simple
        ? ["nearest: the target of the training source with the fewest tokens to change", "commonest: the target that comes most"]
        : []),
    ].join(" · "),
  unknown: (count: string) => `${plural(count, "source has", "sources have")} a token that the training part doesn't know`,
  unknownTokens: (count: string, tokens: string) =>
    `${plural(count, "source has", "sources have")} a token that the training part doesn't know: ${tokens}`,
  cutOff: (count: string) => `${plural(count, "target didn't end and was cut", "targets didn't end and were cut")}: --max-length N`,
  better: (net: string, exact: string, rival: string, other: string) => `→ ${net} finds ${exact} of the targets whole; ${rival} ${other}.`,
  worse: (net: string, exact: string, rival: string, other: string) =>
    `→ ${rival} finds more here: ${other} of the targets whole, ${net} ${exact}. More pairs, epochs (--epochs) or units (--hidden) may help.`,
  tie: (net: string, exact: string, rival: string, other: string) =>
    `→ A tie: ${net} finds ${exact} of the targets whole, ${rival} ${other}. More pairs, epochs (--epochs) or units (--hidden) may help.`,
  examples: (wrong: string, right: string) => `Of these ${wrong} wrong, ${right} right:`,
  expected: "expected",
  got: "got",
  moreWrong: (count: string) => `… ${count} more wrong`,
  notKept: (flag: string) => `Not kept: add ${flag} for translations.tsv, the report, the model and run.json (same seed, same numbers).`,
};
