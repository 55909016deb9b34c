import { backendByName } from "../../backends/index.ts";
import { table } from "../../charts/index.ts";
import type { CommandContext } from "../../command.ts";
import type { Speech } from "../../message.ts";
import type { CompleteValues, samplingOptions } from "../../option.ts";
import { weightShapes } from "../../tasks/generate/net.ts";
import type { GeneratorSpec } from "../../tasks/generate/options.ts";
import type { Plan } from "../../tasks/generate/plan.ts";
import type { GenerateModel } from "../../tasks/generate.ts";
import { wrap } from "../../text.ts";
import type { ReadText } from "./read.ts";

/** What a person sees of `generate`: how the text was read, how well the net knows it, and the sample as it comes. */

const sizeText = (spec: GeneratorSpec) => (spec.layers === 1 ? `${spec.hidden}` : `${spec.layers} × ${spec.hidden}`);

/** Weights of the net. */
export const weightsOf = ({ network }: GenerateModel): number =>
  [...network.parameters().values()].reduce((sum, { size }) => sum + size, 0);

/** How the text was read, and what will be trained on it. */
export function planTexts(
  data: ReadText,
  spec: GeneratorSpec,
  { numbers: tokens, cut, vocabulary, rows }: Plan,
  { words, numbers }: Speech,
): string[] {
  const text = words.generate;
  const number = (value: number) => numbers.number(value);
  const weights = [...weightShapes(spec, vocabulary.size).values()].reduce(
    (sum, shape) => sum + shape.reduce((size, extent) => size * extent, 1),
    0,
  );
  return [
    text.text(data.file, number(tokens.length), spec.tokens, number(vocabulary.tokens.length)),
    `  ${[
      text.parts(number(cut), number(tokens.length - cut)),
      ...(data.assumed ? [text.encoding(data.encoding)] : []),
      ...(spec.tokens === "words" ? [text.rare] : []),
    ].join(" · ")}`,
    `  ${text.settings(spec.cell, sizeText(spec), number(weights), number(spec.truncate), number(rows), backendByName(spec.backend).describe(), `${spec.seed}`)}`,
  ];
}

/** How the training ended. */
export function trainedText({ spec, found }: GenerateModel, seconds: number, { words, numbers }: Speech): string {
  const text = words.generate;
  const ended = text.ended[found.reason] ?? "";
  const trained = text.trained(spec.cell, numbers.seconds(seconds), numbers.number(found.epochs), numbers.number(found.best));
  return `${trained}${ended === "" ? "" : `; ${ended}`}`;
}

/** Nats apart under which two methods are called alike. */
const alike = 0.01;

/** The table of methods, the fewest nats first, and the verdict. */
export function scoresOf({ scores, spec }: GenerateModel, { words, numbers }: Speech) {
  const text = words.generate;
  const [net, ...simple] = scores.methods;
  const rival = [...simple].sort((a, b) => a.nats - b.nats)[0];
  const order = [...scores.methods].sort((a, b) => a.nats - b.nats);
  const rows = order.map(({ name, nats, perplexity }) => [
    name,
    numbers.number(nats, 3),
    numbers.number(perplexity, perplexity < 100 ? 2 : 0),
  ]);
  const lead = rival.nats - net.nats;
  const apart = numbers.number(Math.abs(lead), 3);
  const verdict = Number.isNaN(lead)
    ? text.unjudged
    : Math.abs(lead) < alike
      ? text.tie(net.name, rival.name)
      : (lead > 0 ? text.better : text.worse)(net.name, rival.name, apart, spec.tokens);
  const caption = text.title(numbers.number(scores.tokens), spec.tokens);
  return { caption, head: [words.scores.method, text.nats(spec.tokens), text.perplexity], rows, order, verdict };
}

/** Table and verdict. */
export function scoresTexts(model: GenerateModel, speech: Speech, width: number): string[] {
  const text = speech.words.generate;
  const { scores, spec } = model;
  const { caption, head, rows, verdict } = scoresOf(model, speech);
  const columns = head.map((title, k) => ({ title, align: k === 0 ? ("left" as const) : ("right" as const) }));
  const draw = (taken: number) =>
    table({ columns: columns.slice(0, taken), rows: rows.map((row) => row.slice(0, taken)) }, { columns: width });
  // Where there is no room for the perplexity, the nats say as much.
  const drawn = [3, 2].map(draw).find((lines) => lines.split("\n").length === rows.length + 1) ?? draw(3);
  return [
    ...wrap(caption, width, "  "),
    drawn,
    ...wrap(`  ${text.gloss(spec.cell)}`, width, "  "),
    ...(scores.unknown === 0 ? [] : wrap(`  ${text.unknown(speech.numbers.number(scores.unknown), spec.tokens)}`, width, "  ")),
    ...wrap(verdict, width, "  "),
  ];
}

/** A model from a file. */
export const openedText = (path: string, model: GenerateModel, { words, numbers }: Speech): string =>
  words.generate.opened(path, model.spec.cell, sizeText(model.spec), numbers.number(model.vocabulary.tokens.length), model.spec.tokens);

export type Sampling = CompleteValues<(typeof samplingOptions)[number]>;

/** The line above the sample. */
export function sampleText({ temperature, seed, topK, topP }: Sampling, { words, numbers }: Speech): string {
  // At most two decimals, and none that is 0.
  const short = (value: number) => numbers.number(value, [0, 1].find((decimals) => Number(value.toFixed(decimals)) === value) ?? 2);
  const rest = [...(topK === undefined ? [] : [`top-k ${topK}`]), ...(topP === undefined ? [] : [`top-p ${short(topP)}`])];
  return words.generate.sample(short(temperature), `${seed}`, rest);
}

/** A terminal gets no control characters, which could move its cursor or rename its window, from a text that it doesn't know. */
export const plain = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, "\ufffd");

/**
 * Writes the sample as it comes, the prompt first (unless `quiet`), and gives all of it and whether it came to its end. Where its reader has gone and it
 * isn't `kept`, it ends there.
 */
export async function stream(
  model: GenerateModel,
  sampling: Sampling,
  { out, signal }: CommandContext,
  { quiet, kept }: { readonly quiet: boolean; readonly kept: boolean },
): Promise<{ text: string; whole: boolean }> {
  const { prompt = "" } = sampling;
  const write = (text: string) => {
    if (!quiet) out.write(out.live ? plain(text) : text);
  };
  let text = "";
  try {
    for await (const piece of model.generate({ ...sampling, signal })) {
      write(text === "" ? prompt + piece : piece);
      text += piece;
      if (out.closed && !kept) return { text, whole: true };
    }
    if (text === "") write(prompt);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (!`${prompt}${text}`.endsWith("\n")) write("\n");
  return { text, whole: !signal.aborted };
}
