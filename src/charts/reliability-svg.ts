import type { Chart } from "../chart.ts";
import { plot } from "./plot.ts";
import { linear } from "./scale.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, topOf } from "./svg.ts";

/** Reliability: of the cases given a probability, the share that was right. On the diagonal, probabilities hold. Below, how many cases each bin has. */

export interface ReliabilityBin {
  /** Bounds of the probabilities. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean probability given, and share right; NaN where `n` is 0. */
  readonly given: number;
  readonly right: number;
  /** The shares that 95 % chance leaves around `right`. */
  readonly lower: number;
  readonly upper: number;
}

export interface ReliabilityStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly right: string;
    readonly given: string;
    readonly diagonal: string;
    readonly chance: string;
    readonly cases: string;
    number(value: number, decimals: number): string;
    percent(value: number): string;
  };
}

export const reliabilitySvg: Chart<readonly ReliabilityBin[], ReliabilityStyle> = (bins, style) => {
  const { words, width = 760, inside } = style;
  const height = style.height ?? 380;
  const strip = 62;
  const bar = `<path class="line" style="stroke:var(--main);stroke-width:1.5" d="M11 -7V7M7 -7H15M7 7H15"/>`;
  const legend = key(
    [
      [`<path class="naive" d="M0 0H22"/>`, words.diagonal],
      [`${bar}<circle class="dot" cx="11" r="4.5"/>`, words.chance],
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const outer = { left: 8, right: width - 24, top: legend.bottom + 30, bottom: height - 44 - strip };
  const percent = (value: number) => words.percent(value);
  const { box, y, grid } = plot({ box: outer, steps: [0, 1], low: 0, high: 1, ticks: 5, number: percent });
  const x = linear([0, 1], [box.left, box.right]);
  const marks = bins.flatMap(({ n, given, right, lower, upper }) => {
    if (n === 0) return [];
    const px = x(given);
    return [
      `<path class="line" style="stroke:var(--main);stroke-width:1.5" d="M${at(px)} ${at(y(lower))}V${at(y(upper))}M${at(px - 4)} ${at(y(lower))}h8M${at(px - 4)} ${at(y(upper))}h8"/>`,
      `<circle class="dot" cx="${at(px)}" cy="${at(y(right))}" r="4.5"/>`,
    ];
  });
  const fullest = Math.max(1, ...bins.map(({ n }) => n));
  const floor = height - 26;
  const counts = bins.flatMap(({ from, to, n }) => {
    if (n === 0) return [];
    const tall = Math.max(1, (n / fullest) * (strip - 36));
    const middle = (x(from) + x(to)) / 2;
    return [
      `<rect class="bar" x="${at(x(from) + 1)}" y="${at(floor - tall)}" width="${at(Math.max(1, x(to) - x(from) - 2))}" height="${at(tall)}"/>`,
      `<text x="${at(middle)}" y="${at(floor - tall - 4)}" text-anchor="middle">${escapeXml(words.number(n, 0))}</text>`,
    ];
  });
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (tick) => `<text x="${at(x(tick))}" y="${at(floor + 16)}" text-anchor="middle">${escapeXml(words.percent(tick))}</text>`,
  );
  return svg(
    [
      legend.text,
      `<text x="${leftOf(style)}" y="${at(box.top - 12)}">${escapeXml(words.right)}</text>`,
      grid,
      `<path class="naive" d="M${at(x(0))} ${at(y(0))}L${at(x(1))} ${at(y(1))}"/>`,
      ...marks,
      `<text x="${leftOf(style)}" y="${at(box.bottom + 20)}">${escapeXml(words.cases)}</text>`,
      ...counts,
      ...ticks,
      `<text x="${at(box.right)}" y="${at(box.bottom + 20)}" text-anchor="end">${escapeXml(words.given)}</text>`,
    ],
    words,
    width,
    height,
    inside,
  );
};
