import type { Chart, Curve } from "../chart.ts";
import { plot, stepAxis, wholeTicks } from "./plot.ts";
import { bounds } from "./scale.ts";
import { at, key, leftOf, path, type SvgSize, svg, topOf } from "./svg.ts";

/** The training curves: loss and validation loss by epoch, each training's best epoch marked. */

export interface CurvesStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly loss: string;
    readonly valLoss: string;
    readonly refit: string;
    readonly best: string;
    readonly epoch: string;
    number(value: number, decimals: number): string;
  };
}

/** Position of the smallest finite value, from 0; −1 where there is none. */
export function bestOf(values: readonly number[]): number {
  return values.reduce((best, value, i) => (Number.isFinite(value) && (best < 0 || value < values[best]) ? i : best), -1);
}

/** From this ratio of the largest to the smallest loss on, equal ratios stand equally far apart. */
const ratioFrom = 20;

const look = {
  loss: "stroke:var(--soft);stroke-width:1.5;stroke-dasharray:4 3",
  valLoss: "stroke:var(--main)",
  refit: "stroke:var(--other);stroke-width:1.5;stroke-dasharray:1 4",
};

export const curvesSvg: Chart<readonly Curve[], CurvesStyle> = (curves, style) => {
  const { words, width = 760, height = 300, inside } = style;
  const all = curves.flatMap(({ loss, valLoss }) => [loss, valLoss]);
  const [low, high] = bounds(all);
  const epochs = Math.max(2, ...all.map((values) => values.length));
  const has = (phase: Curve["phase"], of: "loss" | "valLoss") => curves.some((curve) => curve.phase === phase && curve[of].length > 0);
  const line = (kind: keyof typeof look) => `<path class="line" style="${look[kind]}" d="M0 0H22"/>`;
  const validated = curves.some(({ valLoss }) => valLoss.length > 0);
  const legend = key(
    [
      ...(has("train", "loss") ? [[line("loss"), words.loss] as const] : []),
      ...(validated ? [[line("valLoss"), words.valLoss] as const, [`<circle class="dot" cx="11" r="4.5"/>`, words.best] as const] : []),
      ...(has("refit", "loss") ? [[line("refit"), words.refit] as const] : []),
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const ratio = low > 0 && high / low >= ratioFrom;
  const outer = { left: 8, right: width - 16, top: legend.bottom + 14, bottom: height - 44 };
  const ground = plot({ box: outer, steps: [1, epochs], low, high, ratio, number: words.number });
  const { box, x, y, grid } = ground;
  // Many trainings stand side by side in thinner lines.
  const many = curves.filter(({ valLoss }) => valLoss.length > 0).length > 2;
  const valLine = many ? `${look.valLoss};stroke-width:1.25;stroke-opacity:0.75` : look.valLoss;
  const drawn = curves.flatMap(({ phase, loss, valLoss }) => [
    `<path class="line" style="${look[phase === "refit" ? "refit" : "loss"]}" d="${path(loss, 1, x, y)}"/>`,
    `<path class="line" style="${valLine}" d="${path(valLoss, 1, x, y)}"/>`,
  ]);
  const best = curves.flatMap(({ valLoss }) => {
    const epoch = bestOf(valLoss);
    return epoch < 0 ? [] : [`<circle class="dot" cx="${at(x(epoch + 1))}" cy="${at(y(valLoss[epoch]))}" r="4.5"/>`];
  });
  const ticks = wholeTicks(1, epochs, box.right - box.left);
  return svg([legend.text, grid, stepAxis(ground, ticks, words.epoch, words.number), ...drawn, ...best], words, width, height, inside);
};
