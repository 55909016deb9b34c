/** The report of a generator of numbers or rolls: the verdict, real sequences beside drawn ones, and how well it foresees beside simple methods. */
import { barsSvg, type MultiplesPanel, multiplesSvg } from "../charts/index.ts";
import { bounds } from "../charts/scale.ts";
import type { Speech } from "../message.ts";
import type { ReportFacts } from "../report.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { each, figure, folded, type HtmlTable, section, table, text } from "./html.ts";
import { likeness, type SequencesOf } from "./likeness.ts";

/** A class, or all where there are none. */
export interface NumbersGroup extends SequencesOf {
  /** Those that are drawn as a picture, a real one before each that the net drew. */
  readonly panels: readonly MultiplesPanel[];
}

export interface NumbersReport extends ReportFacts {
  /** Name of the data or of the model. */
  readonly name: string;
  readonly kind: "numbers" | "roll";
  readonly channels: readonly string[];
  /** None where nothing was tested. */
  readonly scores?: Pick<HtmlTable, "caption" | "head" | "rows" | "marked">;
  /** What the methods are. */
  readonly gloss: string;
  /** Nats a step by method, the least first. */
  readonly nats: readonly { readonly name: string; readonly nats: number }[];
  readonly groups: readonly NumbersGroup[];
  /** How they were drawn. */
  readonly sampling: string;
}

/** Pictures, one a class, and channels in each; rows of a table that stand open. */
const most = { groups: 12, channels: 4, rows: 12 };

function groupFigures(data: NumbersReport, { words, numbers }: Speech): string[] {
  const own = words.pages.generate.numbers;
  const rolls = data.kind === "roll";
  const channels = rolls ? data.channels : data.channels.slice(0, most.channels);
  const ranges = channels.map((_, c) => bounds(data.groups.flatMap(({ panels }) => panels.map(({ values }) => values[c]))));
  return data.groups.slice(0, most.groups).map(({ label, panels }, g) => {
    const title = label ?? own.all;
    const shown = panels.map((panel) => ({ ...panel, values: panel.values.slice(0, channels.length) }));
    const count = (drawn: boolean) => numbers.number(panels.filter((one) => one.drawn === drawn).length);
    const description = own.description(count(false), count(true));
    const said = { title, description, number: numbers.number };
    return figure({ id: `group-${g}`, title, caption: [] }, (size) =>
      multiplesSvg({ kind: rolls ? "cells" : "lines", channels, panels: shown, ...(!rolls && { ranges }) }, { ...size, words: said }),
    );
  });
}

function samplesSection(data: NumbersReport, speech: Speech): string {
  const { numbers } = speech;
  const { generate } = speech.words.pages;
  const own = generate.numbers;
  const { groups, channels, kind } = data;
  const beside = groups.some(({ real }) => real.length > 0);
  const notes = [
    data.sampling,
    beside ? own.beside : own.alone,
    kind === "roll" ? own.cells : own.scale,
    ...(groups.some(({ panels }) => panels.some(({ given = 0 }) => given > 0)) ? [own.given] : []),
    ...(kind === "numbers" && channels.length > most.channels ? [own.channels(`${most.channels}`, numbers.number(channels.length))] : []),
    ...(groups.length > most.groups ? [own.classes(`${most.groups}`, numbers.number(groups.length))] : []),
  ];
  const likely = likeness(groups, kind, channels.slice(0, most.channels), speech);
  const caption = beside ? own.likeness : own.inFigures;
  const list = table({ caption, ...likely, long: true });
  return section("samples", beside ? own.samples : generate.samples, [
    each("p", notes),
    ...groupFigures(data, speech),
    ...(beside ? [`<p class="note">${text(own.likenessCaption[kind])}</p>`] : []),
    likely.rows.length > most.rows ? folded(caption, list) : list,
  ]);
}

/** What each method is behind the best: nats of a density may be below 0, and only their differences mean something. */
function natsFigure({ nats }: NumbersReport, { words, numbers }: Speech): string {
  const own = words.pages.generate.numbers.bars;
  const known = nats.filter((one) => Number.isFinite(one.nats));
  if (known.length === 0) return "";
  const rows = known.map((one) => ({ name: one.name, values: [one.nats - known[0].nats] }));
  const said = { title: own.title, description: own.description(known[0].name), value: (value: number) => numbers.number(value, 3) };
  return figure({ id: "nats", title: own.title, caption: [own.caption] }, (size) =>
    barsSvg({ rows, measures: [""] }, { ...size, words: said }),
  );
}

/** The page of a generator of numbers. */
export function numbersPage(data: NumbersReport, speech: Speech): string {
  const { words } = speech;
  const own = words.pages.generate.numbers;
  const tested = data.scores !== undefined;
  const measure = tested ? [own.measure.split, own.measure.nats[data.kind]] : [];
  return sheet(
    {
      kind: words.pages.generate.kind,
      title: own.title(data.name),
      sentences: data.sentences,
      from: words.pages.from(data.source),
      body: [
        samplesSection(data, speech),
        section("test", own.test, [
          ...(data.scores === undefined ? [] : [table(data.scores), `<p class="note">${text(data.gloss)}</p>`]),
          natsFigure(data, speech),
        ]),
        ...backMatter(data, [curvesFigure(data.curves, speech)], [...measure, own.measure.sampling, words.report.measure.seed], speech),
      ],
      run: data.run,
    },
    speech,
  );
}
