import { backendByName } from "../../backends/index.ts";
import type { CommandContext } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import { wrap } from "../../text.ts";
import { stepsText } from "./describe.ts";
import type { ForecastModel } from "./engine.ts";
import { fanWords, terminalChart } from "./fan.ts";
import { methodForecasts, type Run, recommendedOf } from "./record.ts";
import type { Scored } from "./scored.ts";
import { narrowText, scoresTable, verdictText } from "./scores.ts";
import { firstValues, specialSeries } from "./values.ts";

/** A run on a terminal: table, verdict, chart and first values. */

/** `lstm 32, lookback 56, season 7, wasm, seed 1`. */
export function settingsText({ spec, found }: ForecastModel, { words }: Speech): string {
  return words.forecast.settings(
    spec.cell,
    `${spec.hidden}`,
    `${found.lookback}`,
    `${found.season}`,
    backendByName(spec.backend).describe(),
    `${spec.seed}`,
  );
}

/** The sentences that tell what a test means, the verdict first. */
export function sentencesOf(run: Run, { found, spec }: ForecastModel, speech: Speech): string[] {
  const { words, numbers } = speech;
  const { scores, options, data, results } = run;
  const recommended = recommendedOf(run);
  const [first] = methodForecasts(results[0], options.cell);
  const undrawn = options.levels
    .filter((level) => !first.intervals.some((range) => range.level === level))
    .map((level) => numbers.percent(level));
  const verdict = verdictText(scores.methods, scores.verdict, recommended, data.frequency, speech);
  const trained = recommended === spec.cell && scores.origins > 0 && (run.test ?? []).length > 0;
  const again = !trained ? "" : spec.refit ? words.scores.refitted : words.scores.tested;
  const forced = options.method !== "auto" && recommended === options.method ? words.keep.forced(recommended) : "";
  return [
    [verdict, forced, run.command === "forecast" ? again : ""].filter((text) => text !== "").join(" "),
    narrowText(scores.methods, recommended, speech),
    ...specialSeries(run, speech),
    run.command === "forecast" && undrawn.length > 0 ? words.forecast.noRange(undrawn) : "",
    run.command === "forecast" && found.nonNegative ? words.forecast.kept0 : "",
  ].filter((text) => text !== "");
}

/** Title and table of the past test; nothing without one. */
export function testLines({ scores, options, data, found }: Run, context: CommandContext): string[] {
  const { words, numbers, out } = context;
  if (scores.origins === 0) return [];
  const steps = stepsText(options.horizon, data.frequency, context);
  const frame = { origins: scores.origins, series: scores.series, frequency: data.frequency, season: found.season };
  return [
    ...wrap(words.scores.title(numbers.number(scores.origins), steps), out.columns, "  "),
    scoresTable(scores.methods, frame, context, out.columns),
  ];
}

/** Everything, to standard output. `saved`: the model was trained earlier, and so is its test. */
export function showRun(run: Run, model: ForecastModel, context: CommandContext, saved = false): void {
  const { words, out } = context;
  const lines = [
    ...testLines(run, context),
    ...sentencesOf(run, model, context).flatMap((text) => wrap(text, out.columns, "  ")),
    ...(saved && run.scores.origins > 0 ? wrap(words.keep.asTrained, out.columns, "  ") : []),
    ...(run.data.series.length > 1 ? wrap(fanWords(run, context).title, out.columns, "  ") : []),
    terminalChart(run, context, out),
    firstValues(run, context, out.columns),
  ];
  out.write(`${lines.join("\n")}\n`);
}

/** How the folder's earlier forecast fared on the rows that have come since; empty where there was none, or nothing new. */
export function earlierText({ latest, unclear, fresh }: Scored, { words, numbers }: Speech): string {
  if (unclear) return words.keep.earlierUnclear;
  const [first, naive] = latest;
  if (first === undefined) return fresh ? words.keep.earlierNone : "";
  const decimals = decimalsFor(latest.map(({ mae }) => mae));
  const [range] = first.ranges;
  const parts = [
    words.keep.earlier(
      first.method,
      first.cutoff,
      numbers.number(first.n),
      numbers.number(first.mae, decimals),
      first.wape === null ? "" : numbers.percent(first.wape, 1),
    ),
    ...(range === undefined
      ? []
      : [words.keep.earlierHeld(numbers.percent(range.level), numbers.number(range.held), numbers.number(range.n))]),
    ...(naive === undefined || naive.method === first.method ? [] : [words.keep.earlierNaive(numbers.number(naive.mae, decimals))]),
  ];
  return `${parts.join("")}.`;
}
