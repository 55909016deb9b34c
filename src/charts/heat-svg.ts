import type { Chart } from "../chart.ts";
import { linear } from "./scale.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, topOf } from "./svg.ts";

/** A heat-map: gates by unit and step, or the triangle of who teaches whom. The darker, the more; nothing where there is nothing. */

export interface HeatData {
  /** Rows from the top, values from 0 (light) to 1 (dark), null for none. */
  readonly rows: readonly (readonly (number | null)[])[];
  /** Words for a light and for a dark cell. */
  readonly light: string;
  readonly dark: string;
}

export interface HeatStyle extends SvgSize {
  readonly words: { readonly title: string; readonly description: string; readonly across: string; readonly down: string };
}

/** Cells at most on a side: neighbours are averaged beyond. */
const most = { rows: 48, columns: 96 };

/** Means of neighbours, so that at most `count` are left. */
function thinner<T>(list: readonly T[], count: number, mean: (part: readonly T[]) => T): T[] {
  const size = Math.ceil(list.length / count);
  return size <= 1
    ? [...list]
    : Array.from({ length: Math.ceil(list.length / size) }, (_, k) => mean(list.slice(k * size, (k + 1) * size)));
}

const meanOf = (values: readonly (number | null)[]): number | null => {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : there.reduce((a, b) => a + b, 0) / there.length;
};

export const heatSvg: Chart<HeatData, HeatStyle> = ({ rows, light, dark }, style) => {
  const { words, width = 760, height = 240, inside } = style;
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const full = rows.map((row) => Array.from({ length: columns }, (_, k) => row[k] ?? null));
  const narrower = full.map((row) => thinner(row, most.columns, meanOf));
  const cells = thinner(narrower, most.rows, (part) => part[0].map((_, k) => meanOf(part.map((row) => row[k]))));
  const swatch = (opacity: number): string =>
    `<rect x="4" y="-7" width="16" height="14" style="fill:var(--main);fill-opacity:${opacity};stroke:var(--soft)"/>`;
  const legend = key(
    [
      [swatch(0.06), light],
      [swatch(1), dark],
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const box = { left: 28, right: width - 16, top: legend.bottom + 12, bottom: height - 30 };
  const x = linear([0, cells[0]?.length ?? 1], [box.left, box.right]);
  const y = linear([0, Math.max(1, cells.length)], [box.top, box.bottom]);
  const marks = cells.flatMap((row, j) =>
    row.map((value, k) => {
      if (value === null) return "";
      const opacity = Math.round((0.06 + 0.94 * Math.max(0, Math.min(1, value))) * 100) / 100;
      return `<rect x="${at(x(k))}" y="${at(y(j))}" width="${at(x(k + 1) - x(k))}" height="${at(y(j + 1) - y(j))}" fill-opacity="${opacity}"/>`;
    }),
  );
  const labels = [
    `<text x="${at(box.left)}" y="${at(box.bottom + 18)}">1</text>`,
    `<text x="${at(box.right)}" y="${at(box.bottom + 18)}" text-anchor="end">${escapeXml(words.across)} → ${columns}</text>`,
    `<text transform="translate(18 ${at(box.bottom)}) rotate(-90)">${escapeXml(words.down)}</text>`,
  ];
  return svg(
    [legend.text, `<g style="fill:var(--main)" shape-rendering="crispEdges">${marks.join("")}</g>`, ...labels],
    words,
    width,
    height,
    inside,
  );
};
