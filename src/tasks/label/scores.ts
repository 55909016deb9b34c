/** The test's table: steps, events and false alarms of each method. Plain JSON values out; what is not defined is null. */
import type { Steps } from "./data.ts";
import type { Span } from "./plan.ts";
import { compare, countEvents, type EventCounts, f1Of, type Reading } from "./rule.ts";

/** A method's labels for the tested stretch of each sequence. */
export interface TestedMethod {
  readonly name: string;
  readonly kind: "net" | "simple";
  readonly labels: readonly (readonly string[])[];
  readonly reading: Reading;
}

export interface ClassScore {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  /** 2 · right / (true + predicted). */
  readonly f1: number;
  /** True steps, or events. */
  readonly support: number;
}

export interface EventScore extends EventCounts {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly classes: readonly ClassScore[];
}

export interface LabelScore {
  readonly name: string;
  readonly kind: "net" | "simple";
  /** Share of steps with the right label. */
  readonly accuracy: number;
  /** Mean F1 of the classes that are true or predicted somewhere. */
  readonly macroF1: number;
  readonly classes: readonly ClassScore[];
  /** Runs of a class that overlap by half, or exact spans of tags. */
  readonly events: EventScore;
  /** Predicted events without a true one: a day, or per 1000 labelled steps. */
  readonly falseAlarms: number | null;
}

export interface LabelScores {
  /** What decides which method goes first. */
  readonly measure: "spans" | "events" | "steps";
  /** Labelled steps tested, and the sequences that they belong to. */
  readonly steps: number;
  readonly sequences: number;
  /** What false alarms are counted per. */
  readonly per: "day" | "1000 steps";
  readonly methods: readonly LabelScore[];
}

const ratio = (part: number, all: number): number | null => (all === 0 ? null : part / all);

function classScores(
  truth: ReadonlyMap<string, number>,
  predicted: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
): ClassScore[] {
  const names = [...new Set([...truth.keys(), ...predicted.keys()])].sort();
  return names.map((label) => {
    const [own, guessed, hits] = [truth, predicted, right].map((counts) => counts.get(label) ?? 0);
    return {
      label,
      precision: hits / Math.max(1, guessed),
      recall: hits / Math.max(1, own),
      f1: (2 * hits) / (own + guessed),
      support: own,
    };
  });
}

const add = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

const counters = () => [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()] as const;

/** Accuracy and F1 of steps; those without a true label count nowhere. */
export function scoreSteps(
  truths: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
): Pick<LabelScore, "accuracy" | "macroF1" | "classes"> {
  const [own, guessed, right] = counters();
  truths.forEach((labels, k) => {
    labels.forEach((label, t) => {
      if (label === "") return;
      add(own, label);
      add(guessed, predicted[k][t]);
      if (label === predicted[k][t]) add(right, label);
    });
  });
  const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, n) => total + n, 0);
  const classes = classScores(own, guessed, right);
  return {
    accuracy: sum(right) / Math.max(1, sum(own)),
    macroF1: classes.reduce((total, { f1 }) => total + f1, 0) / Math.max(1, classes.length),
    classes,
  };
}

/** Precision, recall and F1 of events over all stretches (micro), and of each class. */
export function scoreEvents(
  truths: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
  reading: Reading,
): EventScore {
  const counts = countEvents(truths, predicted, reading);
  const [own, guessed, right] = counters();
  truths.forEach((truth, k) => {
    const found = compare(truth, predicted[k], reading);
    for (const { label } of found.own) add(own, label);
    for (const { label } of found.guesses) add(guessed, label);
    for (const [place] of found.pairs) add(right, found.own[place].label);
  });
  const f1 = f1Of(counts);
  return {
    ...counts,
    precision: ratio(counts.matched, counts.predicted),
    recall: ratio(counts.matched, counts.truth),
    f1: Number.isNaN(f1) ? null : f1,
    classes: classScores(own, guessed, right),
  };
}

/** Scores methods on true labels by sequence. `days`: how long the tested steps took, or none where times aren't known. */
export function scoreLabels(
  truths: readonly (readonly string[])[],
  methods: readonly TestedMethod[],
  days: number | undefined,
): LabelScores {
  const steps = truths.reduce((sum, labels) => sum + labels.filter((label) => label !== "").length, 0);
  const scored = methods.map(({ name, kind, labels, reading }): LabelScore => {
    const events = scoreEvents(truths, labels, reading);
    const wrong = events.predicted - events.matched;
    return {
      name,
      kind,
      ...scoreSteps(truths, labels),
      events,
      falseAlarms: days === undefined ? ratio(1000 * wrong, steps) : ratio(wrong, days),
    };
  });
  const iob = methods[0]?.reading.kind === "iob";
  const any = scored.some(({ events }) => events.truth > 0);
  return {
    measure: iob ? "spans" : any ? "events" : "steps",
    steps,
    sequences: truths.filter((labels) => labels.some((label) => label !== "")).length,
    per: days === undefined ? "1000 steps" : "day",
    methods: scored,
  };
}

/** What a method is judged by, 0 to 1. */
export const measured = ({ events, macroF1 }: LabelScore, measure: LabelScores["measure"]): number =>
  measure === "steps" ? macroF1 : (events.f1 ?? 0);

/** A simple method goes before the net only when it leads by so much. */
export const clearLead = 0.02;

/** The method that goes first: the net, unless a method that needs no earlier labels leads by 0.02 or more. */
export function recommendedOf({ methods, measure }: LabelScores): string {
  const [net] = methods;
  const rivals = methods.filter(({ kind, name }) => kind === "simple" && name !== "last-label");
  const best = rivals.reduce((most, one) => (measured(one, measure) > measured(most, measure) ? one : most), net);
  return measured(best, measure) - measured(net, measure) >= clearLead ? best.name : net.name;
}

/** How long the labelled steps of spans took, by each sequence's median step; undefined unless all have times that tell. */
export function daysOf(sequences: readonly Steps[], spans: readonly Span[]): number | undefined {
  let total = 0;
  for (const [k, { from, to }] of spans.entries()) {
    if (to <= from) continue;
    const { time, label } = sequences[k];
    if (time === undefined || time.length < 2) return undefined;
    const steps = Float64Array.from({ length: time.length - 1 }, (_, t) => time[t + 1] - time[t]).sort();
    total += (label.slice(from, to).filter((name) => name !== "").length * steps[Math.floor(steps.length / 2)]) / 86_400_000;
  }
  return total > 0 ? total : undefined;
}
