import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import { wrap } from "../../text.ts";
import { stepsText } from "./describe.ts";
import { methodForecasts, type Run, recommendedOf, seriesTitle } from "./record.ts";

/** The first values of a forecast, and the series that the net couldn't learn. */

/** Rows shown of one series; series shown of several, and rows of each. */
const shown = { rows: 6, series: 3, rowsEach: 2 };

/** The first values of the recommended forecasts with their narrowest range: `Madrid  2026-11-24  412  80 %: 351 … 470`. */
export function firstValues(run: Run, speech: Speech, width: number): string {
  const { words, numbers } = speech;
  const { data, options, results } = run;
  const many = data.series.length > 1;
  // "1 more row" takes the line that the row itself would.
  const most = many ? shown.rowsEach : options.horizon <= shown.rows + 1 ? options.horizon : shown.rows;
  const rows = data.series.slice(0, shown.series).flatMap((series, k) => {
    const [{ point, intervals }] = methodForecasts(results[k], options.cell);
    const [range] = [...intervals].sort((a, b) => a.level - b.level);
    const decimals = decimalsFor([...Array.from(point), ...(range === undefined ? [] : Array.from(range.upper))]);
    const value = (number: number) => numbers.number(number, decimals);
    return series
      .ahead(options.horizon)
      .slice(0, most)
      .map((label, step) => {
        const bounds =
          range === undefined ? "" : `${numbers.percent(range.level)}: ${value(range.lower[step])} … ${value(range.upper[step])}`;
        return [...(many ? [seriesTitle(data, k)] : []), label, value(point[step]), bounds];
      });
  });
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const valueColumn = widths.length - 2;
  const body = rows.flatMap((row) => {
    const line = `  ${row.map((cell, i) => (i === valueColumn ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")}`.trimEnd();
    return line.length <= width ? [line] : wrap(row.join(" ").trimEnd(), width, "  ");
  });
  const rest = data.series.length * options.horizon - rows.length;
  const title = words.forecast.valuesOf(recommendedOf(run), stepsText(options.horizon, data.frequency, speech));
  return [...wrap(title, width, "  "), ...body, ...(rest > 0 ? [`  ${words.forecast.moreRows(numbers.number(rest))}`] : [])].join("\n");
}

/** Names of series in a sentence, before it says how many more there are. */
const namesShown = 8;

/** Sentences that name the series too short for the net, and those that the model wasn't trained on. */
export function specialSeries({ data, results }: Run, { words, numbers }: Speech): string[] {
  const named = (names: readonly string[], sentence: (names: readonly string[], more: string) => string) => {
    const more = names.length - namesShown;
    return names.length === 0 ? [] : [sentence(names.slice(0, namesShown), more > 0 ? numbers.number(more) : "")];
  };
  const rows = (k: number) => numbers.number(data.series[k].labels.length);
  const short = results.flatMap((result, k) => (result.short ? [`${seriesTitle(data, k)} (${rows(k)})`] : []));
  const unseen = results.flatMap((result, k) => (result.unseen && !result.short ? [seriesTitle(data, k)] : []));
  return [...named(short, words.keep.short), ...named(unseen, words.keep.unseen)];
}
