/** The report of a generator: the verdict, samples, how well it knows the text beside n-grams, and where a new part of the text surprised it. */
import { barsSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportFacts } from "../report.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { each, figure, type HtmlTable, section, table, text } from "./html.ts";
import { type Surprise, surpriseFigure } from "./surprise.ts";

export interface ShownSample {
  /** How it was drawn. */
  readonly title: string;
  readonly prompt: string;
  /** What came after the prompt. */
  readonly text: string;
}

export interface GenerateReport extends ReportFacts {
  /** Name of the data or of the model. */
  readonly name: string;
  readonly tokens: "chars" | "words";
  readonly scores: Pick<HtmlTable, "caption" | "head" | "rows" | "marked">;
  /** What the methods are. */
  readonly gloss: string;
  /** Nats a token by method, the least first. */
  readonly nats: readonly { readonly name: string; readonly nats: number }[];
  /** The one that was asked for first. */
  readonly samples: readonly ShownSample[];
  /** A stretch of the validation part; empty for a saved model. */
  readonly surprises: readonly Surprise[];
}

function samplesSection({ samples }: GenerateReport, { words }: Speech): string {
  const own = words.pages.generate;
  const blocks = samples.map(
    ({ title, prompt, text: rest }) =>
      `<div class="intro"><h3>${text(title)}</h3></div>\n<pre>${prompt === "" ? "" : `<b>${text(prompt)}</b>`}${text(rest)}</pre>`,
  );
  const prompted = samples.some(({ prompt }) => prompt !== "");
  return section("samples", own.samples, [each("p", [own.samplesCaption, ...(prompted ? [own.prompt] : [])]), ...blocks]);
}

function natsFigure({ nats, tokens }: GenerateReport, { words, numbers }: Speech): string {
  const own = words.pages.generate.bars;
  const known = nats.filter((one) => Number.isFinite(one.nats));
  if (known.length === 0) return "";
  const rows = known.map((one) => ({ name: one.name, values: [one.nats] }));
  const said = { title: own.title, description: own.description(known[0].name), value: (value: number) => numbers.number(value, 3) };
  return figure({ id: "nats", title: own.title, caption: [own.caption(tokens)] }, (size) =>
    barsSvg({ rows, measures: [""] }, { ...size, words: said }),
  );
}

/** The page of a generator. */
export function generatePage(data: GenerateReport, speech: Speech): string {
  const { words } = speech;
  const own = words.pages.generate;
  const { split, nats, grams, sampling } = own.measure;
  return sheet(
    {
      kind: own.kind,
      title: own.title(data.name),
      sentences: data.sentences,
      from: words.pages.from(data.source),
      body: [
        samplesSection(data, speech),
        section("test", own.test, [
          table(data.scores),
          `<p class="note">${text(data.gloss)}</p>`,
          natsFigure(data, speech),
          surpriseFigure(data.surprises, speech),
        ]),
        ...backMatter(data, [curvesFigure(data.curves, speech)], [split, nats, grams, sampling, words.report.measure.seed], speech),
      ],
      run: data.run,
    },
    speech,
  );
}
