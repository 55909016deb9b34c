import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, type CommandContext, command } from "../command.ts";
import { OptionError } from "../errors.ts";
import type { Dynamics } from "../lenses/index.ts";
import { load } from "../load.ts";
import { type CompleteValues, flagOf, type OptionName, searchOptions, translatorOptions } from "../option.ts";
import { translatorDefaults, translatorSpec } from "../tasks/translate/options.ts";
import { planTranslate } from "../tasks/translate/plan.ts";
import { type TranslateModel, type TranslatePair, translator } from "../tasks/translate.ts";
import { wrap } from "../text.ts";
import { trainRun } from "./generate/train.ts";
import { type Checkpoints, checkpointsOf } from "./parts/checkpoint.ts";
import { checkup } from "./parts/checkup.ts";
import { dynamicsFiles } from "./parts/dynamics.ts";
import { checkFile, checkFolder, keepFile, keepFolder } from "./parts/keep.ts";
import { lineOf, modelFile, reportFile } from "./parts/run-file.ts";
import { needOut, ofTraining } from "./parts/together.ts";
import type { Bar } from "./parts/train.ts";
import { answerLines } from "./translate/answers.ts";
import { pageOf } from "./translate/page.ts";
import { type ReadPairs, readPairs, standardInput } from "./translate/read.ts";
import { type TranslateRun, translateDocument, translationsTsv } from "./translate/record.ts";
import { cautionTexts, exampleTexts, openedText, planTexts, readText, scoresOf, scoresTexts, trainedText } from "./translate/show.ts";

const flags = [
  ...translatorOptions,
  ...(["test", "out", "report", "save", "model", "update", "resume", "dynamics", "workers", "json", "lang"] as const),
] as const;
type Values = CompleteValues<(typeof flags)[number]>;

/** A saved model has its own options, of which `--update` takes some anew. Throws OptionError `option-needs`, `option-excludes`. */
function checkTogether(given: ReadonlySet<OptionName>): void {
  const needs = (flag: string, needed: string) =>
    new OptionError({ code: "option-needs", where: flag, expected: needed, got: "nothing", fields: { flag, needed } });
  needOut(given);
  if (given.has("update") && !given.has("model")) throw needs("--update", "--model FILE");
  if (!given.has("model")) return;
  const updates = given.has("update");
  const free: readonly OptionName[] = updates ? ["epochs", "lr", "maxTime"] : searchOptions;
  const keeps: readonly OptionName[] = updates ? [] : ["test", "save", ...ofTraining];
  const own = [...translatorOptions, ...keeps].find((name) => given.has(name) && !free.includes(name));
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
  readonly model: TranslateModel;
  readonly bar?: Bar;
  readonly dynamics?: Dynamics | undefined;
  readonly facts: readonly string[];
}

/** Trains with a progress bar, a new model or a saved one further. Fails when the signal is aborted. */
async function train(
  data: ReadPairs,
  test: ReadPairs | undefined,
  values: Values,
  context: CommandContext,
  saved: TranslateModel | undefined,
  checkpoints: Checkpoints | undefined,
): Promise<Trained> {
  const spec = translatorSpec(saved?.spec ?? Object.fromEntries(translatorOptions.map((name) => [name, values[name]])));
  const pairs: TranslatePair[] = [
    ...data.lines.map(({ source, target = "" }) => ({ source, target })),
    ...(test?.lines ?? []).map(({ source, target = "" }) => ({ source, target, part: "test" as const })),
  ];
  const facts = planTexts(spec, planTranslate(spec, pairs, saved?.vocabularies), context);
  say(facts, context);
  const work = (task: Parameters<TranslateModel["update"]>[1], chosen: object) =>
    saved === undefined ? translator(spec).fit(pairs, task) : saved.update(pairs, { ...task, ...chosen });
  const run = { command: "translate", cell: spec.cell, file: data.file, values, checkpoints, work };
  const { model, bar, dynamics } = await trainRun(run, context);
  say([trainedText(model, bar.seconds(), context)], context);
  return { model, bar, dynamics, facts };
}

