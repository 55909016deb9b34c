import { table } from "../../charts/index.ts";
import type { CommandContext } from "../../command.ts";
import { show } from "../../errors.ts";
import type { Speech } from "../../message.ts";
import { weightShapes } from "../../tasks/translate/net.ts";
import type { TranslatorSpec } from "../../tasks/translate/options.ts";
import type { TranslatePlan } from "../../tasks/translate/plan.ts";
import type { TranslateModel, TranslateScores } from "../../tasks/translate.ts";
import { cut, wrap } from "../../text.ts";
import { plain } from "../generate/show.ts";
import type { ReadPairs } from "./read.ts";
import type { Answer } from "./record.ts";

/** What a person sees of `translate`: how the lines were read, how many targets were found whole, and some of them beside what they should be. */

const sizeText = ({ hidden, layers }: TranslatorSpec) => (layers === 1 ? `${hidden}` : `${layers} × ${hidden}`);

/** How a file was read. */
export function readText(data: ReadPairs, { words, numbers }: Speech): string {
  const text = words.translate;
  const notes = [
    ...(data.form === "scan" ? [text.scan] : []),
    ...(data.assumed ? [text.encoding(data.encoding)] : []),
    ...(data.blank > 0 ? [text.blank(numbers.number(data.blank))] : []),
  ];
  return [text.lines(data.file, numbers.number(data.lines.length)), ...notes].join(" · ");
}

/** What will be trained. */
export function planTexts(spec: TranslatorSpec, plan: TranslatePlan, { words, numbers }: Speech): string[] {
  const text = words.translate;
  const number = (value: number) => numbers.number(value);
  const { parts, shared, vocabularies, batch } = plan;
  const { source, target } = vocabularies;
  const shapes = weightShapes(spec, { sources: source.size, targets: target.size });
  const weights = [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((size, extent) => size * extent, 1), 0);
  const tokens = text.tokens(spec.tokens, number(source.tokens.length), number(target.tokens.length));
  return [
    `  ${text.parts(number(parts.train.length), number(parts.validation.length), number(parts.test.length))}`,
    ...(shared > 0 ? [`  ${text.shared(number(shared))}`] : []),
    `  ${[tokens, ...(spec.tokens === "words" ? [text.rare] : [])].join(" · ")}`,
    `  ${text.settings(spec.cell, sizeText(spec), number(weights), number(batch), spec.backend, `${spec.seed}`)}`,
  ];
}

/** How the training ended. */
export function trainedText({ spec, found }: TranslateModel, seconds: number, { words, numbers }: Speech): string {
  const { generate: text } = words;
  const ended = text.ended[found.reason] ?? "";
  const trained = text.trained(spec.cell, numbers.seconds(seconds), numbers.number(found.epochs), numbers.number(found.best));
  return `${trained}${ended === "" ? "" : `; ${ended}`}`;
}

/** A model from a file. */
export const openedText = (path: string, { spec, vocabularies: { source, target } }: TranslateModel, { words, numbers }: Speech): string =>
  words.translate.opened(
    path,
    spec.cell,
    sizeText(spec),
    words.translate.tokens(spec.tokens, numbers.number(source.tokens.length), numbers.number(target.tokens.length)),
  );

/** A lead below this share of the sources is a tie. */
const tie = 0.02;

/** The table of methods, the most whole targets first, what they are, and the verdict. `saved`: a model from a file, whose simple methods aren't there. */
export function scoresOf(scores: TranslateScores, spec: TranslatorSpec, saved: boolean, { words, numbers }: Speech) {
  const text = words.translate;
  const [net, ...simple] = scores.methods;
  const percent = (share: number) => numbers.percent(share, 1);
  const order = [...scores.methods].sort((a, b) => b.exact - a.exact);
  const rows = order.map(({ name, exact, tokens, n }) => [name, percent(exact), percent(tokens), numbers.number(n)]);
  const rival = [...simple].sort((a, b) => b.exact - a.exact)[0];
  const lead = rival === undefined ? Number.NaN : net.exact - rival.exact;
  const judged = Math.abs(lead) < tie ? text.tie : lead > 0 ? text.better : text.worse;
  return {
    caption: (saved ? text.titleSaved : text.title)(numbers.number(scores.sources)),
    head: [words.scores.method, text.exact, text.inPlace, text.asked],
    rows,
    order,
    gloss: text.gloss(net.name, simple.length > 0, spec.beam),
    verdict: rival === undefined ? undefined : judged(net.name, percent(net.exact), rival.name, percent(rival.exact)),
  };
}
export type ScoreTexts = ReturnType<typeof scoresOf>;

