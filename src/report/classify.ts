/** The report of a classifier: the verdict, classes that were asked for, the test as matrix, bars and reliability, and some tested recordings. */
import { type SignalData, signalSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportFacts } from "../report.ts";
import type { ClassifyScores } from "../tasks/classify.ts";
import { cut } from "../text.ts";
import { byClassFigure } from "./by-class.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { folded, section, table, text } from "./html.ts";
import { confusionFigure } from "./matrix.ts";
import { reliabilityFigure, type Sureness } from "./reliability.ts";

/** A sequence's class as the net gave it. */
export interface GivenClass {
  readonly name: string;
  readonly predicted: string;
  readonly probability: number;
  /** "" where it isn't known. */
  readonly actual: string;
}

/** A tested sequence with what it looks like: channels of numbers, or its text. */
export interface ShownSequence extends GivenClass {
  readonly channels: SignalData["channels"];
  readonly text?: string;
}

export interface ClassifyReport extends ReportFacts {
  /** Name of the data. */
  readonly name: string;
  readonly cell: string;
  readonly classes: readonly string[];
  readonly scores: ClassifyScores;
  /** What the methods are. */
  readonly gloss: string;
  /** Each tested sequence; none where the model came from a file. */
  readonly tested: readonly Sureness[];
  /** Some of them, the surest mistakes first. */
  readonly shown: readonly ShownSequence[];
  /** Sequences without a known class, or all with a saved model. */
  readonly asked: readonly GivenClass[];
}

/** Rows that stand open, and those that a page lists. */
const most = { open: 16, listed: 200 };

function askedSection({ asked }: ClassifyReport, { words, numbers }: Speech): string {
  if (asked.length === 0) return "";
  const own = words.pages.classify;
  const head = [own.sequence, own.given, own.probability, ...(asked.some(({ actual }) => actual !== "") ? [own.is] : [])];
  const rows = asked
    .slice(0, most.listed)
    .map(({ name, predicted, probability, actual }) =>
      [name, predicted, numbers.percent(probability), actual === "" ? "–" : actual].slice(0, head.length),
    );
  const list = table({ caption: own.asked(numbers.number(asked.length)), head, rows, long: true });
  return section("asked", words.classify.given, [
    rows.length > most.open ? folded(own.all(numbers.number(rows.length)), list) : list,
    asked.length > rows.length ? `<p class="note">${text(own.inFile(numbers.number(asked.length - rows.length)))}</p>` : "",
  ]);
}

function scoresTable({ scores, cell }: ClassifyReport, { words, numbers }: Speech): string {
  const own = words.classify;
  const rows = [...scores.methods]
    .sort((a, b) => b.accuracy - a.accuracy)
    .map(({ name, accuracy, macroF1, logLoss }) => [
      name,
      numbers.percent(accuracy, 1),
      numbers.number(macroF1, 3),
      logLoss === null ? "–" : numbers.number(logLoss, 3),
    ]);
  const row = rows.findIndex(([name]) => name === cell);
  const caption = words.pages.classify.scores(numbers.number(scores.n), numbers.number(scores.recordings));
  return table({
    caption,
    head: [own.method, own.accuracy, own.macroF1, own.logLoss],
    rows,
    ...(row >= 0 && { marked: { row, word: words.pages.net } }),
  });
}

function shownSequences({ shown }: ClassifyReport, { words, numbers }: Speech): string {
  const own = words.pages.classify;
  if (shown.length === 0) return "";
  const said = ({ actual, predicted, probability }: ShownSequence) =>
    (actual === predicted ? own.right : own.wrong)(actual, predicted, numbers.percent(probability));
  const title = `<div class="intro"><h3>${text(own.shown)}</h3><p class="note">${text(own.shownCaption)}</p></div>`;
  if (shown.every(({ channels }) => channels.length === 0)) {
    const rows = shown.map((one) => [one.text ?? one.name, said(one)]);
    return `${title}\n${table({ caption: own.shown, head: [own.text, own.given], rows: rows.map(([line, says]) => [cut(line, 300), says]), long: true })}`;
  }
  const drawn = shown.map((one, k) => {
    const svg = signalSvg(
      { channels: one.channels, lanes: [] },
      {
        width: 320,
        inside: `shown${k}`,
        strip: one.channels.length > 1 ? 46 : 96,
        words: { title: one.name, description: said(one), wrong: "", number: numbers.number },
      },
    );
    return `<figure>\n<figcaption><h3>${text(one.name)}</h3><p>${text(said(one))}</p></figcaption>\n${svg}</figure>`;
  });
  return `${title}\n<div class="many">\n${drawn.join("\n")}\n</div>`;
}

/** The page of a classifier. */
export function classifyPage(data: ClassifyReport, speech: Speech): string {
  const { words } = speech;
  const own = words.pages.classify;
  const { scores, classes } = data;
  const test = [
    scoresTable(data, speech),
    `<p class="note">${text(data.gloss)}</p>`,
    confusionFigure({ labels: classes, counts: scores.confusion }, speech, []),
    byClassFigure(scores.classes, speech, { caption: words.pages.byClass.caption, n: words.pages.byClass.n }),
    reliabilityFigure(data.tested, speech),
    shownSequences(data, speech),
  ];
  const measure = [
    own.measure.split,
    own.measure.scores,
    own.measure.verdict,
    own.measure.probabilities,
    data.run.refit ? own.measure.refit : own.measure.kept,
  ];
  return sheet(
    {
      kind: own.kind,
      title: own.title(data.name),
      sentences: data.sentences,
      from: words.pages.from(data.source),
      body: [
        askedSection(data, speech),
        section("test", words.pages.test, test),
        ...backMatter(data, [curvesFigure(data.curves, speech)], [...measure, words.report.measure.seed], speech),
      ],
      run: data.run,
    },
    speech,
  );
}
