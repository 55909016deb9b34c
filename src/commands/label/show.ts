import { backendByName } from "../../backends/index.ts";
import { signalTerminal } from "../../charts/index.ts";
import type { CommandContext, Screen } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { laterOf } from "../../report/stretches.ts";
import type { LabelModel } from "../../tasks/label.ts";
import { wrap } from "../../text.ts";
import { columnsOf, type LabelRun, listedEvents } from "./record.ts";
import { glossText, scoresTable, verdictTexts } from "./scores.ts";

/** What a person sees of `label`: the test, a stretch of the signal with its events, and the first events. */

/** `lstm 32 in both directions, windows of 128 steps …`, what the background is, and how steps become events. */
export function settingsTexts(model: LabelModel, { words, numbers }: Speech): string[] {
  const { spec, found, classes, background } = model;
  const text = words.label;
  const hidden = spec.layers === 1 ? `${spec.hidden}` : `${spec.layers} × ${spec.hidden}`;
  const { reading } = model.parts.fitted;
  return [
    (spec.causal ? text.settingsCausal : text.settings)(
      spec.cell,
      hidden,
      `${found.lookback}`,
      backendByName(spec.backend).describe(),
      `${spec.seed}`,
    ),
    text.split[found.split](numbers.number(found.steps.train), numbers.number(found.steps.validation), numbers.number(found.steps.test)),
    reading.kind === "iob"
      ? text.tags(numbers.number(classes.length))
      : background === undefined
        ? text.noBackground(classes.join(", "), `${reading.minLength}`, `${reading.mergeGap}`)
        : text.background(
            background,
            classes.filter((name) => name !== background).join(", "),
            `${reading.minLength}`,
            `${reading.mergeGap}`,
          ),
  ];
}

/** Table, verdict, chart and first events, to standard output. `saved`: a model from a file, whose own test is not shown again. */
export function showRun(run: LabelRun, saved: boolean, context: CommandContext): void {
  const { words, numbers, out } = context;
  const { model, scores } = run;
  const text = words.label;
  const sentence = (line: string) => wrap(line, out.columns, "  ");
  const title = (steps: string, series: string) =>
    (saved ? text.titleSaved : run.data.form === "conll" ? text.titleWords : text.title)(steps, series);
  const tested =
    scores === undefined || scores.steps === 0
      ? saved
        ? []
        : sentence(text.noTest)
      : [
          ...sentence(title(numbers.number(scores.steps), numbers.number(scores.sequences))),
          scoresTable(scores, context, out.columns),
          ...sentence(`  ${glossText(scores, model, context)}`),
          ...verdictTexts(scores, model, context).flatMap(sentence),
        ];
  const lines = [...tested, ...chart(run, context, out), ...firstEvents(run, saved, context, out.columns)];
  out.write(`${lines.join("\n")}\n`);
}

/** Steps of the chart, at most. */
const shownSteps = 400;

/** A stretch of one channel of numbers, tested where there was a test, else asked for, with the labels as they are and as they were found. */
function chart({ data, sequences, model }: LabelRun, { words }: Speech, screen: Screen): string[] {
  const [name] = columnsOf(data, "features");
  const hasEvents = (k: number): boolean => sequences[k].events.length > 0;
  const of = (part: string) => sequences.findIndex(({ parts }, k) => parts.includes(part as "test") && hasEvents(k));
  const k = of("test") >= 0 ? of("test") : of("asked");
  if (name === undefined || k < 0 || screen.columns < 40) return [];
  const { steps, labels, truth } = data.sequences[k];
  const features = steps.features as ReadonlyMap<string, ArrayLike<number> | readonly string[]>;
  const column = features.get(name);
  if (column === undefined || typeof column[0] === "string") return [];
  const { parts, events, id } = sequences[k];
  const part = of("test") >= 0 ? "test" : "asked";
  const first = events.find((event) => parts[event.from] === part) ?? events[0];
  const begin = Math.max(parts.indexOf(part), first.from - 20);
  const end = Math.min(labels.length, begin + shownSteps);
  const hidden = model.background;
  const shown = (list: readonly string[]) => list.slice(begin, end).map((one) => (one === hidden ? "" : one));
  const found = new Array<string>(labels.length).fill("");
  for (const event of events) found.fill(event.label, event.from, event.to);
  const known = truth.slice(begin, end).some((one) => one !== "");
  const text = words.label;
  const drawing = signalTerminal(
    {
      values: Float64Array.from(column as ArrayLike<number>).subarray(begin, end),
      rows: [...(known ? [{ name: text.true, labels: shown(truth) }] : []), { name: text.foundRow, labels: found.slice(begin, end) }],
      ends: [labels[begin], labels[end - 1]],
    },
    { columns: screen.columns, unicode: screen.unicode, name },
  );
  return [...wrap(text.stretch[part](id ?? ""), screen.columns, "  "), drawing];
}

/** Events shown. */
const shown = 6;

/** The first events of what no training saw. */
function firstEvents(run: LabelRun, saved: boolean, { words, numbers }: Speech, width: number): string[] {
  const text = words.label;
  const all = listedEvents(run);
  if (all.length === 0) return wrap(text.nothing, width, "  ");
  const of = all.filter(({ part }) => part === all[0].part);
  const some = of.slice(0, of.length <= shown + 1 ? of.length : shown);
  const rows = some.map(({ series, start, end, label, steps, probability, text: own }) => [
    ...(series === null ? [] : [series]),
    own ?? (start === end ? start : `${start} … ${laterOf(start, end)}`),
    label,
    text.steps(numbers.number(steps)),
    numbers.percent(probability),
  ]);
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const last = widths.length - 1;
  const body = rows.flatMap((row) => {
    const line = `  ${row.map((cell, i) => (i >= last - 1 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")}`.trimEnd();
    return line.length <= width ? [line] : wrap(`  ${row.join(" ")}`, width, "    ");
  });
  const rest = of.length - rows.length;
  const title = (run.data.form === "conll" ? text.spans : text.events)(saved ? "" : text.parts[all[0].part], run.model.recommended);
  return [...wrap(title, width, "  "), ...body, ...(rest > 0 ? [`  ${text.moreEvents(numbers.number(rest))}`] : [])];
}
