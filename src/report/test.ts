/** The test on the past: the scores of every method, then its errors by step, on the series, and what is left over. */
import type { TestedSeries } from "../chart.ts";
import { backtestSvg, horizonSvg, residualsSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { decimalsFor } from "../number-format.ts";
import type { ReportData, ReportSeries } from "../report.ts";
import { figure, section, table, text } from "./html.ts";
import { errorByStep, residualsOf } from "./tested.ts";

/** Series whose backtest is drawn. */
const drawn = 4;

function scoresTable({ scores, recommended, ahead }: ReportData, { words, numbers }: Speech): string {
  const { by } = scores.verdict;
  const methods = [...scores.methods].sort((a, b) => (a[by] ?? Number.MAX_VALUE) - (b[by] ?? Number.MAX_VALUE));
  const levels = [...(methods[0]?.ranges ?? [])].sort((a, b) => a.level - b.level).map(({ level }) => level);
  const decimals = decimalsFor(methods.map(({ mae }) => mae ?? Number.NaN));
  const text = words.scores;
  const head = [
    text.method,
    text.mae,
    text.wape,
    text.mase,
    words.report.smape,
    ...levels.map((level) => text.held(numbers.percent(level))),
    text.won,
  ];
  const rows = methods.map((method) => [
    method.name,
    numbers.number(method.mae ?? Number.NaN, decimals),
    method.wape === null ? "–" : numbers.percent(method.wape, 1),
    numbers.number(method.mase ?? Number.NaN, 2),
    method.smape === null ? "–" : numbers.percent(method.smape, 1),
    ...levels.map((level) => {
      const range = method.ranges.find((candidate) => candidate.level === level);
      return range === undefined || range.held === null ? "–" : words.report.heldOf(numbers.percent(range.held), numbers.number(range.n));
    }),
    text.wonOf(numbers.number(method.won), numbers.number(scores.origins)),
  ]);
  const row = methods.findIndex(({ name }) => name === recommended);
  const caption = words.report.scores(numbers.number(scores.origins), ahead);
  return table({ caption, head, rows, ...(row >= 0 && { marked: { row, word: words.report.recommended } }) });
}

function horizonFigure(tests: readonly TestedSeries[], { recommended, target }: ReportData, { words, numbers }: Speech): string {
  const lines = errorByStep(tests, recommended);
  const [first] = lines;
  if (first === undefined || first.error.length < 2) return "";
  const decimals = decimalsFor(first.error);
  const value = (step: number) => numbers.number(first.error.at(step) ?? Number.NaN, decimals);
  const { title, caption, description } = words.report.horizon;
  const own = { title, description: description(first.name, value(0), value(-1)) };
  const said = { ...own, error: words.report.error(target), stepsAhead: words.report.stepsAhead, number: numbers.number };
  return figure({ id: "horizon", title, caption: [caption] }, (size) => horizonSvg({ lines }, { ...size, words: said }));
}

function backtestFigure({ name, method, test, labels }: ReportSeries, i: number, data: ReportData, { words, numbers }: Speech): string {
  if (test === undefined || test.origins.length === 0) return "";
  const { title, caption, description, actual } = words.report.backtest;
  const rival = data.scores.verdict.rival ?? undefined;
  const shown = test.methods.some((one) => one.name === method) ? method : data.recommended;
  const said = {
    title: title(name),
    description: description(shown, numbers.number(test.origins.length)),
    actual,
    range: (level: number) => words.report.range(numbers.percent(level)),
    number: numbers.number,
  };
  const other = [rival, data.scores.verdict.winner ?? undefined].find((candidate) => candidate !== shown);
  return figure({ id: `backtest${i}`, title: title(name), caption: i === 0 ? [caption] : [] }, (size) =>
    backtestSvg({ test, method: shown, ...(other !== undefined && { rival: other }), ...(labels && { labels }) }, { ...size, words: said }),
  );
}

function residualsFigure(tests: readonly TestedSeries[], { recommended, target }: ReportData, { words, numbers }: Speech): string {
  const data = residualsOf(tests, recommended);
  const all = data.errors.flatMap((errors) => Array.from(errors));
  if (all.length === 0) return "";
  const { title, caption, description, error, correlation, stepsApart, alike } = words.report.residuals;
  const middle = all.reduce((sum, value) => sum + value / all.length, 0);
  const said = {
    title: title(recommended),
    description: description(numbers.number(all.length), numbers.number(middle, decimalsFor([middle]))),
    error: error(target),
    stepsAhead: words.report.stepsAhead,
    correlation,
    stepsApart,
    number: numbers.number,
  };
  const says = data.correlation.length > 0 ? [caption, alike] : [caption];
  return figure({ id: "residuals", title: said.title, caption: says }, (size) => residualsSvg(data, { ...size, words: said }));
}

export function testSection(data: ReportData, speech: Speech): string {
  const { report, scores } = speech.words;
  const title = report.sections.test;
  if (data.scores.origins === 0) return section("test", title, [`<p>${text(report.untested)}</p>`]);
  const tested = data.series.filter((one) => one.test !== undefined);
  const tests = tested.flatMap(({ test }) => (test === undefined ? [] : [test]));
  const names = new Set(data.scores.methods.map(({ name }) => name));
  const gloss = Object.entries(scores.baselines).flatMap(([name, says]) => (names.has(name) ? [`${name}: ${says}`] : []));
  return section("test", title, [
    scoresTable(data, speech),
    gloss.length === 0 ? "" : `<p class="note">${text(gloss.join(" · "))}</p>`,
    ...tested.slice(0, drawn).map((one, i) => backtestFigure(one, i, data, speech)),
    horizonFigure(tests, data, speech),
    residualsFigure(tests, data, speech),
  ]);
}
