import { cut } from "../text.ts";

/** What all SVG charts share: the look, the frame with its title and description, paths, key and escaping. */

export interface SvgSize {
  /** In pixels. Default 760. */
  readonly width?: number;
  /** In pixels. */
  readonly height?: number;
  /**
   * Within a page that brings `chartCss` and shows the title itself: a prefix that makes the ids unique there. Default: a file of its
   * own, with its title drawn.
   */
  readonly inside?: string;
}

/** Read out instead of the picture; the title is drawn too where the chart is a file of its own. */
export interface SvgTitle {
  readonly title: string;
  readonly description: string;
}

/** Where a chart's own marks may go: below the title, where one is drawn. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Colours by the reader's setting, apart also in dashes, widths and labels: none is the only sign of anything. */
export const chartCss = `
  .chart {
    --paper: #fff; --ink: #1c2733; --soft: #56636f; --grid: #e3e8ed; --main: #0b62c4; --other: #a84b00;
    --third: #00734d; --fourth: #8a3f86; --fifth: #6f5b00;
  }
  @media screen and (prefers-color-scheme: dark) {
    .chart {
      --paper: #14181d; --ink: #e6ebf0; --soft: #a3b0bd; --grid: #2b333c; --main: #6cb2ff; --other: #ffab5e;
      --third: #4fd1a1; --fourth: #e39be0; --fifth: #dcc64f;
    }
  }
  .chart text { font: 12px system-ui, sans-serif; fill: var(--soft); }
  .chart .strong { fill: var(--ink); }
  .chart .title { font-size: 15px; font-weight: 600; fill: var(--ink); }
  .paper { fill: var(--paper); } .grid { stroke: var(--grid); } .now { stroke: var(--soft); stroke-dasharray: 2 3; }
  .range, .bar { fill: var(--main); fill-opacity: 0.18; } .bar { fill-opacity: 0.55; }
  .past, .point, .naive, .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .past { stroke: var(--ink); stroke-width: 1.5; } .point { stroke: var(--main); } .naive { stroke: var(--other); stroke-dasharray: 5 5; }
  .dot { fill: var(--main); } .dots { stroke: var(--main); stroke-opacity: 0.5; stroke-width: 5; stroke-linecap: round; fill: none; }
`;

/** Marks up nothing: text from a file stays text, without what XML can't hold. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`).replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

/** A coordinate to a tenth of a pixel. What lies far outside the picture stays just outside. */
export const at = (value: number): string => `${Math.round(Math.max(-1e4, Math.min(1e4, value)) * 10) / 10}`;

/** About the width of a text of 12 pixels. */
export const textWidth = (text: string): number => 6.7 * text.length;

export type Place = (value: number) => number;

/** A path through the finite values; a missing one lifts the pen. `x` and `y` place a step and a value. */
export function path(values: ArrayLike<number>, first: number, x: Place, y: Place): string {
  let text = "";
  let pen = false;
  for (let i = 0; i < values.length; i++) {
    const drawn = Number.isFinite(values[i]);
    // A value between two missing ones is a dot.
    if (drawn) text += `${pen ? "L" : "M"}${at(x(first + i))} ${at(y(values[i]))}${pen || Number.isFinite(values[i + 1]) ? "" : "h0"}`;
    pen = drawn;
  }
  return text;
}

/** A closed path for each run of steps at which both bounds are finite. */
export function band(lower: ArrayLike<number>, upper: ArrayLike<number>, first: number, x: Place, y: Place): string {
  let text = "";
  for (let from = 0; from < upper.length; from++) {
    let end = from;
    while (end < upper.length && Number.isFinite(lower[end]) && Number.isFinite(upper[end])) end++;
    if (end === from) continue;
    const steps = Array.from({ length: end - from }, (_, i) => from + i);
    const up = steps.map((i) => `${at(x(first + i))} ${at(y(upper[i]))}`);
    const down = steps.toReversed().map((i) => `${at(x(first + i))} ${at(y(lower[i]))}`);
    text += `M${[...up, ...down].join("L")}Z`;
    from = end;
  }
  return text;
}

/** Marks with their words (the mark 22 wide, centred on its line), side by side, on as many lines as the width asks for. */
export function key(items: readonly (readonly [mark: string, label: string])[], left: number, right: number, top: number) {
  let [x, y] = [left, top + 8];
  const parts = items.map(([mark, label]) => {
    const width = 28 + textWidth(label);
    if (x > left && x + width > right) [x, y] = [left, y + 20];
    const part = `<g transform="translate(${at(x)} ${at(y)})">${mark}<text x="28" y="4">${escapeXml(label)}</text></g>`;
    x += width + 16;
    return part;
  });
  return { text: parts.join("\n"), bottom: y + 8 };
}

/** Top left of what stands below the title: room for it where it is drawn. */
export const topOf = ({ inside }: SvgSize): number => (inside === undefined ? 40 : 4);
export const leftOf = ({ inside }: SvgSize): number => (inside === undefined ? 20 : 2);

/** The picture: `parts` in a frame with title and description. */
export function svg(parts: readonly string[], { title, description }: SvgTitle, width: number, height: number, inside?: string): string {
  const id = inside === undefined ? "" : `${inside}-`;
  const size = inside === undefined ? ` width="${width}" height="${height}"` : "";
  const own = [
    `<style>${chartCss}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="20" y="26">${escapeXml(cut(title, Math.floor((width - 40) / 8.5)))}</text>`,
  ];
  const root = `class="chart" viewBox="0 0 ${width} ${height}"${size} role="img" aria-labelledby="${id}t ${id}d"`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" ${root}>`,
    `<title id="${id}t">${escapeXml(title)}</title>`,
    `<desc id="${id}d">${escapeXml(description)}</desc>`,
    ...(inside === undefined ? own : []),
    ...parts,
  ]
    .filter((line) => line !== "")
    .join("\n")}\n</svg>\n`;
}
