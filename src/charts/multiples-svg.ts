import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";
import { axis, bounds, linear } from "./scale.ts";
import { thinned } from "./signal-svg.ts";
import { at, type Box, escapeXml, leftOf, path, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** Sequences side by side as small multiples on one scale: a line a channel, or a roll as cells, a row a note, the last channel on top. */

export interface MultiplesPanel {
  readonly name: string;
  /** Coloured, as what was drawn by a net; else in ink, as what is real. */
  readonly drawn: boolean;
  /** Steps at its beginning that were given: a dashed line after them. Default 0. */
  readonly given?: number;
  /** One for each channel; NaN is a gap. */
  readonly values: readonly ArrayLike<number>[];
}

export interface MultiplesData {
  readonly kind: "lines" | "cells";
  readonly channels: readonly string[];
  readonly panels: readonly MultiplesPanel[];
  /** Lowest and highest value of each channel. Default: those of the panels. */
  readonly ranges?: readonly (readonly [number, number])[];
}

export interface MultiplesStyle extends SvgSize {
  readonly words: { readonly title: string; readonly description: string; number(value: number, decimals: number): string };
}

const gap = 14;
const inkOf = ({ drawn }: MultiplesPanel) => (drawn ? "var(--main)" : "var(--ink)");

/** Runs of ones as bars of one path. */
function cellsPath(rows: readonly ArrayLike<number>[], { left, right, top, bottom }: Box, steps: number): string {
  const [wide, high] = [(right - left) / steps, (bottom - top) / rows.length];
  const air = high >= 4 ? 1 : 0;
  let text = "";
  rows.forEach((row, r) => {
    for (let from = 0; from < Math.min(row.length, steps); from++) {
      let to = from;
      while (to < Math.min(row.length, steps) && row[to] === 1) to++;
      if (to === from) continue;
      const long = (to - from) * wide;
      text += `M${at(left + from * wide)} ${at(top + r * high)}h${at(long)}v${at(high - air)}h${at(-long)}z`;
      from = to;
    }
  });
  return text;
}

export const multiplesSvg: Chart<MultiplesData, MultiplesStyle> = ({ kind, channels, panels, ranges }, style) => {
  const { words, width = 760, inside } = style;
  const steps = Math.max(1, ...panels.map(({ values }) => Math.max(0, ...values.map(({ length }) => length))));
  const rolls = kind === "cells";
  const across = Math.max(1, Math.min(panels.length, Math.floor(width / (rolls ? 340 : 170))));
  const sounding = channels.flatMap((_, c) => (panels.some(({ values }) => Array.from(values[c]).includes(1)) ? [c] : [])).toReversed();
  const scales = channels.map((_, c) => axis(...(ranges?.[c] ?? bounds(panels.map(({ values }) => values[c]))), 3));
  // Of a roll the highest and the lowest note, of numbers the ticks.
  const marks = rolls
    ? [sounding.filter((_, r) => r === 0 || r === sounding.length - 1).map((c) => cut(channels[c], 9))]
    : scales.map(({ ticks, decimals }) => ticks.map((tick) => words.number(tick, decimals)));
  const side = leftOf(style) + Math.min(80, Math.max(0, ...marks.flat().map(textWidth))) + 8;
  const each = (width - 10 - side - (across - 1) * gap) / across;
  const strip = rolls ? Math.max(32, sounding.length * Math.max(4, Math.min(12, 220 / Math.max(1, sounding.length)))) : 84;
  const strips = rolls ? 1 : channels.length;
  const titled = !rolls && channels.length > 1;
  const block = 20 + strips * (strip + (titled ? 20 : 10)) + 22;
  const lines = Math.ceil(panels.length / across);
  const height = style.height ?? topOf(style) + lines * block;
  const label = (x: number, y: number, text: string, look = "") => `<text x="${at(x)}" y="${at(y)}"${look}>${escapeXml(text)}</text>`;
  const endAnchor = ' text-anchor="end"';

  const ground = (c: number, box: Box, first: boolean): string => {
    if (rolls) {
      const frame = `<rect class="grid" x="${at(box.left)}" y="${at(box.top)}" width="${at(each)}" height="${at(strip)}" fill="none"/>`;
      const [high, low = ""] = marks[0];
      const names = !first || high === undefined ? "" : label(box.left - 6, box.top + 10, high, endAnchor);
      return `${frame}${names}${first && low !== "" ? label(box.left - 6, box.bottom - 1, low, endAnchor) : ""}`;
    }
    const y = linear(scales[c].domain, [box.bottom, box.top]);
    return scales[c].ticks
      .map((tick, k) => {
        const rule = `<line class="grid" x1="${at(box.left)}" x2="${at(box.right)}" y1="${at(y(tick))}" y2="${at(y(tick))}"/>`;
        return `${rule}${first ? label(box.left - 6, y(tick) + 4, marks[c][k], endAnchor) : ""}`;
      })
      .join("");
  };
  const parts = panels.map((panel, p) => {
    const [column, line] = [p % across, Math.floor(p / across)];
    const left = side + column * (each + gap);
    const top = topOf(style) + line * block + 20;
    const pieces = Array.from({ length: strips }, (_, c) => {
      const from = top + c * (strip + (titled ? 20 : 10)) + (titled ? 14 : 0);
      const box = { left, right: left + each, top: from, bottom: from + strip };
      const y = linear(scales[c]?.domain ?? [0, 1], [box.bottom, box.top]);
      const x = linear([0, steps], [box.left, box.right]);
      const shown = rolls ? [] : thinned(panel.values[c], Math.round(each));
      const ratio = shown.length === 0 ? 1 : panel.values[c].length / shown.length;
      const place = (step: number) => x((step + 0.5) * ratio);
      const own = rolls
        ? `<path style="fill:${inkOf(panel)}" d="${cellsPath(
            sounding.map((n) => panel.values[n]),
            box,
            steps,
          )}"/>`
        : `<path class="line" style="stroke:${inkOf(panel)};stroke-width:1.5" d="${path(shown, 0, place, y)}"/>`;
      const { given = 0 } = panel;
      const start = given === 0 ? "" : `<path class="now" fill="none" d="M${at(x(given))} ${at(box.top)}V${at(box.bottom)}"/>`;
      const title = titled ? label(left, from - 3, cut(channels[c], Math.floor(each / 7))) : "";
      return `${title}${ground(c, box, column === 0)}${own}${start}`;
    });
    const foot = top + strips * (strip + (titled ? 20 : 10)) + 4;
    const long = Math.max(0, ...panel.values.map(({ length }) => length));
    const name = label(left, top - 6, cut(panel.name, Math.floor(each / 6.7)), ' class="strong"');
    return `${name}${pieces.join("")}${label(left, foot, "1")}${label(left + each, foot, words.number(Math.max(steps, long), 0), endAnchor)}`;
  });
  return svg(parts, words, width, height, inside);
};
