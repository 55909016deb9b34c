import type { CommandContext } from "../../command.ts";
import type { Dynamics } from "../../lenses/index.ts";
import { generatorOptions, samplingOptions } from "../../option.ts";
import { generatorSpec } from "../../tasks/generate/options.ts";
import { planGenerate, promptNumbers } from "../../tasks/generate/plan.ts";
import { type GenerateModel, generator } from "../../tasks/generate.ts";
import { wrap } from "../../text.ts";
import type { GenerateValues } from "../generate.ts";
import { type Checkpoints, checkpointsOf } from "../parts/checkpoint.ts";
import { checkup } from "../parts/checkup.ts";
import { dynamicsFiles } from "../parts/dynamics.ts";
import { keepFile, keepFolder } from "../parts/keep.ts";
import { lineOf, modelFile, reportFile } from "../parts/run-file.ts";
import type { Bar } from "../parts/train.ts";
import { pageOf } from "./page.ts";
import { type ReadText, readTextFile } from "./read.ts";
import { type GenerateRun, generateDocument } from "./record.ts";
import { openedText, planTexts, type Sampling, sampleText, scoresTexts, stream, trainedText } from "./show.ts";
import { trainRun } from "./train.ts";

/** `memoria generate TXT`: the sample goes to standard output, all else to standard error. */

const say = (lines: readonly string[], { notes }: CommandContext): void =>
  notes.write(lines.map((line) => `${wrap(line, notes.columns, "    ").join("\n")}\n`).join(""));

/** A model, and what its report says of the training. */
interface Trained {
  readonly model: GenerateModel;
  readonly bar?: Bar;
  readonly dynamics?: Dynamics | undefined;
  readonly facts: readonly string[];
}

/** Trains with a progress bar, a new model or a saved one further, and says how well it knows the text. Fails when the signal is aborted. */
async function train(
  data: ReadText,
  values: GenerateValues,
  context: CommandContext,
  saved: GenerateModel | undefined,
  checkpoints: Checkpoints | undefined,
): Promise<Trained> {
  const spec = generatorSpec(saved?.spec ?? Object.fromEntries(generatorOptions.map((name) => [name, values[name]])));
  const plan = planGenerate(spec, data.text, saved?.vocabulary);
  // Before the training, not after it.
  promptNumbers(plan.vocabulary, values.prompt ?? "");
  const facts = planTexts(data, spec, plan, context);
  say(facts, context);
  const run = {
    command: "generate",
    cell: spec.cell,
    file: data.file,
    values,
    checkpoints,
    work: (task: Parameters<GenerateModel["update"]>[1], chosen: object) =>
      saved === undefined ? generator(spec).fit(data.text, task) : saved.update(data.text, { ...task, ...chosen }),
  };
  const { model, bar, dynamics } = await trainRun(run, context);
  say([trainedText(model, bar.seconds(), context)], context);
  context.notes.write(`${scoresTexts(model, context, context.notes.columns).join("\n")}\n`);
  return { model, bar, dynamics, facts };
}

/** `path`: where a saved model is. */
export async function generateText(
  context: CommandContext,
  file: string | undefined,
  values: GenerateValues,
  saved: { readonly path: string; readonly model: GenerateModel } | undefined,
): Promise<void> {
  const { words, numbers, out } = context;
  const data = file === undefined ? undefined : await readTextFile(file);
  const [path, opened] = [saved?.path, saved?.model];
  if (opened !== undefined) promptNumbers(opened.vocabulary, values.prompt ?? "");
  if (path !== undefined && opened !== undefined) say([openedText(path, opened, context)], context);
  const trains = data !== undefined && (opened === undefined || values.update === true);
  const checkpoints = values.out === undefined || !trains ? undefined : checkpointsOf(values.out, "generate", context);
  const trained: Trained = trains
    ? await train(data, values, context, opened, checkpoints)
    : { model: opened as GenerateModel, facts: path === undefined || opened === undefined ? [] : [openedText(path, opened, context)] };
  const { model } = trained;
  if (data !== undefined && !trains) {
    const { nats, perplexity, n } = model.evaluate(data.text);
    say(
      [words.generate.scored(data.file, numbers.number(nats, 3), numbers.number(perplexity, 2), numbers.number(n), model.spec.tokens)],
      context,
    );
  }

  const sampling = Object.fromEntries(samplingOptions.map((name) => [name, values[name]])) as unknown as Sampling;
  say([sampleText(sampling, context)], context);
  const quiet = values.json ?? false;
  const kept = quiet || values.out !== undefined || values.report !== undefined;
  const sample = await stream(model, sampling, context, { quiet, kept });
  if (!sample.whole) say([words.generate.cut], context);
  const run: GenerateRun = { data, model, sampling, sample };
  const document = generateDocument(run);
  const line = lineOf({ name: "generate" }, file, context.given, values);
  const page =
    values.out === undefined && values.report === undefined
      ? ""
      : await pageOf(run, trained.facts, (trains ? data.file : path) ?? "", { line, curves: trained.bar?.curves() }, context);
  if (values.json) out.write(`${JSON.stringify(document, undefined, 2)}\n`);
  if (data !== undefined && trains) checkup({ inside: model.inside(data.text), course: trained.bar?.course() }, context);

  if (values.out !== undefined) {
    const names = await keepFolder(values.out, { memoria: context.version, ...document }, [
      [reportFile, page],
      ["sample.txt", `${sampling.prompt ?? ""}${sample.text}`],
      [modelFile, (to) => model.save(to)],
      ...dynamicsFiles(trained.dynamics),
    ]);
    checkpoints?.remove();
    say([words.forecast.kept(values.out, names.join(", "))], context);
  }
  if (values.report !== undefined) await keepFile(values.report, page);
  if (values.save !== undefined) await model.save(values.save);
  const single = [values.report, values.save].filter((one) => one !== undefined);
  for (const one of single) say([words.forecast.keptFile(one)], context);
  if (values.out === undefined && single.length === 0 && trains) say([words.generate.notKept(`--out ${data.name}/`)], context);
}
