import { type Command, type CommandContext, command } from "../command.ts";
import { OptionError } from "../errors.ts";
import { type CompleteValues, flagOf, labelerOptions, type OptionName } from "../option.ts";
import { readFile } from "../storage/node.ts";
import { type LabelModel, labeler } from "../tasks/label.ts";
import { wrap } from "../text.ts";
import type { ReadLabels } from "./label/data.ts";
import { describe } from "./label/describe.ts";
import { openModel } from "./label/opened.ts";
import { pageOf } from "./label/page.ts";
import { readLabels } from "./label/read.ts";
import { eventsCsv, type LabelRun, labelDocument, labelledSequences, labelsCsv } from "./label/record.ts";
import { settingsTexts, showRun } from "./label/show.ts";
import type { PageInput } from "./parts/facts.ts";
import { checkFile, checkFolder, keepFile, keepFolder } from "./parts/keep.ts";
import { startTraining } from "./parts/progress.ts";
import { lineOf, modelFile, reportFile } from "./parts/run-file.ts";

const flags = [
  ...(["time", "id", "label", "events", "features", "form", "decimal", "order"] as const),
  ...labelerOptions,
  ...(["out", "csv", "report", "save", "model", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** What a saved model has of its own; the background is also that of a file of events. */
const ofModels = [...labelerOptions.filter((name) => name !== "background"), "features", "save"] as const;

function excludes(flag: OptionName, other: OptionName, hint: string): OptionError {
  return new OptionError({
    code: "option-excludes",
    where: flagOf(flag),
    expected: `not to stand beside ${flagOf(other)}`,
    got: "both",
    hint,
    fields: { flag: flagOf(flag), other: flagOf(other) },
  });
}

/** Throws OptionError `option-excludes`. */
function checkTogether(given: ReadonlySet<OptionName>): void {
  if (given.has("label") && given.has("events")) throw excludes("label", "events", "labels come from a column or from a file of events");
  if (!given.has("model")) return;
  const own = ofModels.find((name) => given.has(name));
  if (own !== undefined) throw excludes(own, "model", "a saved model has its own; to change it, train without --model");
}

/** Trains with a progress bar, and says how that ended. Fails when the signal is aborted. */
async function train(
  values: Values,
  data: ReadLabels,
  context: CommandContext,
): Promise<{ readonly model: LabelModel; readonly curves: PageInput["curves"] }> {
  const { words, numbers, signal } = context;
  const options = Object.fromEntries(labelerOptions.map((name) => [name, values[name]]));
  const training = startTraining(values.cell, context);
  try {
    const model = await labeler(options).fit(
      data.sequences.map(({ steps }) => steps),
      { signal, onProgress: training.report, workers: values.workers },
    );
    signal.throwIfAborted();
    training.stop();
    say(words.label.trained(numbers.seconds(training.seconds()), numbers.number(model.found.epochs)), context);
    for (const text of settingsTexts(model, context)) say(text, context);
    return { model, curves: training.curves() };
  } finally {
    training.stop();
  }
}

const say = (text: string, { notes }: CommandContext): void => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);

/** `memoria label CSV`. */
export const labelCommand: Command = command({
  name: "label",
  operand: { name: "FILE", required: true },
  options: flags,
  summary: (words) => words.commands.label,
  example: "memoria label sensor.csv --events events.csv --out found/",
  async run(context, operand, values) {
    const { words, out, notes } = context;
    const file = operand ?? "";
    checkTogether(context.given);
    if (values.out !== undefined) checkFolder(values.out, "label");
    for (const name of ["csv", "report", "save"] as const) {
      const path = values[name];
      if (path !== undefined) checkFile(flagOf(name), path, file);
    }
    const opened = values.model === undefined ? undefined : await openModel(values.model);
    const events = values.events === undefined ? undefined : { file: values.events, bytes: await readFile(values.events) };
    const background = values.background ?? (events === undefined ? undefined : opened?.model.background);
    const known = opened && { ...opened.columns, features: opened.model.features, tokens: opened.model.tokens };
    const data = readLabels(file, await readFile(file), { ...values, background }, events, known);
    notes.write(describe(data, context));
    if (opened !== undefined) say(words.label.opened(opened.path, opened.model.recommended), context);
    const { model, curves } = opened === undefined ? await train(values, data, context) : { ...opened, curves: undefined };
    const steps = data.sequences.map((own) => own.steps);
    const labelled = await model.predictAll({ sequences: steps });
    const labels = data.sequences.some(({ truth }) => truth.some((name) => name !== ""));
    const scores = opened === undefined ? model.scores : labels ? await model.evaluate(steps) : undefined;
    const run: LabelRun = { data, model, scores, sequences: labelledSequences(data, model, labelled) };
    const page = () => pageOf(run, { line: lineOf({ name: "label" }, file, context.given, values), curves }, context);

    if (values.json) out.write(`${JSON.stringify(labelDocument(run), undefined, 2)}\n`);
    else showRun(run, opened !== undefined, context);

    if (values.out !== undefined) {
      const names = await keepFolder(values.out, { memoria: context.version, ...labelDocument(run) }, [
        ["labels.csv", labelsCsv(run)],
        ["events.csv", eventsCsv(run)],
        [reportFile, page()],
        [modelFile, (path) => model.save(path)],
      ]);
      say(words.forecast.kept(values.out, names.join(", ")), context);
    }
    if (values.csv !== undefined) await keepFile(values.csv, labelsCsv(run));
    if (values.report !== undefined) await keepFile(values.report, page());
    if (values.save !== undefined) await model.save(values.save);
    const single = [values.csv, values.report, values.save].filter((path) => path !== undefined);
    for (const path of single) say(words.forecast.keptFile(path), context);
    if (values.out === undefined && single.length === 0) say(words.label.notKept(`--out ${data.name}/`), context);
  },
});
