import { type Command, type CommandContext, command } from "../command.ts";
import { OptionError } from "../errors.ts";
import { type CompleteValues, flagOf, type OptionName } from "../option.ts";
import { classifierOptions } from "../option-lists.ts";
import { type ClassifyModel, classifier } from "../tasks/classify.ts";
import { wrap } from "../text.ts";
import type { ReadCases } from "./classify/data.ts";
import { describe } from "./classify/describe.ts";
import { openModel } from "./classify/opened.ts";
import { pageOf } from "./classify/page.ts";
import { readCases } from "./classify/read.ts";
import { askedAnswers, type ClassifyRun, classifyDocument, predictionsCsv, testedAnswers } from "./classify/record.ts";
import { settingsText, showRun } from "./classify/show.ts";
import type { PageInput } from "./parts/facts.ts";
import { checkFile, checkFolder, keepFile, keepFolder } from "./parts/keep.ts";
import { startTraining } from "./parts/progress.ts";
import { lineOf, modelFile, reportFile } from "./parts/run-file.ts";

const flags = [
  ...(["time", "id", "label", "text", "features", "decimal", "order", "window", "step", "test"] as const),
  ...classifierOptions,
  ...(["out", "csv", "report", "save", "model", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** A saved model has its own options and channels, and is tested; a step is one of windows. Throws OptionError `option-excludes`, `option-needs`. */
function checkTogether(given: ReadonlySet<OptionName>): void {
  const own = given.has("model")
    ? ([...classifierOptions, "features", "save", "test"] as const).find((name) => given.has(name))
    : undefined;
  if (own !== undefined) {
    throw new OptionError({
      code: "option-excludes",
      where: flagOf(own),
      expected: `not to stand beside ${flagOf("model")}`,
      got: "both",
      hint: "a saved model has its own; to change it, train without --model",
      fields: { flag: flagOf(own), other: flagOf("model") },
    });
  }
  if (!given.has("step") || given.has("window")) return;
  const fields = { flag: flagOf("step"), needed: flagOf("window") };
  throw new OptionError({ code: "option-needs", where: fields.flag, expected: `${fields.needed} beside it`, got: "none", fields });
}

/** Trains with a progress bar, and says how that ended. Fails when the signal is aborted. */
async function train(
  values: Values,
  data: ReadCases,
  test: ReadCases | undefined,
  context: CommandContext,
): Promise<{ readonly model: ClassifyModel; readonly curves: PageInput["curves"] }> {
  const { words, numbers, signal } = context;
  const options = Object.fromEntries(classifierOptions.map((name) => [name, values[name]]));
  const training = startTraining(values.cell, context);
  const labelled = ({ sequences }: ReadCases) =>
    sequences.filter(({ sequence }) => sequence.label !== undefined).map(({ sequence }) => sequence);
  // Files apart have recordings apart, though they may count them alike.
  const apart = (list: ReturnType<typeof labelled>, file: string) =>
    list.map((sequence) => (sequence.group === undefined ? sequence : { ...sequence, group: `${file}: ${sequence.group}` }));
  try {
    const parts = test === undefined ? labelled(data) : { train: apart(labelled(data), data.file), test: apart(labelled(test), test.file) };
    const model = await classifier(options).fit(parts, { signal, onProgress: training.report, workers: values.workers });
    signal.throwIfAborted();
    training.stop();
    const { epochs } = model.found;
    const [least, most] = [Math.min(...epochs), Math.max(...epochs)].map((count) => numbers.number(count));
    say(words.classify.trained(values.cell, numbers.seconds(training.seconds()), least, most), context);
    say(settingsText(model, context), context);
    return { model, curves: training.curves() };
  } finally {
    training.stop();
  }
}

const say = (text: string, { notes }: CommandContext): void => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);

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
    checkTogether(context.given);
    if (values.out !== undefined) checkFolder(values.out, "classify");
    for (const name of ["csv", "report", "save"] as const) {
      const path = values[name];
      if (path !== undefined) checkFile(flagOf(name), path, file);
    }
    const opened = values.model === undefined ? undefined : await openModel(values.model);
    const data = await readCases(file, values, opened?.remembered);
    const tested = values.test === undefined ? undefined : await readCases(values.test, values);
    notes.write(describe(data, context));
    if (tested !== undefined) notes.write(describe(tested, context));
    if (opened !== undefined) say(words.classify.opened(opened.path, opened.model.classes.join(", ")), context);
    const { model, curves } = opened === undefined ? await train(values, data, tested, context) : { ...opened, curves: undefined };
    const labelled = data.sequences.filter(({ sequence }) => sequence.label !== undefined);
    const asked = opened === undefined ? data.sequences.filter(({ sequence }) => sequence.label === undefined) : data.sequences;
    const given = asked.length === 0 ? [] : await model.predict(asked.map(({ sequence }) => sequence));
    const places = tested?.sequences.filter(({ sequence }) => sequence.label !== undefined) ?? labelled;
    const answers = [...testedAnswers(model, places), ...askedAnswers(asked, given)];
    const { columns = {} } = opened?.remembered ?? {};
    const cut = { window: values.window ?? columns.window, step: values.step ?? columns.step };
    const run: ClassifyRun = { data, tested, model, answers, cut };
    const page = () => pageOf(run, places, { line: lineOf({ name: "classify" }, file, context.given, values), curves }, context);

    if (values.json) out.write(`${JSON.stringify(classifyDocument(run), undefined, 2)}\n`);
    else showRun(run, opened !== undefined, context);

    if (values.out !== undefined) {
      const names = await keepFolder(values.out, { memoria: context.version, ...classifyDocument(run) }, [
        ["predictions.csv", predictionsCsv(run)],
        [reportFile, page()],
        [modelFile, (path) => model.save(path)],
      ]);
      say(words.forecast.kept(values.out, names.join(", ")), context);
    }
    if (values.csv !== undefined) await keepFile(values.csv, predictionsCsv(run));
    if (values.report !== undefined) await keepFile(values.report, page());
    if (values.save !== undefined) await model.save(values.save);
    const single = [values.csv, values.report, values.save].filter((path) => path !== undefined);
    for (const path of single) say(words.forecast.keptFile(path), context);
    if (values.out === undefined && single.length === 0) say(words.classify.notKept(`--out ${data.name}-classes/`), context);
  },
});
