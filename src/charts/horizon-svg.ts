import type { Chart } from "../chart.ts";
import { apart, plot, stepAxis, wholeTicks } from "./plot.ts";
import { at, escapeXml, leftOf, path, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** The backtest by horizon: how far each method was off, one to several steps ahead. Lines are named at their ends. */

export interface HorizonLine {
  readonly name: string;
  /** The error at each step ahead, 0 or above; NaN where nothing was scored. */
  readonly error: readonly number[];
}

export interface HorizonData {
  /** The recommended method first: it is drawn strongest, `naive` always dashed in its own colour. */
  readonly lines: readonly HorizonLine[];
}

export interface HorizonStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    /** Above the values: `mean error, passengers`. */
    readonly error: string;
    readonly stepsAhead: string;
    number(value: number, decimals: number): string;
  };
}

const looks = ["--third:", "--fourth:7 4", "--fifth:2 4", "--ink:9 3 2 3", "--soft:3 3"].map((look) => look.split(":"));

/** `order`: among those that are neither first nor naive. */
const styleOf = (name: string, position: number, order: number): string => {
  if (position === 0) return "stroke:var(--main);stroke-width:3";
  if (name === "naive") return "stroke:var(--other);stroke-dasharray:5 5";
  const [color, dash] = looks[order % looks.length];
  return `stroke:var(${color});stroke-width:1.5${dash === "" ? "" : `;stroke-dasharray:${dash}`}`;
};

const largest = (values: readonly number[]) => values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);

/** A method that is far worse than the first and the best other runs out of the picture, so that those stay readable. */
const readable = 3;

export const horizonSvg: Chart<HorizonData, HorizonStyle> = ({ lines }, style) => {
  const { words, width = 760, height = 320, inside } = style;
  const steps = Math.max(1, ...lines.map(({ error }) => error.length));
  const tops = lines.map(({ error }) => largest(error));
  const rivals = tops.slice(1).filter((top) => top > 0);
  const enough = readable * Math.max(tops[0] ?? 0, rivals.length === 0 ? 0 : Math.min(...rivals));
  const high = Math.min(largest(tops), enough > 0 ? enough : Number.MAX_VALUE);
  const shown = lines.map(({ name }, i) => (tops[i] > high ? `${name} ↑` : name));
  const names = Math.min(width * 0.4, Math.max(0, ...shown.map(textWidth)) + 14);
  const outer = { left: 8, right: width - names - 8, top: topOf(style) + 26, bottom: height - 44 };
  const ground = plot({ box: outer, steps: steps === 1 ? [0, 2] : [1, steps], low: 0, high: high > 0 ? high : 1, number: words.number });
  const { box, x, y, grid } = ground;
  const clip = `${inside ?? "horizon"}-c`;
  const others = lines.slice(1).filter(({ name }) => name !== "naive");
  const styles = lines.map((line, i) => styleOf(line.name, i, others.indexOf(line)));
  const drawn = lines.map(({ error }, i) => `<path class="line" style="${styles[i]}" d="${path(error, 1, x, y)}"/>`);
  const ends = lines.map(({ error }) => {
    const end = error.findLastIndex(Number.isFinite);
    return end < 0 ? box.bottom : Math.max(box.top, y(error[end]));
  });
  const labels = apart(ends, 15, box.top + 4, box.bottom).map((place, i) => {
    const weight = i === 0 ? ";font-weight:600" : "";
    const color = /var\((--\w+)\)/.exec(styles[i])?.[1];
    return `<text x="${at(box.right + 10)}" y="${at(place + 4)}" style="fill:var(${color})${weight}">${escapeXml(shown[i])}</text>`;
  });
  const ticks = steps === 1 ? [1] : wholeTicks(1, steps, box.right - box.left);
  return svg(
    [
      `<clipPath id="${clip}"><rect x="${at(box.left - 2)}" y="${at(box.top - 2)}" width="${at(box.right - box.left + 4)}" height="${at(box.bottom - box.top + 4)}"/></clipPath>`,
      `<text x="${leftOf(style)}" y="${at(box.top - 14)}">${escapeXml(words.error)}</text>`,
      grid,
      stepAxis(ground, ticks, words.stepsAhead, words.number),
      `<g clip-path="url(#${clip})">`,
      ...drawn.toReversed(),
      "</g>",
      ...labels,
    ],
    words,
    width,
    height,
    inside,
  );
};
