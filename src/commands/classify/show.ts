import { backendByName } from "../../backends/index.ts";
import { confusionTerminal, table } from "../../charts/index.ts";
import type { CommandContext } from "../../command.ts";
import type { Speech } from "../../message.ts";
import type { ClassifyModel } from "../../tasks/classify.ts";
import { wrap } from "../../text.ts";
import type { Answer, ClassifyRun } from "./record.ts";

/** What a person sees of `classify`: the test, the confusion matrix, how sure the net is, and some classes. */

/** `lstm 32, both directions, 5 nets …`. */
export function settingsText({ spec, parts }: ClassifyModel, { words, numbers }: Speech): string {
  const { nets, input } = parts.fitted;
  const size = spec.layers === 1 ? `${spec.hidden}` : `${spec.layers} × ${spec.hidden}`;
  const rows = input.kind === "numbers" && input.rows > 1 ? numbers.number(input.rows) : "";
  return words.classify.settings(
    spec.cell,
    size,
    numbers.number(nets.length),
    rows,
    backendByName(spec.backend).describe(),
    `${spec.seed}`,
  );
}

/** Table, matrix, verdict and classes, to standard output. `saved`: a model from a file, whose test is not shown again. */
export function showRun(run: ClassifyRun, saved: boolean, context: CommandContext): void {
  const { out } = context;
  const lines = [...(saved ? [] : testLines(run, context)), ...answerLines(run, context)];
  out.write(`${lines.join("\n")}\n`);
}

function testLines({ model, tested }: ClassifyRun, context: CommandContext): string[] {
  const { words, numbers, out } = context;
  const { scores } = model;
  const text = words.classify;
  const sentence = (line: string) => wrap(line, out.columns, "  ");
  const rows = scores.methods.map(({ name, accuracy, macroF1, logLoss }) => [
    name,
    numbers.percent(accuracy, 1),
    numbers.number(macroF1, 3),
    logLoss === null ? "–" : numbers.number(logLoss, 3),
  ]);
  const columns = [text.method, text.accuracy, text.macroF1, text.logLoss].map((title, k) => ({
    title,
    align: k === 0 ? ("left" as const) : ("right" as const),
  }));
  return [
    ...sentence(
      tested === undefined
        ? text.title(numbers.number(scores.n), numbers.number(scores.recordings))
        : text.titleApart(tested.file, numbers.number(scores.n)),
    ),
    table({ columns, rows }, { columns: out.columns }),
    ...sentence(`  ${glossText(model, context)}`),
    ...matrixLines(model, context),
    ...verdictTexts(model, context).flatMap(sentence),
  ];
}

/** What the methods are. */
export const glossText = ({ spec, parts }: ClassifyModel, { words }: Speech): string =>
  words.classify.gloss(spec.cell, parts.fitted.input.kind === "text");

/** The verdict, how probabilities were made to hold, and whether all data were trained on. */
export function verdictTexts(model: ClassifyModel, speech: Speech): string[] {
  const { words, numbers } = speech;
  const { before, after, temperature } = model.scores.calibration;
  return [
    verdictText(model, speech),
    ...(before === null || after === null
      ? []
      : [words.classify.calibrated(numbers.number(temperature, 2), numbers.number(before, 3), numbers.number(after, 3))]),
    ...(model.found.refitted ? [words.classify.refitted] : []),
  ];
}

/** The matrix; where it has no room, the pairs that are mixed up most. */
function matrixLines({ scores, classes }: ClassifyModel, { words, numbers, out }: CommandContext): string[] {
  const text = words.classify;
  const { confusion } = scores;
  const style = { columns: out.columns, corner: text.isGiven, number: (count: number) => numbers.number(count) };
  const matrix = confusionTerminal({ labels: classes, counts: confusion }, style);
  if (matrix !== "") return [matrix];
  const pairs = confusion
    .flatMap((row, actual) => row.map((count, given) => ({ actual, given, count })))
    .filter(({ actual, given, count }) => actual !== given && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 5);
  if (pairs.length === 0) return [];
  const said = pairs.map(({ actual, given, count }) => text.mixed(classes[actual], classes[given], numbers.number(count)));
  return wrap(`  ${text.mixedUp} ${said.join(" · ")}`, out.columns, "    ");
}

function verdictText({ scores, spec }: ClassifyModel, { words, numbers }: Speech): string {
  const text = words.classify;
  const { outcome, rival, onlyNet, onlyRival } = scores.verdict;
  const right = (name: string) => numbers.percent(scores.methods.find((method) => method.name === name)?.accuracy ?? Number.NaN, 1);
  const [net, other] = [right(spec.cell), right(rival)];
  if (onlyNet + onlyRival === 0) return text.same(spec.cell, net, rival);
  const said = outcome === "win" ? text.wins : outcome === "loss" ? text.loses : text.ties;
  return said(spec.cell, net, rival, other, numbers.number(onlyNet), numbers.number(onlyRival));
}

/** Sequences shown. */
const shown = 6;

/** Those asked for, else the test's: the mistakes first, then the least sure. */
function answerLines({ answers, model }: ClassifyRun, { words, numbers, out }: CommandContext): string[] {
  const text = words.classify;
  const asked = answers.filter(({ part }) => part === "asked");
  const wrong = ({ actual, predicted }: Answer) => actual !== "" && actual !== predicted;
  const all = asked.length > 0 ? asked : [...answers].sort((a, b) => Number(wrong(b)) - Number(wrong(a)) || a.probability - b.probability);
  if (all.length === 0) return [];
  // "1 more" takes the line that it would.
  const some = all.slice(0, all.length <= shown + 1 ? all.length : shown);
  const known = asked.filter(({ actual }) => actual !== "" && model.classes.includes(actual));
  const right = known.filter(({ actual, predicted }) => actual === predicted).length;
  const rows = some.map((one) => [one.name, one.predicted, numbers.percent(one.probability), wrong(one) ? text.is(one.actual) : ""]);
  const widths = [0, 1, 2].map((k) => Math.max(...rows.map((row) => row[k].length)));
  const body = rows.flatMap(([name, label, share, note]) => {
    const line = `  ${name.padEnd(widths[0])}  ${label.padEnd(widths[1])}  ${share.padStart(widths[2])}  ${note}`.trimEnd();
    return line.length <= out.columns ? [line] : wrap(`  ${[name, label, share, note].join(" ").trimEnd()}`, out.columns, "    ");
  });
  const rest = all.length - some.length;
  return [
    ...wrap(asked.length > 0 ? text.given : text.hardest, out.columns, "  "),
    ...body,
    ...(rest > 0 ? [`  ${text.more(numbers.number(rest))}`] : []),
    ...(known.length > 0 ? wrap(text.known(numbers.number(known.length), numbers.number(right)), out.columns, "  ") : []),
  ];
}
