/**
 * Which recordings train, validate and test: always whole recordings, some of each class. Decided by the seed and the recordings' classes alone.
 */
import { type Generator, generator } from "../../random.ts";
import { type Case, fail } from "./data.ts";

/** The share of the recordings that is tested. */
const testShare = 0.2;

export interface Split {
  readonly train: readonly Case[];
  readonly test: readonly Case[];
}

/** Recordings by class: that of most of their sequences, the first of several. Names of recordings, in the order of the data. */
function groupsByClass(cases: readonly Case[]): Map<string, string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const { group, label = "" } of cases) {
    const own = counts.get(group) ?? new Map<string, number>();
    own.set(label, (own.get(label) ?? 0) + 1);
    counts.set(group, own);
  }
  const byClass = new Map<string, string[]>();
  for (const [group, own] of counts) {
    const [first] = [...own].sort((a, b) => b[1] - a[1])[0];
    byClass.set(first, [...(byClass.get(first) ?? []), group]);
  }
  return byClass;
}

const shuffled = (list: readonly string[], random: Generator): string[] => Array.from(random.permutation(list.length), (k) => list[k]);

/** A fifth of each class's recordings is tested, at least one, and at least two stay. Throws DataError `class-small` for a class of fewer than three. */
export function splitTest(cases: readonly Case[], seed: number): Split {
  const tested = new Set<string>();
  for (const [label, groups] of groupsByClass(cases)) {
    if (groups.length < 3) {
      const hint = "add recordings of it, leave the class out, or give the test apart";
      fail("class-small", `class "${label}"`, "at least 3 recordings: 2 to train and 1 to test", `${groups.length}`, hint);
    }
    const n = Math.max(1, Math.round(groups.length * testShare));
    for (const group of shuffled(groups, generator(seed, `test ${label}`)).slice(0, n)) tested.add(group);
  }
  return { train: cases.filter(({ group }) => !tested.has(group)), test: cases.filter(({ group }) => tested.has(group)) };
}

/**
 * The part from 0 to `parts` − 1 in which each case validates. The recordings of a class are dealt out in turn, so that each part has as many
 * of it as the others, give or take one; a class of fewer recordings than parts is in some of them only.
 */
export function foldsOf(cases: readonly Case[], parts: number, seed: number): number[] {
  const part = new Map<string, number>();
  let next = 0;
  for (const [label, groups] of groupsByClass(cases)) {
    for (const group of shuffled(groups, generator(seed, `folds ${label}`))) part.set(group, next++ % parts);
  }
  return cases.map(({ group }) => part.get(group) as number);
}