/** `memoria translate FILE`. */
export const translateCommand: Command = command({
  name: "translate",
  operand: { name: "FILE", required: true },
  options: flags,
  defaults: translatorDefaults,
  summary: (words) => words.commands.translate,
  example: "memoria translate spelling.tsv --tokens chars --out spelling/",
  async run(context, operand, values) {
    const { words, out, version, given } = context;
    const file = operand ?? "";
    checkTogether(given);
    if (values.out !== undefined) checkFolder(values.out, "translate");
    for (const name of ["report", "save"] as const) {
      const kept = values[name];
      if (kept !== undefined) checkFile(flagOf(name), kept, file === standardInput ? undefined : file);
    }
    const path = values.model !== undefined && existsSync(join(values.model, modelFile)) ? join(values.model, modelFile) : values.model;
    const opened = path === undefined ? undefined : await load(path, "translate");
    const trains = opened === undefined || values.update === true;
    const data = await readPairs(file, !trains);
    const test = values.test === undefined ? undefined : await readPairs(values.test);
    say(
      [data, ...(test === undefined ? [] : [test])].map((read) => readText(read, context)),
      context,
    );
    if (path !== undefined && opened !== undefined) say([openedText(path, opened, context)], context);
    const folder = values.out;
    const checkpoints = folder === undefined || !trains ? undefined : checkpointsOf(folder, "translate", context);
    const trained: Trained = trains
      ? await train(data, test, values, context, opened, checkpoints)
      : { model: opened, facts: path === undefined ? [] : [openedText(path, opened, context)] };
    const { model } = trained;
    const own = Object.fromEntries(searchOptions.filter((name) => given.has(name)).map((name) => [name, values[name]]));
    const run: TranslateRun = trains
      ? { data, test, model, scores: model.scores, answers: model.tested ?? [] }
      : { data, model, ...(await answerLines(model, data.lines, own, context, values.json ?? false)) };
    const { scores } = run;
    if (!trains) say(cautionTexts(run.answers, context), context);
    const page = () => {
      const scored = scores && scoresOf(scores, { ...model.spec, ...own }, !trains, context);
      const line = lineOf({ name: "translate" }, file, given, values);
      return pageOf(run, trained.facts, scored, { line, curves: trained.bar?.curves() }, context);
    };
    if (values.json) out.write(`${JSON.stringify(translateDocument(run, { attention: true }), undefined, 2)}\n`);
    else if (scores !== undefined) {
      const lines = [
        ...scoresTexts(scores, { ...model.spec, ...own }, !trains, context, out.columns),
        ...exampleTexts(run.answers, model.spec.tokens === "chars", context),
      ];
      out.write(`${lines.join("\n")}\n`);
    }
    if (trains) checkup({ inside: model.inside(data.lines.map(({ source }) => source)), course: trained.bar?.course() }, context);

    if (folder !== undefined) {
      const names = await keepFolder(folder, { memoria: version, ...translateDocument(run, { attention: false }) }, [
        ["translations.tsv", translationsTsv(run)],
        [reportFile, page()],
        ...(trains ? [[modelFile, (to: string) => model.save(to)] as const] : []),
        ...dynamicsFiles(trained.dynamics),
      ]);
      checkpoints?.remove();
      say([words.forecast.kept(folder, names.join(", "))], context);
    }
    if (values.report !== undefined) await keepFile(values.report, page());
    if (values.save !== undefined) await model.save(values.save);
    const single = [values.report, values.save].filter((one) => one !== undefined);
    for (const one of single) say([words.forecast.keptFile(one)], context);
    if (folder === undefined && single.length === 0 && trains) say([words.translate.notKept(`--out ${data.name}/`)], context);
  },
});
