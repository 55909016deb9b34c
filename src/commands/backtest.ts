import type { CommandContext } from "../command.ts";
import { type Command, command } from "../command.ts";
import { DataError } from "../errors.ts";
import { dataOptions, forecasterOptions } from "../option.ts";
import { wrap } from "../text.ts";
import { finishedOf, forecasterPart } from "./forecast.ts";
import { byStepTable, errorsByStep } from "./parts/by-step.ts";
import { checkup } from "./parts/checkup.ts";
import { backtestCsv } from "./parts/csv.ts";
import { describe, stepsText } from "./parts/describe.ts";
import type { Engine, ForecastModel } from "./parts/engine.ts";
import { folderOf, scoreFolder } from "./parts/folder.ts";
import { checkFile, type KeptFile, keepFile } from "./parts/keep.ts";
import { pageOf } from "./parts/page.ts";
import { readDataFile } from "./parts/read.ts";
import { type Run, runDocument, runOf } from "./parts/record.ts";
import { essential, jsonText, lineOf, reportFile } from "./parts/run-file.ts";
import { glossText } from "./parts/scores.ts";
import { checkResumed, openSession } from "./parts/session.ts";
import { sentencesOf, settingsText, testLines } from "./parts/show.ts";
import { train } from "./parts/train.ts";

/** The options of `backtest`: those of `forecast` that bear on the test. */
const flags = [
  ...dataOptions,
  ...forecasterOptions.filter((name) => name !== "refit"),
  "out",
  "csv",
  "report",
  "resume",
  "workers",
  "json",
  "lang",
] as const;

/** The document of a backtest: its scores by step too, and what was forecast at each origin beside what came. */
function documentOf(run: Run) {
  const document = runDocument(run);
  const test = run.test ?? [];
  const { horizon } = run.options;
  const methods = document.scores.methods.map((method) => ({ ...method, byStep: errorsByStep(test, method.name, horizon) }));
  const numbers = (values: ArrayLike<number>) =>
    Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(9)) : null));
  const forecasts = test.flatMap(({ id, target, origins, methods: tested }) => {
    const labels = (run.data.series.find(({ series }) => series.id === id) ?? run.data.series[0]).labels;
    return origins.flatMap((origin, w) =>
      tested.map(({ name, forecasts: values, intervals }) => ({
        series: id ?? null,
        method: name,
        cutoff: labels[origin - 1] ?? null,
        time: labels.slice(origin, origin + horizon),
        forecast: numbers(values[w]),
        ranges: (intervals[w] ?? []).map(({ level, lower, upper }) => ({ level, lower: numbers(lower), upper: numbers(upper) })),
        actual: numbers(Array.from(target).slice(origin, origin + horizon)),
      })),
    );
  });
  return { ...document, scores: { ...document.scores, methods }, forecasts };
}

/** Table, verdict and errors by step, to standard output. */
function showBacktest(run: Run, model: ForecastModel, context: CommandContext): void {
  const { words, out } = context;
  const test = run.test ?? [];
  const lines = [
    ...testLines(run, context),
    ...wrap(`  ${glossText(context, run.scores.methods)}`, out.columns, "  "),
    ...sentencesOf(run, model, context).flatMap((text) => wrap(text, out.columns, "  ")),
    ...wrap(words.scores.byStep(test.length === 1), out.columns, "  "),
    byStepTable(test, run.scores.methods, run.options.horizon, context, out.columns),
  ];
  out.write(`${lines.join("\n")}\n`);
}

/** `memoria backtest CSV`: the test of `forecast` alone, in more detail; nothing later than the data is forecast. */
export function backtestCommand(engine: Engine): Command {
  return command({
    name: "backtest",
    operand: { name: "CSV", required: true },
    options: flags,
    summary: (words) => words.commands.backtest,
    example: "memoria backtest sales.csv --target ventas --horizon 14 --csv past.csv",
    async run(context, operand, asked) {
      const { words, notes, out } = context;
      const say = (text: string) => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
      const file = operand ?? "";
      const { values, given, before, checkpoint } = await openSession(flags, asked, context.given, engine.load);
      if (values.csv !== undefined) checkFile("--csv", values.csv, file);
      if (values.report !== undefined) checkFile("--report", values.report, file);
      const data = await readDataFile(file, { ...values, horizon: undefined });
      if (checkpoint !== undefined && before !== undefined) checkResumed(values.out ?? "", before, data);
      notes.write(describe(data, context));

      const line = lineOf({ name: "backtest" }, file, given, values);
      const origin = { command: "backtest" as const, given: essential(given, values), commandLine: line };
      const scored = values.out === undefined ? undefined : scoreFolder(values.out, before, data, "backtest");
      const folder = values.out === undefined ? undefined : folderOf(values.out, before, scored, origin, data, context);
      if (checkpoint !== undefined) say(words.keep.resuming(values.out ?? ""));
      const options = { ...forecasterPart(values), refit: false };
      const series = data.series.map((one) => one.series);
      const task = engine.make(options);
      const resumeLine = `${line} --resume`;
      const { model, bar } = await train(
        {
          label: options.cell,
          work: (how) => task.fit(series, how),
          checkpoints: folder?.checkpoints,
          resume: checkpoint,
          resumeLine,
          workers: values.workers,
        },
        context,
      );
      say(settingsText(model, context));
      const run = await runOf("backtest", model, data);
      const { test } = run;
      if (test === undefined || run.scores.origins === 0) throw tooShort(data.file, stepsText(options.horizon, data.frequency, context));
      if (values.json) out.write(jsonText(documentOf(run), data.series.length));
      else showBacktest(run, model, context);
      checkup(finishedOf(model, bar), context);

      const text = backtestCsv(run, test);
      const page = () => pageOf(run, model, line, context);
      const files = (): readonly KeptFile[] => [
        ["backtest.csv", text],
        [reportFile, page()],
      ];
      if (folder !== undefined) say(words.forecast.kept(folder.path, (await folder.finish(run, files())).join(", ")));
      if (values.csv !== undefined) {
        await keepFile(values.csv, text);
        say(words.forecast.keptFile(values.csv));
      }
      if (values.report !== undefined) {
        await keepFile(values.report, page());
        say(words.forecast.keptFile(values.report));
      }
      if (folder === undefined && values.csv === undefined && values.report === undefined) say(words.keep.backtestNotKept);
    },
  });
}

function tooShort(file: string, horizon: string): DataError {
  return new DataError({
    code: "backtest-short",
    where: file,
    expected: `enough rows for a test of ${horizon}`,
    got: "too few",
    hint: "shorten the horizon (--horizon)",
    fields: { file, horizon },
  });
}
