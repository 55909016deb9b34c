import { numberMarks } from "../number-format.ts";
import type { OptionGroup } from "../option.ts";
import { englishExpectations } from "../option-value.ts";
import { classify } from "./en-classify.ts";
import { type ErrorCodes, type ErrorParts, errors } from "./en-errors.ts";
import { exercises } from "./en-exercises.ts";
import { figures } from "./en-figures.ts";
import { generate } from "./en-generate.ts";
import { inspect } from "./en-inspect.ts";
import { keep } from "./en-keep.ts";
import { label } from "./en-label.ts";
import { lens } from "./en-lens.ts";
import { lesson } from "./en-lesson.ts";
import { notes } from "./en-notes.ts";
import { options } from "./en-options.ts";
import { pages } from "./en-pages.ts";
import { regress } from "./en-regress.ts";
import { report } from "./en-report.ts";
import { translate } from "./en-translate.ts";

/** The English catalogue. Its type, `Messages`, is what every language must have: the same keys, the same fields. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

const groups: Record<OptionGroup, string> = {
  columns: "Columns",
  rows: "Rows",
  network: "Network",
  training: "Training",
  keep: "Keep",
  output: "Output",
};

const units = {
  step: ["step", "steps"],
  second: ["second", "seconds"],
  minute: ["minute", "minutes"],
  hour: ["hour", "hours"],
  day: ["day", "days"],
  week: ["week", "weeks"],
  month: ["month", "months"],
  quarter: ["quarter", "quarters"],
  year: ["year", "years"],
};
export type Unit = keyof typeof units;

export const en = {
  numbers: numberMarks.en,
  expectations: englishExpectations,
  options,
  groups,
  keep,

  count: (count: string, unit: Unit) => plural(count, units[unit][0], units[unit][1]),
  each: (unit: Unit): string => `${unit === "hour" ? "an" : "a"} ${units[unit][0]}`,

  help: {
    usage: "Usage: memoria <command> [FILE] [options]",
    usageOf: (line: string) => `Usage: memoria ${line} [options]`,
    guessed: "guessed where plain, and said",
    inSpanish: "--lang es: en español",
    example: "Example",
    standard: (value: string) => `default ${value}`,
    more: "memoria <command> --help: the options of a command",
  },
  commands: {
    forecast: "next values of one or many series, with ranges",
    backtest: "the same on the past: how far off it would have been",
    label: "a class for each step; events with start and end",
    classify: "a class for each sequence, with probabilities",
    regress: "a value for each row, with and without memory",
    inspect: "what is in a CSV or a model, and what it remembers",
    generate: "new text, music in ABC, or sequences of numbers",
    translate: "a target for each source: commands, spelling, dates",
    lesson: "the lesson on recurrent nets, claim by claim, measured",
    datasets: "data to try: the list, or one of them as CSV",
    demo: "RNN, GRU and LSTM on two real series (npm start)",
  },

  invalidOption: (flag: string) => `invalid ${flag}`,
  missingOption: (flag: string) => `missing ${flag}`,
  nothing: "nothing",
  errorSentence: ({ where, expected, got }: ErrorParts) => `${where}: expected ${expected}, got ${got}`,
  errorPrefix: "memoria: ",
  bug: (text: string) => `memoria stopped on a fault of its own: ${text}`,
  bugHint: "Run it again with MEMORIA_DEBUG=1 to see where, and please report that.",
  errors: errors as ErrorCodes,

  stopping: "Stopping after this step. Ctrl-C again exits at once.",
  stopped: "Stopped. Nothing was kept.",

  forecast: {
    rows: (file: string, rows: string, every: string, span: string) => [`${file}  ${plural(rows, "row", "rows")}`, every, span],
    every: (count: string, unit: Unit) =>
      count === "1" ? `one ${unit === "hour" ? "an" : "a"} ${units[unit][0]}` : `one every ${count} ${units[unit][1]}`,
    span: (from: string, to: string) => `${from} to ${to}`,
    many: (file: string, rows: string, series: string, each: string, end: string) =>
      `${file}  ${plural(rows, "row", "rows")}: ${series} series × ${each}${end === "" ? "" : ` to ${end}`}`,
    between: (least: string, most: string) => `${least} to ${most}`,
    knownAhead: (steps: string, columns: string) => `and ${steps} ahead with ${columns} only`,
    read: "read",
    guessed: "guessed",
    noticed: "noticed",
    change: (flags: string) => `change: ${flags}`,
    columns: (mark: string) => `${mark === "\t" ? "tab" : `"${mark}"`} between columns`,
    decimal: (mark: string): string => (mark === "," ? "decimal comma" : "decimal point"),
    noTime: "no time column: rows in order",
    trained: (cell: string, time: string, epochs: string, times: string, refit: boolean) =>
      `${cell}  trained in ${time}, ${plural(epochs, "epoch", "epochs")}${times === "1" ? "" : `, ${times} times: for the past tests${refit ? ", then on all rows" : ""}`}`,
    settings: (cell: string, hidden: string, lookback: string, season: string, backend: string, seed: string) =>
      `${cell} ${hidden}, lookback ${lookback}, ${season === "1" ? "no season" : `season ${season}`}, ${backend}, seed ${seed}`,
    kept0: "Never negative in the past, so the forecast and its ranges stay at 0 or above.",
    noRange: (levels: readonly string[]) => `No ${levels.join(" or ")} range: too few past errors to draw it from.`,
    moreRows: (count: string) => `… ${plural(count, "more row", "more rows")}`,
    notKept: (flag: string) => `Not kept: add ${flag} for forecast.csv, the report and the model (same seed, same numbers).`,
    kept: (where: string, files: string) => `Kept in ${where}: ${files}`,
    keptFile: (path: string) => `Kept: ${path}`,
    valuesOf: (method: string, steps: string) => `Forecast of ${method}, ${steps} ahead`,
  },

  notes,
  inspect,

  scores: {
    title: (tests: string, steps: string) => `Past test: ${plural(tests, "time", "times")} ${steps}, none seen in training`,
    method: "method",
    mae: "MAE",
    wape: "WAPE",
    mase: "MASE",
    smape: "sMAPE",
    stepAhead: "steps ahead",
    byStep: (one: boolean) => `Error by step ahead (${one ? "MAE" : "WAPE"})`,
    held: (level: string) => `${level} range held`,
    heldOf: (share: string, count: string) => `${share} of ${count}`,
    won: "won",
    wonOf: (won: string, tests: string) => `${won} of ${tests}`,
    explain:
      "MAE: mean error, in the target's unit · WAPE: as a share of the target · MASE under 1: better than naive in training · range held: tested values that fell in it · won: tests in which no other had less error",
    baselines: {
      naive: "last value",
      "seasonal-naive": "one season before",
      drift: "last value plus the mean step",
      mean: "mean of the past",
      theta: "half the line through the past, half its smoothed level",
      ets: "exponential smoothing, with the season taken out first",
    },
    before: (steps: string) => `${steps} before`,
    refitted: "Then trained again on all rows.",
    tested: "The tested net forecasts: --no-refit.",
    netWins: (winner: string, rival: string, lead: string, won: string, tests: string, off: string) =>
      `→ ${winner}: off by ${off}, ${lead} better than ${rival}, and closer in ${won} of ${tests} tests.`,
    simpleWins: (winner: string, rival: string, lead: string, won: string, tests: string, off: string) =>
      `→ ${winner} wins: off by ${off}, ${lead} better than ${rival}, and closer in ${won} of ${tests} tests. The net isn't worth it here.`,
    tie: (best: string, rival: string, lead: string, won: string, needed: string, tests: string, recommended: string, off: string) =>
      `→ A tie: ${best} is ${lead} better than ${rival}, and closer in ${won} of ${tests} tests; to win takes 2 % and ${needed} of ${tests}. ${recommended} (off by ${off}) goes first.`,
    narrow: (level: string, share: string) =>
      `Careful: its ${level} range held only ${share} of the tested values. Expect it to miss more often than it says.`,
    unjudged: (tests: string, recommended: string) =>
      `→ Too few rows for a verdict: ${plural(tests, "test", "tests")}, and it takes 3. ${recommended} goes first, unproven.`,
  },

  chart: {
    title: (name: string, steps: string) => `${name}: forecast, ${steps} ahead`,
    description: (last: string, from: string, to: string, level: string) =>
      `The last value is ${last}. The forecast ends at ${from}${level === "" ? "" : `, ${level} range ${to}`}.`,
    history: "past",
    forecast: "forecast",
    range: (level: string) => `${level} range`,
    naive: "naive",
  },

  report,
  pages,
  label,
  lens,
  regress,
  generate,
  translate,
  lesson,
  exercises,
  figures,
  classify,

  progress: {
    loss: (value: string) => `loss ${value}`,
    left: (time: string) => `${time} left`,
    round: (count: string) => `training ${count}`,
    refit: "on all rows",
    stop: "Ctrl-C stops",
  },

  datasets: {
    title: "Data to try: memoria datasets NAME > NAME.csv",
    rows: (count: string) => plural(count, "row", "rows"),
    /** Where a bundled series comes from: `given` is the data set's own text. */
    source: (_name: string, given: string) => given,
  },

  demo: {
    title: "memoria: an RNN, a GRU and an LSTM on real series, beside the naive forecasts.",
    series: (name: string, rows: string, from: string, to: string, source: string) => `${name}: ${rows} rows, ${from} to ${to}: ${source}`,
    next: "Now with your own CSV:",
    example: "npx memoria forecast sales.csv --target ventas --horizon 14 --out ventas/",
    data: "Data to try:",
    options: "All options:",
  },

  glossary: {
    forgetGate: "forget gate",
    inputGate: "input gate",
    outputGate: "output gate",
    candidate: "candidate",
    cellState: "cell state",
    hiddenLayer: "hidden layer",
    hiddenState: "hidden state",
    step: "step",
    oneToMany: "one to many",
    manyToOne: "many to one",
    vanishingGradient: "vanishing gradient",
    explodingGradient: "exploding gradient",
    backpropagationThroughTime: "backpropagation through time",
    forecast: "forecast",
    horizon: "horizon",
    window: "window",
    seed: "seed",
    epoch: "epoch",
    learningRate: "learning rate",
    clipping: "clipping",
    interval: "interval",
    baseline: "baseline",
  },
};

export type Messages = typeof en;
