import type { Fan, FanWords } from "../../chart.ts";
import { fanTerminal, table } from "../../charts/index.ts";
import type { CommandContext, Screen } from "../../command.ts";
import type { MethodScore } from "../../evaluation.ts";
import type { Messages, Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import { wrap } from "../../text.ts";
import type { Verdict } from "../../verdict.ts";
import type { ReadOne } from "./read.ts";
import { methodForecasts, type Run } from "./record.ts";

/** What a person sees of a forecast: how the data were read, the past test, the verdict, the chart and the first values. */

/** `12 months`, `1 step`. */
export function stepsText(count: number, frequency: ReadOne["frequency"], { words, numbers }: Speech): string {
  const unit = frequency?.count === 1 && frequency.unit !== "index" && frequency.unit !== "millisecond" ? frequency.unit : "step";
  return words.count(numbers.number(count), unit);
}

/** A title and its facts, on as few lines as the width allows. */
function facts(title: string, parts: readonly string[], width: number, titleWidth: number): string[] {
  if (parts.length === 0) return [];
  return wrap(`  ${title.padEnd(titleWidth)}  ${parts.join(" · ")}`, width, " ".repeat(Math.min(titleWidth + 4, 6)));
}

/** How the file was read, what was noticed and guessed, and by which flags that changes. */
export function describe(data: ReadOne, context: CommandContext): string {
  const { words, numbers, notes: screen } = context;
  const text = words.forecast;
  const { frequency, labels, time, target } = data;
  const unit = frequency === undefined || frequency.unit === "index" || frequency.unit === "millisecond" ? undefined : frequency.unit;
  const every = unit === undefined || frequency === undefined ? "" : text.every(numbers.number(frequency.count), unit);
  const span = time === undefined ? "" : text.span(labels[0], labels[labels.length - 1]);
  const guesses = [
    ...(time?.guessed ? [{ what: `time=${time.column}`, flag: "--time" }] : []),
    ...(time === undefined ? [{ what: text.noTime, flag: "--time" }] : []),
    ...(target.guessed ? [{ what: `target=${target.column}`, flag: "--target" }] : []),
  ];
  const guessed = guesses.map(({ what }) => what);
  if (guessed.length > 0) guessed.push(text.change(guesses.map(({ flag }) => flag).join(" ")));
  const read = [
    ...(data.delimiter === "" ? [] : [text.columns(data.delimiter)]),
    ...(data.decimal === undefined ? [] : [text.decimal(data.decimal)]),
  ];
  const titleWidth = Math.max(text.read.length, text.guessed.length, text.noticed.length);
  const lines = [
    ...wrap(
      text
        .rows(data.file, numbers.number(data.rows), every, span)
        .filter((part) => part !== "")
        .join(", "),
      screen.columns,
      "  ",
    ),
    ...facts(text.read, read, screen.columns, titleWidth),
    ...facts(text.noticed, noticed(data, words), screen.columns, titleWidth),
    ...facts(text.guessed, guessed, screen.columns, titleWidth),
  ];
  return `${lines.join("\n")}\n`;
}

function noticed({ notes }: ReadOne, words: Messages): string[] {
  const wording = new Map<string, (fields: Readonly<Record<string, string | number>>) => string>(Object.entries(words.notes));
  return notes.map(({ code, fields }) => wording.get(code)?.(fields) ?? code);
}

/** What the simple methods do: `naive: last value · drift: …`; those of `methods`, or all. */
export function glossText({ words }: Speech, methods?: readonly MethodScore[]): string {
  return Object.entries(words.scores.baselines)
    .filter(([name]) => methods === undefined || methods.some((method) => method.name === name))
    .map(([name, gloss]) => `${name}: ${gloss}`)
    .join(" · ");
}

/** Tested values from which a range's share tells something, and how far below its level that share must lie to be said. */
const narrowFrom = { n: 20, below: 0.1 };

/** A sentence where the recommended method's narrowest range held far less often than it promises; else empty. */
export function narrowText(methods: readonly MethodScore[], recommended: string, { words, numbers }: Speech): string {
  const range = methods.find(({ name }) => name === recommended)?.ranges[0];
  if (range === undefined || range.held === null || range.n < narrowFrom.n || range.held > range.level - narrowFrom.below) return "";
  return words.scores.narrow(numbers.percent(range.level), numbers.percent(range.held));
}

/** The past test as a table: nets and simple methods by rolling origin. */
export function scoresTable(methods: readonly MethodScore[], origins: number, speech: Speech, width: number): string {
  const { words, numbers } = speech;
  const level = methods[0]?.ranges[0]?.level;
  const decimals = decimalsFor(maes(methods));
  const right = (title: string) => ({ title, align: "right" as const });
  const columns = [
    { title: words.scores.method, align: "left" as const },
    ...[words.scores.mae, words.scores.wape, words.scores.mase].map(right),
    ...(level === undefined ? [] : [right(words.scores.held(numbers.percent(level)))]),
    right(words.scores.won),
  ];
  const rows = methods.map(({ name, mae, wape, mase, ranges, won }) => {
    const range = ranges.find((candidate) => candidate.level === level);
    const held =
      range === undefined || range.held === null ? "–" : words.scores.heldOf(numbers.percent(range.held), numbers.number(range.n));
    return [
      name,
      numbers.number(mae ?? NaN, decimals),
      wape === null ? "–" : numbers.percent(wape, 1),
      numbers.number(mase ?? NaN, 2),
      ...(level === undefined ? [] : [held]),
      words.scores.wonOf(numbers.number(won), numbers.number(origins)),
    ];
  });
  return table({ columns, rows }, { columns: width });
}

const maes = (methods: readonly MethodScore[]) => methods.map(({ mae }) => mae ?? NaN);

/** The verdict in a plain sentence: how much better the winner is than the best of the other kind, in how many of the tests. */
export function verdictText(methods: readonly MethodScore[], verdict: Verdict, recommended: string, speech: Speech): string {
  const { words, numbers } = speech;
  const { outcome, winner, rival, lead, won, origins } = verdict;
  const tests = numbers.number(origins);
  if (outcome === "none" || winner === null || rival === null) return words.scores.unjudged(tests, recommended);
  const first = methods.find(({ name }) => name === (outcome === "tie" ? recommended : winner));
  const off = numbers.number(first?.mae ?? NaN, decimalsFor(maes(methods)));
  if (outcome === "tie") {
    const needed = numbers.number(verdict.needed);
    return words.scores.tie(winner, rival, numbers.percent(lead ?? NaN, 1), numbers.number(won), needed, tests, recommended, off);
  }
  const sentence = first?.kind === "net" ? words.scores.netWins : words.scores.simpleWins;
  return sentence(winner, rival, numbers.percent(lead ?? NaN, 1), numbers.number(won), tests, off);
}

/** The fan chart's data: the last rows of the past, as many as read well, and the recommended forecast. */
export function fanOf(run: Run): Fan {
  const { data, options, result } = run;
  const [first] = methodForecasts(run);
  const shown = Math.max(24, 5 * options.horizon);
  const from = Math.max(0, data.series.target.length - shown);
  return {
    past: Array.from(data.series.target).slice(from),
    pastTime: data.labels.slice(from),
    point: first.point,
    ranges: first.intervals,
    time: data.ahead(options.horizon),
    ...(first.method !== "naive" && result.baselines.naive !== undefined && { naive: result.baselines.naive }),
  };
}

export function fanWords(run: Run, speech: Speech): FanWords {
  const { words, numbers } = speech;
  const fan = fanOf(run);
  const end = fan.point.length - 1;
  const range = fan.ranges[0];
  const decimals = decimalsFor(Array.from(fan.point));
  const value = (number: number) => numbers.number(number, decimals);
  const bounds = range === undefined ? "" : `${value(range.lower[end])} … ${value(range.upper[end])}`;
  return {
    title: words.chart.title(
      `${run.data.target.column} (${run.result.recommended})`,
      stepsText(run.options.horizon, run.data.frequency, speech),
    ),
    description: words.chart.description(
      value(fan.past[fan.past.length - 1]),
      value(fan.point[end]),
      bounds,
      range === undefined ? "" : numbers.percent(range.level),
    ),
    history: words.chart.history,
    forecast: words.chart.forecast,
    naive: words.chart.naive,
    range: (level) => words.chart.range(numbers.percent(level)),
    number: numbers.number,
  };
}

export function terminalChart(run: Run, speech: Speech, screen: Screen): string {
  const rows = screen.columns >= 120 ? 14 : 10;
  return fanTerminal(fanOf(run), {
    words: fanWords(run, speech),
    columns: screen.columns,
    rows,
    unicode: screen.unicode,
    color: screen.color,
  });
}

/** The first values of the recommended forecast with their narrowest range. */
export function firstValues(run: Run, speech: Speech, width: number, most = 6): string {
  const { words, numbers } = speech;
  const [{ method, point, intervals }] = methodForecasts(run);
  const labels = run.data.ahead(run.options.horizon);
  const [range] = [...intervals].sort((a, b) => a.level - b.level);
  const decimals = decimalsFor([...Array.from(point), ...(range === undefined ? [] : Array.from(range.upper))]);
  const value = (number: number) => numbers.number(number, decimals);
  // "1 more row" takes the line that the row itself would.
  const rows = labels.slice(0, labels.length <= most + 1 ? labels.length : most).map((label, step) => {
    const bounds =
      range === undefined ? [] : [`${numbers.percent(range.level)}: ${value(range.lower[step])} … ${value(range.upper[step])}`];
    return [label, value(point[step]), ...bounds];
  });
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const body = rows.flatMap((row) => {
    const line = `  ${row.map((cell, i) => (i === 1 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")}`.trimEnd();
    return line.length <= width ? [line] : wrap(row.join(" "), width, "  ");
  });
  const rest = labels.length - rows.length;
  const title = words.forecast.valuesOf(method, stepsText(labels.length, run.data.frequency, speech));
  return [...wrap(title, width, "  "), ...body, ...(rest > 0 ? [`  ${words.forecast.moreRows(numbers.number(rest))}`] : [])].join("\n");
}
