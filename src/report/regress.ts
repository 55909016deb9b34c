/** The report of a regressor: whether memory helps, the rows that were asked for, and the test as bars, series with ranges, scatter and errors. */
import type { Fan, TestedSeries } from "../chart.ts";
import { backtestSvg, barsSvg, fanSvg, residualsSvg, scatterSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { decimalsFor } from "../number-format.ts";
import type { ReportFacts } from "../report.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { figure, folded, type HtmlTable, section, table, text } from "./html.ts";

/** A tested series; what its methods gave for the rows of a test stands where a forecast's would. */
export interface TestedRows {
  /** "" where there is one. */
  readonly name: string;
  readonly test: TestedSeries;
  readonly labels: readonly string[];
}

export interface RegressReport extends ReportFacts {
  /** Name of the target. */
  readonly target: string;
  readonly recommended: string;
  /** The table of methods; none where nothing was tested. */
  readonly scores?: Pick<HtmlTable, "caption" | "head" | "rows" | "marked">;
  /** MAE by method, the best first. */
  readonly errors: readonly { readonly name: string; readonly mae: number | null }[];
  /** What the methods are. */
  readonly gloss: string;
  /** By test: what was, and what the recommended method gave. */
  readonly tests: readonly { readonly actual: ArrayLike<number>; readonly given: ArrayLike<number> }[];
  /** The method drawn dashed beside the recommended one. */
  readonly rival?: string;
  /** Some series of the test, drawn. */
  readonly series: readonly TestedRows[];
  /** The rows that were asked for, where they are the last of one series: a chart. */
  readonly fan?: Fan;
  /** The rows that were asked for, as a table with its head; the first ones. */
  readonly asked: readonly (readonly string[])[];
  readonly askedCount: number;
}

/** Rows that stand open. */
const open = 16;

function askedSection({ asked, askedCount, fan, target, recommended }: RegressReport, { words, numbers }: Speech): string {
  const [head, ...rows] = asked;
  if (head === undefined || rows.length === 0) return "";
  const own = words.pages.regress;
  const title = own.askedTitle(target);
  const said = {
    title,
    description: own.fan(numbers.number(askedCount)),
    history: words.chart.history,
    forecast: `${words.regress.estimate} (${recommended})`,
    naive: words.chart.naive,
    range: (level: number) => words.chart.range(numbers.percent(level)),
    number: numbers.number,
  };
  const chart =
    fan === undefined
      ? ""
      : figure({ id: "fan", title, caption: [own.by(recommended)], height: 340 }, (size) => fanSvg(fan, { ...size, words: said }));
  const list = table({ caption: own.asked(numbers.number(askedCount), target), head, rows, long: true });
  const rest = askedCount - rows.length;
  return section("asked", title, [
    chart,
    rows.length > open ? folded(own.all(numbers.number(rows.length)), list) : list,
    rest > 0 ? `<p class="note">${text(own.inFile(numbers.number(rest)))}</p>` : "",
  ]);
}

function barsFigure({ errors, target }: RegressReport, { words, numbers }: Speech): string {
  if (errors.length === 0) return "";
  const own = words.pages.regress.bars;
  const decimals = decimalsFor(errors.map(({ mae }) => mae ?? Number.NaN));
  const value = (mae: number) => numbers.number(mae, decimals);
  const said = { title: own.title, description: own.description(errors[0].name), value };
  const rows = errors.map(({ name, mae }) => ({ name, values: [mae] }));
  return figure({ id: "errors", title: own.title, caption: [own.caption(target)] }, (size) =>
    barsSvg({ rows, measures: [""] }, { ...size, words: said }),
  );
}

function seriesFigures({ series, recommended, rival, target }: RegressReport, { words, numbers }: Speech): string[] {
  const own = words.pages.regress.series;
  return series.map(({ name, test, labels }, k) => {
    const title = own.title(name === "" ? target : name);
    const said = {
      title,
      description: own.description(recommended, numbers.number(test.origins.length)),
      actual: own.actual,
      range: (level: number) => words.report.range(numbers.percent(level)),
      number: numbers.number,
    };
    return figure({ id: `series${k}`, title, caption: k === 0 ? [own.caption] : [] }, (size) =>
      backtestSvg({ test, method: recommended, ...(rival !== undefined && { rival }), labels }, { ...size, words: said }),
    );
  });
}

function scatterFigure({ tests, recommended, target }: RegressReport, { words, numbers }: Speech): string {
  const [actual, given] = [tests.flatMap((one) => Array.from(one.actual)), tests.flatMap((one) => Array.from(one.given))];
  if (actual.length === 0) return "";
  const own = words.pages.regress.scatter;
  const title = own.title(recommended);
  const said = {
    title,
    description: own.description(numbers.number(actual.length)),
    x: own.x(target),
    y: own.y(target),
    same: own.same,
    number: numbers.number,
  };
  return figure({ id: "scatter", title, caption: [own.caption] }, (size) => scatterSvg({ x: given, y: actual }, { ...size, words: said }));
}

function errorsFigure({ tests, recommended, target }: RegressReport, { words, numbers }: Speech): string {
  const errors = tests.map(({ actual, given }) => Array.from(actual, (value, k) => value - given[k]));
  const all = errors.flat();
  if (all.length === 0) return "";
  const own = words.pages.regress.residuals;
  const { residuals } = words.report;
  const middle = all.reduce((sum, error) => sum + error / all.length, 0);
  const said = {
    title: residuals.title(recommended),
    description: residuals.description(numbers.number(all.length), numbers.number(middle, decimalsFor([middle]))),
    error: own.error(target),
    stepsAhead: own.tests,
    correlation: "",
    stepsApart: "",
    number: numbers.number,
  };
  return figure({ id: "residuals", title: said.title, caption: [own.caption] }, (size) =>
    residualsSvg({ errors, correlation: [], chance: [] }, { ...size, words: said }),
  );
}

/** The page of a regressor. */
export function regressPage(data: RegressReport, speech: Speech): string {
  const { words } = speech;
  const own = words.pages.regress;
  const { measure } = words.report;
  const tested = data.scores !== undefined;
  const texts = [own.measure.split, own.measure.memory, measure.mae(data.target), own.measure.r2, measure.held, measure.tie];
  return sheet(
    {
      kind: own.kind,
      title: own.title(data.target),
      sentences: data.sentences,
      from: words.pages.from(data.source),
      body: [
        askedSection(data, speech),
        section("test", words.report.sections.test, [
          ...(data.scores === undefined
            ? [`<p>${text(words.regress.noTest)}</p>`]
            : [table(data.scores), `<p class="note">${text(data.gloss)}</p>`]),
          barsFigure(data, speech),
          ...seriesFigures(data, speech),
          scatterFigure(data, speech),
          errorsFigure(data, speech),
        ]),
        ...backMatter(
          data,
          [curvesFigure(data.curves, speech, own.curves)],
          [...(tested ? texts : []), data.run.refit ? own.measure.refit : measure.kept, measure.seed],
          speech,
        ),
      ],
      run: data.run,
    },
    speech,
  );
}
