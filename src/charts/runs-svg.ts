import type { Chart } from "../chart.ts";
import { plot } from "./plot.ts";
import { bounds } from "./scale.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** Every run a point: its error by group, one column a series, on a scale of ratios; full where it succeeded, hollow where it didn't. */

export interface RunsData {
  readonly series: readonly string[];
  /** In the order in which they stand side by side. */
  readonly groups: readonly string[];
  /** `error` above 0. */
  readonly runs: readonly { readonly series: string; readonly group: string; readonly error: number; readonly solved: boolean }[];
  /** Levels across, such as what counts as solved. */
  readonly levels: readonly { readonly name: string; readonly value: number }[];
}

export interface RunsStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly group: string;
    readonly error: string;
    readonly solved: string;
    readonly failed: string;
    number(value: number, decimals: number): string;
  };
}

const colors = ["--other", "--third", "--main", "--fourth"];
/** A square, a triangle and a circle, so that the series are apart without their colours too. */
const shapes = ["M-4 -4H4V4H-4Z", "M0 -5L5 4H-5Z", "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0Z", "M0 -5L5 0L0 5L-5 0Z"];

const mark = (series: number, solved: boolean): string => {
  const color = `var(${colors[series % colors.length]})`;
  return `<path style="stroke:${color};stroke-width:1.5;fill:${solved ? color : "none"}" d="${shapes[series % shapes.length]}"/>`;
};

export const runsSvg: Chart<RunsData, RunsStyle> = ({ series, groups, runs, levels }, style) => {
  const { words, width = 760, height = 340, inside } = style;
  const legend = key(
    [
      ...series.map((name, k) => [`<g transform="translate(12 0)">${mark(k, true)}</g>`, name] as const),
      [`<g style="stroke:var(--soft);fill:var(--soft)" transform="translate(12 0)"><path d="${shapes[2]}"/></g>`, words.solved] as const,
      [`<g style="stroke:var(--soft);fill:none" transform="translate(12 0)"><path d="${shapes[2]}"/></g>`, words.failed] as const,
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const [low, high] = bounds([runs.map(({ error }) => error), levels.map(({ value }) => value)]);
  const outer = { left: 8, right: width - 16, top: legend.bottom + 30, bottom: height - 44 };
  const { box, x, y, grid } = plot({ box: outer, steps: [0, groups.length], low, high, ratio: true, number: words.number });
  const across = levels.map(({ name, value }) => {
    const line = `<path class="now" fill="none" d="M${at(box.left)} ${at(y(value))}H${at(box.right)}"/>`;
    return `${line}<text x="${at(box.right - textWidth(name))}" y="${at(y(value) - 5)}">${escapeXml(name)}</text>`;
  });
  const wide = (box.right - box.left) / groups.length;
  const labels = groups.map(
    (group, g) => `<text x="${at(x(g + 0.5))}" y="${at(box.bottom + 18)}" text-anchor="middle">${escapeXml(group)}</text>`,
  );
  const points = groups.flatMap((group, g) =>
    series.flatMap((name, s) => {
      const own = runs.filter((run) => run.group === group && run.series === name);
      const middle = x(g) + (wide * (s + 0.5)) / series.length;
      // Runs of one column stand beside each other, so that none hides another.
      const apart = Math.min(9, wide / series.length / Math.max(1, own.length));
      return own.map(({ error, solved }, k) => {
        const place = middle + apart * (k - (own.length - 1) / 2);
        return `<g transform="translate(${at(place)} ${at(y(error))})">${mark(s, solved)}</g>`;
      });
    }),
  );
  const names = [
    `<text x="${leftOf(style)}" y="${at(box.top - 14)}">${escapeXml(words.error)}</text>`,
    `<text x="${at(box.right)}" y="${at(box.bottom + 36)}" text-anchor="end">${escapeXml(words.group)}</text>`,
  ];
  return svg([legend.text, ...names, grid, ...across, ...labels, ...points], words, width, height, inside);
};
