import type { Chart } from "../chart.ts";
import { linear } from "./scale.ts";
import { at, escapeXml, leftOf, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** Attention: which steps of the past each step of the forecast looks at, the stronger the colour the more, with a scale. */

export interface AttentionData {
  /** Row by row: for each step ahead, the weight of each step of the lookback, the oldest first. [horizon · lookback]. */
  readonly weights: ArrayLike<number>;
  readonly horizon: number;
  readonly lookback: number;
}

export interface AttentionStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly stepsAhead: string;
    readonly stepsBefore: string;
    readonly weight: string;
    number(value: number, decimals: number): string;
  };
}

/** Shades that an eye tells apart; cells of one shade side by side are one mark. */
const shades = 12;
const most = { rows: 60, columns: 120 };

/** Weights in few enough cells: columns are added up, rows averaged, so that each row keeps its sum. */
function cells({ weights, horizon, lookback }: AttentionData): number[][] {
  const rows = Math.min(horizon, most.rows);
  const columns = Math.min(lookback, most.columns);
  const sums = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));
  for (let h = 0; h < horizon; h++) {
    const row = Math.floor((h * rows) / horizon);
    const share = 1 / (Math.ceil(((row + 1) * horizon) / rows) - Math.ceil((row * horizon) / rows));
    for (let t = 0; t < lookback; t++) {
      const weight = weights[h * lookback + t];
      if (weight > 0 && Number.isFinite(weight)) sums[row][Math.floor((t * columns) / lookback)] += weight * share;
    }
  }
  return sums;
}

export const attentionSvg: Chart<AttentionData, AttentionStyle> = (data, style) => {
  const { words, width = 760, inside } = style;
  const sums = cells(data);
  const rows = sums.length;
  const columns = sums[0]?.length ?? 0;
  const top = topOf(style) + 22;
  const side = Math.max(4, Math.min(22, 360 / Math.max(1, rows)));
  const box = { left: 44, right: width - 16, top, bottom: top + Math.max(1, rows) * side };
  const height = style.height ?? box.bottom + 84;
  const x = linear([0, Math.max(1, columns)], [box.left, box.right]);
  const largest = Math.max(0, ...sums.map((row) => Math.max(0, ...row)));

  const marks = Array.from({ length: shades + 1 }, () => "");
  sums.forEach((row, r) => {
    for (let from = 0; from < columns; ) {
      const shade = largest > 0 ? Math.ceil((row[from] / largest) * shades) : 0;
      let end = from + 1;
      while (end < columns && (largest > 0 ? Math.ceil((row[end] / largest) * shades) : 0) === shade) end++;
      marks[shade] += `M${at(x(from))} ${at(top + r * side)}H${at(x(end))}v${at(side)}H${at(x(from))}Z`;
      from = end;
    }
  });
  const drawn = marks.map((d, shade) =>
    shade === 0 || d === "" ? "" : `<path style="fill:var(--main);fill-opacity:${(shade / shades).toFixed(2)}" d="${d}"/>`,
  );
  const label = (text: string, px: number, py: number, anchor: string) =>
    `<text x="${at(px)}" y="${at(py)}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
  const { horizon, lookback } = data;
  const steps = [1, ...(horizon > 2 ? [Math.ceil(horizon / 2)] : []), ...(horizon > 1 ? [horizon] : [])];
  const before = [lookback, ...(lookback > 8 ? [Math.ceil(lookback / 2)] : []), ...(lookback > 1 ? [1] : [])];
  const scaleLeft = box.left + textWidth(words.weight) + textWidth("0") + 20;
  const scale = Array.from(
    { length: shades },
    (_, i) =>
      `<rect x="${at(scaleLeft + i * 10)}" y="${at(box.bottom + 54)}" width="10" height="12" style="fill:var(--main);fill-opacity:${((i + 1) / shades).toFixed(2)}"/>`,
  );
  return svg(
    [
      label(words.stepsAhead, leftOf(style), top - 10, "start"),
      `<rect x="${box.left}" y="${top}" width="${at(box.right - box.left)}" height="${at(box.bottom - top)}" style="fill:none;stroke:var(--grid)"/>`,
      ...drawn,
      ...steps.map((step) =>
        label(words.number(step, 0), box.left - 8, top + ((step - 0.5) / Math.max(1, horizon)) * (box.bottom - top) + 4, "end"),
      ),
      ...before.map((step) => {
        const place = box.left + ((lookback - step + 0.5) / Math.max(1, lookback)) * (box.right - box.left);
        return label(words.number(step, 0), place, box.bottom + 18, "middle");
      }),
      label(words.stepsBefore, box.right, box.bottom + 36, "end"),
      label(words.weight, box.left, box.bottom + 64, "start"),
      label("0", scaleLeft - 6, box.bottom + 64, "end"),
      ...scale,
      label(words.number(largest, 2), scaleLeft + shades * 10 + 6, box.bottom + 64, "start"),
    ],
    words,
    width,
    height,
    inside,
  );
};
