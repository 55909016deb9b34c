/**
 * Frames as the net sees them, and back. Real channels are standardized by the training part; one whose values change less from frame to frame than
 * they spread is learnt as a change from the last value, so that an untrained net goes on where the sequence is. A roll's 0 and 1 stay.
 */
import type { Frames } from "./data.ts";
import type { Part } from "./parts.ts";

/** One channel of numbers. */
export interface ChannelScale {
  readonly mean: number;
  /** > 0. */
  readonly sd: number;
  /** Spread of the changes from frame to frame, > 0, where they are what is learnt; else null. */
  readonly step: number | null;
  /** Samples stay within: the training part's range, and half of it more on either side. */
  readonly low: number;
  readonly high: number;
}

interface Moments {
  n: number;
  mean: number;
  squares: number;
}

const moments = (): Moments => ({ n: 0, mean: 0, squares: 0 });
/** Welford's update. */
function add(m: Moments, value: number): void {
  m.n++;
  const off = value - m.mean;
  m.mean += off / m.n;
  m.squares += off * (value - m.mean);
}
const spread = ({ n, squares }: Moments): number => (n > 1 ? Math.sqrt(squares / n) : 0);

/** Scales from the frames that count in `parts`. A constant channel has the spread 1. */
export function fitScales(frames: readonly Frames[], parts: readonly Part[], channels: number): ChannelScale[] {
  return Array.from({ length: channels }, (_, c) => {
    const [level, step] = [moments(), moments()];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { sequence, count, to } of parts) {
      const { values } = frames[sequence];
      for (let t = count; t < to; t++) {
        const value = values[t * channels + c];
        if (Number.isNaN(value)) continue;
        add(level, value);
        [low, high] = [Math.min(low, value), Math.max(high, value)];
        const before = t === 0 ? Number.NaN : values[(t - 1) * channels + c];
        if (!Number.isNaN(before)) add(step, value - before);
      }
    }
    const [sd, change] = [spread(level), Math.sqrt((step.squares + step.n * step.mean * step.mean) / Math.max(1, step.n))];
    if (level.n === 0) return { mean: 0, sd: 1, step: null, low: 0, high: 0 };
    const half = (high - low) / 2;
    const learnsSteps = change > 0 && change < sd;
    return { mean: level.mean, sd: sd > 0 ? sd : 1, step: learnsSteps ? change : null, low: low - half, high: high + half };
  });
}

/** Where a target is measured from, and in what unit: `(value − from) / unit`. `last` is NaN where nothing came before. */
export const placeOf = ({ mean, sd, step }: ChannelScale, last: number): { from: number; unit: number } =>
  step === null || Number.isNaN(last) ? { from: mean, unit: sd } : { from: last, unit: step };

/** Standardized numbers are cut off there: one wild value doesn't saturate the net for good. */
const farthest = 20;
/** The net's input of a value; the mean where it isn't known. */
export const inputOf = (scale: ChannelScale | undefined, value: number): number => {
  if (scale === undefined) return Number.isNaN(value) ? 0 : value;
  return Number.isNaN(value) ? 0 : Math.max(-farthest, Math.min(farthest, (value - scale.mean) / scale.sd));
};
