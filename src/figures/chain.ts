/** The chain back to the beginning: from the loss at T through each state to the first, and what each step adds to ∂L/∂w_h. */

import { powerOfTen } from "../charts/lag-svg.ts";
import { at } from "../charts/svg.ts";
import { invalidOption } from "../errors.ts";
import type { FigureOptions } from "../figure.ts";
import { log } from "../math.ts";
import { decimalsFor, type NumberFormat } from "../number-format.ts";
import { wholeFrom } from "../range.ts";
import { arc, box, outline, symbol, wire } from "./shared/draw.ts";
import { sheetOf } from "./shared/frame.ts";

/** Options of `figures.chain`. */
export interface ChainOptions extends FigureOptions {
  /** T, the steps of the sequence, ≥ 2; more than six are drawn with a gap. Default: as many as `sizes`, else 5. */
  readonly steps?: number;
  /** What was measured of the gradient at each state, by lag: at T, T − 1, … 1; finite, ≥ 0, one a step. Drawn as the arrows' widths. Default: none. */
  readonly sizes?: readonly number[];
}

/** Lags that are drawn, the oldest first: all of a few, else the newest three, one between, and the oldest. */
function drawnLags(steps: number): number[] {
  if (steps <= 6) return Array.from({ length: steps }, (_, k) => steps - 1 - k);
  return [steps - 1, Math.round((steps + 1) / 2), 2, 1, 0];
}

/** `0.42`, `4.6·10⁻⁴`. */
function told(size: number, { number }: NumberFormat): string {
  if (size === 0 || (size >= 0.01 && size < 1000)) return number(size, Number.isInteger(size) ? 0 : decimalsFor([size]));
  const [digits, exponent] = size.toExponential(1).split("e");
  return `${number(Number(digits), 1)}·${powerOfTen(Number(exponent))}`;
}

/** From 0 (eight powers of ten under the largest, or nothing) to 1. */
function strengths(sizes: readonly number[]): number[] {
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  return sizes.map((size) => (size > 0 ? Math.max(0, 1 + log(size / largest) / Math.LN10 / 8) : 0));
}

/** T and the name of the state at a lag: `h_T`, `h_{T−1}`, or by number where `steps` is a number that all states show. */
const stateAt = (lag: number, steps: number): string => (lag === 0 ? "h_T" : lag === steps - 1 ? "h_1" : `h_{T−${lag}}`);

/**
 * The chain back to the beginning: from the loss at T each arrow back carries the factor ∂h_t/∂h_{t−1} = diag(f′) W_h, and each step adds its part to
 * ∂L/∂w_h. With measured `sizes`, arrows are as wide as what arrives, so that a vanishing gradient can be seen.
 *
 * @returns SVG. Throws OptionError for steps under 2, sizes that aren't one finite number ≥ 0 a step, an unknown option or language.
 *
 * @example
 * ```ts
 * console.log(figures.chain({ sizes: [1, 0.3, 0.08, 0.02, 0.005], language: "es" }).length);
 * ```
 */
export function chain(options: ChainOptions = {}): string {
  const sheet = sheetOf(options, ["steps", "sizes"]);
  const { sizes } = options;
  const steps = wholeFrom(2, "steps", options.steps ?? sizes?.length ?? 5);
  if (sizes !== undefined && (sizes.length !== steps || !sizes.every((size) => size >= 0 && size < Infinity)))
    throw invalidOption("sizes", `${steps} finite numbers ≥ 0, one a step`, sizes);
  const { words, numbers } = sheet.speech;
  const lags = drawnLags(steps);
  const strong = sizes === undefined ? undefined : strengths(sizes);
  const look = (lag: number) => {
    const strength = strong?.[lag] ?? 0.2;
    return {
      color: "main",
      width: strong === undefined ? 2 : 1 + (sheet.narrow ? 4 : 6) * strength,
      opacity: strong === undefined ? 1 : 0.35 + 0.65 * strength,
    };
  };
  const pitch = (sheet.right - sheet.left) / (lags.length + 1);
  const half = Math.min(24, pitch / 2 - 9);
  const size = sheet.narrow ? 12 : 14;
  const x = (place: number): number => sheet.left + (place + 0.5) * pitch;
  const y = { factor: sheet.top + 24, state: sheet.top + 112, number: sheet.top + 142, sum: sheet.top + 206 };
  const count = lags.length;
  const parts = lags.flatMap((lag, k) => {
    const gap = k < count - 1 && lags[k + 1] !== lag - 1;
    const factor = k === count - 1 ? ["∂L_T", "∂h_T"] : [`∂${stateAt(lags[k + 1], steps)}`, `∂${stateAt(lag, steps)}`];
    const middle = (x(k) + x(k + 1)) / 2;
    const from = { x: x(k + 1) - (k === count - 1 ? 4 : 8), y: y.state - 17 };
    return [
      // Forward, through w_h.
      wire(
        [
          [x(k) + half, y.state],
          [x(k + 1) - half, y.state],
        ],
        { color: "other", dashes: gap ? "3 4" : undefined },
      ),
      // Back, with its factor.
      arc([from.x, from.y], [middle, y.state - 74], [x(k) + 8, y.state - 17], look(lag)),
      symbol(factor[0], [middle, y.factor], { size: 14, look: "fill:var(--main)" }),
      symbol(factor[1], [middle, y.factor + 22], { size: 14, look: "fill:var(--main)" }),
      `<path d="M${at(middle - 17)} ${at(y.factor + 11)}H${at(middle + 17)}" style="stroke:var(--main)"/>`,
      box([x(k), y.state], 2 * half, 34, outline("other", 0.14), symbol(stateAt(lag, steps), [x(k), y.state], { size })),
      sizes === undefined ? "" : symbol(told(sizes[lag], numbers), [x(k), y.number], { size: 12, look: "fill:var(--main)" }),
      wire(
        [
          [x(k), sizes === undefined ? y.state + 19 : y.number + 11],
          [x(k), y.sum - 18],
        ],
        look(lag),
      ),
    ];
  });
  const sum = box([(x(0) + x(count - 1)) / 2, y.sum], (count - 1) * pitch + 2 * half, 34, outline("main", 0.1));
  const loss = box([x(count), y.state], 2 * half, 34, outline("ink"), symbol("L_T", [x(count), y.state], { size }));
  const own = words.chain;
  return sheet.finish(
    [...parts, sum, symbol("∂L_T/∂w_h = Σ_t (δ_t ⊙ f′_t) h_{t−1}^⊤", [(x(0) + x(count - 1)) / 2, y.sum]), loss],
    [
      { sign: { color: "main", width: 2 }, means: own.back },
      { sign: { color: "other" }, means: own.forward },
      { sign: "δ_t", means: own.delta },
      ...(sizes === undefined ? [] : [{ sign: { color: "main", width: 5 }, means: own.sizes }]),
    ],
    {
      title: own.title,
      description: sizes === undefined ? own.description : own.measured(numbers.number(steps - 1), told(sizes[steps - 1], numbers)),
    },
    y.sum + 22,
  );
}
