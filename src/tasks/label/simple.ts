/** The simple methods beside the net: the commonest class, the last known label, and one threshold on a single channel. */
import type { Steps } from "./data.ts";
import type { Span } from "./plan.ts";
import { chooseRule, countEvents, f1Of, type Reading } from "./rule.ts";

/** `label` where the channel is at or above the value (or at or below it), else `other`. */
export interface Threshold {
  readonly feature: string;
  readonly above: boolean;
  readonly value: number;
  readonly label: string;
  readonly other: string;
}

export interface FittedThreshold {
  readonly threshold: Threshold;
  readonly reading: Reading;
}

/** Steps of training that the choice looks at, values tried, and classes tried, at most. */
const [mostSteps, mostValues, mostClasses] = [20_000, 64, 8];

/** The name of the only channel, where it is one of numbers and there are no words. */
function singleChannel({ rows, tokens }: Steps): string | undefined {
  const [first, ...others] = [...rows.features];
  if (tokens !== undefined || first === undefined || others.length > 0) return undefined;
  return typeof first[1][0] === "number" ? first[0] : undefined;
}

/** Labels of a sequence; where the channel is missing, `other`. */
export function thresholdLabels({ rows, length }: Steps, { feature, above, value, label, other }: Threshold): string[] {
  const column = rows.features.get(feature) as ArrayLike<number>;
  return Array.from({ length }, (_, t) => ((above ? column[t] >= value : column[t] <= value) ? label : other));
}

/**
 * The best plain threshold on training spans: of each class but `other`, 64 quantiles of the channel, upwards and downwards, the one with the highest event F1
 * after its own merging and least length, then the most steps right; undefined unless the data are a single channel of numbers.
 */
export function fitThreshold(
  sequences: readonly Steps[],
  training: readonly Span[],
  classes: readonly string[],
  reading: Reading,
): FittedThreshold | undefined {
  const feature = singleChannel(sequences[0]);
  if (feature === undefined || reading.kind === "iob") return undefined;
  const other = reading.background ?? classes[0];
  let left = mostSteps;
  const parts = training.flatMap(({ from, to }, k) => {
    const end = Math.min(to, from + left);
    left -= Math.max(0, end - from);
    return end > from ? [{ k, from, to: end }] : [];
  });
  const truths = parts.map(({ k, from, to }) => sequences[k].label.slice(from, to));
  const column = (k: number): ArrayLike<number> => sequences[k].rows.features.get(feature) as ArrayLike<number>;
  const values = parts
    .flatMap(({ k, from, to }) => Array.from({ length: to - from }, (_, t) => column(k)[from + t]))
    .filter((v) => !Number.isNaN(v));
  const sorted = Float64Array.from(values).sort();
  const tried = [...new Set(Array.from({ length: mostValues }, (_, q) => sorted[Math.floor(((q + 0.5) * sorted.length) / mostValues)]))];
  let best: FittedThreshold | undefined;
  let [highest, most] = [Number.NEGATIVE_INFINITY, 0];
  for (const label of classes.filter((name) => name !== other).slice(0, mostClasses)) {
    for (const above of [true, false]) {
      for (const value of tried.filter((one) => one !== undefined)) {
        const threshold = { feature, above, value, label, other };
        const labels = parts.map(({ k, from, to }) => thresholdLabels(sequences[k], threshold).slice(from, to));
        const right = labels.reduce((sum, list, k) => sum + list.filter((name, t) => name === truths[k][t]).length, 0);
        for (const [minLength, mergeGap] of [
          [1, 0],
          [2, 1],
          [3, 3],
          [1, 5],
          [5, 5],
        ]) {
          const f1 = f1Of(countEvents(truths, labels, { ...reading, minLength, mergeGap }));
          if (!(f1 > highest || (f1 === highest && right > most))) continue;
          [highest, most] = [f1, right];
          best = { threshold, reading: { ...reading, minLength, mergeGap } };
        }
      }
    }
  }
  if (best === undefined) return undefined;
  const { threshold } = best;
  const labels = parts.map(({ k, from, to }) => thresholdLabels(sequences[k], threshold).slice(from, to));
  const chosen = chooseRule(truths, labels, reading, { minLength: "auto", mergeGap: "auto" });
  return { threshold, reading: f1Of(countEvents(truths, labels, chosen)) > highest ? chosen : best.reading };
}

/** The last known label before each span, or the commonest class: undefined where no tested span has an earlier label. */
export function lastLabels(sequences: readonly Steps[], spans: readonly Span[], majority: string): string[][] | undefined {
  const last = spans.map(({ from }, k) => sequences[k].label.slice(0, from).findLast((name) => name !== ""));
  if (last.every((name) => name === undefined)) return undefined;
  return spans.map(({ from, to }, k) => new Array(Math.max(0, to - from)).fill(last[k] ?? majority));
}
