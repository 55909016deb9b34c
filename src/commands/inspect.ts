import { fanTerminal, table } from "../charts/index.ts";
import { type Command, type CommandContext, command } from "../command.ts";
import { decimalsFor } from "../number-format.ts";
import { type CompleteValues, dataOptions } from "../option.ts";
import { readFile } from "../storage/node.ts";
import { cut, flow, wrap } from "../text.ts";
import { modelDocument } from "./inspect/document.ts";
import { insideOf } from "./inspect/inside.ts";
import { lookInside } from "./inspect/look.ts";
import { modelPath, notAModel, open } from "./inspect/model.ts";
import { pageOf } from "./inspect/page.ts";
import { showDiagnoses, showLook, showModel } from "./inspect/show.ts";
import { guessesOf, headOf, noticed, readFacts } from "./parts/describe.ts";
import { dynamicsBeside } from "./parts/dynamics.ts";
import { readSource, type Source } from "./parts/future.ts";
import { columnFacts, forecastLine, inspectDocument, planOf } from "./parts/inspection.ts";
import { checkFile, keepFile } from "./parts/keep.ts";
import { dataOf, type ReadData, type ReadRole } from "./parts/read.ts";
import { lineOf, word } from "./parts/run-file.ts";
import { needs } from "./parts/together.ts";

/** Options of how the data of a model are read, which a CSV alone has no use for. */
const ofModels = ["label", "events", "window", "step"] as const;
const flags = [...dataOptions, ...ofModels, "report", "json", "lang"] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** At most so many columns are listed. */
const mostColumns = 30;

/** A row a column: what it holds, what is missing, from where to where, and its role. */
function columnTable(source: Source, roles: readonly ReadRole[], { words, numbers, out }: CommandContext): string[] {
  const text = words.inspect;
  const right = (title: string) => ({ title, align: "right" as const });
  const left = (title: string) => ({ title, align: "left" as const });
  const rows = source.columns.slice(0, mostColumns).map((column) => {
    const { name, kind, missing, from, to, different, first } = columnFacts(column);
    const bounds = [from, to].filter((value) => typeof value === "number");
    const decimals = bounds.every(Number.isInteger) ? 0 : Math.max(2, decimalsFor(bounds));
    const shown = (value: string | number) => (typeof value === "number" ? numbers.number(value, decimals) : value);
    const range = from === null || to === null ? "–" : `${shown(from)} … ${shown(to)}`;
    const values = different === null || first === null ? range : text.different(numbers.number(different), cut(first, 20));
    const role = roles.find((one) => one.column === name);
    const named = role === undefined ? "" : role.guessed ? text.guessed(text.roles[role.role]) : text.roles[role.role];
    return [cut(name, 30), text.kinds[kind], numbers.number(missing), values, named];
  });
  const columns = [left(text.column), left(text.kind), right(text.missing), left(text.range), left(text.role)];
  const more = source.columns.length - rows.length;
  return [table({ columns, rows }, { columns: out.columns }), ...(more > 0 ? [`  ${text.moreColumns(numbers.number(more))}`] : [])];
}

function chart(data: ReadData, context: CommandContext): string {
  const { words, numbers, out } = context;
  const { series } = planOf(data);
  const shown = Math.max(0, series.labels.length - 8 * out.columns);
  const fan = {
    past: Array.from(series.series.target).slice(shown),
    pastTime: series.labels.slice(shown),
    point: [],
    ranges: [],
    time: [],
  };
  const fanWords = {
    history: words.chart.history,
    forecast: words.chart.forecast,
    range: (level: number) => words.chart.range(numbers.percent(level)),
    number: numbers.number,
  };
  const drawn = fanTerminal(fan, { words: fanWords, columns: out.columns, rows: 8, unicode: out.unicode, color: out.color });
  // Without the key of a forecast that isn't there.
  return drawn.slice(0, drawn.lastIndexOf("\n"));
}

