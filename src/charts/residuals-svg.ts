import type { Chart } from "../chart.ts";
import { plot, stepAxis, wholeTicks } from "./plot.ts";
import { bounds, linear } from "./scale.ts";
import { at, band, escapeXml, leftOf, path, type SvgSize, svg, topOf } from "./svg.ts";

/**
 * What is left over: errors (actual − forecast) by step ahead with their middle, their histogram on the same scale, and below how alike
 * errors a few steps apart are (autocorrelation, with the bounds that chance alone keeps to 19 times of 20).
 */

export interface ResidualsData {
  /** `errors[h]`: those of step h + 1, in any order; NaN is left out. */
  readonly errors: readonly ArrayLike<number>[];
  /** Of errors 1, 2, … steps apart, −1 to 1. Empty: not drawn. */
  readonly correlation: readonly number[];
  /** Half width of what chance gives, for each lag: 1.96 / √pairs. */
  readonly chance: readonly number[];
}

export interface ResidualsStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly error: string;
    readonly stepsAhead: string;
    readonly correlation: string;
    readonly stepsApart: string;
    number(value: number, decimals: number): string;
  };
}

/** More than these are drawn as the band of their middle 80 %, not as dots. */
const dotsUpTo = 400;
const bins = 15;

/** Value below which a share of sorted values lies, between two of them linearly; NaN for none. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted.length === 0 ? Number.NaN : sorted[low] * (1 - (place - low)) + sorted[high] * (place - low);
}

export const residualsSvg: Chart<ResidualsData, ResidualsStyle> = (data, style) => {
  const { words, width = 760, inside } = style;
  const strip = data.correlation.length > 0 ? 120 : 0;
  const height = style.height ?? 290 + strip;
  const sorted = data.errors.map((errors) =>
    Array.from(errors)
      .filter(Number.isFinite)
      .sort((a, b) => a - b),
  );
  const all = sorted.flat();
  const steps = Math.max(1, sorted.length);
  const [low, high] = bounds([all, [0]]);
  const side = Math.min(160, width * 0.2);
  const outer = { left: 8, right: width - side - 28, top: topOf(style) + 22, bottom: height - 44 - strip };
  const ground = plot({ box: outer, steps: steps === 1 ? [0, 2] : [0.6, steps + 0.4], low, high, number: words.number });
  const { box, x, y, grid } = ground;

  const dots = sorted.map((errors, h) => errors.map((error) => `M${at(x(h + 1))} ${at(y(error))}h0`).join("")).join("");
  const ends = (share: number) => sorted.map((errors) => quantile(errors, share));
  const spread =
    all.length <= dotsUpTo ? `<path class="dots" d="${dots}"/>` : `<path class="range" d="${band(ends(0.1), ends(0.9), 1, x, y)}"/>`;

  const edge = linear([0, bins], [y(low), y(high)]);
  const counts = Array.from({ length: bins }, () => 0);
  const toBin = linear([low, high], [0, bins]);
  for (const error of all) counts[Math.max(0, Math.min(bins - 1, Math.floor(toBin(error))))]++;
  const fullest = Math.max(1, ...counts);
  const bars = counts.map((count, i) => {
    const [top, bottom] = [edge(i + 1), edge(i)];
    if (count === 0) return "";
    return `<rect class="bar" x="${at(box.right + 12)}" y="${at(top + 0.5)}" width="${at((side * count) / fullest)}" height="${at(Math.max(1, bottom - top - 1))}"/>`;
  });
  const zero = `<line class="now" x1="${at(box.left)}" x2="${at(width - 16)}" y1="${at(y(0))}" y2="${at(y(0))}"/>`;
  const ticks = steps === 1 ? [1] : wholeTicks(1, steps, box.right - box.left);
  return svg(
    [
      `<text x="${leftOf(style)}" y="${at(box.top - 10)}">${escapeXml(words.error)}</text>`,
      grid,
      zero,
      spread,
      ...bars,
      `<path class="line" style="stroke:var(--ink);stroke-width:1.5" d="${path(ends(0.5), 1, x, y)}"/>`,
      stepAxis(ground, ticks, words.stepsAhead, words.number),
      strip === 0
        ? ""
        : correlationStrip(data, style, { left: box.left, right: width - 16, top: height - strip + 24, bottom: height - 40 }),
    ],
    words,
    width,
    height,
    inside,
  );
};

function correlationStrip(
  { correlation, chance }: ResidualsData,
  { words, ...style }: ResidualsStyle,
  box: { left: number; right: number; top: number; bottom: number },
): string {
  const x = linear([0.4, correlation.length + 0.6], [box.left, box.right]);
  const y = linear([-1, 1], [box.bottom, box.top]);
  const bar = Math.max(2, Math.min(14, (box.right - box.left) / correlation.length / 2));
  const bars = correlation.map((value, i) => {
    if (!Number.isFinite(value)) return "";
    const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))];
    return `<rect class="bar" x="${at(x(i + 1) - bar / 2)}" y="${at(top)}" width="${at(bar)}" height="${at(Math.max(1, bottom - top))}"/>`;
  });
  const line = (sign: number) =>
    `<path class="line" style="stroke:var(--other);stroke-width:1.5;stroke-dasharray:4 4" d="${path(
      chance.map((half) => sign * half),
      1,
      x,
      y,
    )}"/>`;
  const labels = [-1, 0, 1].map(
    (value) => `<text x="${at(box.left - 8)}" y="${at(y(value) + 4)}" text-anchor="end">${words.number(value, 0)}</text>`,
  );
  const ground = { box, x, y, grid: "" };
  return [
    `<text x="${leftOf(style)}" y="${at(box.top - 12)}">${escapeXml(words.correlation)}</text>`,
    `<line class="grid" x1="${at(box.left)}" x2="${at(box.right)}" y1="${at(y(0))}" y2="${at(y(0))}"/>`,
    ...bars,
    line(1),
    line(-1),
    ...labels,
    stepAxis(ground, wholeTicks(1, correlation.length, box.right - box.left), words.stepsApart, words.number),
  ].join("\n");
}
