import type { ClassifySequence } from "../../../src/tasks/classify.ts";

/** Ragged recordings of two channels: fast ones and slow ones. `noise` shifts their phase. */
export function waves(count: number, shift = 0): ClassifySequence[] {
  return Array.from({ length: count }, (_, k) => {
    const fast = k % 2 === 1;
    const steps = 10 + ((k * 7) % 9);
    const x = Float64Array.from({ length: steps }, (_, t) => Math.sin((fast ? 1.6 : 0.5) * t + k + shift));
    const y = Float64Array.from({ length: steps }, (_, t) => 100 + 10 * Math.cos(t * 0.9 + k + shift));
    return { id: `r${k}`, label: fast ? "fast" : "slow", features: { x, y } };
  });
}

export const quick = { hidden: 6, folds: 2, epochs: 25, refit: false } as const;

const words = { good: ["lovely", "great", "perfect"], bad: ["awful", "broken", "terrible"] };
export const texts = (count: number): ClassifySequence[] =>
  Array.from({ length: count }, (_, k) => {
    const label = k % 2 === 0 ? "good" : "bad";
    return { label, text: `The parcel number ${k} is ${words[label][(k >> 1) % 3]}${k % 3 === 0 ? ", really" : ""}!` };
  });
