/** The whole page: what was forecast and the verdict first, how it was tested, and what makes it again. */
import type { Speech } from "../message.ts";
import type { ReportData } from "../report.ts";
import { pageCss } from "./css.ts";
import { forecastSection } from "./forecast.ts";
import { each, facts, folded, section, text } from "./html.ts";
import { testSection } from "./test.ts";
import { trainingSection } from "./training.ts";

/** Nothing is loaded and nothing runs, whatever stood in the data. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

function titleOf({ series, target, ahead }: ReportData, { words }: Speech): string {
  const forecast = series.some(({ fan }) => fan !== undefined);
  return forecast ? words.chart.title(target, ahead) : words.report.tested(target, ahead);
}

function runSection({ run, options }: ReportData, { words }: Speech): string {
  const { report } = words;
  return section("run", report.sections.run, [
    `<p>${text(report.run.command)}</p>\n<pre><code>${text(run.command)}</code></pre>`,
    facts([
      { name: report.run.seed, text: `${run.seed}` },
      { name: report.run.backend, text: run.backend },
      { name: report.run.version, text: run.version },
      { name: report.run.sha256, text: run.sha256 },
    ]),
    options.length === 0 ? "" : folded(report.options, facts(options)),
  ]);
}

function measureSection({ scores, target, ahead, run }: ReportData, { words, numbers }: Speech): string {
  const { measure, sections } = words.report;
  const tests = numbers.number(scores.origins);
  const tested = [measure.test(tests, ahead), measure.mae(target), measure.mase, measure.held, measure.tie];
  return section("measure", sections.measure, [
    each("p", [...(scores.origins > 0 ? tested : []), run.refit ? measure.refit : measure.kept, measure.seed]),
  ]);
}

/**
 * A report as one HTML page that needs no network and holds no script; every text of `data` is escaped. Its size grows with the series drawn
 * (12) and listed (200), not with their number.
 */
export function reportPage(data: ReportData, speech: Speech): string {
  const { words, numbers, language } = speech;
  const title = titleOf(data, speech);
  const [verdict, ...warnings] = data.sentences.map((sentence) => sentence.replace(/^→ /, ""));
  const head = [
    `<p class="kind">${text(words.report.kind)}</p>`,
    `<h1>${text(title)}</h1>`,
    verdict === undefined ? "" : `<p class="verdict">${text(verdict)}</p>`,
    each("p", warnings),
    `<p class="source">${text(words.report.from(data.source, numbers.number(data.series.length)))}</p>`,
  ];
  const body = [
    forecastSection(data, speech),
    testSection(data, speech),
    trainingSection(data, speech),
    section("data", words.report.sections.data, [facts(data.data)]),
    runSection(data, speech),
    measureSection(data, speech),
  ];
  const lines = [
    "<!doctype html>",
    `<html lang="${language}">`,
    `<head>\n<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${text(title)}</title>`,
    `<style>${pageCss}</style>\n</head>`,
    `<body>\n<header>\n${head.filter((part) => part !== "").join("\n")}\n</header>`,
    `<main>\n${body.filter((part) => part !== "").join("\n")}\n</main>`,
    `<footer><p>${text(words.report.madeBy(data.run.version))}</p></footer>\n</body>\n</html>`,
  ];
  return `${lines.join("\n")}\n`;
}
