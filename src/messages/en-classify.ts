/** The words of `memoria classify`, in English. */

type Fields = Readonly<Record<string, string | number>>;
const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const classify = {
  sequences: (count: string) => plural(count, "sequence", "sequences"),
  windows: (count: string) => plural(count, "window", "windows"),
  texts: (count: string) => plural(count, "text", "texts"),
  lengths: (least: string, most: string) => (least === most ? `of ${plural(most, "row", "rows")}` : `of ${least} to ${most} rows`),
  every: (rows: string) => `one every ${plural(rows, "row", "rows")}`,
  classes: "classes",
  moreClasses: (count: string) => `and ${count} more`,
  asked: (count: string) => `${count} without a class: to be classified`,
  settings: (cell: string, hidden: string, nets: string, rows: string, backend: string, seed: string) =>
    `${cell} ${hidden}, both directions, ${plural(nets, "net", "nets")}${rows === "" ? "" : `, ${rows} rows a step`}, ${backend}, seed ${seed}`,
  trained: (cell: string, time: string, least: string, most: string) =>
    `${cell}  trained in ${time}; best after ${least === most ? plural(most, "epoch", "epochs") : `${least} to ${most} epochs`}`,
  title: (sequences: string, recordings: string) =>
    `Test: ${plural(sequences, "sequence", "sequences")}${sequences === recordings ? "" : ` of ${plural(recordings, "recording", "recordings")}`}, none seen in training`,
  titleApart: (file: string, sequences: string) => `Test: ${plural(sequences, "sequence", "sequences")} of ${file}, none seen in training`,
  method: "method",
  accuracy: "accuracy",
  macroF1: "macro F1",
  logLoss: "log-loss",
  gloss: (cell: string, text: boolean) =>
    `${cell}: nets that read the sequence in both directions · nearest: the class of the closest training sequence ${text ? "(words in common)" : "(Euclidean, at one length)"} · majority: the commonest class · macro F1: each class counts alike · log-loss: 0 is sure and right`,
  isGiven: "is \\ given",
  mixedUp: "mixed up most:",
  mixed: (actual: string, given: string, count: string) => `${actual} given as ${given} ${count}`,
  wins: (net: string, own: string, rival: string, other: string, onlyNet: string, onlyRival: string) =>
    `→ ${net}: ${own} right, ${rival} ${other}. ${onlyNet} that only ${net} got right, ${onlyRival} that only ${rival} did: more than chance.`,
  loses: (net: string, own: string, rival: string, other: string, onlyNet: string, onlyRival: string) =>
    `→ ${rival} is better here: ${other} right, ${net} ${own}. ${onlyRival} that only ${rival} got right, ${onlyNet} that only ${net} did. More recordings, or --own-scale, may help the net.`,
  ties: (net: string, own: string, rival: string, other: string, onlyNet: string, onlyRival: string) =>
    `→ No clear winner: ${net} ${own} right, ${rival} ${other}. ${onlyNet} that only ${net} got right, ${onlyRival} that only ${rival} did: chance could do that.`,
  same: (net: string, own: string, rival: string) => `→ No winner: ${net} and ${rival} are both right in ${own}, the same sequences.`,
  calibrated: (temperature: string, before: string, after: string) =>
    `Probabilities: scores divided by ${temperature}, found on sequences that early stopping used; log-loss there ${before} before, ${after} after.`,
  refitted: "Then trained again on all recordings.",
  given: "Classes given",
  hardest: "From the test, mistakes and the least sure first",
  is: (actual: string) => `is ${actual}`,
  more: (count: string) => `… ${count} more`,
  known: (count: string, right: string) => `Of ${count} whose class is known, ${right} right.`,
  opened: (path: string, classes: string) => `${path}  classes ${classes}`,
  notKept: (flag: string) => `Not kept: add ${flag} for predictions.csv, the report, the model and run.json (same seed, same numbers).`,
  notes: {
    "windows-mixed": ({ count }: Fields) => `${plural(`${count}`, "window", "windows")} across two classes left out`,
    "split-by-stretch": () => "not every class is in 3 recordings: each stretch of one class is tested or trained on as a whole",
  } as Readonly<Record<string, (fields: Fields) => string>>,
};
