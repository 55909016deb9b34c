/** The report of a translator: how many targets were found whole, by length too, where the net looked, and right and wrong answers side by side. */
import { alignmentSvg, barsSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import type { ReportFacts } from "../report.ts";
import { backMatter, curvesFigure, sheet } from "./frame.ts";
import { each, figure, type HtmlTable, section, table, text } from "./html.ts";

export interface ShownAnswer {
  readonly source: readonly string[];
  /** What was found. */
  readonly target: readonly string[];
  /** Its targets; none where none is known. */
  readonly expected: readonly (readonly string[])[];
  readonly right?: boolean;
  /** A row a token of the target (and perhaps one for its end), a weight a token of the source. */
  readonly attention: readonly (readonly number[])[];
}

export interface TranslateReport extends ReportFacts {
  /** Name of the data. */
  readonly name: string;
  readonly tokens: "chars" | "words";
  /** The table of methods; none where no target is known. */
  readonly scores?: Pick<HtmlTable, "caption" | "head" | "rows" | "marked">;
  /** What the methods are. */
  readonly gloss: string;
  /** Shares of whole targets and of tokens in place, by method, the best first. */
  readonly shares: readonly { readonly name: string; readonly exact: number; readonly tokens: number }[];
  readonly answers: readonly ShownAnswer[];
}

/** Answers drawn and listed, of each kind; tokens that a drawn one has at most, and of a line; bins of lengths. */
const most = { drawn: 2, wrong: 12, right: 6, asked: 40, tokens: 24, line: 24, bins: 6 };

/** Of an answer's targets, the one that it shares most tokens with. */
function nearestTo({ target, expected }: ShownAnswer): readonly string[] | undefined {
  const shared = (other: readonly string[]) => target.filter((token, t) => token === other[t]).length;
  return [...expected].sort((a, b) => shared(b) - shared(a))[0];
}

/** Its tokens, each told whether it stands in its place. */
function compared(answer: ShownAnswer): { token: string; wrong?: boolean }[] {
  const best = nearestTo(answer);
  return answer.target.map((token, t) => ({ token, ...(best !== undefined && best[t] !== token && { wrong: true }) }));
}

/** Shares of whole targets by their length, in bins of about as many answers. */
export function byLength(answers: readonly ShownAnswer[]): { from: number; to: number; n: number; exact: number }[] {
  const judged = answers
    .filter(({ right, expected }) => right !== undefined && expected.length > 0)
    .map(({ right, expected }) => ({ right: right === true, length: expected[0].length }))
    .sort((a, b) => a.length - b.length);
  const bins: (typeof judged)[] = [];
  for (const one of judged) {
    const last = bins[bins.length - 1];
    const full = last !== undefined && last.length >= judged.length / most.bins && last[last.length - 1].length !== one.length;
    if (last === undefined || full) bins.push([one]);
    else last.push(one);
  }
  return bins.map((bin) => ({
    from: bin[0].length,
    to: bin[bin.length - 1].length,
    n: bin.length,
    exact: bin.filter(({ right }) => right).length / bin.length,
  }));
}

function attentionFigures({ answers, tokens }: TranslateReport, { words }: Speech): string[] {
  const own = words.pages.translate.attention;
  const fits = answers.filter(({ source, target }) => Math.max(source.length, target.length) <= most.tokens && target.length > 0);
  // The longest that fit: they show most.
  const long = [...fits].sort((a, b) => b.target.length - a.target.length);
  const chosen = [
    ...long.filter(({ right }) => right === false).slice(0, most.drawn),
    ...long.filter(({ right }) => right !== false).slice(0, most.drawn),
  ];
  return chosen.map((answer, k) => {
    const source = answer.source.join(tokens === "chars" ? "" : " ");
    const title = `${answer.right === undefined ? "" : answer.right ? "✓ " : "✗ "}${source}`;
    const said = { title, description: own.description(source), source: own.source, target: own.target, end: own.end };
    const data = { source: answer.source, target: compared(answer), weights: answer.attention };
    return figure({ id: `attention${k}`, title, caption: k === 0 ? [own.caption] : [] }, (size) =>
      alignmentSvg(data, { ...size, words: said }),
    );
  });
}

function sharesFigure({ shares }: TranslateReport, { words, numbers }: Speech): string {
  // One alone stands in the table.
  if (shares.length < 2) return "";
  const own = words.pages.translate.shares;
  const said = { title: own.title, description: own.description(shares[0].name), value: (share: number) => numbers.percent(share, 1) };
  const rows = shares.map(({ name, exact, tokens }) => ({ name, values: [exact, tokens] }));
  return figure({ id: "shares", title: own.title, caption: [own.caption] }, (size) =>
    barsSvg({ rows, measures: [words.translate.exact, words.translate.inPlace], whole: 1 }, { ...size, words: said }),
  );
}

function lengthFigure({ answers, tokens }: TranslateReport, { words, numbers }: Speech): string {
  const own = words.pages.translate.lengths;
  const bins = byLength(answers);
  if (bins.length < 2) return "";
  const rows = bins.map(({ from, to, n, exact }) => ({
    name: own.bin(numbers.number(from), numbers.number(to), numbers.number(n)),
    values: [exact],
  }));
  const said = { title: own.title, description: own.description, value: (share: number) => numbers.percent(share, 1) };
  return figure({ id: "lengths", title: own.title, caption: [own.caption(tokens)] }, (size) =>
    barsSvg({ rows, measures: [""], whole: 1 }, { ...size, words: said }),
  );
}

/** Tokens of an answer from a little before it parts from what it is beside, those that aren't in their place marked, not too many. */
function marked(own: readonly string[], other: readonly string[], from: number, chars: boolean): string {
  const tokens = own.slice(from, from + most.line);
  const space = chars ? "" : " ";
  const pieces = tokens.map((token, t) =>
    token === other[from + t] ? text(token) : `<mark class="wrong" style="--mark:var(--other)">${text(token)}</mark>`,
  );
  return `${from > 0 ? "… " : ""}${pieces.join(space)}${own.length > from + most.line ? " …" : ""}`;
}

function answersList({ answers, tokens }: TranslateReport, { words, numbers }: Speech): string {
  const own = words.pages.translate;
  const chars = tokens === "chars";
  const joined = (list: readonly string[]) => text(list.slice(0, 3 * most.line).join(chars ? "" : " "));
  const row = (lane: string, body: string) => `<div><span class="lane">${lane}</span><span>${body}</span></div>`;
  const item = (one: ShownAnswer) => {
    const source = row(one.right === undefined ? "" : one.right ? "✓" : "✗", `<b>${joined(one.source)}</b>`);
    const best = nearestTo(one);
    if (one.right !== false || best === undefined) return `<li>${source}${row(text(own.found), joined(one.target))}</li>`;
    const parts = one.target.findIndex((token, t) => token !== best[t]);
    const from = Math.max(0, (parts < 0 ? one.target.length : parts) - (chars ? 12 : 3));
    return `<li>${source}${row(text(own.found), marked(one.target, best, from, chars))}${row(text(own.expected), marked(best, one.target, from, chars))}</li>`;
  };
  const judged = answers.some(({ right }) => right !== undefined);
  const wrong = answers.filter(({ right }) => right === false);
  const right = answers.filter((one) => one.right === true);
  const shown = judged ? [...wrong.slice(0, most.wrong), ...right.slice(0, most.right)] : answers.slice(0, most.asked);
  if (shown.length === 0) return "";
  const title = judged
    ? own.answers(numbers.number(wrong.length), numbers.number(right.length))
    : own.asked(numbers.number(answers.length));
  const rest = answers.length - shown.length;
  return [
    `<figure id="answers">\n<figcaption><h3>${text(title)}</h3>${judged ? each("p", [own.answersCaption]) : ""}</figcaption>`,
    `<ul class="chart spans">\n${shown.map(item).join("\n")}\n</ul>\n</figure>`,
    rest > 0 ? `<p class="note">${text(own.inFile(numbers.number(rest)))}</p>` : "",
  ].join("\n");
}

/** The page of a translator. */
export function translatePage(data: TranslateReport, speech: Speech): string {
  const { words } = speech;
  const own = words.pages.translate;
  const judged = data.scores !== undefined;
  const { split, exact, search } = own.measure;
  return sheet(
    {
      kind: own.kind,
      title: own.title(data.name),
      sentences: data.sentences,
      from: words.pages.from(data.source),
      body: [
        section("test", judged ? words.pages.test : own.askedTitle, [
          ...(data.scores === undefined ? [] : [table(data.scores), `<p class="note">${text(data.gloss)}</p>`]),
          sharesFigure(data, speech),
          lengthFigure(data, speech),
          answersList(data, speech),
          ...attentionFigures(data, speech),
        ]),
        ...backMatter(
          data,
          [curvesFigure(data.curves, speech)],
          [...(judged ? [split, exact] : []), search, words.report.measure.seed],
          speech,
        ),
      ],
      run: data.run,
    },
    speech,
  );
}
