/**
 * The nearest neighbour: the class of the training sequence that is closest. Numbers: Euclidean distance on the scaled channels, sequences of another
 * length stretched or shrunk to one of training's (linear interpolation). Texts: by the share of different words in common (Jaccard).
 */
import type { Case } from "./data.ts";
import { type Encoded, encodeCases, type InputSpec, widthOf } from "./encode.ts";

/** Steps that sequences are compared at: the longest of training, at most 512. */
const mostSteps = 512;

/** A sequence at `steps` steps. */
export function resample({ steps, data }: Encoded, width: number, wanted: number): Float64Array {
  if (steps === wanted) return data;
  const out = new Float64Array(wanted * width);
  for (let t = 0; t < wanted; t++) {
    const place = wanted === 1 ? 0 : (t * (steps - 1)) / (wanted - 1);
    const from = Math.min(steps - 1, Math.floor(place));
    const to = Math.min(steps - 1, from + 1);
    const share = place - from;
    for (let k = 0; k < width; k++) out[t * width + k] = (1 - share) * data[from * width + k] + share * data[to * width + k];
  }
  return out;
}

function squaredDistance(a: Float64Array, b: Float64Array, best: number): number {
  let sum = 0;
  for (let k = 0; k < a.length && sum < best; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : 1 - common / all;
}

/** The class of each case's nearest neighbour; the first of several as near. `classes`: of the training cases. */
export function nearestClasses(training: readonly Case[], classes: readonly number[], cases: readonly Case[], spec: InputSpec): number[] {
  if (spec.kind === "text") {
    const known = training.map(({ tokens }) => new Set(tokens));
    return cases.map(({ tokens }) => {
      const own = new Set(tokens);
      return nearestOf(known, classes, (other) => jaccard(own, other));
    });
  }
  const single = { ...spec, rows: 1 };
  const width = widthOf(single);
  const encoded = encodeCases(training, single);
  const steps = Math.min(
    mostSteps,
    encoded.reduce((most, one) => Math.max(most, one.steps), 1),
  );
  const known = encoded.map((one) => resample(one, width, steps));
  return cases.map((one) => {
    const [own] = encodeCases([one], single).map((encodedCase) => resample(encodedCase, width, steps));
    return nearestOf(known, classes, (other, best) => squaredDistance(own, other, best));
  });
}

function nearestOf<T>(known: readonly T[], classes: readonly number[], distance: (other: T, best: number) => number): number {
  let [at, best] = [0, Number.POSITIVE_INFINITY];
  known.forEach((other, k) => {
    const own = distance(other, best);
    if (own < best) [at, best] = [k, own];
  });
  return classes[at];
}
