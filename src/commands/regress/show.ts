import { backendByName } from "../../backends/index.ts";
import type { Fan } from "../../chart.ts";
import { fanTerminal } from "../../charts/index.ts";
import type { CommandContext, Screen } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import type { RegressModel } from "../../tasks/regress.ts";
import { wrap } from "../../text.ts";
import { askedRows, type RegressRun } from "./record.ts";
import { glossText, narrowTexts, scoresTable, verdictTexts } from "./scores.ts";

/** What a person sees of `regress`: the past test, whether memory helps, a chart and the first values. */

/** `lstm 32, lookback 32, beside mlp 2 × 68 …`. */
export function settingsText({ spec, found, parts }: RegressModel, { words }: Speech): string {
  const width = parts.fitted.nets.row.parameters().get("0.bias")?.size ?? 0;
  return words.regress.settings(
    spec.cell,
    spec.layers === 1 ? `${spec.hidden}` : `${spec.layers} × ${spec.hidden}`,
    `${found.lookback}`,
    `${spec.layers + 1} × ${width}`,
    backendByName(spec.backend).describe(),
    `${spec.seed}`,
  );
}

/** Table, verdict, chart and first values, to standard output. `saved`: a model from a file, whose test is not shown again. */
export function showRun(run: RegressRun, saved: boolean, context: CommandContext): void {
  const { words, numbers, out } = context;
  const { model } = run;
  const { scores, found } = model;
  const text = words.regress;
  const sentence = (line: string) => wrap(line, out.columns, "  ");
  const tested =
    scores.tests === 0
      ? sentence(text.noTest)
      : [
          ...sentence(text.title(numbers.number(scores.tests), numbers.number(scores.rows))),
          scoresTable(model, context, out.columns),
          ...sentence(`  ${glossText(model, context)}`),
        ];
  const lines = [
    ...(saved ? [] : [...tested, ...verdictTexts(model, context).flatMap(sentence)]),
    ...narrowTexts(model, context).flatMap(sentence),
    ...(found.nonNegative ? sentence(text.kept0) : []),
    ...(isStale(run) ? sentence(text.stale(run.target ?? text.value)) : []),
    ...chart(run, context, out),
    ...firstValues(run, context, out.columns),
  ];
  out.write(`${lines.join("\n")}\n`);
}

/** Is a row asked for whose row before has no known target, though the test had one? */
function isStale({ data, model, estimates }: RegressRun): boolean {
  if (!model.spec.pastTarget) return false;
  return estimates.some((own, k) => askedRows(own).some((row) => row > 0 && Number.isNaN(data.sequences[k].target[row - 1])));
}

/** Where the rows of one series that were asked for are its last ones: they, and known values of the target before them. */
export function fanOf({ data, estimates }: RegressRun): Fan | undefined {
  if (estimates.length !== 1) return undefined;
  const [{ target, labels }] = data.sequences;
  const rows = askedRows(estimates[0]);
  const from = rows[0];
  if (rows.length < 2 || from < 2 || rows.length !== target.length - from || Number.isNaN(target[from - 1])) return undefined;
  const end = Math.min(target.length, from + 200);
  const before = Math.max(0, from - Math.max(24, 3 * (end - from)));
  const { point, intervals } = estimates[0];
  return {
    past: target.subarray(before, from),
    pastTime: labels.slice(before, from),
    point: point.subarray(from, end),
    time: labels.slice(from, end),
    ranges: intervals.map(({ level, lower, upper }) => ({ level, lower: lower.subarray(from, end), upper: upper.subarray(from, end) })),
  };
}

function chart(run: RegressRun, { words, numbers }: Speech, screen: Screen): string[] {
  const fan = fanOf(run);
  if (fan === undefined) return [];
  const named = {
    history: words.chart.history,
    forecast: `${words.regress.estimate} (${run.model.recommended})`,
    range: (level: number) => words.chart.range(numbers.percent(level)),
    number: numbers.number,
  };
  const { columns, unicode, color } = screen;
  return [fanTerminal(fan, { words: named, columns, rows: columns >= 120 ? 14 : 10, unicode, color })];
}

/** Rows shown. */
const shown = 6;

/** The first values of the recommended method with their narrowest range. */
function firstValues({ data, estimates, model, target }: RegressRun, { words, numbers }: Speech, width: number): string[] {
  const text = words.regress;
  const all = estimates.flatMap((own, k) => askedRows(own).map((row) => ({ own, k, row })));
  if (all.length === 0) return wrap(text.nothing(target ?? text.value), width, "  ");
  // "1 more row" takes the line that the row itself would.
  const some = all.slice(0, all.length <= shown + 1 ? all.length : shown);
  const rangeOf = ({ own }: (typeof all)[number]) => [...own.intervals].sort((a, b) => a.level - b.level)[0];
  const decimals = decimalsFor(some.flatMap((one) => [one.own.point[one.row], rangeOf(one)?.upper[one.row] ?? 0]));
  const value = (number: number) => numbers.number(number, decimals);
  const rows = some.map((one) => {
    const range = rangeOf(one);
    const { id } = data.sequences[one.k].rows;
    const bounds =
      range === undefined ? "" : `${numbers.percent(range.level)}: ${value(range.lower[one.row])} … ${value(range.upper[one.row])}`;
    return [...(id === undefined ? [] : [id]), data.sequences[one.k].labels[one.row], value(one.own.point[one.row]), bounds];
  });
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const body = rows.flatMap((row) => {
    const line =
      `  ${row.map((cell, i) => (i === widths.length - 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")}`.trimEnd();
    return line.length <= width ? [line] : wrap(row.join(" ").trimEnd(), width, "  ");
  });
  const rest = all.length - rows.length;
  const title = text.estimates(model.recommended, target ?? text.value);
  return [...wrap(title, width, "  "), ...body, ...(rest > 0 ? [`  ${words.forecast.moreRows(numbers.number(rest))}`] : [])];
}
