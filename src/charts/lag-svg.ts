import type { Chart } from "../chart.ts";
import { plot, stepAxis, wholeTicks } from "./plot.ts";
import { bounds } from "./scale.ts";
import { at, band, key, leftOf, path, type SvgSize, svg, topOf } from "./svg.ts";

/** Quantities by step or lag: on a scale of powers of ten, as the gradient through time beside its bounds, or as they are. */

/** A line of logarithms to base 10, or of plain values; null where there is none. */
export interface LagLine {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Lags of the values. Default: 0, 1, 2 … */
  readonly lags?: readonly number[];
}

export interface LagData {
  /** Drawn in order: the first bold, each with its own colour and dashes. Five at most. */
  readonly lines: readonly LagLine[];
  /** Around the first line. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] };
  /** A level across, such as the smallest number of a precision. */
  readonly floor?: { readonly label: string; readonly value: number };
}

export interface LagStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly lag: string;
    number(value: number, decimals: number): string;
  };
  /** Values as they are. Default false: they are logarithms to base 10. */
  readonly plain?: boolean;
}

const looks = [
  "stroke:var(--main);stroke-width:2.5",
  "stroke:var(--other);stroke-dasharray:7 3",
  "stroke:var(--third);stroke-dasharray:2 3",
  "stroke:var(--fourth);stroke-dasharray:8 3 2 3",
  "stroke:var(--fifth);stroke-dasharray:1 4",
];
const floorLook = "stroke:var(--soft);stroke-width:1;stroke-dasharray:2 2";

/** 10 and an exponent above the line. */
export function powerOfTen(exponent: number): string {
  const digits = [...`${Math.round(exponent * 10) / 10}`].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? (digit === "-" ? "⁻" : "·"));
  return `10${digits.join("")}`;
}

const numbersOf = (values: readonly (number | null)[]): number[] => values.map((value) => value ?? Number.NaN);

export const lagSvg: Chart<LagData, LagStyle> = ({ lines, band: around, floor }, style) => {
  const { words, width = 760, height = 320, inside, plain = false } = style;
  const spots = lines.map(({ values, lags }) => values.map((_, k) => lags?.[k] ?? k));
  const last = Math.max(1, ...spots.flat());
  const [low, high] = bounds([
    ...lines.map(({ values }) => numbersOf(values)),
    ...(around === undefined ? [] : [numbersOf(around.low), numbersOf(around.high)]),
  ]);
  // The floor is drawn only where the lines come near it.
  const shown = floor !== undefined && floor.value > low - 6 ? floor : undefined;
  const line = (look: string): string => `<path class="line" style="${look}" d="M0 0H22"/>`;
  const marks = [
    ...lines.map(({ label }, k) => [line(looks[k]), label] as const),
    ...(shown ? [[line(floorLook), shown.label] as const] : []),
  ];
  const legend = key(marks, leftOf(style), width - 16, topOf(style));
  const outer = { left: 8, right: width - 16, top: legend.bottom + 14, bottom: height - 44 };
  const bottom = Math.min(low, shown?.value ?? low);
  const flat = !plain && high - bottom < 1;
  const ground = plot({
    box: outer,
    steps: [0, last],
    low: flat ? bottom - 1 : bottom,
    high: flat ? high + 0.5 : high,
    number: plain ? words.number : powerOfTen,
  });
  const { box, x, y, grid } = ground;
  const drawn = lines.map(({ values }, k) => {
    const places = spots[k];
    const d = path(numbersOf(values), 0, (step) => x(places[step] ?? step), y);
    return `<path class="line" style="${looks[k]}" d="${d}"/>`;
  });
  const shade =
    around === undefined
      ? ""
      : `<path style="fill:var(--main);fill-opacity:0.18" d="${band(numbersOf(around.low), numbersOf(around.high), 0, x, y)}"/>`;
  const across =
    shown === undefined ? "" : `<path class="line" style="${floorLook}" d="M${at(box.left)} ${at(y(shown.value))}H${at(box.right)}"/>`;
  const ticks = wholeTicks(0, last, box.right - box.left);
  return svg(
    [legend.text, grid, stepAxis(ground, ticks, words.lag, words.number), shade, across, ...drawn.toReversed()],
    words,
    width,
    height,
    inside,
  );
};
