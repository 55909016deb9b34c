/** A network unrolled through time, beside its folded form: drawn from the network's own layers. */

import { at, escapeXml, textWidth } from "../charts/svg.ts";
import type { FigureOptions } from "../figure.ts";
import type { Network } from "../network.ts";
import { wholeFrom } from "../range.ts";
import { box, outline, type Point, symbol, wire } from "./shared/draw.ts";
import { type Sheet, sheetOf } from "./shared/frame.ts";
import { type Level, levelsOf } from "./shared/levels.ts";

/** Options of `figures.unrolled`. */
export interface UnrolledOptions extends FigureOptions {
  /** Steps drawn, ≥ 1: t − 1, t, t + 1 … Default 3. */
  readonly steps?: number;
}

const stepName = (step: number): string => (step === 0 ? "t" : step < 0 ? `t−${-step}` : `t+${step}`);
const rowPitch = 82;
const node = { width: 50, height: 34 };

function nodeAt({ letter, recurrent, kind }: Level, at: Point, index: string): string {
  const color = recurrent > 0 ? "other" : kind === "output" ? "main" : "ink";
  return box(at, node.width, node.height, outline(color, recurrent > 0 ? 0.14 : 0), symbol(`${letter}_{${index}}`, at, { size: 14 }));
}

/** One step: the nodes from the input up and the edges between them, with their weights' names where `named`. */
function column(levels: readonly Level[], x: number, y: (level: number) => number, index: string, named: boolean): string[] {
  return levels.flatMap((level, k) => {
    const below =
      k === 0
        ? ""
        : wire(
            [
              [x, y(k - 1) - node.height / 2],
              [x, y(k) + node.height / 2],
            ],
            { color: "soft" },
          );
    const name = named && level.weights !== "" ? symbol(level.weights, [x + 8, (y(k) + y(k - 1)) / 2], { size: 14, anchor: "start" }) : "";
    return [below, name, nodeAt(level, [x, y(k)], index)];
  });
}

/** What a level is: its name, cell and size, and whether it runs both ways. */
function saidOf({ kind, recurrent, size, both }: Level, { words, numbers }: Sheet["speech"]): string[] {
  const own = words.unrolled;
  const kinds: Readonly<Record<string, string>> = own.kinds;
  if (recurrent === 0) return [kinds[kind] ?? kind, numbers.number(size)];
  return [own.hidden(numbers.number(recurrent)), `${kind}, ${own.units(numbers.number(size))}`, ...(both ? [own.both] : [])];
}

/** The folded form: one step, each recurrent layer with a loop, and what each level is. */
function folded(levels: readonly Level[], x: number, left: number, y: (level: number) => number, { speech, narrow }: Sheet): string[] {
  const loops = levels.flatMap(({ recurrent }, k) => {
    if (recurrent === 0) return [];
    const right = x + node.width / 2;
    const [out, turn] = [y(k) - 8, right + 22];
    return [
      wire(
        [
          [right, y(k) + 8],
          [turn, y(k) + 8],
          [turn, out],
          [right, out],
        ],
        { color: "other", width: 2 },
        10,
      ),
      symbol(`w_h^${recurrent}`, [turn + 6, y(k)], { size: 14, anchor: "start", look: "fill:var(--other)" }),
    ];
  });
  const said = levels.flatMap((level, k) => {
    const lines = saidOf(level, speech);
    const place = narrow ? `x="${at(left)}"` : `x="${at(x - node.width / 2 - 12)}" text-anchor="end"`;
    const first = y(k) + 5 - 8 * (lines.length - 1);
    return lines.map((text, j) => `<text${j === 0 ? ' class="strong"' : ""} ${place} y="${at(first + 16 * j)}">${escapeXml(text)}</text>`);
  });
  return [...loops, ...column(levels, x, y, "t", true), ...said];
}

