import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DataError, ModelError, OptionError, show } from "../../errors.ts";
import { type CompleteValues, flagOf, forecasterOptions, type OptionName, type OptionValues } from "../../option.ts";
import { validate } from "../../option-value.ts";
import { openCheckpoint } from "./checkpoint.ts";
import type { Engine, ForecastModel } from "./engine.ts";
import { checkFolder } from "./keep.ts";
import type { ReadData } from "./read.ts";
import { columnsOf } from "./record.ts";
import { isReading, modelFile, type RunFile, readRunFile, storedOptions } from "./run-file.ts";
import { needOut, ofTraining } from "./together.ts";

/** What a run goes on from: a saved model, a checkpoint, an earlier run of the folder; and which options may stand together. */

export interface OpenedModel {
  readonly path: string;
  readonly model: ForecastModel;
  /** Of the run that made the model, where it still lies in that run's folder. */
  readonly run: RunFile | undefined;
}

export interface Session<N extends OptionName> {
  /** The options given, and those that the model's or the stopped training's folder adds to them. */
  readonly values: CompleteValues<N>;
  readonly given: ReadonlySet<OptionName>;
  readonly model: OpenedModel | undefined;
  /** The last run of the folder of `--out`. */
  readonly before: RunFile | undefined;
  readonly checkpoint: Uint8Array | undefined;
}

function needs(flag: OptionName, needed: string): OptionError {
  return new OptionError({
    code: "option-needs",
    where: flagOf(flag),
    expected: `${needed} beside it`,
    got: "nothing",
    fields: { flag: flagOf(flag), needed },
  });
}

function excludes(flag: OptionName, other: OptionName, hint: string): OptionError {
  const fields = { flag: flagOf(flag), other: flagOf(other) };
  return new OptionError({
    code: "option-excludes",
    where: `${fields.flag} with ${fields.other}`,
    expected: "one of the two",
    got: "both",
    hint,
    fields,
  });
}

/** Refuses options that don't go together: `option-needs`, `option-excludes`. */
function checkTogether(given: ReadonlySet<OptionName>): void {
  if (given.has("update") && !given.has("model")) throw needs("update", "--model FILE");
  if (given.has("update") && !given.has("out") && !given.has("save")) throw needs("update", "--out DIR or --save FILE");
  needOut(given);
  if (!given.has("model")) return;
  const stray = ofTraining.find((name) => given.has(name) && !given.has("update"));
  if (stray !== undefined) throw excludes(stray, "model", "without --update nothing is trained");
  const own = forecasterOptions.find((name) => given.has(name));
  if (own !== undefined) throw excludes(own, "model", "a saved model has its own; for another, train without --model");
}

/** Opens what the options name. Trains and writes nothing. */
export async function openSession<const N extends OptionName>(
  names: readonly N[],
  values: OptionValues<OptionName>,
  given: ReadonlySet<OptionName>,
  load: Engine["load"],
): Promise<Session<N>> {
  checkTogether(given);
  if (values.out !== undefined) checkFolder(values.out, "forecast", "backtest");
  const before = values.out === undefined ? undefined : readRunFile(values.out);
  const checkpoint = values.resume && values.out !== undefined ? await openCheckpoint(values.out) : undefined;
  const began = checkpoint === undefined || before === undefined ? [] : storedOptions(before, names);
  const path = values.model ?? began.find(([name]) => name === "model")?.[1];
  const model = typeof path === "string" ? await openModel(path, load) : undefined;
  const explicit = [...given].map((name): [OptionName, unknown] => [name, values[name]]);
  const named = new Map([...began, ...explicit]);
  const all = validate(Object.fromEntries([...columnsFrom(model?.run ?? (checkpoint && before), names), ...named]), names);
  if (checkpoint !== undefined)
    checkSame(names, validate(Object.fromEntries(began), names), validate(Object.fromEntries(named), names), values.out ?? "");
  named.delete("resume");
  return { values: all, given: new Set(named.keys()), model, before, checkpoint };
}

