import type { CommandContext } from "../../command.ts";
import { conformalMargin } from "../../conformal.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";
import { regressorOptions } from "../../option.ts";
import { regressPage, type TestedRows } from "../../report.ts";
import { residualsBefore } from "../../tasks/regress/scores.ts";
import { optionFacts, type PageInput, reportedFacts, runFacts } from "../parts/facts.ts";
import { reportedScores } from "../parts/score-table.ts";
import { factsOf } from "./describe.ts";
import { askedRows, columnsOf, type RegressRun } from "./record.ts";
import { glossText, narrowTexts, scoreColumns, verdictTexts } from "./scores.ts";
import { fanOf, settingsText } from "./show.ts";

/** The report of a run: report.html. */

/** Series drawn, rows of each at most (of the last tests), and asked rows listed. */
const most = { series: 4, rows: 1200, asked: 200 };

/** Tested rows of a sequence: from where to where in each test. Rows without a known target lie between. */
function testedSpans({ model }: RegressRun, k: number) {
  const spans = (model.test?.places ?? []).flatMap((places, w) => {
    const own = places.map(({ sequence, row }, place) => ({ sequence, row, place })).filter(({ sequence }) => sequence === k);
    const rows = own.map(({ row }) => row);
    return own.length === 0 ? [] : [{ w, own, from: Math.min(...rows), to: Math.max(...rows) + 1 }];
  });
  const taken: typeof spans = [];
  for (const span of spans.toReversed()) {
    if (taken.length > 0 && taken[0].to - span.from > most.rows) break;
    taken.unshift(span.to - span.from > most.rows ? { ...span, from: span.to - most.rows } : span);
  }
  return taken;
}

/** The test of a sequence, values of each method at its rows, ranges as they were known before each test. */
function testedRows(run: RegressRun, k: number): TestedRows[] {
  const { data, model } = run;
  const { test } = model;
  const spans = testedSpans(run, k).map((span) => ({ ...span, own: span.own.filter(({ row }) => row >= span.from) }));
  if (test === undefined || spans.length === 0) return [];
  const { target, labels, rows } = data.sequences[k];
  const end = spans[spans.length - 1].to;
  const methods = test.methods.map((method) => {
    const forecasts = spans.map(({ w, own, from, to }) => {
      const values = new Float64Array(to - from).fill(Number.NaN);
      for (const { row, place } of own) values[row - from] = method.values[w][place];
      return values;
    });
    const intervals = spans.map(({ w }, s) => {
      const known = residualsBefore(test.actual, method, w).map(Math.abs);
      return model.spec.levels.flatMap((level) => {
        const half = conformalMargin(known, level);
        if (half === null) return [];
        const lower = forecasts[s].map((value) => Math.max(model.parts.fitted.floor, value - half));
        return [{ level, lower, upper: forecasts[s].map((value) => value + half) }];
      });
    });
    return { name: method.name, forecasts, intervals };
  });
  const name = data.sequences.length === 1 ? "" : (rows.id ?? `${k + 1}`);
  const cut = { target: target.subarray(0, end), origins: spans.map(({ from }) => from), methods };
  return [{ name, test: cut, labels: labels.slice(0, end) }];
}

/** Every row that was asked for, as text: its time, the recommended estimate, and a range for each level. */
function askedTable({ data, estimates, model }: RegressRun, { words, numbers }: Speech): { rows: string[][]; count: number } {
  const all = estimates.flatMap((own, k) => askedRows(own).map((row) => ({ own, k, row })));
  const some = all.slice(0, most.asked);
  const levels = [...model.spec.levels].sort((a, b) => a - b);
  const decimals = decimalsFor(some.map(({ own, row }) => own.point[row]));
  const value = (number: number) => numbers.number(number, decimals);
  const head = [
    columnsOf(data, "time")[0] ?? words.pages.regress.row,
    words.regress.estimate,
    ...levels.map((level) => words.report.range(numbers.percent(level))),
  ];
  const rows = some.map(({ own, k, row }) => {
    const { id } = data.sequences[k].rows;
    const bounds = levels.map((level) => {
      const range = own.intervals.find((one) => one.level === level);
      return range === undefined ? "–" : words.report.bounds(value(range.lower[row]), value(range.upper[row]));
    });
    return [`${id === undefined ? "" : `${id}: `}${data.sequences[k].labels[row]}`, value(own.point[row]), ...bounds];
  });
  return { rows: rows.length === 0 ? [] : [head, ...rows], count: all.length };
}

/** The page, in the reader's language. */
export function pageOf(run: RegressRun, input: PageInput, context: CommandContext): string {
  const { words, numbers } = context;
  const { data, model, target } = run;
  const { spec, scores, recommended, found, test } = model;
  const tested = scores.tests > 0;
  const method = test?.methods.find(({ name }) => name === recommended);
  const asked = askedTable(run, context);
  const fan = fanOf(run);
  const { rival } = recommended === scores.memory.winner ? scores.memory : scores.verdict;
  const title = words.regress.title(numbers.number(scores.tests), numbers.number(scores.rows));
  return regressPage(
    {
      target: target ?? words.regress.value,
      source: data.file,
      recommended,
      sentences: [
        ...(tested ? verdictTexts(model, context) : []),
        ...narrowTexts(model, context),
        ...(found.nonNegative ? [words.regress.kept0] : []),
      ],
      ...(tested && {
        scores: reportedScores(scoreColumns(model, context), words.scores.method, title, recommended, words.report.recommended),
      }),
      errors: tested ? scoreColumns(model, context).methods.map(({ name, mae }) => ({ name, mae })) : [],
      gloss: glossText(model, context),
      tests: (test?.actual ?? []).map((actual, w) => ({ actual, given: method?.values[w] ?? [] })),
      ...(rival !== null && rival !== recommended && { rival }),
      series: data.sequences.flatMap((_, k) => testedRows(run, k)).slice(0, most.series),
      ...(fan && { fan }),
      asked: asked.rows,
      askedCount: asked.count,
      ...(input.curves && { curves: input.curves }),
      data: reportedFacts(data.file, factsOf(data, spec.pastTarget ?? false, context)),
      options: [{ name: spec.cell, text: settingsText(model, context) }, ...optionFacts(spec, regressorOptions, context)],
      run: runFacts(input, spec, data.sha256, found.refitted, context),
    },
    context,
  );
}
