import { signalTerminal } from "../../charts/index.ts";
import type { CommandContext, Screen } from "../../command.ts";
import type { Speech } from "../../message.ts";
import type { LabelModel } from "../../tasks/label.ts";
import { wrap } from "../../text.ts";
import type { ReadLabels } from "./data.ts";
import { columnsOf, type LabelRun, listedEvents } from "./record.ts";
import { glossText, scoresTable, verdictTexts } from "./scores.ts";

/** What a person sees of `label`: how the file was read, the test, a stretch of the signal with its events, and the first events. */

/** At most three names: `a,b…z`. */
const short = (names: readonly string[]) => (names.length > 3 ? `${names.slice(0, 2).join(",")}…${names.at(-1)}` : names.join(","));

/** How the file was read, what was noticed and guessed, and by which flags that changes. */
export function describe(data: ReadLabels, context: CommandContext): string {
  const { words, numbers, notes: screen } = context;
  const { forecast: text, label: own } = words;
  const titleWidth = Math.max(text.read.length, text.guessed.length, text.noticed.length);
  const part = (title: string, parts: readonly string[]) =>
    parts.length === 0
      ? []
      : wrap(`  ${title.padEnd(titleWidth)}  ${parts.join(" · ")}`, screen.columns, " ".repeat(Math.min(titleWidth + 4, 6)));
  const guesses = data.roles.filter(({ guessed }) => guessed);
  const guessed = guesses.map(({ role, columns }) => `${role}=${short(columns)}`);
  const wording = new Map(Object.entries({ ...words.notes, ...words.regress.notes, ...own.notes }));
  const many = data.sequences.length > 1;
  const head =
    data.form === "conll"
      ? [own.words(data.file, numbers.number(data.rows), numbers.number(data.sequences.length))]
      : [
          ...text.rows(data.file, numbers.number(data.rows), "", ""),
          ...(many ? [words.regress.sequences(numbers.number(data.sequences.length))] : []),
        ];
  const lines = [
    ...wrap(head.filter((one) => one !== "").join(", "), screen.columns, "  "),
    ...part(text.read, [
      ...(data.form === "conll" ? [own.conll] : []),
      ...(data.delimiter === "" ? [] : [text.columns(data.delimiter)]),
      ...(data.decimal === undefined ? [] : [text.decimal(data.decimal)]),
    ]),
    ...part(
      text.noticed,
      data.notes.map(({ code, fields }) => wording.get(code)?.(fields) ?? code),
    ),
    ...part(text.guessed, guessed.length === 0 ? [] : [guessed.join(" · "), text.change(guesses.map(({ role }) => `--${role}`).join(" "))]),
  ];
  return `${lines.join("\n")}\n`;
}

/** `lstm 32 in both directions, windows of 128 steps …`, what the background is, and how steps become events. */
export function settingsTexts(model: LabelModel, { words, numbers }: Speech): string[] {
  const { spec, found, classes, background } = model;
  const text = words.label;
  const hidden = spec.layers === 1 ? `${spec.hidden}` : `${spec.layers} × ${spec.hidden}`;
  const { reading } = model.parts.fitted;
  return [
    (spec.causal ? text.settingsCausal : text.settings)(spec.cell, hidden, `${found.lookback}`, spec.backend, `${spec.seed}`),
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

/** An end of the same day as its start is shown by its clock alone. */
const laterOf = (start: string, end: string): string => {
  const [day, clock] = end.split(/[T ]/);
  return clock !== undefined && start.startsWith(day) ? clock : end;
};

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
  const rest = all.length - rows.length;
  const title = (run.data.form === "conll" ? text.spans : text.events)(saved ? "" : text.parts[all[0].part], run.model.recommended);
  return [...wrap(title, width, "  "), ...body, ...(rest > 0 ? [`  ${text.moreEvents(numbers.number(rest))}`] : [])];
}
