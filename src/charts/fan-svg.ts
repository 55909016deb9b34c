import type { Chart, Fan, FanWords } from "../chart.ts";
import { plot } from "./plot.ts";
import { extent, lastFinite, widestFirst } from "./scale.ts";
import { at, band, escapeXml, key, leftOf, path, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** The fan chart as an SVG: no script, no font file, light and dark by the reader's setting. */

export interface SvgStyle extends SvgSize {
  readonly words: FanWords;
  /** Whether marks and their words stand above the plot. Default true. */
  readonly key?: boolean;
}

const withStart = (start: number, values: ArrayLike<number>) => [start, ...Array.from(values)];

export const fanSvg: Chart<Fan, SvgStyle> = (fan, style) => {
  const { words, width = 760, height = 380, inside } = style;
  const { past, point, ranges, naive, pastTime = [], time = [] } = fan;
  const legend = style.key === false ? { text: "", bottom: topOf(style) } : key(keyOf(fan, words), leftOf(style), width - 16, topOf(style));
  const [low, high] = extent(fan);
  const [now, bottom] = [past.length - 1, height - 36];
  const end = Math.max(1, now + point.length);
  const outer = { left: 8, right: width - 16, top: legend.bottom + 14, bottom };
  const { box, x, y, grid } = plot({ box: outer, steps: [0, end], low, high, number: words.number });
  const last = lastFinite(past);

  const bands = widestFirst(ranges).map(
    ({ lower, upper }) => `<path class="range" d="${band(withStart(last, lower), withStart(last, upper), now, x, y)}"/>`,
  );
  const lines = [
    `<line class="now" x1="${at(x(now))}" x2="${at(x(now))}" y1="${at(box.top)}" y2="${bottom}"/>`,
    `<path class="past" d="${path(past, 0, x, y)}"/>`,
    naive === undefined ? "" : `<path class="naive" d="${path(withStart(last, naive), now, x, y)}"/>`,
    `<path class="point" d="${path(withStart(last, point), now, x, y)}"/>`,
  ];

  const stamp = (label: string | undefined, step: number, anchor: string) =>
    label === undefined ? "" : `<text x="${at(x(step))}" y="${bottom + 22}" text-anchor="${anchor}">${escapeXml(label)}</text>`;
  const [first, middle, final] = [pastTime[0], pastTime[now], time[end - now - 1] ?? pastTime[end]];
  const wide = [first, middle, final].map((label) => textWidth(label ?? ""));
  // The label of the last past row stands only where it has room beside those of the ends, the first where it has beside the last.
  const hasRoom = x(now) - box.left > wide[0] + wide[1] / 2 + 16 && box.right - x(now) > wide[2] + wide[1] / 2 + 16;
  const both = box.right - box.left > wide[0] + wide[2] + 16;
  const times = [both && now > 0 ? stamp(first, 0, "start") : "", hasRoom ? stamp(middle, now, "middle") : "", stamp(final, end, "end")];

  return svg([legend.text, grid, ...bands, ...lines, ...times], words, width, height, inside);
};

/** The key of several fan charts, for the page above them. */
export function fanKey(fan: Pick<Fan, "ranges" | "naive">, { words, width = 760 }: Pick<SvgStyle, "words" | "width">): string {
  const { text, bottom } = key(keyOf(fan, words), 2, width, 4);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="chart key" viewBox="0 0 ${width} ${bottom + 4}" aria-hidden="true">\n${text}\n</svg>\n`;
}

/** Marks of the key: the past, the forecast, each range in its own shade, the naive forecast. */
function keyOf(fan: Pick<Fan, "ranges" | "naive">, words: FanWords): [string, string][] {
  return [
    [`<path class="past" d="M0 0H22"/>`, words.history],
    [`<path class="point" d="M0 0H22"/>`, words.forecast],
    ...[...widestFirst(fan.ranges)].reverse().map(({ level }, i, all): [string, string] => {
      const layers = `<rect class="range" width="22" height="12" y="-6"/>`.repeat(all.length - i);
      return [layers, words.range(level)];
    }),
    ...(fan.naive === undefined ? [] : [[`<path class="naive" d="M0 0H22"/>`, words.naive] satisfies [string, string]]),
  ];
}
