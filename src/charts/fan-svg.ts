import type { Chart, Fan, FanWords } from "../chart.ts";
import { axis, extent, lastFinite, linear, widestFirst } from "./scale.ts";

/** The fan chart as an SVG of its own: no script, no font file, light and dark by the reader's setting. */

export interface SvgStyle {
  readonly words: FanWords;
  /** In pixels. Default 760. */
  readonly width?: number;
  /** In pixels. Default 380. */
  readonly height?: number;
}

const css = `
  svg { color-scheme: light dark; --paper: #fff; --ink: #1c2733; --soft: #5b6875; --grid: #e3e8ed; --main: #0b62c4; --other: #a84b00; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14181d; --ink: #e6ebf0; --soft: #9aa7b4; --grid: #2b333c; --main: #6cb2ff; --other: #ffab5e; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--soft); }
  .title { font-size: 15px; font-weight: 600; fill: var(--ink); }
  .paper { fill: var(--paper); } .grid { stroke: var(--grid); } .now { stroke: var(--soft); stroke-dasharray: 2 3; }
  .range { fill: var(--main); fill-opacity: 0.18; }
  .past, .point, .naive { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .past { stroke: var(--ink); stroke-width: 1.5; } .point { stroke: var(--main); } .naive { stroke: var(--other); stroke-dasharray: 5 5; }
`;

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`).replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

const at = (value: number) => `${Math.round(value * 10) / 10}`;

type Place = (step: number) => string;

/** A path through the finite values; a missing one lifts the pen. `place` gives the coordinates of a value at a step. */
function path(values: ArrayLike<number>, first: number, x: Place, y: Place): string {
  let text = "";
  let pen = false;
  for (let i = 0; i < values.length; i++) {
    const drawn = Number.isFinite(values[i]);
    if (drawn) text += `${pen ? "L" : "M"}${x(first + i)} ${y(values[i])}`;
    pen = drawn;
  }
  return text;
}

const withStart = (start: number, values: ArrayLike<number>) => [start, ...Array.from(values)];

export const fanSvg: Chart<Fan, SvgStyle> = (fan, { words, width = 760, height = 380 }) => {
  const { past, point, ranges, naive, pastTime = [], time = [] } = fan;
  const { domain, ticks: marks, decimals } = axis(...extent(fan), 6);
  const labels = marks.map((mark) => words.number(mark, decimals));
  const left = 22 + 7 * Math.max(...labels.map((label) => label.length));
  const [right, top, bottom] = [width - 20, 68, height - 40];
  const now = past.length - 1;
  const end = Math.max(1, now + point.length);
  const toX = linear([0, end], [left, right]);
  const toY = linear(domain, [bottom, top]);
  const x: Place = (step) => at(toX(step));
  const y: Place = (value) => at(toY(value));
  const last = lastFinite(past);

  const grid = marks.map(
    (mark, i) =>
      `<line class="grid" x1="${at(left)}" x2="${at(right)}" y1="${y(mark)}" y2="${y(mark)}"/>` +
      `<text x="${at(left - 8)}" y="${at(toY(mark) + 4)}" text-anchor="end">${escapeXml(labels[i])}</text>`,
  );
  const bands = widestFirst(ranges).map(({ lower, upper }) => {
    const up = withStart(last, upper).map((value, i) => `${x(now + i)} ${y(value)}`);
    const down = withStart(last, lower).map((value, i) => `${x(now + i)} ${y(value)}`);
    return `<path class="range" d="M${[...up, ...down.reverse()].join("L")}Z"/>`;
  });
  const lines = [
    `<line class="now" x1="${x(now)}" x2="${x(now)}" y1="${top}" y2="${bottom}"/>`,
    `<path class="past" d="${path(past, 0, x, y)}"/>`,
    naive === undefined ? "" : `<path class="naive" d="${path(withStart(last, naive), now, x, y)}"/>`,
    `<path class="point" d="${path(withStart(last, point), now, x, y)}"/>`,
  ];

  const stamp = (step: number, anchor: string) => {
    const label = step <= now ? pastTime[step] : time[step - now - 1];
    return label === undefined ? "" : `<text x="${x(step)}" y="${bottom + 22}" text-anchor="${anchor}">${escapeXml(label)}</text>`;
  };
  // The label of the last past row stands only where it has room beside those of the ends.
  const hasRoom = toX(now) - left > 150 && right - toX(now) > 110;
  const times = [stamp(0, "start"), hasRoom ? stamp(now, "middle") : "", stamp(end, "end")];

  const key: [string, string][] = [
    [`<path class="past" d="M0 0H22"/>`, words.history],
    [`<path class="point" d="M0 0H22"/>`, words.forecast],
    ...[...widestFirst(ranges)].reverse().map(({ level }, i, all): [string, string] => {
      const layers = `<rect class="range" width="22" height="12" y="-6"/>`.repeat(all.length - i);
      return [layers, words.range(level)];
    }),
    ...(naive === undefined ? [] : [[`<path class="naive" d="M0 0H22"/>`, words.naive] satisfies [string, string]]),
  ];
  let place = left;
  const legend = key.map(([mark, label]) => {
    const item = `<g transform="translate(${at(place)} 48)">${mark}<text x="28" y="4">${escapeXml(label)}</text></g>`;
    place += 46 + 6.6 * label.length;
    return item;
  });

  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escapeXml(words.title)}</title>`,
    `<desc id="d">${escapeXml(words.description)}</desc>`,
    `<style>${css}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="${at(left)}" y="26">${escapeXml(words.title)}</text>`,
    ...legend,
    ...grid,
    ...bands,
    ...lines,
    ...times,
  ]
    .filter((line) => line !== "")
    .join("\n")}\n</svg>\n`;
};
