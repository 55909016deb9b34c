import { fanSvg } from "../charts/index.ts";
import { type Command, type CommandContext, command } from "../command.ts";
import { forecasterOptions } from "../option.ts";
import { readFile } from "../storage/node.ts";
import { wrap } from "../text.ts";
import type { ForecasterOptions, ForecastModel, MakeForecaster } from "./parts/engine.ts";
import { checkFile, checkFolder, keepFile, keepFolder } from "./parts/keep.ts";
import { startTraining } from "./parts/progress.ts";
import { type ReadOne, readSeries } from "./parts/read.ts";
import { forecastCsv, forecastDocument, methodForecasts, type Run } from "./parts/record.ts";
import {
  describe,
  fanOf,
  fanWords,
  firstValues,
  glossText,
  narrowText,
  scoresTable,
  stepsText,
  terminalChart,
  verdictText,
} from "./parts/show.ts";

/** Trains one forecaster with its progress bar, and says how that ended. Fails when the signal is aborted. */
export async function train(
  make: MakeForecaster,
  options: ForecasterOptions,
  data: ReadOne,
  context: CommandContext,
): Promise<ForecastModel> {
  const { words, numbers, notes, signal } = context;
  const training = startTraining(options.cell, context);
  try {
    const model = await make(options).fit([data.series], { signal, onProgress: training.report });
    signal.throwIfAborted();
    training.stop();
    const text = words.forecast.trained(
      options.cell,
      numbers.seconds(training.seconds()),
      numbers.number(model.found.epochs),
      numbers.number(training.rounds()),
    );
    notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
    return model;
  } finally {
    training.stop();
  }
}

/** Predicts with a trained model: all that screens and files need. */
export async function runOf(model: ForecastModel, options: ForecasterOptions, data: ReadOne): Promise<Run> {
  return { data, options, scores: model.scores, found: model.found, result: (await model.predictAll())[0] };
}

/** The files of `--out`. */
export function keepRun(folder: string, run: Run, model: ForecastModel, context: CommandContext): Promise<readonly string[]> {
  const document = { memoria: context.version, ...forecastDocument(run) };
  return keepFolder(folder, document, [
    ["forecast.csv", forecastCsv(run)],
    ["forecast.svg", fanSvg(fanOf(run), { words: fanWords(run, context) })],
    ["model.safetensors", (path) => model.save(path)],
  ]);
}

/** The options that go to the forecaster, of all that were given. */
export function forecasterPart(values: ForecasterOptions): ForecasterOptions {
  return Object.fromEntries(
    forecasterOptions.map((name) => [name, values[name]]).filter(([, value]) => value !== undefined),
  ) as unknown as ForecasterOptions;
}

/** Table, verdict, chart and first values, to standard output. */
function showRun(run: Run, context: CommandContext): void {
  const { words, numbers, out } = context;
  const { scores, options, data, found } = run;
  const steps = stepsText(options.horizon, data.frequency, context);
  const [first] = methodForecasts(run);
  const undrawn = options.levels
    .filter((level) => !first.intervals.some((range) => range.level === level))
    .map((level) => numbers.percent(level));
  const narrow = narrowText(scores.methods, run.result.recommended, context);
  const lines = [
    ...(scores.origins > 0
      ? [
          ...wrap(words.scores.title(numbers.number(scores.origins), steps), out.columns, "  "),
          scoresTable(scores.methods, scores.origins, context, out.columns),
          ...wrap(`  ${glossText(context, scores.methods)}`, out.columns, "  "),
        ]
      : []),
    ...wrap(verdictText(scores.methods, scores.verdict, run.result.recommended, context), out.columns, "  "),
    ...(narrow === "" ? [] : wrap(narrow, out.columns, "  ")),
    ...(undrawn.length > 0 ? wrap(words.forecast.noRange(undrawn), out.columns, "  ") : []),
    ...(found.nonNegative ? wrap(words.forecast.kept0, out.columns, "  ") : []),
    terminalChart(run, context, out),
    firstValues(run, context, out.columns),
  ];
  out.write(`${lines.join("\n")}\n`);
}

/** `memoria forecast CSV`, on a forecaster. */
export function forecastCommand(make: MakeForecaster): Command {
  return command({
    name: "forecast",
    operand: { name: "CSV", required: true },
    options: ["time", "target", "decimal", "order", ...forecasterOptions, "out", "csv", "save", "json", "lang"],
    summary: (words) => words.commands.forecast,
    example: "memoria forecast sales.csv --target ventas --horizon 14 --out ventas/",
    async run(context, operand, values) {
      const { words, notes, out } = context;
      const file = operand ?? "";
      const options = forecasterPart(values);
      const data = readSeries(file, await readFile(file), values);
      if (values.out !== undefined) checkFolder(values.out);
      if (values.csv !== undefined) checkFile("--csv", values.csv, file);
      if (values.save !== undefined) checkFile("--save", values.save, file);
      notes.write(describe(data, context));
      const model = await train(make, options, data, context);
      const { lookback, season } = model.found;
      const settings = words.forecast.settings(
        options.cell,
        `${options.hidden}`,
        `${lookback}`,
        `${season}`,
        options.backend,
        `${options.seed}`,
      );
      notes.write(`${wrap(settings, notes.columns, "  ").join("\n")}\n`);
      const run = await runOf(model, options, data);
      if (values.json) out.write(`${JSON.stringify(forecastDocument(run), undefined, 2)}\n`);
      else showRun(run, context);
      const say = (text: string) => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
      if (values.out !== undefined) say(words.forecast.kept(values.out, (await keepRun(values.out, run, model, context)).join(", ")));
      if (values.csv !== undefined) {
        await keepFile(values.csv, forecastCsv(run));
        say(words.forecast.keptFile(values.csv));
      }
      if (values.save !== undefined) {
        await model.save(values.save);
        say(words.forecast.keptFile(values.save));
      }
      if (values.out === undefined && values.csv === undefined && values.save === undefined)
        say(words.forecast.notKept(`--out ${data.name}/`));
    },
  });
}
