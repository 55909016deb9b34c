import type { Chart } from "../chart.ts";
import type { Dynamics } from "../lenses/dynamics.ts";
import { plot, stepAxis, wholeTicks } from "./plot.ts";
import { bounds } from "./scale.ts";
import { key, leftOf, path, type SvgSize, svg, topOf } from "./svg.ts";

/** σ and ρ of the recurrent weights, the largest of all, by update. */
export interface DynamicsStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly sigma: string;
    readonly rho: string;
    readonly update: string;
    number(value: number, decimals: number): string;
  };
}

const looks = { sigma: "stroke:var(--main);stroke-width:2.5", rho: "stroke:var(--other);stroke-dasharray:7 3" };

export const dynamicsSvg: Chart<Dynamics, DynamicsStyle> = ({ samples }, style) => {
  const { words, width = 760, height = 260, inside } = style;
  const largest = (of: "sigma" | "rho"): number[] =>
    samples.map(({ matrices }) =>
      matrices.reduce((most, one) => Math.max(most, one[of] ?? Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY),
    );
  const [sigma, rho] = [largest("sigma"), largest("rho")];
  const steps = samples.map(({ step }) => step);
  const line = (look: string): string => `<path class="line" style="${look}" d="M0 0H22"/>`;
  const legend = key(
    [
      [line(looks.sigma), words.sigma],
      [line(looks.rho), words.rho],
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const [low, high] = bounds([sigma, rho]);
  const [first, last] = [steps[0] ?? 0, Math.max((steps[0] ?? 0) + 1, steps[steps.length - 1] ?? 1)];
  const box = { left: 8, right: width - 16, top: legend.bottom + 14, bottom: height - 44 };
  const ground = plot({ box, steps: [first, last], low, high, number: words.number });
  const place = (k: number): number => ground.x(steps[k] ?? first);
  const ticks = wholeTicks(first, last, ground.box.right - ground.box.left);
  const drawn = [
    `<path class="line" style="${looks.rho}" d="${path(rho, 0, place, ground.y)}"/>`,
    `<path class="line" style="${looks.sigma}" d="${path(sigma, 0, place, ground.y)}"/>`,
  ];
  return svg([legend.text, ground.grid, stepAxis(ground, ticks, words.update, words.number), ...drawn], words, width, height, inside);
};