function steps(levels: readonly Level[], count: number, left: number, right: number, y: (level: number) => number): string[] {
  const first = -Math.floor(count / 2);
  const stub = 26;
  const pitch = Math.max(node.width + 34, (right - left - 2 * stub - node.width) / Math.max(1, count - 1));
  const x = (k: number): number => (count === 1 ? (left + right) / 2 : left + stub + node.width / 2 + k * pitch);
  const half = node.width / 2;
  return Array.from({ length: count }, (_, k) => k).flatMap((k) => {
    const shown = levels.filter(({ last }) => !last || k === count - 1);
    const across = levels.flatMap(({ recurrent, both }, level) => {
      if (recurrent === 0) return [];
      const rise = both ? 7 : 0;
      const from = k === 0 ? x(0) - half - stub : x(k - 1) + half;
      const to = x(k) - half;
      const forward = wire(
        [
          [from, y(level) - rise],
          [to, y(level) - rise],
        ],
        { color: "other", width: 2, dashes: k === 0 ? "2 3" : undefined },
      );
      const name =
        k === 0 ? "" : symbol(`w_h^${recurrent}`, [(from + to) / 2 - 2, y(level) - rise - 14], { size: 14, look: "fill:var(--other)" });
      const leaves =
        k === count - 1
          ? wire(
              [
                [x(k) + half, y(level) - rise],
                [x(k) + half + stub, y(level) - rise],
              ],
              { color: "other", width: 2, dashes: "2 3" },
            )
          : "";
      const back =
        both && k > 0
          ? wire(
              [
                [to, y(level) + rise],
                [from, y(level) + rise],
              ],
              { color: "other", width: 2 },
            )
          : "";
      return [forward, name, leaves, back];
    });
    return [...across, ...column(shown, x(k), y, stepName(first + k), k === 0)];
  });
}

/**
 * A network unrolled through time, its folded form beside it (above it on a phone), from its own layers: x_t, the states of each recurrent layer, the
 * output. The edges w_h, in colour, join a layer to its own past alone.
 *
 * @returns SVG. Throws OptionError for steps under 1, an unknown option or language.
 *
 * @example
 * ```ts
 * const net = sequential([recurrent({ cell: "rnn", input: 3, hidden: 8, layers: 2 }), linear({ output: 1 })]);
 * console.log(figures.unrolled(net, { language: "es" }).length);
 * ```
 */
export function unrolled(network: Network, options: UnrolledOptions = {}): string {
  const sheet = sheetOf(options, ["steps"]);
  const count = wholeFrom(1, "steps", options.steps ?? 3);
  const levels = levelsOf(network);
  const { speech, left, right, narrow } = sheet;
  const own = speech.words.unrolled;
  const tall = (levels.length - 1) * rowPitch;
  const headTop = sheet.top + 12;
  const firstTop = headTop + 34;
  const y = (level: number): number => firstTop + tall - level * rowPitch;
  const label = (text: string, x: number, top: number) =>
    `<text class="strong" x="${x}" y="${top}" text-anchor="middle" style="font-weight:600">${escapeXml(text)}</text>`;
  const widest = Math.max(...levels.flatMap((level) => saidOf(level, speech)).map(textWidth));
  const foldedX = Math.max(left + widest + 12 + node.width / 2, narrow ? (left + right) / 2 + 20 : 0);
  const start = narrow ? left : foldedX + 96;
  const down = narrow ? tall + 96 : 0;
  const yOf = (level: number): number => y(level) + down;
  const needed = start + 52 + node.width + (count - 1) * (node.width + 34);
  const end = Math.max(right, needed);
  const parts = [
    label(own.folded, foldedX, headTop),
    ...folded(levels, foldedX, left, y, sheet),
    label(own.unrolled, (start + end) / 2, headTop + down),
    ...steps(levels, count, start, end, yOf),
  ];
  const recurrent = levels.some((level) => level.recurrent > 0);
  return sheet.finish(
    parts,
    [{ sign: { color: "soft" }, means: own.w }, ...(recurrent ? [{ sign: { color: "other", width: 2 }, means: own.wh }] : [])],
    { title: own.title, description: own.description(speech.numbers.number(levels.filter((level) => level.recurrent > 0).length)) },
    firstTop + tall + down + node.height / 2 + 8,
    end + left,
  );
}
