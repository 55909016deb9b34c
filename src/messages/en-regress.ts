/** The words of `memoria regress`, in English. */

type Fields = Readonly<Record<string, string | number>>;
const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const regress = {
  sequences: (count: string) => plural(count, "series", "series"),
  asked: (count: string, target: string) => `${plural(count, "row", "rows")} without ${target}: to be estimated`,
  from: (target: string) =>
    `${target} is estimated from the columns of its row and of the rows before it; no other ${target} is an input (--past-target)`,
  fromPast: (target: string) =>
    `${target} is estimated from the columns of its row and of the rows before it, and from the last ${target} known before it`,
  settings: (cell: string, hidden: string, lookback: string, width: string, backend: string, seed: string) =>
    `${cell} ${hidden}, lookback ${lookback}, beside mlp ${width}, as many weights without memory; ${backend}, seed ${seed}`,
  trained: (time: string, memory: string, row: string, cell: string) =>
    `trained in ${time}: ${cell} ${plural(memory, "epoch", "epochs")}, mlp ${row}, the best of each`,
  title: (tests: string, rows: string) =>
    `Past test: ${plural(rows, "row", "rows")} in ${plural(tests, "block", "blocks")} at the end, none seen in training`,
  noTest: "Too few rows for a past test.",
  r2: "R²",
  gloss: {
    mlp: "a net on the row alone",
    "linear-lags": "linear (ridge) on the last rows",
    linear: "linear (ridge) on the row",
    last: "the last known value",
    mean: "mean of training",
  } as Readonly<Record<string, string>>,
  withMemory: (cell: string) => `${cell}: a net on the rows so far`,
  helps: (net: string, other: string, lead: string, won: string, tests: string, off: string) =>
    `→ Memory helps: ${net} is off by ${off} a row, ${lead} less than ${other}, which sees one row at a time, and closer in ${won} of ${tests} tests.`,
  harms: (net: string, other: string, lead: string, won: string, tests: string, off: string) =>
    `→ Memory doesn't help here: ${net}, which sees one row at a time, is off by ${off} a row, ${lead} less than ${other}, and closer in ${won} of ${tests} tests.`,
  tie: (net: string, off: string, other: string, otherOff: string, won: string, needed: string, tests: string) =>
    `→ No gain from memory to speak of: ${net} is off by ${off} a row, ${other} by ${otherOff}; a gain takes 2 % and ${needed} of ${tests} tests, and ${net} was closer in ${won}.`,
  unjudged: (tests: string) => `→ Too few rows to say whether memory helps: ${plural(tests, "test", "tests")}, and it takes 3.`,
  simple: (best: string, off: string, lead: string, net: string) =>
    `A simple method is better still: ${best}, off by ${off} a row, ${lead} less than ${net}.`,
  close: (best: string, off: string, other: string) => `The least error has ${best}, off by ${off} a row, not clearly less than ${other}.`,
  first: (method: string) => `The values of ${method} go first.`,
  kept0: "Never negative in the past, so the values and their ranges stay at 0 or above.",
  stale: (target: string) =>
    `In the test the ${target} of the row before was known. Where it is not, the last one known stands in, and errors grow beyond what the ranges say.`,
  estimates: (method: string, target: string) => `${target} by ${method}`,
  value: "the value",
  estimate: "estimate",
  nothing: (target: string) =>
    `No row without ${target}, so nothing to estimate. Add rows that lack it, or use the kept model on others with --model.`,
  notKept: (flag: string) => `Not kept: add ${flag} for predictions.csv, the report, the model and run.json (same seed, same numbers).`,
  opened: (path: string, best: string) => `${path}  ${best} goes first, as its past test had it`,
  notes: {
    "column-left-out": ({ column }: Fields) => `${column} is left out: neither numbers nor categories`,
    "features-missing": ({ count }: Fields) => `${count} missing in the columns: the nets are told`,
    "times-again": () => "times that come again: rows in the file's order",
  } as Readonly<Record<string, (fields: Fields) => string>>,
};
