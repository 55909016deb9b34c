import { type Command, type CommandContext, command } from "../command.ts";
import type { MethodScore } from "../evaluation.ts";
import { forecasterOptions } from "../option.ts";
import { validate } from "../option-value.ts";
import { wrap } from "../text.ts";
import { verdictOf } from "../verdict.ts";
import { type BundledSeries, seriesCsv } from "./datasets.ts";
import { filesOf } from "./forecast.ts";
import { stepsText } from "./parts/describe.ts";
import type { ForecasterOptions, ForecastModel, MakeForecaster } from "./parts/engine.ts";
import { terminalChart } from "./parts/fan.ts";
import { folderOf } from "./parts/folder.ts";
import { checkFolder } from "./parts/keep.ts";
import { type ReadData, readData } from "./parts/read.ts";
import { type Run, recommendedOf, runOf } from "./parts/record.ts";
import { glossText, narrowText, scoresTable, verdictText } from "./parts/scores.ts";
import { train } from "./parts/train.ts";

/** What `npm start` runs: the three cells on real series, beside the simple forecasts, kept in a folder. */

/** A bundled series with the steps to forecast. */
export interface Example {
  readonly data: ReadData;
  readonly horizon: number;
  /** Where the numbers come from. */
  readonly source: string;
}

/** The bundled series that the demo forecasts, with their horizons. */
export function examplesOf(bundled: readonly BundledSeries[], horizons: Readonly<Record<string, number>>): readonly Example[] {
  return bundled
    .filter(({ name }) => Object.hasOwn(horizons, name))
    .map((one) => ({
      data: readData(`${one.name}.csv`, new TextEncoder().encode(seriesCsv(one)), {}),
      horizon: horizons[one.name],
      source: one.source,
    }));
}

const cells = ["rnn", "gru", "lstm"] as const;

const folder = "memoria-demo";

interface Trained {
  readonly run: Run;
  readonly model: ForecastModel;
}

/** The nets' rows, then the simple methods', which are the same whatever the net; `won` among them all. */
function allScores(trained: readonly Trained[]): readonly MethodScore[] {
  const simple = trained[0].run.scores.methods.filter(({ kind }) => kind === "simple");
  const all = [...trained.map(({ run }) => netScore(run)), ...simple];
  const least = (origin: number) => Math.min(...all.map(({ byOrigin }) => byOrigin[origin] ?? Number.POSITIVE_INFINITY));
  return all.map((score) => ({ ...score, won: score.byOrigin.filter((error, origin) => error === least(origin)).length }));
}

function netScore({ scores }: Run): MethodScore {
  return scores.methods.find(({ kind }) => kind === "net") ?? scores.methods[0];
}

const errorOf = ({ run }: Trained) => netScore(run).mae ?? Number.POSITIVE_INFINITY;

/** Trains the three cells, shows table, verdict and chart, and returns the net with the least error. */
async function show({ data, horizon, source }: Example, make: MakeForecaster, epochs: number, context: CommandContext): Promise<Trained> {
  const { words, numbers, out } = context;
  const paragraph = (text: string) => text !== "" && out.write(`${wrap(text, out.columns, "  ").join("\n")}\n`);
  const [{ labels, series }] = data.series;
  paragraph(
    words.demo.series(
      data.name,
      numbers.number(labels.length),
      labels[0],
      labels[labels.length - 1],
      words.datasets.source(data.name, source),
    ),
  );
  const trained: Trained[] = [];
  for (const cell of cells) {
    const options: ForecasterOptions = validate({ cell, horizon, epochs }, forecasterOptions);
    const { model } = await train({ label: cell, workers: "auto", work: (task) => make(options).fit([series], task) }, context);
    trained.push({ model, run: await runOf("forecast", model, data) });
  }
  const best = trained.reduce((least, next) => (errorOf(next) < errorOf(least) ? next : least));
  const { scores, found } = best.run;
  const recommended = recommendedOf(best.run);
  paragraph(words.scores.title(numbers.number(scores.origins), stepsText(horizon, data.frequency, context)));
  const methods = allScores(trained);
  const frame = { origins: scores.origins, series: 1, frequency: data.frequency, season: found.season };
  out.write(`${scoresTable(methods, frame, context, out.columns)}\n`);
  paragraph(verdictText(methods, verdictOf(methods, scores.origins, scores.series), recommended, data.frequency, context));
  paragraph(narrowText(methods, recommended, context));
  paragraph(words.forecast.valuesOf(recommended, stepsText(horizon, data.frequency, context)));
  out.write(`${terminalChart(best.run, context, out)}\n\n`);
  return best;
}

/** `memoria demo`, on a forecaster and bundled series. `epochs` is what fits in the minute. */
export function demoCommand(make: MakeForecaster, examples: () => readonly Example[], epochs: number): Command {
  return command({
    name: "demo",
    options: ["lang"],
    summary: (words) => words.commands.demo,
    example: "memoria demo",
    async run(context) {
      const { words, out } = context;
      const paragraph = (text: string) => out.write(`${wrap(text, out.columns, "  ").join("\n")}\n`);
      const chosen = examples();
      for (const { data } of chosen) checkFolder(`${folder}/${data.name}`);
      paragraph(words.demo.title);
      const best: Trained[] = [];
      for (const example of chosen) best.push(await show(example, make, epochs, context));
      paragraph(words.scores.explain);
      paragraph(glossText(context));
      for (const { run, model } of best) {
        const path = `${folder}/${run.data.name}`;
        const origin = { command: "forecast" as const, given: {}, commandLine: "memoria demo" };
        const names = await folderOf(path, undefined, undefined, origin, run.data, context).finish(
          run,
          filesOf(run, model, origin.commandLine, context),
        );
        paragraph(words.forecast.kept(path, names.join(", ")));
      }
      const [name] = chosen.map(({ data }) => data.name);
      out.write(`\n${words.demo.next}\n  ${words.demo.example}\n`);
      out.write(`${words.demo.data}\n  npx memoria datasets ${name} > ${name}.csv && npx memoria forecast ${name}.csv\n`);
      out.write(`${words.demo.options}\n  npx memoria --help\n`);
    },
  });
}