/** How an earlier run read its file: the columns in their roles, named or guessed, and what else was said of rows and columns. */
function columnsFrom(run: RunFile | undefined, names: readonly OptionName[]): [OptionName, unknown][] {
  if (run === undefined) return [];
  const { data } = run;
  const time: [OptionName, unknown][] = data.time === null ? [] : [["time", data.time]];
  const found = (["id", "target", "known", "past", "static"] as const).flatMap((role): [OptionName, unknown][] =>
    data[role].length === 0 || data.form === "rows" ? [] : [[role, data[role].map(quotedName).join(",")]],
  );
  return [...time, ...found, ...storedOptions(run, names).filter(([name]) => isReading(name))];
}

/** A name in a list of names: in quotes where it has a comma. */
const quotedName = (name: string) => (/[",*]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

/** Refuses options other than those with which a training began. */
function checkSame(names: readonly OptionName[], began: OptionValues<OptionName>, now: OptionValues<OptionName>, folder: string): void {
  const changes = (name: OptionName) => forecasterOptions.some((own) => own === name) || isReading(name) || name === "model";
  const other = names.find((name) => changes(name) && said(began[name]) !== said(now[name]));
  if (other !== undefined) throw differs(folder, flagOf(other), said(began[other]), said(now[other]));
}

const said = (value: unknown) => (value === undefined ? "nothing" : Array.isArray(value) ? value.join(",") : `${value}`);

/** Refuses other data than those with which the training began. */
export function checkResumed(folder: string, before: RunFile, data: ReadData): void {
  if (before.data.sha256 !== data.sha256)
    throw differs(folder, data.file, `SHA-256 ${before.data.sha256.slice(0, 12)}…`, `${data.sha256.slice(0, 12)}…`);
}

function differs(folder: string, what: string, began: string, got: string): ModelError {
  return new ModelError({
    code: "resume-differs",
    where: what,
    expected: `${began}, with which the training in ${folder} began`,
    got,
    hint: "resume with the same data and options, or train anew without --resume",
    fields: { what, began, got, folder },
  });
}

/** `path`: the model's file, or the folder that a run kept it in. */
async function openModel(given: string, load: Engine["load"]): Promise<OpenedModel> {
  const path = existsSync(join(given, modelFile)) ? join(given, modelFile) : given;
  const model = await load(path);
  const run = readRunFile(dirname(path));
  return { path, model, run: run?.complete && run.files.includes(basename(path)) ? run : undefined };
}

/** Refuses data that aren't of the kind that the model was trained on: other columns in its roles, or other steps of time. */
export function checkModelData({ path, run }: OpenedModel, data: ReadData): void {
  if (run === undefined) return;
  for (const role of ["time", "id", "target", "known", "past", "static"] as const) {
    // A series a row: a new row of time is a new column.
    if (role === "target" && data.form === "rows") continue;
    const own = role === "time" ? (run.data.time === null ? [] : [run.data.time]) : run.data[role];
    const now = columnsOf(data, role);
    if (own.join("\n") !== now.join("\n")) throw otherData(path, data.file, role, list(own), list(now));
  }
  const steps = (frequency: ReadData["frequency"] | null) => (frequency ? `${frequency.count} ${frequency.unit}` : "");
  const [own, now] = [steps(run.data.frequency as ReadData["frequency"]), steps(data.frequency)];
  if (own !== now) throw otherData(path, data.file, "frequency", own || "none", now || "none");
}

const list = (columns: readonly string[]) => (columns.length === 0 ? "none" : columns.join(", "));

function otherData(path: string, file: string, what: string, trained: string, got: string): DataError {
  return new DataError({
    code: "model-data",
    where: `${file}, ${what}`,
    expected: `${trained}, as ${path} was trained on`,
    got,
    hint: what === "frequency" ? "give data with the same steps, or train anew" : `say which columns they are, or train anew: --${what}`,
    fields: { file, what, trained, path, got: show(got) },
  });
}
