import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, command } from "../command.ts";
import { OptionError } from "../errors.ts";
import { load } from "../load.ts";
import { type CompleteValues, flagOf, generatorOptions, type OptionName, samplingOptions } from "../option.ts";
import { generatorDefaults } from "../tasks/generate/options.ts";
import type { GenerateModel, NumbersModel } from "../tasks/generate.ts";
import { generateNumbers } from "./generate/numbers/run.ts";
import { generateText } from "./generate/text.ts";
import { checkFile, checkFolder } from "./parts/keep.ts";
import { modelFile } from "./parts/run-file.ts";
import { needOut, ofTraining } from "./parts/together.ts";

/** Options of one kind of data alone. */
const ofTexts = ["tokens", "topK", "topP", "stop"] as const satisfies readonly OptionName[];
const ofNumbers = [
  ...(["time", "id", "target", "label", "decimal", "order"] as const),
  ...(["values", "class", "samples", "csv"] as const),
] as const satisfies readonly OptionName[];

const flags = [
  ...ofNumbers,
  ...generatorOptions,
  ...samplingOptions.filter((name) => name !== "seed"),
  ...(["out", "report", "save", "model", "update", "resume", "dynamics", "workers", "json", "lang"] as const),
] as const;
/** What the command line gives. */
export type GenerateValues = CompleteValues<(typeof flags)[number]>;

/** A saved model has its own options, of which `--update` takes some anew. Throws OptionError `argument-missing`, `option-needs`, `option-excludes`. */
function checkTogether(given: ReadonlySet<OptionName>, file: string | undefined): void {
  const model = given.has("model");
  const needs = (flag: string, needed: string, hint?: string) =>
    new OptionError({ code: "option-needs", where: flag, expected: needed, got: "nothing", hint, fields: { flag, needed } });
  needOut(given);
  if (given.has("update") && !model) throw needs("--update", "--model FILE");
  if (file === undefined && (!model || given.has("update"))) {
    throw new OptionError({
      code: "argument-missing",
      where: "missing FILE",
      expected: "memoria generate FILE",
      got: "nothing",
      hint: "see memoria generate --help",
      fields: { name: "FILE", command: "generate" },
    });
  }
  if (!model) return;
  const free: readonly OptionName[] = given.has("update") ? ["seed", "epochs", "lr", "maxTime"] : ["seed"];
  const keeps: readonly OptionName[] = given.has("update") ? [] : ["save", ...ofTraining];
  const own = [...generatorOptions, "values" as const, ...keeps].find((name) => given.has(name) && !free.includes(name));
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

/** Throws OptionError `option-kind` for an option that the data don't take. */
function checkKind(given: ReadonlySet<OptionName>, numbers: boolean): void {
  const own = (numbers ? ofTexts : ofNumbers).find((name) => given.has(name));
  if (own === undefined) return;
  const [wanted, got] = numbers ? ["a text", "sequences of numbers"] : ["a CSV of sequences", "a text"];
  const hint = numbers ? undefined : "a file of numbers ends in .csv or .tsv";
  const fields = { flag: flagOf(own), numbers: numbers ? 1 : 0 };
  throw new OptionError({ code: "option-kind", where: flagOf(own), expected: wanted, got, hint, fields });
}

/** A saved generator of either kind. Throws ModelError. */
async function open(given: string): Promise<{ readonly path: string; readonly model: GenerateModel | NumbersModel }> {
  const path = existsSync(join(given, modelFile)) ? join(given, modelFile) : given;
  const model = await load(path);
  return { path, model: model.kind === "generate-numbers" ? model : await load(path, "generate") };
}

/** A CSV, unless --tokens says that its characters or words are meant. */
const isTable = (file: string | undefined, given: ReadonlySet<OptionName>): boolean =>
  /\.(?:csv|tsv)$/i.test(file ?? "") && !given.has("tokens");

/** `memoria generate FILE`: a text, or a CSV of sequences. */
export const generateCommand: Command = command({
  name: "generate",
  operand: { name: "FILE", required: false },
  options: flags,
  defaults: generatorDefaults,
  summary: (words) => words.commands.generate,
  example: "memoria generate tunes.abc --prompt X: --out tunes/",
  async run(context, file, values) {
    const { given } = context;
    checkTogether(given, file);
    const opened = values.model === undefined ? undefined : await open(values.model);
    const numbers = opened === undefined ? isTable(file, given) : opened.model.kind === "generate-numbers";
    checkKind(given, numbers);
    if (values.out !== undefined) checkFolder(values.out, "generate");
    for (const name of ["csv", "report", "save"] as const) {
      const kept = values[name];
      if (kept !== undefined) checkFile(flagOf(name), kept, file);
    }
    if (opened?.model.kind === "generate-numbers")
      return generateNumbers(context, file, values, { path: opened.path, model: opened.model });
    if (numbers) return generateNumbers(context, file, values, undefined);
    return generateText(context, file, values, opened as { readonly path: string; readonly model: GenerateModel } | undefined);
  },
});
