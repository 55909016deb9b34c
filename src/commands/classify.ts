import { type Command, type CommandContext, command } from "../command.ts";
import { type CompleteValues, flagOf } from "../option.ts";
import { classifierOptions } from "../option-lists.ts";
import type { TaskOptions } from "../task.ts";
import { type ClassifyModel, type ClassifySequence, classifier } from "../tasks/classify.ts";
import type { ReadCases, ReadSequence } from "./classify/data.ts";
import { describe } from "./classify/describe.ts";
import { type OpenedModel, openModel } from "./classify/opened.ts";
import { pageOf } from "./classify/page.ts";
import { readCases } from "./classify/read.ts";
import { askedAnswers, type ClassifyRun, classifyDocument, predictionsCsv, testedAnswers } from "./classify/record.ts";
import { settingsText, showRun } from "./classify/show.ts";
import { checkup } from "./parts/checkup.ts";
import { checkOutputs, keepOutputs } from "./parts/outputs.ts";
import { lineOf } from "./parts/run-file.ts";
import { say } from "./parts/say.ts";
import { checkTogether, givenUpdate, needs } from "./parts/together.ts";
import { trainTask } from "./parts/train.ts";

const flags = [
  ...(["time", "id", "label", "text", "features", "decimal", "order", "window", "step", "test"] as const),
  ...classifierOptions,
  ...(["out", "csv", "report", "save", "model", "update", "resume", "dynamics", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

const labelled = ({ sequences }: ReadCases): ReadSequence[] => sequences.filter(({ sequence }) => sequence.label !== undefined);

/** A new model, or a saved one trained on; says how that ended. */
async function train(
  values: Values,
  data: ReadCases,
  test: ReadCases | undefined,
  opened: ClassifyModel | undefined,
  context: CommandContext,
) {
  const { words, numbers, given } = context;
  const options = Object.fromEntries(classifierOptions.map((name) => [name, values[name]]));
  const sequences = labelled(data).map(({ sequence }) => sequence);
  // Files apart have recordings apart, though they may count them alike.
  const apart = (list: readonly ClassifySequence[], file: string) =>
    list.map((sequence) => (sequence.group === undefined ? sequence : { ...sequence, group: `${file}: ${sequence.group}` }));
  const tested = test && labelled(test).map(({ sequence }) => sequence);
  const parts =
    test === undefined || tested === undefined ? sequences : { train: apart(sequences, data.file), test: apart(tested, test.file) };
  const work = (task: TaskOptions) =>
    opened === undefined ? classifier(options).fit(parts, task) : opened.update(sequences, { ...task, ...givenUpdate(given, values) });
  const { cell } = opened?.spec ?? values;
  const training = await trainTask({ command: "classify", file: data.file, label: cell, work }, values, context);
  const { model, bar } = training;
  if (opened === undefined) {
    const { epochs } = model.found;
    const [least, most] = [Math.min(...epochs), Math.max(...epochs)].map((count) => numbers.number(count));
    say(words.classify.trained(cell, numbers.seconds(bar.seconds()), least, most), context);
    say(settingsText(model, context), context);
  }
  return training;
}

/** `memoria classify CSV|DIR`. */
export const classifyCommand: Command = command({
  name: "classify",
  operand: { name: "CSV|DIR", required: true },
  options: flags,
  summary: (words) => words.commands.classify,
  example: "memoria classify recordings/ --window 2s --step 1s --out recordings-run/",
  async run(context, operand, values) {
    const { words, out, notes } = context;
    const file = operand ?? "";
    checkTogether(context.given, { own: [...classifierOptions, "features", "test"] });
    if (context.given.has("step") && !context.given.has("window")) throw needs("step", flagOf("window"));
    checkOutputs(values, "classify", file);
    const opened = values.model === undefined ? undefined : await openModel(values.model);
    const data = await readCases(file, values, opened?.remembered);
    const tested = values.test === undefined ? undefined : await readCases(values.test, values);
    notes.write(describe(data, context));
    if (tested !== undefined) notes.write(describe(tested, context));
    if (opened !== undefined) say(words.classify.opened(opened.path, opened.model.classes.join(", ")), context);
    const training = opened === undefined || values.update ? await train(values, data, tested, opened?.model, context) : undefined;
    const model = training?.model ?? (opened as OpenedModel).model;
    if (opened !== undefined && training !== undefined) say(words.keep.updatedOnly(opened.path), context);
    const asked = training === undefined ? data.sequences : data.sequences.filter(({ sequence }) => sequence.label === undefined);
    const given = asked.length === 0 ? [] : await model.predict(asked.map(({ sequence }) => sequence));
    const places = labelled(tested ?? data);
    const answers = [...testedAnswers(model, places), ...askedAnswers(asked, given)];
    const { columns = {} } = opened?.remembered ?? {};
    const cut = { window: values.window ?? columns.window, step: values.step ?? columns.step };
    const run: ClassifyRun = { data, tested, model, answers, cut };
    const page = () =>
      pageOf(run, places, { line: lineOf({ name: "classify" }, file, context.given, values), curves: training?.bar.curves() }, context);

    if (values.json) out.write(`${JSON.stringify(classifyDocument(run), undefined, 2)}\n`);
    else showRun(run, opened !== undefined, context);
    if (training !== undefined)
      checkup({ inside: model.inside(labelled(data).map(({ sequence }) => sequence)), course: training.bar.course() }, context);

    const outputs = {
      document: classifyDocument(run),
      tables: [["predictions.csv", predictionsCsv(run)]] as const,
      page,
      model,
      checkpoints: training?.checkpoints,
      dynamics: training?.dynamics,
      notKept: words.classify.notKept(`--out ${data.name}-classes/`),
    };
    await keepOutputs(values, outputs, context);
  },
});
