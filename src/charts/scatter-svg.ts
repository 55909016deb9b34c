import type { Chart } from "../chart.ts";
import { plot } from "./plot.ts";
import { axis, bounds, linear } from "./scale.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** Points of two values in one unit, with the line on which both are the same. */

export interface ScatterData {
  /** As long as each other; pairs with a missing value are left out. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface ScatterStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly x: string;
    readonly y: string;
    /** What the line is. */
    readonly same: string;
    number(value: number, decimals: number): string;
  };
}

/** Points drawn; of more, as many evenly. */
const most = 1500;

export const scatterSvg: Chart<ScatterData, ScatterStyle> = (data, style) => {
  const { words, width = 760, height = 380, inside } = style;
  const all = Array.from(data.x, (x, k) => [x, data.y[k]] as const).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const points = all.length <= most ? all : Array.from({ length: most }, (_, k) => all[Math.floor((k * all.length) / most)]);
  const [low, high] = bounds([points.map(([x]) => x), points.map(([, y]) => y)]);
  const legend = key([[`<path class="naive" d="M0 0H22"/>`, words.same]], leftOf(style), width - 16, topOf(style));
  const outer = { left: 8, right: width - 24, top: legend.bottom + 32, bottom: height - 44 };
  const { box, y, grid } = plot({ box: outer, steps: [0, 1], low, high, number: words.number });
  const across = axis(low, high, Math.max(2, Math.min(7, Math.floor((box.right - box.left) / 80))));
  const x = linear(across.domain, [box.left, box.right]);
  const [from, to] = across.domain;
  const ticks = across.ticks.map((tick) => {
    const label = words.number(tick, across.decimals);
    const place = Math.min(x(tick), width - textWidth(label) / 2 - 2);
    return `<text x="${at(place)}" y="${at(box.bottom + 18)}" text-anchor="middle">${escapeXml(label)}</text>`;
  });
  const dots = points.map(([own, other]) => `M${at(x(own))} ${at(y(other))}h0`).join("");
  return svg(
    [
      legend.text,
      `<text x="${leftOf(style)}" y="${at(box.top - 12)}">${escapeXml(words.y)}</text>`,
      grid,
      `<path class="naive" d="M${at(x(from))} ${at(y(from))}L${at(x(to))} ${at(y(to))}"/>`,
      `<path class="dots" d="${dots}"/>`,
      ...ticks,
      `<text x="${at(box.right)}" y="${at(box.bottom + 36)}" text-anchor="end">${escapeXml(words.x)}</text>`,
    ],
    words,
    width,
    height,
    inside,
  );
};
