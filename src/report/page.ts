/** The report of a forecast: what was forecast and the verdict first, how it was tested, and what makes it again. */
import type { Speech } from "../message.ts";
import type { ReportData } from "../report.ts";
import { attentionFigure } from "./attention.ts";
import { forecastSection } from "./forecast.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { testSection } from "./test.ts";

function titleOf({ series, target, ahead }: ReportData, { words }: Speech): string {
  const forecast = series.some(({ fan }) => fan !== undefined);
  return forecast ? words.chart.title(target, ahead) : words.report.tested(target, ahead);
}

function measureTexts({ scores, target, ahead, run }: ReportData, { words, numbers }: Speech): string[] {
  const { measure } = words.report;
  const tests = numbers.number(scores.origins);
  const tested = [measure.test(tests, ahead), measure.mae(target), measure.mase, measure.held, measure.tie];
  return [...(scores.origins > 0 ? tested : []), run.refit ? measure.refit : measure.kept, measure.seed];
}

/**
 * A report as one HTML page that needs no network and holds no script; every text of `data` is escaped. Its size grows with the series drawn
 * (12) and listed (200), not with their number.
 */
export function reportPage(data: ReportData, speech: Speech): string {
  const { words, numbers } = speech;
  const training = [curvesFigure(data.curves, speech, words.report.curves.caption), attentionFigure(data, speech)];
  return sheet(
    {
      kind: words.report.kind,
      title: titleOf(data, speech),
      sentences: data.sentences,
      from: words.report.from(data.source, numbers.number(data.series.length)),
      body: [forecastSection(data, speech), testSection(data, speech), ...backMatter(data, training, measureTexts(data, speech), speech)],
      run: data.run,
    },
    speech,
  );
}
