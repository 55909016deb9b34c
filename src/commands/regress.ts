import { type Command, type CommandContext, command } from "../command.ts";
import { OptionError } from "../errors.ts";
import { type CompleteValues, flagOf, type OptionName, regressorOptions } from "../option.ts";
import { readFile } from "../storage/node.ts";
import { type RegressModel, regressor } from "../tasks/regress.ts";
import { wrap } from "../text.ts";
import type { PageInput } from "./parts/facts.ts";
import { checkFile, checkFolder, keepFile, keepFolder } from "./parts/keep.ts";
import { startTraining } from "./parts/progress.ts";
import { lineOf, modelFile, reportFile } from "./parts/run-file.ts";
import { describe } from "./regress/describe.ts";
import { openModel } from "./regress/opened.ts";
import { pageOf } from "./regress/page.ts";
import { type ReadRows, readRows } from "./regress/read.ts";
import { columnsOf, predictionsCsv, type RegressRun, regressDocument } from "./regress/record.ts";
import { settingsText, showRun } from "./regress/show.ts";

const flags = [
  ...(["time", "id", "target", "features", "decimal", "order"] as const),
  ...regressorOptions,
  ...(["out", "csv", "report", "save", "model", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** A saved model has its own options and features. Throws OptionError `option-excludes`. */
function checkTogether(given: ReadonlySet<OptionName>): void {
  if (!given.has("model")) return;
  const own = ([...regressorOptions, "features", "save"] as const).find((name) => given.has(name));
  if (own === undefined) return;
  throw new OptionError({
    code: "option-excludes",
    where: flagOf(own),
    expected: `not to stand beside ${flagOf("model")}`,
    got: "both",
    hint: "a saved model has its own; to change it, train without --model",
    fields: { flag: flagOf(own), other: flagOf("model") },
  });
}

/** Trains with a progress bar, and says how that ended. Fails when the signal is aborted. */
async function train(
  values: Values,
  data: ReadRows,
  context: CommandContext,
): Promise<{ readonly model: RegressModel; readonly curves: PageInput["curves"] }> {
  const { words, numbers, signal } = context;
  const options = Object.fromEntries(regressorOptions.map((name) => [name, values[name]]));
  const training = startTraining(values.cell, context);
  try {
    const model = await regressor(options).fit(
      data.sequences.map(({ rows }) => rows),
      { signal, onProgress: training.report, workers: values.workers },
    );
    signal.throwIfAborted();
    training.stop();
    const { memory, row } = model.found.epochs;
    say(words.regress.trained(numbers.seconds(training.seconds()), numbers.number(memory), numbers.number(row), values.cell), context);
    say(settingsText(model, context), context);
    return { model, curves: training.curves() };
  } finally {
    training.stop();
  }
}

const say = (text: string, { notes }: CommandContext): void => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);

/** `memoria regress CSV`. */
export const regressCommand: Command = command({
  name: "regress",
  operand: { name: "CSV", required: true },
  options: flags,
  summary: (words) => words.commands.regress,
  example: "memoria regress sensors.csv --target level --out level/",
  async run(context, operand, values) {
    const { words, out, notes } = context;
    const file = operand ?? "";
    checkTogether(context.given);
    if (values.out !== undefined) checkFolder(values.out, "regress");
    for (const name of ["csv", "report", "save"] as const) {
      const path = values[name];
      if (path !== undefined) checkFile(flagOf(name), path, file);
    }
    const opened = values.model === undefined ? undefined : await openModel(values.model);
    const data = readRows(file, await readFile(file), values, opened && { ...opened.columns, features: opened.model.features });
    notes.write(describe(data, (opened?.model.spec ?? values).pastTarget ?? false, context));
    if (opened !== undefined) say(words.regress.opened(opened.path, opened.model.recommended), context);
    const { model, curves } = opened === undefined ? await train(values, data, context) : { ...opened, curves: undefined };
    const estimates = await model.predictAll({ rows: data.sequences.map(({ rows }) => rows), which: "missing" });
    const run: RegressRun = { data, model, estimates, target: columnsOf(data, "target")[0] };
    const page = () => pageOf(run, { line: lineOf({ name: "regress" }, file, context.given, values), curves }, context);

    if (values.json) out.write(`${JSON.stringify(regressDocument(run), undefined, 2)}\n`);
    else showRun(run, opened !== undefined, context);

    if (values.out !== undefined) {
      const names = await keepFolder(values.out, { memoria: context.version, ...regressDocument(run) }, [
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
    if (values.out === undefined && single.length === 0) say(words.regress.notKept(`--out ${data.name}/`), context);
  },
});
