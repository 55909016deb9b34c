import { log } from "../math.ts";
import { axis, decimalsOf, linear, ratioTicks } from "./scale.ts";
import { at, type Box, escapeXml, type Place, textWidth } from "./svg.ts";

/** The ground of a chart: a value axis with its grid, and places for steps and values. */

export interface Plot {
  readonly box: Box;
  readonly x: Place;
  readonly y: Place;
  /** Grid lines and their labels. */
  readonly grid: string;
}

export interface PlotData {
  /** Outer bounds: the labels of the values stand left within them. */
  readonly box: Box;
  /** First and last step. */
  readonly steps: readonly [number, number];
  readonly low: number;
  readonly high: number;
  number(value: number, decimals: number): string;
  /** Default: about one for 45 pixels. */
  readonly ticks?: number;
  /** Equal ratios equally far apart, for `low` above 0. Default false. */
  readonly ratio?: boolean;
}

/** Ticks with their labels, and the place of a value, 0 at the bottom and 1 at the top. */
function valueAxis({ low, high, number, ratio = false }: PlotData, most: number) {
  if (ratio) {
    const scale = linear([log(low) - 0.1, log(high) + 0.1], [0, 1]);
    const ticks = ratioTicks(low / 1.1, high * 1.1, most);
    return { ticks, labels: ticks.map((tick) => number(tick, decimalsOf(tick))), share: (value: number) => scale(log(value)) };
  }
  const { domain, ticks, decimals } = axis(low, high, most);
  return { ticks, labels: ticks.map((tick) => number(tick, decimals)), share: linear(domain, [0, 1]) };
}

export function plot(data: PlotData): Plot {
  const { box, steps } = data;
  const most = data.ticks ?? Math.max(2, Math.min(7, Math.floor((box.bottom - box.top) / 45)));
  const { ticks: marks, labels, share } = valueAxis(data, most);
  const left = box.left + Math.min(90, Math.max(0, ...labels.map(textWidth))) + 10;
  const y = (value: number) => box.bottom - share(value) * (box.bottom - box.top);
  const grid = marks.map(
    (mark, i) =>
      `<line class="grid" x1="${at(left)}" x2="${at(box.right)}" y1="${at(y(mark))}" y2="${at(y(mark))}"/>` +
      `<text x="${at(left - 8)}" y="${at(y(mark) + 4)}" text-anchor="end">${escapeXml(labels[i])}</text>`,
  );
  return { box: { ...box, left }, x: linear(steps, [left, box.right]), y, grid: grid.join("\n") };
}

/** Whole numbers from `from` to `to`, `from` included, few enough for `width` pixels. */
export function wholeTicks(from: number, to: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / 44));
  const step = [1, 2, 5, 7, 10, 20, 50, 100, 200, 500, 1000, 5000, 20000].find((size) => (to - from) / size <= most) ?? to - from;
  if (step <= 2) return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  const ticks = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return ticks[0] - from > step / 2 ? [from, ...ticks] : ticks[0] === from ? ticks : [from, ...ticks.slice(1)];
}

/** Labels of steps below the plot, and what they count at its right end. */
export function stepAxis({ box, x }: Plot, ticks: readonly number[], title: string, number: PlotData["number"]): string {
  const marks = ticks.map((tick) => `<text x="${at(x(tick))}" y="${at(box.bottom + 18)}" text-anchor="middle">${number(tick, 0)}</text>`);
  const name = `<text x="${at(box.right)}" y="${at(box.bottom + 36)}" text-anchor="end">${escapeXml(title)}</text>`;
  return [...marks, name].join("\n");
}

/** Places for labels `gap` apart, as near to `wanted` as that allows, between `top` and `bottom`. In the order given. */
export function apart(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const places = [...wanted];
  let floor = top;
  for (const i of order) {
    places[i] = Math.max(floor, places[i]);
    floor = places[i] + gap;
  }
  let ceiling = bottom;
  for (const i of order.toReversed()) {
    places[i] = Math.min(ceiling, places[i]);
    ceiling = places[i] - gap;
  }
  return places;
}
