import type { Chart, TestedSeries } from "../chart.ts";
import { plot } from "./plot.ts";
import { bounds, widestFirst } from "./scale.ts";
import { at, band, escapeXml, key, leftOf, path, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** The backtest on the series: what happened, and what was forecast from each origin. */

export interface BacktestData {
  readonly test: TestedSeries;
  /** Drawn as the forecast, with its narrowest range. */
  readonly method: string;
  /** Drawn dashed beside it. Default: none. */
  readonly rival?: string;
  /** Labels of the rows of `test.target`. Default: none. */
  readonly labels?: readonly string[];
}

export interface BacktestStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    /** What happened. */
    readonly actual: string;
    range(level: number): string;
    number(value: number, decimals: number): string;
  };
}

export const backtestSvg: Chart<BacktestData, BacktestStyle> = ({ test, method, rival, labels = [] }, style) => {
  const { words, width = 760, height = 320, inside } = style;
  const { target, origins } = test;
  const chosen = test.methods.find(({ name }) => name === method);
  const other = test.methods.find(({ name }) => name === rival);
  const horizon = chosen?.forecasts[0]?.length ?? 0;
  const first = Math.max(0, (origins[0] ?? target.length) - Math.max(8, 2 * horizon));
  const last = Math.max(first + 1, target.length - 1, ...origins.map((origin) => origin + horizon - 1));
  const rows = Array.from(target).slice(first);
  const ranges = origins.map((_, w) => widestFirst(chosen?.intervals[w] ?? []).at(-1));
  const [low, high] = bounds([
    rows,
    ...(chosen?.forecasts ?? []),
    ...(other?.forecasts ?? []),
    ...ranges.flatMap((range) => [range?.lower ?? [], range?.upper ?? []]),
  ]);

  const level = ranges.find((range) => range !== undefined)?.level;
  const legend = key(
    [
      [`<path class="past" d="M0 0H22"/>`, words.actual],
      [`<path class="point" d="M0 0H22"/>`, method],
      ...(level === undefined ? [] : [[`<rect class="range" width="22" height="12" y="-6"/>`, words.range(level)] as const]),
      ...(other === undefined ? [] : [[`<path class="naive" d="M0 0H22"/>`, other.name] as const]),
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const outer = { left: 8, right: width - 16, top: legend.bottom + 14, bottom: height - 36 };
  const { box, x, y, grid } = plot({ box: outer, steps: [first, last], low, high, number: words.number });
  const each = (draw: (origin: number, w: number) => string) => origins.map(draw);
  const [from, to] = [labels[first], labels[last] ?? labels.at(-1)];
  const both = textWidth(from ?? "") + textWidth(to ?? "") + 16 < box.right - box.left;
  const stamp = (label: string | undefined, place: number, anchor: string) =>
    label === undefined ? "" : `<text x="${at(place)}" y="${at(box.bottom + 22)}" text-anchor="${anchor}">${escapeXml(label)}</text>`;
  return svg(
    [
      legend.text,
      grid,
      ...each(
        (origin) => `<line class="now" x1="${at(x(origin - 1))}" x2="${at(x(origin - 1))}" y1="${at(box.top)}" y2="${at(box.bottom)}"/>`,
      ),
      ...each((origin, w) =>
        ranges[w] === undefined ? "" : `<path class="range" d="${band(ranges[w].lower, ranges[w].upper, origin, x, y)}"/>`,
      ),
      `<path class="past" d="${path(rows, first, x, y)}"/>`,
      ...each((origin, w) => (other === undefined ? "" : `<path class="naive" d="${path(other.forecasts[w], origin, x, y)}"/>`)),
      ...each((origin, w) => (chosen === undefined ? "" : `<path class="point" d="${path(chosen.forecasts[w], origin, x, y)}"/>`)),
      both ? stamp(from, box.left, "start") : "",
      stamp(to, box.right, "end"),
    ],
    words,
    width,
    height,
    inside,
  );
};
