import { dirname } from "node:path";
import { type Command, type CommandContext, command } from "../command.ts";
import { dataOptions, forecasterOptions, type OptionValues } from "../option.ts";
import { wrap } from "../text.ts";
import { checkup, type Finished } from "./parts/checkup.ts";
import { copiedOf } from "./parts/copied.ts";
import { forecastCsv } from "./parts/csv.ts";
import { describe } from "./parts/describe.ts";
import { dynamicsFiles } from "./parts/dynamics.ts";
import type { Engine, ForecasterOptions, ForecastModel } from "./parts/engine.ts";
import { type Folder, folderOf, previousModel, scoreFolder } from "./parts/folder.ts";
import { checkFile, type KeptFile, keepFile } from "./parts/keep.ts";
import { pageOf } from "./parts/page.ts";
import { type ReadData, readDataFile } from "./parts/read.ts";
import { type Run, runDocument, runOf } from "./parts/record.ts";
import { essential, jsonText, lineOf, modelFile, reportFile, word } from "./parts/run-file.ts";
import { checkModelData, checkResumed, openSession, type Session } from "./parts/session.ts";
import { earlierText, settingsText, showRun } from "./parts/show.ts";
import { type Bar, type Trained, train } from "./parts/train.ts";

/** The options of `forecast`. */
const flags = [
  ...dataOptions,
  ...forecasterOptions,
  "out",
  "csv",
  "report",
  "save",
  "model",
  "update",
  "resume",
  "dynamics",
  "workers",
  "json",
  "lang",
] as const;

/** The options that go to the forecaster, of all that were given. */
export function forecasterPart(values: OptionValues<(typeof forecasterOptions)[number]>): ForecasterOptions {
  return Object.fromEntries(
    forecasterOptions.map((name) => [name, values[name]]).filter(([, value]) => value !== undefined),
  ) as unknown as ForecasterOptions;
}

/** The files of `--out`. */
export function filesOf(run: Run, model: ForecastModel, line: string, context: CommandContext): readonly KeptFile[] {
  return [
    ["forecast.csv", forecastCsv(run)],
    [reportFile, pageOf(run, model, line, context)],
    [modelFile, (path) => model.save(path)],
  ];
}

/** The model of a run: trained, trained on, or as it was saved. */
async function modelFor(
  session: Session<(typeof flags)[number]>,
  data: ReadData,
  engine: Engine,
  folder: Folder | undefined,
  line: string,
  context: CommandContext,
): Promise<Partial<Trained<ForecastModel>> & { readonly model: ForecastModel }> {
  const { values, model, checkpoint } = session;
  const series = data.series.map((one) => one.series);
  const training = {
    checkpoints: folder?.checkpoints,
    resume: checkpoint,
    resumeLine: `${line} --resume`,
    workers: values.workers,
    dynamics: values.dynamics,
  };
  if (model === undefined) {
    const options = forecasterPart(values);
    return train({ ...training, label: options.cell, work: (task) => engine.make(options).fit(series, task) }, context);
  }
  if (!values.update || model.model.update === undefined) return { model: model.model };
  const { update } = model.model;
  return train({ ...training, label: model.model.spec.cell, work: (task) => update.call(model.model, series, task) }, context);
}

/** What the doctor sees of a forecaster that has been trained. */
export const finishedOf = (model: ForecastModel, bar: Bar): Finished => {
  const { found, test = [], spec } = model;
  const { lookback, season } = found;
  return { inside: model.inside?.(), course: bar.course(), facts: { lookback, season, copying: copiedOf(test, spec.cell) } };
};

/** `memoria forecast CSV`, on a forecaster. */
export function forecastCommand(engine: Engine): Command {
  return command({
    name: "forecast",
    operand: { name: "CSV", required: true },
    options: flags,
    summary: (words) => words.commands.forecast,
    example: "memoria forecast sales.csv --target ventas --horizon 14 --out ventas/",
    async run(context, operand, asked) {
      const { words, notes, out } = context;
      const say = (text: string) => text !== "" && notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
      const file = operand ?? "";
      const session = await openSession(flags, asked, context.given, engine.load);
      const { values, given, before, model: opened } = session;
      for (const name of ["csv", "report", "save"] as const) {
        const path = values[name];
        if (path !== undefined) checkFile(`--${name}`, path, file);
      }
      const data = await readDataFile(file, { ...values, horizon: opened?.model.spec.horizon ?? values.horizon });
      if (opened !== undefined) checkModelData(opened, data);
      if (session.checkpoint !== undefined && before !== undefined) checkResumed(values.out ?? "", before, data);
      notes.write(describe(data, context));

      const line = lineOf({ name: "forecast" }, file, given, values);
      const past = before?.complete || opened === undefined ? before : opened.run;
      const home = past === before ? values.out : dirname(opened?.path ?? "");
      const scored = home === undefined ? undefined : scoreFolder(home, past, data, "forecast");
      const origin = { command: "forecast" as const, given: essential(given, values), commandLine: line };
      const folder = values.out === undefined ? undefined : folderOf(values.out, before, scored, origin, data, context);
      if (session.checkpoint !== undefined) say(words.keep.resuming(values.out ?? ""));

      const { model, bar, dynamics } = await modelFor(session, data, engine, folder, line, context);
      const settings = settingsText(model, context);
      say(opened === undefined ? settings : values.update ? words.keep.updated(opened.path) : words.keep.model(opened.path, settings));
      const run = await runOf("forecast", model, data);
      if (scored !== undefined) say(earlierText(scored, context));
      if (values.json) out.write(jsonText({ ...runDocument(run), ...(scored?.all.length && { earlier: scored.all }) }, data.series.length));
      else showRun(run, model, context, opened !== undefined);
      if (bar !== undefined) checkup(finishedOf(model, bar), context);

      if (folder !== undefined) {
        const names = await folder.finish(run, [...filesOf(run, model, line, context), ...dynamicsFiles(dynamics)], values.update);
        say(words.forecast.kept(folder.path, names.join(", ")));
        if (names.includes(previousModel)) say(words.keep.previous(previousModel));
      }
      if (values.csv !== undefined) await keepFile(values.csv, forecastCsv(run));
      if (values.report !== undefined) await keepFile(values.report, pageOf(run, model, line, context));
      if (values.save !== undefined) await model.save(values.save);
      const single = [values.csv, values.report, values.save].filter((path) => path !== undefined);
      for (const path of single) say(words.forecast.keptFile(path));
      if (folder === undefined && single.length === 0) say(words.forecast.notKept(`--out ${word(home ?? `${data.name}/`)}`));
    },
  });
}
