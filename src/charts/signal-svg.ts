import type { Chart } from "../chart.ts";
import { plot } from "./plot.ts";
import { bounds, linear } from "./scale.ts";
import { at, escapeXml, key, leftOf, path, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** A signal over its steps, one strip a channel, and below it lanes of events on the same axis. */

export interface SpanMark {
  /** First step, and the step after the last. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** Hollow: an event that wasn't found, or that is none. */
  readonly wrong?: boolean;
}

export interface SignalData {
  readonly channels: readonly { readonly name: string; readonly values: ArrayLike<number> }[];
  readonly lanes: readonly { readonly name: string; readonly spans: readonly SpanMark[] }[];
  /** All labels, so that each has its colour whatever is drawn. Default: those of the lanes. */
  readonly labels?: readonly string[];
  /** Under the first and the last step. Default: none. */
  readonly ends?: readonly [string, string];
}

export interface SignalSvgStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    /** What hollow marks are. */
    readonly wrong: string;
    number(value: number, decimals: number): string;
  };
  /** Whether colours are explained above the picture. Default true. */
  readonly key?: boolean;
  /** Height of a strip in pixels. Default 130 for one channel, 74 for more. */
  readonly strip?: number;
}

const colors = ["--main", "--other", "--third", "--fourth", "--fifth", "--ink", "--soft"];
const lane = 24;
/** Between strips. */
const gap = 26;

/** For more values than a picture has places: the least and the largest of each place, in turn. */
export function thinned(values: ArrayLike<number>, places: number): ArrayLike<number> {
  if (values.length <= 2 * places) return values;
  const ends = new Float64Array(2 * places).fill(Number.NaN);
  for (let p = 0; p < places; p++) {
    const to = Math.floor(((p + 1) * values.length) / places);
    for (let t = Math.floor((p * values.length) / places); t < to; t++) {
      if (!Number.isFinite(values[t])) continue;
      ends[2 * p] = Number.isNaN(ends[2 * p]) ? values[t] : Math.min(ends[2 * p], values[t]);
      ends[2 * p + 1] = Number.isNaN(ends[2 * p + 1]) ? values[t] : Math.max(ends[2 * p + 1], values[t]);
    }
  }
  return ends;
}

/** Colour of each label, by its place among all. */
export function colorsOf(labels: readonly string[]): Map<string, string> {
  return new Map(labels.map((label, k) => [label, colors[k % colors.length]]));
}

const look = (color: string, wrong: boolean): string =>
  wrong
    ? `fill:none;stroke:var(${color});stroke-width:2;stroke-dasharray:3 2`
    : `fill:var(${color});fill-opacity:0.45;stroke:var(${color})`;

export const signalSvg: Chart<SignalData, SignalSvgStyle> = (data, style) => {
  const { channels, lanes, ends } = data;
  const { words, width = 760, inside } = style;
  const strip = style.strip ?? (channels.length > 1 ? 74 : 130);
  const steps = Math.max(1, ...channels.map(({ values }) => values.length), ...lanes.flatMap(({ spans }) => spans.map(({ to }) => to)));
  const shown = [...new Set(lanes.flatMap(({ spans }) => spans.map(({ label }) => label)))];
  const palette = colorsOf(data.labels ?? shown);
  const colorOf = (label: string) => palette.get(label) ?? "--soft";
  const wrong = lanes.some(({ spans }) => spans.some((span) => span.wrong));
  const mark = (color: string, hollow: boolean) => `<rect x="1" y="-6" width="20" height="12" style="${look(color, hollow)}"/>`;
  const legend =
    style.key === false || shown.length === 0
      ? { text: "", bottom: topOf(style) }
      : key(
          [
            ...shown.slice(0, 12).map((label) => [mark(colorOf(label), false), label] as const),
            ...(wrong ? [[mark("--soft", true), words.wrong] as const] : []),
          ],
          leftOf(style),
          width - 16,
          topOf(style),
        );
  const top = legend.bottom + 4;
  const named = channels.length > 1 || lanes.length > 0;
  const plots = channels.map(({ name, values }, c) => {
    const title = named && name !== "" ? 18 : 4;
    const from = top + c * (strip + gap) + title;
    const [low, high] = bounds([values]);
    const box = { left: 4, right: width - 10, top: from, bottom: from + strip };
    return { name, values, from, ...plot({ box, steps: [0, steps], low, high, ticks: strip < 90 ? 2 : 3, number: words.number }) };
  });
  // All strips and lanes share one axis.
  const side = Math.max(...lanes.map(({ name }) => textWidth(name) + 10), ...plots.map(({ box }) => box.left), 4);
  const x = linear([0, steps], [side, width - 10]);
  const floor = (plots.at(-1)?.box.bottom ?? top) + 8;
  const bottom = floor + lanes.length * lane;
  const height = style.height ?? bottom + (ends === undefined ? 8 : 24);

  const strips = plots.map(({ name, values, from, grid, y, box }) => {
    const drawn = thinned(values, Math.round(width - side));
    const place = drawn.length === values.length ? (step: number) => x(step + 0.5) : linear([0, drawn.length], [side, width - 10]);
    const title = named && name !== "" ? `<text x="${leftOf(style)}" y="${at(from - 6)}">${escapeXml(name)}</text>` : "";
    const lines = grid.replaceAll(`x1="${at(box.left)}"`, `x1="${at(side)}"`).replaceAll(`x="${at(box.left - 8)}"`, `x="${at(side - 8)}"`);
    return `${title}${lines}<path class="past" style="stroke-width:1.25" d="${path(drawn, 0, place, y)}"/>`;
  });
  const marks = lanes.map(({ name, spans }, l) => {
    const y = floor + l * lane;
    const rects = spans.map(({ from, to, label, wrong: hollow = false }) => {
      const [left, wide] = [x(from), Math.max(2, x(to) - x(from))];
      const text =
        textWidth(label) + 6 <= wide
          ? `<text class="strong" x="${at(left + wide / 2)}" y="${at(y + 15)}" text-anchor="middle">${escapeXml(label)}</text>`
          : "";
      return `<rect x="${at(left)}" y="${at(y + 3)}" width="${at(wide)}" height="${lane - 7}" style="${look(colorOf(label), hollow)}"/>${text}`;
    });
    const base = `<line class="grid" x1="${at(side)}" x2="${at(width - 10)}" y1="${at(y + lane - 2)}" y2="${at(y + lane - 2)}"/>`;
    return `<text x="${at(side - 8)}" y="${at(y + 15)}" text-anchor="end">${escapeXml(name)}</text>${base}${rects.join("")}`;
  });
  const stamps =
    ends === undefined
      ? []
      : [
          `<text x="${at(side)}" y="${at(bottom + 16)}">${escapeXml(ends[0])}</text>`,
          textWidth(ends[0]) + textWidth(ends[1]) + 16 < width - side
            ? `<text x="${at(width - 10)}" y="${at(bottom + 16)}" text-anchor="end">${escapeXml(ends[1])}</text>`
            : "",
        ];
  return svg([legend.text, ...strips, ...marks, ...stamps], words, width, height, inside);
};
