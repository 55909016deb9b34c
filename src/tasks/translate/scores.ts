/** How well targets are found: whole ones, and their tokens; the net's beside the nearest source's target and the commonest target. */
import { NearestSource } from "./nearest.ts";
import type { Tokens } from "./plan.ts";

/** A method on the test part. */
export interface TranslateScore {
  /** The cell, `nearest` or `commonest`. */
  readonly name: string;
  readonly kind: "net" | "simple";
  /** Share of the sources whose target was found whole: 0 to 1. One of several targets of a source is enough. */
  readonly exact: number;
  /** Share of tokens found in their place: of the longer of the two targets. */
  readonly tokens: number;
  /** Sources that it was asked. */
  readonly n: number;
}

export interface TranslateScores {
  /** Different sources of the test part. */
  readonly sources: number;
  /** Those with a token that the training part doesn't know. */
  readonly unknown: number;
  /** The net first. */
  readonly methods: readonly TranslateScore[];
}

/** A source with all of its targets, in the order of the data. */
export interface Question {
  readonly source: readonly string[];
  readonly targets: readonly (readonly string[])[];
}

const key = (tokens: readonly string[]): string => JSON.stringify(tokens);

/** Each different source once. */
export function questionsOf(pairs: readonly Tokens[]): Question[] {
  const all = new Map<string, { source: readonly string[]; targets: (readonly string[])[] }>();
  for (const { source, target } of pairs) {
    const own = all.get(key(source));
    if (own === undefined) all.set(key(source), { source, targets: [target] });
    else own.targets.push(target);
  }
  return [...all.values()];
}

const inPlace = (a: readonly string[], b: readonly string[]): number => a.reduce((sum, token, t) => sum + (token === b[t] ? 1 : 0), 0);

/** Answers judged: `answers[k]` is that to `questions[k]`. Of several targets, the one with the most tokens in their place counts. */
export function judge(
  questions: readonly Question[],
  answers: readonly (readonly string[])[],
): { exact: number; tokens: number; n: number } {
  let [exact, found, all] = [0, 0, 0];
  questions.forEach(({ targets }, k) => {
    const answer = answers[k];
    if (targets.some((target) => key(target) === key(answer))) exact++;
    const places = targets.map((target) => ({ right: inPlace(target, answer), of: Math.max(target.length, answer.length) }));
    const best = places.reduce((a, b) => (b.right / b.of > a.right / a.of ? b : a));
    found += best.right;
    all += best.of;
  });
  return { exact: exact / questions.length, tokens: found / all, n: questions.length };
}

/** Steps of the nearest source's search at most; more questions than that allows are asked of every so many-th alone. */
const work = 2e9;

/** The simple methods. `training`: pairs of the training part. */
export function simpleScores(training: readonly Tokens[], questions: readonly Question[]): TranslateScore[] {
  const numbers = new Map<string, number>();
  for (const { source } of training) for (const token of source) if (!numbers.has(token)) numbers.set(token, numbers.size);
  const numbered = (source: readonly string[]) => source.map((token) => numbers.get(token) ?? -1);
  const nearest = new NearestSource(training.map(({ source }) => numbered(source)));
  const length = questions.reduce((sum, { source }) => sum + source.length, 0);
  const every = Math.ceil((nearest.nodes * length) / work);
  const asked = questions.filter((_, k) => k % every === 0);
  const counts = new Map<string, number>();
  for (const { target } of training) counts.set(key(target), (counts.get(key(target)) ?? 0) + 1);
  const [most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const commonest: readonly string[] = JSON.parse(most);
  return [
    {
      name: "nearest",
      kind: "simple",
      ...judge(
        asked,
        asked.map(({ source }) => training[nearest.find(numbered(source)).index].target),
      ),
    },
    {
      name: "commonest",
      kind: "simple",
      ...judge(
        questions,
        questions.map(() => commonest),
      ),
    },
  ];
}
