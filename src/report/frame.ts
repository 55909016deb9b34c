/** What every report has: the sheet with its verdict on top, how the net was trained, the data, what makes it again, and how it is measured. */
import type { Curve } from "../chart.ts";
import { bestOf, curvesSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportFacts, ReportRun } from "../report.ts";
import { pageCss } from "./css.ts";
import { each, facts, figure, folded, section, text } from "./html.ts";

/** Nothing is loaded and nothing runs, whatever stood in the data. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

export interface Sheet {
  /** What kind of report it is: a small line above the title. */
  readonly kind: string;
  readonly title: string;
  /** The verdict first, then warnings. */
  readonly sentences: readonly string[];
  /** Where the data came from, as a sentence. */
  readonly from: string;
  /** Sections in order; empty ones are left out. */
  readonly body: readonly string[];
  readonly run: ReportRun;
}

/** One HTML page that needs no network and holds no script. */
export function sheet({ kind, title, sentences, from, body, run }: Sheet, { words, language }: Speech): string {
  const [verdict, ...warnings] = sentences.map((sentence) => sentence.replace(/^→ /, ""));
  const head = [
    `<p class="kind">${text(kind)}</p>`,
    `<h1>${text(title)}</h1>`,
    verdict === undefined ? "" : `<p class="verdict">${text(verdict)}</p>`,
    each("p", warnings),
    `<p class="source">${text(from)}</p>`,
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
    `<footer><p>${text(words.report.madeBy(run.version))}</p></footer>\n</body>\n</html>`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The training curves. `caption`: what each training saw, given how many there were. */
export function curvesFigure(
  curves: readonly Curve[] | undefined,
  { words, numbers }: Speech,
  caption: (trainings: string) => string = words.report.curves.captionOf,
): string {
  const drawn = (curves ?? []).filter(({ loss }) => loss.length > 0);
  const [first] = drawn;
  if (first === undefined) return "";
  const { title, description, caption: _, captionOf: __, ...rest } = words.report.curves;
  const validated = drawn.find(({ valLoss }) => valLoss.length > 0);
  const best = validated === undefined ? "–" : numbers.number(bestOf(validated.valLoss) + 1);
  const trainings = numbers.number(drawn.filter(({ phase }) => phase === "train").length);
  const epochs = numbers.number((validated ?? first).loss.length);
  const said = { title, description: description(epochs, best), ...rest, number: numbers.number };
  return figure({ id: "curves", title, caption: [caption(trainings)] }, (size) => curvesSvg(drawn, { ...size, words: said }));
}

/** The training, the data, the command that makes it again, and how it is measured. */
export function backMatter(
  { run, options, data }: ReportFacts,
  training: readonly string[],
  measure: readonly string[],
  { words }: Speech,
): string[] {
  const { report } = words;
  const again = [
    `<p>${text(report.run.command)}</p>\n<pre><code>${commandLine(run.command)}</code></pre>`,
    facts([
      { name: report.run.seed, text: `${run.seed}` },
      { name: report.run.backend, text: run.backend },
      { name: report.run.version, text: run.version },
      ...(run.sha256 === "" ? [] : [{ name: report.run.sha256, text: run.sha256 }]),
    ]),
    options.length === 0 ? "" : folded(report.options, facts(options)),
  ];
  return [
    section("training", report.sections.training, training),
    section("data", report.sections.data, [facts(data)]),
    section("run", report.sections.run, again),
    section("measure", report.sections.measure, [each("p", measure)]),
  ];
}

/** A flag and its value stay on one line where there is room, and no line breaks inside `--`. */
function commandLine(line: string): string {
  const parts = text(line).split(/ (?=--)/);
  return parts.map((part) => (part.startsWith("--") ? `<span>${part}</span>` : part)).join(" ");
}
