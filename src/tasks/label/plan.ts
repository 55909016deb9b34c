/**
 * Which steps train, validate and test. Where sequences say their part, that is it. Ten labelled sequences or more are split whole: a fifth is the test, a fifth of
 * the others validates, drawn by the seed. Fewer are cut by time: of each one's labelled steps the last fifth is the test, and of those before the last
 * fifth validates. Nothing of the test reaches what is judged on it.
 */
import { DataError } from "../../errors.ts";
import { generator } from "../../random.ts";
import type { LabelPart, Steps } from "./data.ts";
import type { LabelerSpec } from "./options.ts";

/** Steps from … to − 1 of one sequence. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One span a sequence in each part, which may be empty. */
export interface Plan {
  readonly by: "given" | "sequence" | "time";
  /** Steps of a training window; sequences up to 4 times as long (words: all) are seen whole when labelled. */
  readonly lookback: number;
  readonly training: readonly Span[];
  readonly validation: readonly Span[];
  readonly test: readonly Span[];
  /** Each sequence up to its last known label. */
  readonly whole: readonly Span[];
}

const [share, leastSequences, leastSteps] = [0.2, 10, 20];

/** Throws DataError: `label-few` (too few labelled steps), `label-one-class` (a single class in training). */
export function planLabels(sequences: readonly Steps[], spec: LabelerSpec): Plan {
  const known = sequences.map(({ label }) => label.reduce<number[]>((list, name, t) => (name === "" ? list : [...pushed(list, t)]), []));
  const n = known.reduce((sum, list) => sum + list.length, 0);
  if (n < leastSteps) {
    throw new DataError({
      code: "label-few",
      where: "label",
      expected: `at least ${leastSteps} steps with a known label`,
      got: `${n}`,
      fields: { expected: leastSteps, got: n },
    });
  }
  const whole = known.map((list) => ({ from: 0, to: list.length === 0 ? 0 : list[list.length - 1] + 1 }));
  const words = sequences[0].tokens !== undefined;
  const longest = Math.max(...sequences.map(({ length }) => length));
  const lookback = spec.lookback === "auto" ? (words ? Math.min(longest, 512) : 128) : spec.lookback;
  const parts = givenParts(sequences) ?? drawnParts(sequences, known, spec.seed);
  if (parts === undefined) return { by: "time", lookback, whole, ...cutByTime(known, whole) };
  const { by, part } = parts;
  const spans = (name: LabelPart): Span[] => whole.map((span, k) => (part[k] === name ? span : { from: 0, to: 0 }));
  return { by, lookback, whole, training: spans("train"), validation: spans("validation"), test: spans("test") };
}

function pushed(list: number[], t: number): number[] {
  list.push(t);
  return list;
}

function givenParts(sequences: readonly Steps[]): { by: "given"; part: LabelPart[] } | undefined {
  if (sequences.every(({ part }) => part === undefined)) return undefined;
  return { by: "given", part: sequences.map(({ part }) => part ?? "train") };
}

function drawnParts(
  sequences: readonly Steps[],
  known: readonly (readonly number[])[],
  seed: number,
): { by: "sequence"; part: LabelPart[] } | undefined {
  const labelled = sequences.flatMap((_, k) => (known[k].length > 0 ? [k] : []));
  const least = sequences[0].tokens === undefined ? leastSequences : 3;
  if (labelled.length < least) return undefined;
  const test = Math.max(1, Math.round(labelled.length * share));
  const validation = Math.max(1, Math.round((labelled.length - test) * share));
  const part: LabelPart[] = sequences.map(() => "train");
  generator(seed, "label split")
    .permutation(labelled.length)
    .forEach((place, rank) => {
      if (rank < test) part[labelled[place]] = "test";
      else if (rank < test + validation) part[labelled[place]] = "validation";
    });
  return { by: "sequence", part };
}

function cutByTime(known: readonly (readonly number[])[], whole: readonly Span[]): Pick<Plan, "training" | "validation" | "test"> {
  const cuts = known.map((list, k) => {
    const test = Math.max(0, list.length - Math.round(list.length * share));
    const validation = test - Math.round(test * share);
    const at = (place: number): number => list[place] ?? whole[k].to;
    return [at(validation), at(test)] as const;
  });
  return {
    training: cuts.map(([validation]) => ({ from: 0, to: validation })),
    validation: cuts.map(([validation, test]) => ({ from: validation, to: test })),
    test: cuts.map(([, test], k) => ({ from: test, to: whole[k].to })),
  };
}

/** Labelled steps in spans. */
export const countKnown = (sequences: readonly Steps[], spans: readonly Span[]): number =>
  spans.reduce((sum, { from, to }, k) => sum + sequences[k].label.slice(from, to).filter((name) => name !== "").length, 0);

/** Throws DataError `label-few` where no step of any sequence has a known class. */
export function needLabels(sequences: readonly Steps[]): void {
  if (sequences.some(({ label }) => label.some((name) => name !== ""))) return;
  const fields = { expected: 1, got: 0 };
  throw new DataError({ code: "label-few", where: "label", expected: "at least 1 step with a known label", got: "0", fields });
}
