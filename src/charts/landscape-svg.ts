import type { Chart } from "../chart.ts";
import { log } from "../math.ts";
import { axis, bounds, linear } from "./scale.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, topOf } from "./svg.ts";

/** What is drawn of a landscape. */
export interface LandscapeData {
  readonly w: readonly number[];
  readonly b: readonly number[];
  /** At [b][w]; null where it ran off. */
  readonly loss: readonly (readonly (number | null)[])[];
  readonly plain: readonly Spot[];
  readonly clipped: readonly Spot[];
}
type Spot = { readonly w: number; readonly b: number };

/** Loss over (w, b) of one unit, strong where it is high (on a scale of ratios), with two descents over it. */
export interface LandscapeStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly plain: string;
    readonly clipped: string;
    readonly weight: string;
    readonly bias: string;
    number(value: number, decimals: number): string;
  };
}

const looks = { plain: "stroke:var(--other);stroke-width:2", clipped: "stroke:var(--third);stroke-width:2.5;stroke-dasharray:5 3" };

export const landscapeSvg: Chart<LandscapeData, LandscapeStyle> = ({ w, b, loss, plain, clipped }, style) => {
  const { words, width = 760, height = 420, inside } = style;
  const line = (look: string): string => `<path class="line" style="${look}" d="M0 0H22"/>`;
  const legend = key(
    [
      [line(looks.plain), words.plain],
      [line(looks.clipped), words.clipped],
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const box = { left: 56, right: width - 16, top: legend.bottom + 12, bottom: height - 44 };
  const half = (list: readonly number[]): number => (list[1] - list[0]) / 2;
  const x = linear([w[0] - half(w), w[w.length - 1] + half(w)], [box.left, box.right]);
  const y = linear([b[0] - half(b), b[b.length - 1] + half(b)], [box.bottom, box.top]);
  const logs = loss.map((row) => row.map((value) => (value !== null && value > 0 ? log(value) : Number.NaN)));
  const [, high] = bounds(logs);
  // The bottom of a narrow valley says nothing of the rest: the lowest twentieth is as light as can be.
  const sorted = logs
    .flat()
    .filter(Number.isFinite)
    .sort((one, other) => one - other);
  const low = sorted[Math.floor(sorted.length / 20)] ?? 0;
  const scale = linear([low, high], [0.05, 0.9]);
  const shade = (value: number): number => Math.max(0.05, scale(value));
  // Whole pixels, so that no seam shows between neighbours; cells of one shade are one path.
  const edge = (place: (value: number) => number, list: readonly number[], k: number): number =>
    Math.round(place(list[0] + (2 * k - 1) * half(list)));
  const shades = new Map<number, string>();
  logs.forEach((row, i) => {
    row.forEach((value, j) => {
      // What is no number is as dark as can be: the loss ran off there.
      const opacity = Number.isNaN(value) ? (loss[i][j] === null ? 1 : 0.02) : Math.round(shade(value) * 50) / 50;
      const [left, right] = [edge(x, w, j), edge(x, w, j + 1)];
      const [bottom, top] = [edge(y, b, i), edge(y, b, i + 1)];
      shades.set(opacity, `${shades.get(opacity) ?? ""}M${left} ${top}H${right}V${bottom}H${left}z`);
    });
  });
  const cells = [...shades].map(([opacity, d]) => `<path fill-opacity="${opacity}" d="${d}"/>`);
  const way = (points: readonly Spot[]): string =>
    points.map((point, k) => `${k === 0 ? "M" : "L"}${at(x(point.w))} ${at(y(point.b))}`).join("");
  const frame = `style="fill:none;stroke:var(--grid)" x="${at(box.left)}" y="${at(box.top)}" width="${at(box.right - box.left)}" height="${at(box.bottom - box.top)}"`;
  const clip = `${inside ?? "l"}-clip`;
  const across = axis(w[0], w[w.length - 1], Math.floor((box.right - box.left) / 90));
  const up = axis(b[0], b[b.length - 1], Math.floor((box.bottom - box.top) / 45));
  return svg(
    [
      `<clipPath id="${clip}"><rect x="${at(box.left)}" y="${at(box.top)}" width="${at(box.right - box.left)}" height="${at(box.bottom - box.top)}"/></clipPath>`,
      legend.text,
      `<g clip-path="url(#${clip})"><g style="fill:var(--main)" shape-rendering="crispEdges">${cells.join("")}</g>`,
      `<path class="line" style="${looks.plain}" d="${way(plain)}"/>`,
      `<path class="line" style="${looks.clipped}" d="${way(clipped)}"/></g>`,
      `<rect ${frame}/>`,
      ...across.ticks.map(
        (tick) => `<text x="${at(x(tick))}" y="${at(box.bottom + 18)}" text-anchor="middle">${words.number(tick, across.decimals)}</text>`,
      ),
      ...up.ticks.map(
        (tick) => `<text x="${at(box.left - 8)}" y="${at(y(tick) + 4)}" text-anchor="end">${words.number(tick, up.decimals)}</text>`,
      ),
      `<text x="${at(box.right)}" y="${at(box.bottom + 36)}" text-anchor="end">${escapeXml(words.weight)}</text>`,
      words.bias.length === 1
        ? `<text x="8" y="${at(box.top + 10)}">${escapeXml(words.bias)}</text>`
        : `<text transform="translate(14 ${at(box.bottom)}) rotate(-90)">${escapeXml(words.bias)}</text>`,
    ],
    words,
    width,
    height,
    inside,
  );
};
