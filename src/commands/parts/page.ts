import type { CommandContext } from "../../command.ts";
import { doctor } from "../../lenses/index.ts";
import { forecasterOptions } from "../../option.ts";
import { type Fact, type ReportData, type ReportSeries, reportPage } from "../../report.ts";
import { copiedOf } from "./copied.ts";
import { guessesOf, headOf, noticed, readFacts, stepsText } from "./describe.ts";
import { diagnosisText } from "./doctor.ts";
import type { ForecastModel } from "./engine.ts";
import { optionFacts, runFacts } from "./facts.ts";
import { fanOf } from "./fan.ts";
import { columnsOf, type Run, recommendedOf, seriesTitle } from "./record.ts";
import { sentencesOf, settingsText } from "./show.ts";

/** The report of a run: report.html. */

/** Each series: its chart and its test; a backtest has no chart of what comes. */
function seriesOf(run: Run, k: number): ReportSeries {
  const { data, results, test } = run;
  const own = data.series[k];
  const tested = test?.find(({ id }) => id === own.series.id);
  const { attention, short, recommended } = results[k];
  return {
    name: seriesTitle(data, k),
    method: recommended,
    ...(run.command === "forecast" && { fan: fanOf(run, k) }),
    ...(tested && { test: tested, labels: own.labels }),
    ...(attention && { attention }),
    ...(short && { short }),
  };
}

/** What the doctor says at the end of the run, where the net only repeats a simple method. */
function copiedText({ test = [], options }: Run, context: CommandContext): string[] {
  return doctor({ facts: { copying: copiedOf(test, options.cell) } }).diagnoses.map((one) => diagnosisText(one, context));
}

function dataFacts({ data }: Run, context: CommandContext): Fact[] {
  const { words } = context;
  const { guessed, flags } = guessesOf(data, context);
  const facts: Fact[] = [
    { name: data.file, text: headOf(data, context).join(", ").slice(data.file.length).trim() },
    { name: words.forecast.read, text: readFacts(data, context) },
    { name: words.forecast.noticed, text: noticed(data, words) },
    { name: words.forecast.guessed, text: guessed.length === 0 ? [] : [...guessed, words.forecast.change(flags.join(" "))] },
  ];
  return facts.filter(({ text }) => text.length > 0);
}

/** The page, in the reader's language. `line`: the command line that makes it again. */
export function pageOf(run: Run, model: ForecastModel, line: string, context: CommandContext): string {
  const { data, options, scores, curves } = run;
  const targets = columnsOf(data, "target");
  const [time] = columnsOf(data, "time");
  const page: ReportData = {
    target: targets.length === 1 ? targets[0] : data.name,
    source: data.file,
    ahead: stepsText(options.horizon, data.frequency, context),
    ...(time !== undefined && { time }),
    sentences: [...sentencesOf(run, model, context), ...copiedText(run, context)],
    scores,
    recommended: recommendedOf(run),
    series: data.series.map((_, k) => seriesOf(run, k)),
    ...(curves && { curves }),
    data: dataFacts(run, context),
    options: [{ name: options.cell, text: settingsText(model, context) }, ...optionFacts(model.spec, forecasterOptions, context)],
    run: runFacts({ line }, options, data.sha256, options.refit, context),
  };
  return reportPage(page, context);
}
