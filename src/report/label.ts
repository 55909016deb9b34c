/** The report of a labeler: the verdict, the signal with its events as lanes, mistakes from near, the scores, and classes taken for others. */
import { type ConfusionData, signalSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportFacts } from "../report.ts";
import { byClassFigure, type ClassRow } from "./by-class.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { figure, folded, type HtmlTable, section, table, text } from "./html.ts";
import { confusionFigure } from "./matrix.ts";
import { sentencesBlock } from "./sentences.ts";
import { cutTo, falseAlarm, type LabelledPart, missed, overview, type Stretch } from "./stretches.ts";

export interface LabelReport extends ReportFacts {
  /** Name of the data. */
  readonly name: string;
  readonly form: "signal" | "words";
  /** Whether the parts have true labels: of a test, or of the file that a saved model labels. */
  readonly judged: boolean;
  /** The table of methods; none where nothing was tested. */
  readonly scores?: Pick<HtmlTable, "caption" | "head" | "rows" | "marked">;
  /** What the methods are. */
  readonly gloss: string;
  /** Classes of events, so that each has its colour. */
  readonly labels: readonly string[];
  readonly parts: readonly LabelledPart[];
  /** Events by class. */
  readonly classes: readonly ClassRow[];
  /** Steps of one class that were given another. */
  readonly confusion?: ConfusionData;
  /** The events of what had no label: id, start, end, label, steps, probability, as text; the first is the head. */
  readonly asked: readonly (readonly string[])[];
  /** How many there are in all. */
  readonly askedCount: number;
}

/** Rows that stand open, and mistakes listed. */
const most = { open: 16, mistakes: 60 };

function stretchFigure(
  id: string,
  stretch: Stretch | undefined,
  labels: readonly string[],
  title: string,
  caption: string,
  { words, numbers }: Speech,
): string {
  if (stretch === undefined) return "";
  const own = words.pages.label;
  const data = { ...cutTo(stretch, own), labels };
  const of = stretch.part.id === "" ? "" : ` ${own.in(stretch.part.id)}`;
  const count = (list: SignalLane) => numbers.number(list?.spans.length ?? 0);
  const description = own.lanes(count(data.lanes.at(-1)), data.ends?.[0] ?? "", data.ends?.[1] ?? "");
  const said = { title, description: `${description}${of}`, wrong: own.wrong, number: numbers.number };
  return figure({ id, title, caption: [`${caption}${of}`] }, (size) => signalSvg(data, { ...size, words: said }));
}
type SignalLane = { readonly spans: readonly unknown[] } | undefined;

/** Events that were missed, and events that are none. */
function mistakesTable({ parts, form }: LabelReport, { words, numbers }: Speech): string {
  const own = words.pages.label;
  const rows = parts.flatMap(({ id, steps, truth = [], found }) => {
    const row = (kind: string, { from, to, label }: { from: number; to: number; label: string }, sure: string) => [
      form === "words" ? steps.slice(from, to).join(" ") : `${id === "" ? "" : `${id}: `}${steps[from]} … ${steps[to - 1]}`,
      label,
      kind,
      sure,
    ];
    return [
      ...truth.filter(({ wrong }) => wrong).map((event) => row(own.missed, event, "–")),
      ...found.filter(({ wrong }) => wrong).map((event) => row(own.none, event, numbers.percent(event.probability))),
    ];
  });
  if (rows.length === 0) return "";
  const head = [own.event, own.class, own.mistake, own.sure];
  const list = table({ caption: own.mistakes(numbers.number(rows.length)), head, rows: rows.slice(0, most.mistakes), long: true });
  const rest = rows.length - most.mistakes;
  return `${folded(own.mistakes(numbers.number(rows.length)), list)}${rest > 0 ? `\n<p class="note">${text(own.inFile(numbers.number(rest)))}</p>` : ""}`;
}

function signalFigures(data: LabelReport, speech: Speech): string[] {
  const own = speech.words.pages.label;
  const { parts, labels, judged } = data;
  if (data.form === "words") return [sentencesBlock(parts, labels, speech), mistakesTable(data, speech)];
  const near = judged
    ? [
        stretchFigure("missed", missed(parts), labels, own.missedTitle, own.missedCaption, speech),
        stretchFigure("alarm", falseAlarm(parts), labels, own.alarmTitle, own.alarmCaption, speech),
      ]
    : [];
  const caption = judged ? own.signalCaption : own.askedCaption;
  return [stretchFigure("signal", overview(parts), labels, own.signal, caption, speech), ...near, mistakesTable(data, speech)];
}

function askedSection({ asked, askedCount, form }: LabelReport, drawn: readonly string[], { words, numbers }: Speech): string {
  const [head, ...rows] = asked;
  if (head === undefined || rows.length === 0) return section("asked", words.pages.label.askedTitle, drawn);
  const own = words.pages.label;
  const list = table({
    caption: (form === "words" ? own.askedSpans : own.askedEvents)(numbers.number(askedCount)),
    head,
    rows,
    long: true,
  });
  const rest = askedCount - rows.length;
  return section("asked", own.askedTitle, [
    ...drawn,
    rows.length > most.open ? folded(own.all(numbers.number(rows.length)), list) : list,
    rest > 0 ? `<p class="note">${text(own.inFile(numbers.number(rest)))}</p>` : "",
  ]);
}

/** The page of a labeler. */
export function labelPage(data: LabelReport, speech: Speech): string {
  const { words } = speech;
  const own = words.pages.label;
  const { byClass } = words.pages;
  const figures = signalFigures(data, speech);
  const tested = data.scores !== undefined;
  const count = form(data.form, own.measure.eventsWords, own.measure.eventsRuns);
  const measure = [own.measure.split, own.measure.steps, count, own.measure.first, data.run.refit ? own.measure.refit : own.measure.kept];
  return sheet(
    {
      kind: own.kind,
      title: form(data.form, own.titleWords, own.title)(data.name),
      sentences: data.sentences,
      from: words.pages.from(data.source),
      body: [
        askedSection(data, data.judged ? [] : figures, speech),
        section("test", words.pages.test, [
          ...(data.scores === undefined ? [] : [table(data.scores), `<p class="note">${text(data.gloss)}</p>`]),
          ...(data.judged ? figures : []),
          byClassFigure(data.classes, speech, {
            caption: form(data.form, own.byClassWords, own.byClass),
            n: form(data.form, byClass.spans, byClass.events),
          }),
          data.confusion === undefined ? "" : confusionFigure(data.confusion, speech, [form(data.form, own.byWords, own.bySteps)]),
        ]),
        ...backMatter(data, [curvesFigure(data.curves, speech)], [...(tested ? measure : []), words.report.measure.seed], speech),
      ],
      run: data.run,
    },
    speech,
  );
}

const form = <T>(is: LabelReport["form"], words: T, signal: T): T => (is === "words" ? words : signal);
