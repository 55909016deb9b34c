import { type Command, type CommandContext, command } from "../command.ts";
import { load } from "../load.ts";
import { type CompleteValues, labelerOptions } from "../option.ts";
import { readFile } from "../storage/node.ts";
import type { TaskOptions } from "../task.ts";
import { type LabelModel, labeler } from "../tasks/label.ts";
import type { ReadLabels } from "./label/data.ts";
import { describe } from "./label/describe.ts";
import { rememberedBy } from "./label/opened.ts";
import { pageOf } from "./label/page.ts";
import { readLabels } from "./label/read.ts";
import { eventsCsv, type LabelRun, labelDocument, labelledSequences, labelsCsv } from "./label/record.ts";
import { settingsTexts, showRun } from "./label/show.ts";
import { checkup } from "./parts/checkup.ts";
import { modelPath } from "./parts/opened.ts";
import { checkOutputs, keepOutputs } from "./parts/outputs.ts";
import { lineOf } from "./parts/run-file.ts";
import { say } from "./parts/say.ts";
import { checkTogether, excludes, givenUpdate } from "./parts/together.ts";
import { trainTask } from "./parts/train.ts";

const flags = [
  ...(["time", "id", "label", "events", "features", "form", "decimal", "order"] as const),
  ...labelerOptions,
  ...(["out", "csv", "report", "save", "model", "update", "resume", "dynamics", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** What a saved model has of its own; the background is also that of a file of events. */
const ofModels = [...labelerOptions.filter((name) => name !== "background"), "features"] as const;

/** A new model, or a saved one trained on; says how that ended. */
async function train(values: Values, data: ReadLabels, opened: LabelModel | undefined, context: CommandContext) {
  const { words, numbers, given } = context;
  const steps = data.sequences.map((own) => own.steps);
  const options = Object.fromEntries(labelerOptions.map((name) => [name, values[name]]));
  const work = (task: TaskOptions) =>
    opened === undefined ? labeler(options).fit(steps, task) : opened.update(steps, { ...task, ...givenUpdate(given, values) });
  const training = await trainTask({ command: "label", file: data.file, label: opened?.spec.cell ?? values.cell, work }, values, context);
  const { model, bar } = training;
  if (opened === undefined) {
    say(words.label.trained(numbers.seconds(bar.seconds()), numbers.number(model.found.epochs)), context);
    for (const text of settingsTexts(model, context)) say(text, context);
  }
  return training;
}

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
    const { given } = context;
    if (given.has("label") && given.has("events")) throw excludes("label", "events", "labels come from a column or from a file of events");
    checkTogether(given, { own: ofModels });
    checkOutputs(values, "label", file);
    const path = values.model === undefined ? undefined : modelPath(values.model);
    const opened = path === undefined ? undefined : await load(path, "label");
    const events = values.events === undefined ? undefined : { file: values.events, bytes: await readFile(values.events) };
    const background = values.background ?? (events === undefined ? undefined : opened?.background);
    const known = opened && rememberedBy(opened, path ?? "");
    const data = readLabels(file, await readFile(file), { ...values, background }, events, known);
    notes.write(describe(data, context));
    if (path !== undefined && opened !== undefined) say(words.label.opened(path, opened.recommended), context);
    const training = opened === undefined || values.update ? await train(values, data, opened, context) : undefined;
    const model = training?.model ?? (opened as LabelModel);
    if (path !== undefined && training !== undefined) say(words.keep.updatedOnly(path), context);
    const steps = data.sequences.map((own) => own.steps);
    const labelled = await model.predictAll({ sequences: steps });
    const labels = data.sequences.some(({ truth }) => truth.some((name) => name !== ""));
    // Steps that it has just been trained on with don't judge it.
    const scores = opened === undefined ? model.scores : labels && training === undefined ? await model.evaluate(steps) : undefined;
    const run: LabelRun = { data, model, scores, sequences: labelledSequences(data, model, labelled, training !== undefined) };
    const page = () => pageOf(run, { line: lineOf({ name: "label" }, file, given, values), curves: training?.bar.curves() }, context);

    if (values.json) out.write(`${JSON.stringify(labelDocument(run), undefined, 2)}\n`);
    else showRun(run, opened !== undefined, context);
    if (training !== undefined) checkup({ inside: model.inside(steps), course: training.bar.course() }, context);

    const outputs = {
      document: labelDocument(run),
      tables: [
        ["labels.csv", labelsCsv(run)],
        ["events.csv", eventsCsv(run)],
      ] as const,
      page,
      model,
      checkpoints: training?.checkpoints,
      dynamics: training?.dynamics,
      notKept: words.label.notKept(`--out ${data.name}/`),
    };
    await keepOutputs(values, outputs, context);
  },
});
