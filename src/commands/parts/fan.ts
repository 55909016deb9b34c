import type { Fan, FanWords } from "../../chart.ts";
import { fanTerminal } from "../../charts/index.ts";
import type { Screen } from "../../command.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import { stepsText } from "./describe.ts";
import { methodForecasts, type Run, seriesTitle } from "./record.ts";

/** One series of a run as a fan chart. */

/** The chart's data: the last rows of the past, as many as read well, and the recommended forecast. */
export function fanOf(run: Run, k = 0): Fan {
  const { data, options, results } = run;
  const { series, labels, ahead } = data.series[k];
  const [first] = methodForecasts(results[k], options.cell);
  const { naive } = results[k].baselines;
  const shown = Math.max(24, 5 * options.horizon);
  const from = Math.max(0, series.target.length - shown);
  return {
    past: Array.from(series.target).slice(from),
    pastTime: labels.slice(from),
    point: first.point,
    ranges: first.intervals,
    time: ahead(options.horizon),
    ...(first.method !== "naive" && naive !== undefined && { naive }),
  };
}

export function fanWords(run: Run, speech: Speech, k = 0): FanWords {
  const { words, numbers } = speech;
  const fan = fanOf(run, k);
  const end = fan.point.length - 1;
  const range = fan.ranges[0];
  const decimals = decimalsFor(Array.from(fan.point));
  const value = (number: number) => numbers.number(number, decimals);
  const bounds = range === undefined ? "" : `${value(range.lower[end])} … ${value(range.upper[end])}`;
  return {
    title: words.chart.title(
      `${seriesTitle(run.data, k)} (${run.results[k].recommended})`,
      stepsText(run.options.horizon, run.data.frequency, speech),
    ),
    description: words.chart.description(
      value(fan.past[fan.past.length - 1]),
      value(fan.point[end]),
      bounds,
      range === undefined ? "" : numbers.percent(range.level),
    ),
    history: words.chart.history,
    forecast: words.chart.forecast,
    naive: words.chart.naive,
    range: (level) => words.chart.range(numbers.percent(level)),
    number: numbers.number,
  };
}

/** The chart of the first series. */
export function terminalChart(run: Run, speech: Speech, screen: Screen): string {
  const rows = screen.columns >= 120 ? 14 : 10;
  return fanTerminal(fanOf(run), {
    words: fanWords(run, speech),
    columns: screen.columns,
    rows,
    unicode: screen.unicode,
    color: screen.color,
  });
}
