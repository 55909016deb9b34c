import { type Command, type CommandContext, command } from "../command.ts";
import { load } from "../load.ts";
import { type CompleteValues, regressorOptions } from "../option.ts";
import { readFile } from "../storage/node.ts";
import type { TaskOptions } from "../task.ts";
import { type RegressModel, regressor } from "../tasks/regress.ts";
import { checkup } from "./parts/checkup.ts";
import { modelPath } from "./parts/opened.ts";
import { checkOutputs, keepOutputs } from "./parts/outputs.ts";
import { lineOf } from "./parts/run-file.ts";
import { say } from "./parts/say.ts";
import { checkTogether, givenUpdate } from "./parts/together.ts";
import { trainTask } from "./parts/train.ts";
import { describe } from "./regress/describe.ts";
import { rememberedBy } from "./regress/opened.ts";
import { pageOf } from "./regress/page.ts";
import { type ReadRows, readRows } from "./regress/read.ts";
import { columnsOf, predictionsCsv, type RegressRun, regressDocument } from "./regress/record.ts";
import { settingsText, showRun } from "./regress/show.ts";

const flags = [
  ...(["time", "id", "target", "features", "decimal", "order"] as const),
  ...regressorOptions,
  ...(["out", "csv", "report", "save", "model", "update", "resume", "dynamics", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** A new model, or a saved one trained on; says how that ended. */
async function train(values: Values, data: ReadRows, opened: RegressModel | undefined, context: CommandContext) {
  const { words, numbers, given } = context;
  const rows = data.sequences.map((own) => own.rows);
  const options = Object.fromEntries(regressorOptions.map((name) => [name, values[name]]));
  const work = (task: TaskOptions) =>
    opened === undefined ? regressor(options).fit(rows, task) : opened.update(rows, { ...task, ...givenUpdate(given, values) });
  const { cell } = opened?.spec ?? values;
  const training = await trainTask({ command: "regress", file: data.file, label: cell, work }, values, context);
  const { model, bar } = training;
  const { memory, row } = model.found.epochs;
  if (opened === undefined) {
    say(words.regress.trained(numbers.seconds(bar.seconds()), numbers.number(memory), numbers.number(row), cell), context);
    say(settingsText(model, context), context);
  }
  return training;
}

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
    checkTogether(context.given, { own: [...regressorOptions, "features"] });
    checkOutputs(values, "regress", file);
    const path = values.model === undefined ? undefined : modelPath(values.model);
    const opened = path === undefined ? undefined : await load(path, "regress");
    const data = readRows(file, await readFile(file), values, opened && rememberedBy(opened, path ?? ""));
    notes.write(describe(data, (opened?.spec ?? values).pastTarget ?? false, context));
    if (path !== undefined && opened !== undefined) say(words.regress.opened(path, opened.recommended), context);
    const training = opened === undefined || values.update ? await train(values, data, opened, context) : undefined;
    const model = training?.model ?? (opened as RegressModel);
    if (path !== undefined && training !== undefined) say(words.keep.updatedOnly(path), context);
    const estimates = await model.predictAll({ rows: data.sequences.map(({ rows }) => rows), which: "missing" });
    const run: RegressRun = { data, model, estimates, target: columnsOf(data, "target")[0] };
    const page = () =>
      pageOf(run, { line: lineOf({ name: "regress" }, file, context.given, values), curves: training?.bar.curves() }, context);

    if (values.json) out.write(`${JSON.stringify(regressDocument(run), undefined, 2)}\n`);
    else showRun(run, opened !== undefined, context);
    if (training !== undefined)
      checkup({ inside: model.inside(data.sequences.map(({ rows }) => rows)), course: training.bar.course() }, context);

    const outputs = {
      document: regressDocument(run),
      tables: [["predictions.csv", predictionsCsv(run)]] as const,
      page,
      model,
      checkpoints: training?.checkpoints,
      dynamics: training?.dynamics,
      notKept: words.regress.notKept(`--out ${data.name}/`),
    };
    await keepOutputs(values, outputs, context);
  },
});
