import type { Fan } from "../chart.ts";

/** From values to places: bounds, round tick values and linear maps. */

export interface Axis {
  /** Where the axis begins and ends: the data's bounds with a little air; a series without negatives gets no axis below 0. */
  readonly domain: readonly [number, number];
  /** Round numbers within, rising; two or more. */
  readonly ticks: readonly number[];
  /** Decimals that tell the ticks apart. */
  readonly decimals: number;
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least `size` (positive). */
function roundUp(size: number): number {
  let power = 1;
  while (power < size && power < 1e307) power *= 10;
  while (power / 10 >= size && power > 1e-300) power /= 10;
  return [power / 5, power / 2].find((step) => step >= size) ?? power;
}

/** An axis for values in [low, high] with at most `most` ticks. A flat range gets a tenth of its size to each side, or 1 around zero. */
export function axis(low: number, high: number, most: number): Axis {
  const air = high > low ? (high / 2 - low / 2) * 0.08 : Math.abs(low) / 10 || 1;
  const bound = (value: number) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  const domain = [low >= 0 ? Math.max(0, low - air) : bound(low - air), bound(high + air)] as const;
  const width = bound(domain[1] - domain[0]);
  let step = roundUp(width / most);
  let ticks = within(domain, step);
  for (let i = 0; ticks.length < 2 && i < 3; i++) {
    step /= 2;
    ticks = within(domain, step);
  }
  return { domain, ticks, decimals: decimalsOf(step) };
}

/** Decimals that `step` has, at most 6. */
export function decimalsOf(step: number): number {
  let decimals = 0;
  for (let unit = step; unit - Math.floor(unit) > 1e-9 && decimals < 6; unit *= 10) decimals++;
  return decimals;
}

function within([low, high]: readonly [number, number], step: number): number[] {
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, Math.min(count, 100)) }, (_, i) => (first + i) * step);
}

/** Round numbers (1, 2 or 5 times a power of ten) of [low, high], low above 0, for a scale on which equal ratios are equally far apart. */
export function ratioTicks(low: number, high: number, most: number): number[] {
  let first = 1e-300;
  while (first * 10 <= low) first *= 10;
  const ticks: number[] = [];
  for (let power = first; power <= high && power < 1e300; power *= 10)
    ticks.push(...[1, 2, 5].map((lead) => Number((lead * power).toPrecision(1))));
  const inside = ticks.filter((tick) => tick >= low && tick <= high);
  if (inside.length <= most + 2) return inside;
  const whole = inside.filter((tick) => ticks.indexOf(tick) % 3 === 0);
  return whole.filter((_, i) => i % Math.ceil(whole.length / most) === 0);
}

/** Maps `from` linearly onto `to`; a range of no width maps to the middle. Halves, since the width itself may overflow. */
export function linear([fromLow, fromHigh]: readonly [number, number], [toLow, toHigh]: readonly [number, number]) {
  const half = fromHigh / 2 - fromLow / 2;
  return (value: number): number => (half === 0 ? (toLow + toHigh) / 2 : toLow + ((value / 2 - fromLow / 2) / half) * (toHigh - toLow));
}

/** Smallest and largest finite value; [0, 1] where there is none. */
export function bounds(lists: readonly ArrayLike<number>[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** The bounds of a fan chart, ranges and naive forecast included. */
export function extent({ past, point, ranges, naive }: Fan): readonly [number, number] {
  return bounds([past, point, naive ?? [], ...ranges.flatMap(({ lower, upper }) => [lower, upper])]);
}

/** The last finite value, or NaN. */
export function lastFinite(values: ArrayLike<number>): number {
  for (let i = values.length - 1; i >= 0; i--) if (Number.isFinite(values[i])) return values[i];
  return Number.NaN;
}

/** Ranges from the widest to the narrowest. */
export function widestFirst(ranges: Fan["ranges"]): Fan["ranges"] {
  return [...ranges].sort((a, b) => b.level - a.level);
}