/** Table and verdict. */
export function scoresTexts(scores: TranslateScores, spec: TranslatorSpec, saved: boolean, speech: Speech, width: number): string[] {
  const { caption, head, rows, gloss, verdict } = scoresOf(scores, spec, saved, speech);
  const columns = head.map((title, k) => ({ title, align: k === 0 ? ("left" as const) : ("right" as const) }));
  const unknown = speech.words.translate.unknown(speech.numbers.number(scores.unknown));
  return [
    ...wrap(caption, width, "  "),
    table({ columns, rows }, { columns: width }),
    ...wrap(`  ${gloss}`, width, "  "),
    ...(scores.unknown === 0 ? [] : wrap(`  ${unknown}`, width, "  ")),
    ...(verdict === undefined ? [] : wrap(verdict, width, "  ")),
  ];
}

/** Tokens named at most. */
const mostNamed = 5;

/** What should be known of a saved model's answers: sources with unknown tokens, and targets that were cut. */
export function cautionTexts(answers: readonly Answer[], { words, numbers }: Speech): string[] {
  const text = words.translate;
  const strange = answers.filter(({ unknown }) => unknown.length > 0);
  const tokens = [...new Set(strange.flatMap(({ unknown }) => unknown))];
  const named = `${tokens
    .slice(0, mostNamed)
    .map((token) => show(plain(token)))
    .join(", ")}${tokens.length > mostNamed ? " …" : ""}`;
  const whole = answers.filter(({ ended }) => ended).length;
  return [
    ...(strange.length > 0 ? [text.unknownTokens(numbers.number(strange.length), named)] : []),
    ...(whole < answers.length ? [text.cutOff(numbers.number(answers.length - whole))] : []),
  ];
}

/** Wrong answers shown, and right ones. */
const [mostWrong, mostRight] = [4, 3];

/** Some answers: the wrong ones with what they should be from where they part, then right ones. */
export function exampleTexts(answers: readonly Answer[], chars: boolean, { words, numbers, out }: CommandContext): string[] {
  const text = words.translate;
  const wrong = answers.filter(({ right }) => right === false);
  const right = answers.filter((own) => own.right === true);
  const titles = [text.expected, text.got];
  const width = Math.max(...titles.map((title) => title.length));
  const mark = (own: Answer) => (out.unicode ? (own.right ? "✓" : "✗") : own.right ? "=" : "x");
  const source = (own: Answer) => own.source.join(chars ? "" : " ");
  const line = (content: string) => cut(plain(content), Math.max(20, out.columns));
  const lines = wrong.slice(0, mostWrong).flatMap((own) => {
    const [expected] = own.expected;
    const wanted = chars ? Array.from(expected) : expected.split(/\s+/).filter((token) => token !== "");
    const at = wanted.findIndex((token, t) => token !== own.target[t]);
    // Two tokens before the place where they part.
    const from = Math.max(0, (at < 0 ? wanted.length : at) - (chars ? 10 : 2));
    const part = (tokens: readonly string[]) => `${from > 0 ? "… " : ""}${tokens.slice(from).join(chars ? "" : " ")}`;
    return [
      line(`  ${mark(own)} ${source(own)}`),
      ...[wanted, own.target].map((tokens, k) => line(`      ${titles[k].padEnd(width)}  ${part(tokens)}`)),
    ];
  });
  const rest = right.slice(0, mostRight).map((own) => line(`  ${mark(own)} ${source(own)} → ${own.text}`));
  return [
    ...wrap(text.examples(numbers.number(wrong.length), numbers.number(right.length)), out.columns, "  "),
    ...lines,
    ...(wrong.length > mostWrong ? [`  ${text.moreWrong(numbers.number(wrong.length - mostWrong))}`] : []),
    ...rest,
  ];
}
