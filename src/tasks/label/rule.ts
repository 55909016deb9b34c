/** How steps become events for one task: what the background is, and the rule that the validation part chose. */
import { type EventRule, eventsOf, type LabelEvent, matchEvents } from "./events.ts";
import { isIob, spansOf } from "./iob.ts";
import type { LabelerSpec } from "./options.ts";

/** How labels become events: spans of tags, or runs of classes under a rule. */
export type Reading = { readonly kind: "iob" } | ({ readonly kind: "runs" } & EventRule);

/** The events of a sequence's labels. */
export const read = (labels: readonly string[], reading: Reading): LabelEvent[] =>
  reading.kind === "iob" ? spansOf(labels) : eventsOf(labels, reading);

/** Names that mean "no event", lower case. */
const backgroundNames = new Set([
  ...["none", "o", "0", "normal", "background", "ok", "no", "rest", "idle", "-", "quiet", "false", "nothing"],
  ...["ninguno", "ninguna", "nada", "fondo", "reposo", "falso"],
]);

/**
 * The class of steps outside events: as asked; one with such a name (the commonest of them); the commonest where it covers half of the labelled steps; else none, and every run is an event.
 * counts: by class, the commonest first.
 */
export function backgroundOf(counts: readonly (readonly [string, number])[], asked: string | undefined): string | undefined {
  if (asked !== undefined) return asked;
  const named = counts.find(([name]) => backgroundNames.has(name.toLowerCase()));
  if (named !== undefined) return named[0];
  const all = counts.reduce((sum, [, n]) => sum + n, 0);
  const [first] = counts;
  return first !== undefined && 2 * first[1] >= all ? first[0] : undefined;
}

/** The reading of a task before its rule is chosen. */
export function plainReading(counts: readonly (readonly [string, number])[], { background }: Pick<LabelerSpec, "background">): Reading {
  if (isIob(counts.map(([name]) => name))) return { kind: "iob" };
  return { kind: "runs", background: backgroundOf(counts, background), minLength: 1, mergeGap: 0 };
}

/** Numbers of events, true, predicted and matched. */
export interface EventCounts {
  readonly truth: number;
  readonly predicted: number;
  readonly matched: number;
}

/** 2 matched / (true + predicted); NaN without any. */
export const f1Of = ({ truth, predicted, matched }: EventCounts): number =>
  truth + predicted === 0 ? Number.NaN : (2 * matched) / (truth + predicted);

/**
 * The true and the predicted events of a stretch, and their pairs. A span must be exact, a run overlap by half. Steps without a known label count nowhere: a predicted
 * run that lies on them by more than half is left out.
 */
export function compare(truth: readonly string[], predicted: readonly string[], reading: Reading) {
  const own = read(truth, reading.kind === "iob" ? reading : { ...reading, minLength: 1, mergeGap: 0 });
  const guesses = read(predicted, reading).filter(({ from, to }) => {
    let known = 0;
    for (let t = from; t < to; t++) if (truth[t] !== "") known++;
    return 2 * known >= to - from;
  });
  return { own, guesses, pairs: matchEvents(own, guesses, reading.kind === "iob" ? 1 : undefined) };
}

/** Counts over stretches. */
export function countEvents(
  truths: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
  reading: Reading,
): EventCounts {
  let [all, guessed, matched] = [0, 0, 0];
  truths.forEach((truth, k) => {
    const { own, guesses, pairs } = compare(truth, predicted[k], reading);
    all += own.length;
    guessed += guesses.length;
    matched += pairs.length;
  });
  return { truth: all, predicted: guessed, matched };
}

const lengths = [1, 2, 3, 5, 8, 12, 20, 30];
const gaps = [0, 1, 2, 3, 5, 8, 12, 20];

/**
 * The least length and the gap to merge, those that are `auto`, with the highest event F1 on the given stretches (the validation part); the least gap of equals, then the least length.
 * Spans of tags have none.
 */
export function chooseRule(
  truths: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
  reading: Reading,
  { minLength, mergeGap }: Pick<LabelerSpec, "minLength" | "mergeGap">,
): Reading {
  if (reading.kind === "iob") return reading;
  let best: Reading = { ...reading, minLength: minLength === "auto" ? 1 : minLength, mergeGap: mergeGap === "auto" ? 0 : mergeGap };
  let highest = Number.NEGATIVE_INFINITY;
  for (const gap of mergeGap === "auto" ? gaps : [mergeGap]) {
    for (const length of minLength === "auto" ? lengths : [minLength]) {
      const tried = { ...reading, minLength: length, mergeGap: gap };
      const f1 = f1Of(countEvents(truths, predicted, tried));
      if (!(f1 > highest)) continue;
      highest = f1;
      best = tried;
    }
  }
  return best;
}
