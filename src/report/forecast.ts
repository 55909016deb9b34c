/** The forecast: a fan chart a series, its values as a table, and a line for each series that isn't drawn. */
import type { Fan, FanWords, Range } from "../chart.ts";
import { fanKey, fanSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { decimalsFor } from "../number-format.ts";
import type { ReportData, ReportSeries } from "../report.ts";
import { figure, folded, section, table, text } from "./html.ts";

/** Series with a chart of their own, and those that get a line; the rest is counted. */
const most = { drawn: 12, listed: 200 };
/** Values that stand open; more are folded. */
const open = 16;

type Drawn = ReportSeries & { readonly fan: Fan };
const isDrawn = (series: ReportSeries): series is Drawn => series.fan !== undefined;

const sorted = (ranges: readonly Range[]) => [...ranges].sort((a, b) => a.level - b.level);

/** Formats values with the decimals that the largest of them needs. */
function format({ point, ranges }: Fan, { numbers }: Speech): (value: number | undefined) => string {
  const decimals = decimalsFor([...Array.from(point), ...ranges.flatMap(({ upper }) => Array.from(upper))]);
  return (value) => numbers.number(value ?? Number.NaN, decimals);
}

function fanWords({ name, fan }: Drawn, { words, numbers }: Speech): FanWords {
  const value = format(fan, { words, numbers } as Speech);
  const end = fan.point.length - 1;
  const [range] = sorted(fan.ranges);
  const bounds = range === undefined ? "" : words.report.bounds(value(range.lower[end]), value(range.upper[end]));
  const level = range === undefined ? "" : numbers.percent(range.level);
  const last = Array.from(fan.past).findLast(Number.isFinite);
  return {
    title: name,
    description: words.chart.description(value(last), value(fan.point[end]), bounds, level),
    history: words.chart.history,
    forecast: words.chart.forecast,
    naive: words.chart.naive,
    range: (share) => words.chart.range(numbers.percent(share)),
    number: numbers.number,
  };
}

function valuesTable({ name, method, fan }: Drawn, time: string | undefined, speech: Speech): string {
  const { words, numbers } = speech;
  const value = format(fan, speech);
  const ranges = sorted(fan.ranges);
  const head = [time ?? words.report.step, words.report.forecast, ...ranges.map(({ level }) => words.report.range(numbers.percent(level)))];
  const rows = Array.from(fan.point, (point, step) => [
    fan.time?.[step] ?? numbers.number(step + 1),
    value(point),
    ...ranges.map(({ lower, upper }) => words.report.bounds(value(lower[step]), value(upper[step]))),
  ]);
  return table({ caption: words.report.valuesOf(name, method), head, rows });
}

function listTable(series: readonly Drawn[], speech: Speech): string {
  const { words, numbers } = speech;
  const level = sorted(series[0].fan.ranges)[0]?.level;
  const range = level === undefined ? [] : [words.report.range(numbers.percent(level))];
  const head = [words.report.series, words.report.method, words.report.next, ...range, words.report.last, ...range];
  const rows = series.map(({ name, method, fan }) => {
    const value = format(fan, speech);
    const found = fan.ranges.find((candidate) => candidate.level === level);
    const cells = (step: number) => {
      const bounds = found === undefined ? "–" : words.report.bounds(value(found.lower[step]), value(found.upper[step]));
      return [value(fan.point[step]), ...(level === undefined ? [] : [bounds])];
    };
    return [name, method, ...cells(0), ...cells(fan.point.length - 1)];
  });
  return table({ caption: words.report.others(numbers.number(series.length)), head, rows, long: true });
}

export function forecastSection({ series, time }: ReportData, speech: Speech): string {
  const { words, numbers } = speech;
  const all = series.filter(isDrawn);
  const [first] = all;
  if (first === undefined) return "";
  const short = series.filter((one) => one.short === true).slice(0, most.drawn);
  const notes = short.map(({ name, method }) => `<p class="note">${text(words.report.short(name, method))}</p>`);

  if (all.length === 1) {
    const steps = first.fan.point.length;
    const caption = [words.report.by(first.method, first.fan.ranges.length > 0, first.fan.naive !== undefined)];
    const chart = figure({ id: "fan", title: first.name, caption, height: 380 }, (size) =>
      fanSvg(first.fan, { ...size, words: fanWords(first, speech) }),
    );
    const values = valuesTable(first, time, speech);
    const shown = steps <= open ? values : folded(words.report.allValues(numbers.number(steps)), values);
    return section("forecast", words.report.sections.forecast, [chart, shown, ...notes]);
  }

  const drawn = all.slice(0, most.drawn);
  const listed = all.slice(most.drawn, most.drawn + most.listed);
  const rest = all.length - drawn.length - listed.length;
  const charts = drawn.map((one, i) => {
    const svg = fanSvg(one.fan, { width: 320, height: 200, inside: `fan${i}`, key: false, words: fanWords(one, speech) });
    return `<figure>\n<figcaption><h3>${text(one.name)} <small>${text(one.method)}</small></h3></figcaption>\n${svg}</figure>`;
  });
  const values = drawn.map((one) =>
    folded(words.report.values(one.name, numbers.number(one.fan.point.length)), valuesTable(one, time, speech)),
  );
  const keys = [760, 350].map(
    (width, i) => `<div class="${i === 0 ? "wide" : "narrow"}">\n${fanKey(first.fan, { width, words: fanWords(first, speech) })}</div>`,
  );
  return section("forecast", words.report.sections.forecast, [
    `<div class="key">\n${keys.join("\n")}\n</div>`,
    `<div class="many">\n${charts.join("\n")}\n</div>`,
    ...values,
    ...notes,
    listed.length === 0 ? "" : listTable(listed, speech),
    rest === 0 ? "" : `<p class="note">${text(words.report.inFile(numbers.number(rest)))}</p>`,
  ]);
}
