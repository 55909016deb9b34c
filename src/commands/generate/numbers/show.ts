import { rowsTerminal, table } from "../../../charts/index.ts";
import type { Screen } from "../../../command.ts";
import type { Speech } from "../../../message.ts";
import type { NumbersModel, NumbersSequence } from "../../../tasks/generate.ts";
import { wrap } from "../../../text.ts";
import { type NumbersRun, weightsIn } from "./record.ts";

/** What a person sees of `generate` on numbers: how well the net foresees them, and samples beside real sequences. */

const sizeOf = ({ spec }: NumbersModel) => (spec.layers === 1 ? `${spec.hidden}` : `${spec.layers} × ${spec.hidden}`);

/** How it was trained, and what each part was. */
export function trainedTexts(model: NumbersModel, seconds: number, { words, numbers }: Speech): string[] {
  const { spec, found } = model;
  const [text, own] = [words.generate, words.generate.numbers];
  const ended = text.ended[found.reason] ?? "";
  const trained = text.trained(spec.cell, numbers.seconds(seconds), numbers.number(found.epochs), numbers.number(found.best));
  const number = (value: number) => numbers.number(value);
  return [
    own.settings(spec.cell, sizeOf(model), number(weightsIn(model)), number(spec.truncate), spec.backend, `${spec.seed}`),
    own.split[found.by](number(found.training), number(found.validation), number(found.test)),
    `${trained}${ended === "" ? "" : `; ${ended}`}`,
  ];
}

/** Nats of a frame apart, by channel, under which two methods are called alike. */
const alike = 0.01;

/** Methods from the best, as a table, and the verdict; undefined where nothing was tested. */
export function scoresOf({ scores }: NumbersModel, { words, numbers }: Speech) {
  if (scores.frames === 0) return undefined;
  const text = words.generate.numbers;
  const [net, ...simple] = scores.methods;
  const by = (a: { nats: number }, b: { nats: number }) => a.nats - b.nats;
  const rival = [...simple].sort(by)[0];
  const order = [...scores.methods].sort(by);
  const rows = order.map(({ name, nats }) => [name, numbers.number(nats, 3)]);
  const lead = rival.nats - net.nats;
  const apart = numbers.number(Math.abs(lead), 3);
  const verdict =
    Math.abs(lead) < alike ? text.tie(net.name, rival.name) : (lead > 0 ? text.better : text.worse)(net.name, rival.name, apart);
  return { caption: text.title(numbers.number(scores.frames)), head: [words.scores.method, text.nats], rows, order, verdict };
}

/** Table and verdict. */
export function scoresTexts(model: NumbersModel, speech: Speech, width: number): string[] {
  const { generate } = speech.words;
  const scores = scoresOf(model, speech);
  if (scores === undefined) return wrap(generate.unjudged, width, "  ");
  const { caption, head, rows, verdict } = scores;
  const columns = head.map((title, k) => ({ title, align: k === 0 ? ("left" as const) : ("right" as const) }));
  return [
    ...wrap(caption, width, "  "),
    table({ columns, rows }, { columns: width }),
    ...wrap(`  ${generate.numbers.gloss[model.found.kind](model.scores.methods[0].name)}`, width, "  "),
    ...wrap(verdict, width, "  "),
  ];
}

/** A model from a file. */
export function openedText(path: string, model: NumbersModel, { words, numbers }: Speech): string {
  const { channels, labels, found, spec } = model;
  return words.generate.numbers.opened(path, spec.cell, sizeOf(model), found.kind, numbers.number(channels.length), labels);
}

/** Sequences and channels that a screen has room for. */
const [mostSequences, mostChannels, mostNotes] = [6, 4, 24];

/** Samples beside real sequences: a row for each channel, or of a roll for each note that sounds, the highest first. */
export function chartText({ data, model, samples }: NumbersRun, { words }: Speech, screen: Pick<Screen, "columns" | "unicode">): string {
  const { channels, found, labels } = model;
  const text = words.generate.numbers;
  const drawn = samples.slice(0, mostSequences).map(({ label, start, frames }, k) => ({
    name: [label, samples.length > Math.max(1, labels.length) ? text.drawnNumber(`${k + 1}`) : text.drawn].filter(Boolean).join(" "),
    channels: channels.map((_, c) => [...start, ...frames].map((frame) => frame[c])),
    label,
  }));
  const longest = drawn.reduce((most, one) => Math.max(most, one.channels[0].length), 0);
  const real = [...new Set(drawn.map(({ label }) => label))].flatMap((label) => {
    const own = data?.sequences.find((sequence: NumbersSequence) => sequence.label === label);
    if (own === undefined) return [];
    const columns = own.features as ReadonlyMap<string, ArrayLike<number>>;
    const values = channels.map((channel) => Array.from(columns.get(channel) ?? []).slice(0, longest));
    return [{ name: [label, text.real].filter(Boolean).join(" "), channels: values, label }];
  });
  const shown = drawn.flatMap((one, k) => [
    ...(drawn[k - 1]?.label === one.label && k > 0 ? [] : real.filter(({ label }) => label === one.label)),
    one,
  ]);
  if (found.kind === "roll") {
    return shown
      .map((one) => {
        const notes = channels
          .map((name, c) => ({ name, values: one.channels[c] }))
          .filter(({ values }) => values.some((value) => value === 1));
        const rows = [...notes].reverse().slice(0, mostNotes);
        return [`  ${one.name}`, ...(rows.length === 0 ? [`  ${text.silent}`] : [rowsTerminal({ rows }, screen)])].join("\n");
      })
      .join("\n");
  }
  return channels
    .slice(0, mostChannels)
    .map((channel, c) => {
      const rows = shown.map((one) => ({ name: one.name, values: one.channels[c] }));
      return [...(channels.length > 1 ? [`  ${channel}`] : []), rowsTerminal({ rows }, screen)].join("\n");
    })
    .join("\n");
}