function showData(source: Source, data: ReadData, line: string, context: CommandContext): void {
  const { words, numbers, out } = context;
  const text = words.inspect;
  const { season, lookback, series } = planOf(data);
  const { guessed, flags } = guessesOf(data, context);
  const rows = data.series.map(({ labels }) => labels.length);
  const [least, longest] = [rows.reduce((a, b) => Math.min(a, b), Infinity), rows.reduce((a, b) => Math.max(a, b), 0)];
  const several = data.series.length > 1;
  const titles = [words.forecast.read, words.forecast.noticed, words.forecast.guessed, text.series, text.would];
  const width = Math.max(...titles.map((title) => title.length));
  const part = (title: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : wrap(`  ${title.padEnd(width)}  ${parts.join(" · ")}`, out.columns, " ".repeat(Math.min(width + 4, 6)));
  const lengths = text.lengths(numbers.number(rows.length), numbers.number(least), numbers.number(longest));
  const span = text.span(series.labels[0] ?? "–", series.labels.at(-1) ?? "–");
  const lines = [
    ...wrap(headOf(data, context).join(", "), out.columns, "  "),
    ...part(words.forecast.read, [...readFacts(data, context), text.encoding(data.encoding)]),
    ...part(words.forecast.noticed, noticed(data, words)),
    ...part(words.forecast.guessed, guessed.length === 0 ? [] : [guessed.join(" · "), words.forecast.change(flags.join(" "))]),
    ...part(text.series, [text.forms[data.form], ...(several ? [lengths, span] : [])]),
    ...part(text.would, [text.season(numbers.number(season)), text.lookback(numbers.number(lookback))]),
    ...columnTable(source, data.roles, context),
    ...(several ? wrap(`  ${series.series.id ?? ""}`, out.columns, "  ") : []),
    chart(data, context),
    ...wrap(text.next, out.columns, "  "),
    ...flow([`  ${line}`], Math.max(out.columns, line.length + 2), "    "),
  ];
  out.write(`${lines.join("\n")}\n`);
}

/** `memoria inspect MODEL [DATA]`: what is in the model; and with data, what every lens sees. */
async function inspectModel(path: string, data: string | undefined, values: Values, context: CommandContext): Promise<void> {
  const { words, out, notes, given } = context;
  const opened = await open(path);
  const dynamics = dynamicsBeside(path) ?? null;
  const say = (text: string): unknown => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
  const seen = data === undefined ? undefined : await insideOf(opened.model, path, data, values);
  if (values.report !== undefined) checkFile("--report", values.report, data ?? path);
  const look = seen?.inside === undefined ? null : lookInside(seen.inside, seen.known);
  if (values.json) out.write(`${JSON.stringify(modelDocument(opened, look, seen, dynamics), undefined, 2)}\n`);
  else {
    showModel(opened, dynamics, context);
    if (look !== null) showLook(look, context);
    else if (seen?.inside !== undefined) showDiagnoses(seen.inside, seen.known, context);
  }
  if (data === undefined) say(words.lens.noData);
  else if (seen?.inside === undefined && opened.nets.length > 0) say(words.lens.tooFew);
  else if (opened.model.kind === "translate") say(words.lens.encoder);
  else if (seen?.inside?.loss === undefined) say(words.lens.noAnswers);
  if (values.report === undefined || data === undefined || look === null) return;
  await keepFile(
    values.report,
    pageOf(opened, data, look, dynamics, lineOf({ name: `inspect ${word(path)}` }, data, given, values), context),
  );
  say(words.forecast.keptFile(values.report));
}

/** `memoria inspect CSV`: what is in it, and how forecast would read it. Trains nothing. A model: what is in it, and what it does with data. */
export const inspectCommand: Command = command({
  name: "inspect",
  operand: { name: "FILE", required: true },
  second: { name: "DATA", required: false },
  options: flags,
  summary: (words) => words.commands.inspect,
  example: "memoria inspect sales.csv",
  async run(context, operand, values, second) {
    const file = operand ?? "";
    const model = await modelPath(file, readFile);
    if (model !== undefined) return inspectModel(model, second, values, context);
    if (second !== undefined) throw notAModel(file);
    if (values.report !== undefined) throw notAModel(file);
    const stray = ofModels.find((name) => context.given.has(name));
    if (stray !== undefined) throw needs(stray, "MODEL DATA");
    const own = { file, bytes: await readFile(file) };
    const future = values.future === undefined ? undefined : { file: values.future, bytes: await readFile(values.future) };
    const source = readSource(own, values, future);
    let data: ReadData;
    try {
      data = dataOf(own, source, values);
    } catch (error) {
      // Columns can be seen even where nothing says which of them to forecast.
      if (!values.json) context.out.write(`${columnTable(source, [], context).join("\n")}\n`);
      throw error;
    }
    if (values.json) context.out.write(`${JSON.stringify(inspectDocument(source, data, values), undefined, 2)}\n`);
    else showData(source, data, forecastLine(data, planOf(data).horizon, values), context);
  },
});
