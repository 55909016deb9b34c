import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, type CommandContext, command, Stopped } from "../command.ts";
import { OptionError } from "../errors.ts";
import { load } from "../load.ts";
import { type CompleteValues, flagOf, generatorOptions, type OptionName, samplingOptions } from "../option.ts";
import { generatorDefaults, generatorSpec } from "../tasks/generate/options.ts";
import { planGenerate, promptNumbers } from "../tasks/generate/plan.ts";
import { type GenerateModel, generator } from "../tasks/generate.ts";
import { wrap } from "../text.ts";
import { pageOf } from "./generate/page.ts";
import { type ReadText, readTextFile } from "./generate/read.ts";
import { type GenerateRun, generateDocument } from "./generate/record.ts";
import { checkpointsOf, openCheckpoint } from "./generate/resume.ts";
import { openedText, planTexts, type Sampling, sampleText, scoresTexts, stream, trainedText } from "./generate/show.ts";
import type { Checkpoints } from "./parts/checkpoint.ts";
import type { PageInput } from "./parts/facts.ts";
import { checkFile, checkFolder, keepFile, keepFolder } from "./parts/keep.ts";
import { startTraining } from "./parts/progress.ts";
import { lineOf, modelFile, reportFile } from "./parts/run-file.ts";
import { stoppedText } from "./parts/train.ts";

const flags = [
  ...generatorOptions,
  ...samplingOptions.filter((name) => name !== "seed"),
  ...(["out", "report", "save", "model", "update", "resume", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** A saved model has its own options, of which `--update` takes some anew. Throws OptionError `argument-missing`, `option-needs`, `option-excludes`. */
function checkTogether(given: ReadonlySet<OptionName>, file: string | undefined): void {
  const model = given.has("model");
  const needs = (flag: string, needed: string, hint?: string) =>
    new OptionError({ code: "option-needs", where: flag, expected: needed, got: "nothing", hint, fields: { flag, needed } });
  if (given.has("resume") && !given.has("out")) throw needs("--resume", "--out DIR");
  if (given.has("update") && !model) throw needs("--update", "--model FILE");
  if (file === undefined && (!model || given.has("update"))) {
    throw new OptionError({
      code: "argument-missing",
      where: "missing TXT",
      expected: "memoria generate TXT",
      got: "nothing",
      hint: "see memoria generate --help",
      fields: { name: "TXT", command: "generate" },
    });
  }
  if (!model) return;
  const free: readonly OptionName[] = given.has("update") ? ["seed", "epochs", "lr", "maxTime"] : ["seed"];
  const keeps: readonly OptionName[] = given.has("update") ? [] : ["save", "resume"];
  const own = [...generatorOptions, ...keeps].find((name) => given.has(name) && !free.includes(name));
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

const say = (lines: readonly string[], { notes }: CommandContext): void =>
  notes.write(lines.map((line) => `${wrap(line, notes.columns, "    ").join("\n")}\n`).join(""));

/** A model, and what its report says of the training. */
interface Trained {
  readonly model: GenerateModel;
  readonly curves?: PageInput["curves"];
  readonly facts: readonly string[];
}

/** Trains with a progress bar, a new model or a saved one further, and says how well it knows the text. Fails when the signal is aborted. */
async function train(
  data: ReadText,
  values: Values,
  context: CommandContext,
  saved: GenerateModel | undefined,
  checkpoints: Checkpoints | undefined,
): Promise<Trained> {
  const { signal, notes, given } = context;
  const resume = values.resume && values.out !== undefined ? await openCheckpoint(values.out) : undefined;
  const spec = generatorSpec(saved?.spec ?? Object.fromEntries(generatorOptions.map((name) => [name, values[name]])));
  const plan = planGenerate(spec, data.text, saved?.vocabulary);
  // Before the training, not after it.
  promptNumbers(plan.vocabulary, values.prompt ?? "");
  const facts = planTexts(data, spec, plan, context);
  say(facts, context);
  const training = startTraining(saved?.spec.cell ?? values.cell, context);
  const onCheckpoint = checkpoints && ((bytes: Uint8Array) => checkpoints.write(bytes));
  const task = { signal, onProgress: training.report, onCheckpoint, resume, workers: values.workers };
  try {
    const chosen = (["epochs", "lr", "maxTime"] as const).filter((name) => given.has(name)).map((name) => [name, values[name]]);
    const model =
      saved === undefined
        ? await generator(spec).fit(data.text, task)
        : await saved.update(data.text, { ...task, ...Object.fromEntries(chosen) });
    // One that couldn't be written costs nothing now.
    await checkpoints?.settled().catch(() => false);
    training.stop();
    say([trainedText(model, training.seconds(), context)], context);
    notes.write(`${scoresTexts(model, context, notes.columns).join("\n")}\n`);
    return { model, curves: training.curves(), facts };
  } catch (error) {
    training.stop();
    if (!signal.aborted) throw error;
    const line = lineOf({ name: "generate" }, data.file, new Set<OptionName>([...given, "resume"]), { ...values, resume: true });
    throw new Stopped(await stoppedText(checkpoints, line, context), { cause: error });
  } finally {
    training.stop();
  }
}

/** `memoria generate TXT`. The sample goes to standard output, all else to standard error. */
export const generateCommand: Command = command({
  name: "generate",
  operand: { name: "TXT", required: false },
  options: flags,
  defaults: generatorDefaults,
  summary: (words) => words.commands.generate,
  example: "memoria generate tunes.abc --prompt X: --out tunes/",
  async run(context, file, values) {
    const { words, numbers, out } = context;
    checkTogether(context.given, file);
    if (values.out !== undefined) checkFolder(values.out, "generate");
    for (const name of ["report", "save"] as const) {
      const kept = values[name];
      if (kept !== undefined) checkFile(flagOf(name), kept, file);
    }
    const path = values.model !== undefined && existsSync(join(values.model, modelFile)) ? join(values.model, modelFile) : values.model;
    const opened = path === undefined ? undefined : await load(path, "generate");
    const data = file === undefined ? undefined : await readTextFile(file);
    if (opened !== undefined) promptNumbers(opened.vocabulary, values.prompt ?? "");
    if (path !== undefined && opened !== undefined) say([openedText(path, opened, context)], context);
    const trains = data !== undefined && (opened === undefined || values.update === true);
    const checkpoints = values.out === undefined || !trains ? undefined : checkpointsOf(values.out, context);
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
        : await pageOf(run, trained.facts, (trains ? data.file : path) ?? "", { line, curves: trained.curves }, context);
    if (values.json) out.write(`${JSON.stringify(document, undefined, 2)}\n`);

    if (values.out !== undefined) {
      const names = await keepFolder(values.out, { memoria: context.version, ...document }, [
        [reportFile, page],
        ["sample.txt", `${sampling.prompt ?? ""}${sample.text}`],
        [modelFile, (to) => model.save(to)],
      ]);
      checkpoints?.remove();
      say([words.forecast.kept(values.out, names.join(", "))], context);
    }
    if (values.report !== undefined) await keepFile(values.report, page);
    if (values.save !== undefined) await model.save(values.save);
    const single = [values.report, values.save].filter((one) => one !== undefined);
    for (const one of single) say([words.forecast.keptFile(one)], context);
    if (values.out === undefined && single.length === 0 && trains) say([words.generate.notKept(`--out ${data.name}/`)], context);
  },
});
