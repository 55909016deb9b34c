/** Train on some recordings, test on others beside the simple methods, and (unless told not to) train again on all. */
import type { TaskOptions } from "../../task.ts";
import { Rounds } from "../rounds.ts";
import { type Case, type ClassifyInput, classesOf, fail, toCases } from "./data.ts";
import { nearestClasses } from "./nearest.ts";
import type { ClassifierSpec } from "./options.ts";
import { largest } from "./probability.ts";
import { type ClassifyScores, classScores, confusionOf, scoreMethod, type TestedClasses, verdictOn } from "./scores.ts";
import { type Split, splitTest } from "./split.ts";
import { type Fitted, netsOf, probabilitiesOf, type Trained, trainNets } from "./train.ts";

/** The test behind the scores. */
export interface ClassifyTest {
  /** Tested sequences, by their place in the data: in `test` where that was given. */
  readonly places: readonly number[];
  /** Classes by number. */
  readonly actual: readonly number[];
  readonly probabilities: readonly Float64Array[];
}

/** What training found. */
export interface ClassifyFound {
  /** Sequences and recordings that the last training had. */
  readonly sequences: number;
  readonly recordings: number;
  /** Epochs of each tested net's best weights. */
  readonly epochs: readonly number[];
  readonly refitted: boolean;
}

export interface FitResult {
  readonly fitted: Fitted;
  readonly scores: ClassifyScores;
  readonly found: ClassifyFound;
  readonly test: ClassifyTest;
}

/** Throws DataError `class-single`, `class-small`, `class-unknown`, `group-shared`, and those of `toCases`. */
export async function fitClassifier(spec: ClassifierSpec, data: ClassifyInput, options: TaskOptions): Promise<FitResult> {
  const given = typeof data === "object" && data !== null && "train" in data ? data : { train: data };
  const all = toCases(given.train, true);
  const classes = classesOf(all);
  if (classes.length < 2) fail("class-single", "labels", "at least two classes", `only "${classes[0]}"`);
  const apart = given.test === undefined ? undefined : toCases(given.test, true);
  const { train, test }: Split = apart === undefined ? splitTest(all, spec.seed) : { train: all, test: apart };
  if (apart !== undefined) checkApart(given.train, given.test ?? [], apart, classes);
  const refits = spec.refit && apart === undefined;
  const count = netsOf(spec, train) + (refits ? netsOf(spec, all) : 0);
  const rounds = new Rounds({ ...options, task: "classify", data: [all, apart], spec, count });
  const first = await trainNets(spec, classes, train, rounds, "train");
  const tested = testOf(spec, first, train, test);
  const again = refits ? await trainNets(spec, classes, all, rounds, "refit") : undefined;
  // One that diverged on all sequences leaves the tested nets.
  const refitted = again?.diverged === false;
  const [last, used] = again !== undefined && refitted ? [again, all] : [first, train];
  const { temperature } = last.fitted;
  const { before, after, n } = last.calibration;
  const scores = { ...tested.scores, calibration: { temperature, before: orNull(before), after: orNull(after), n } };
  const found = { sequences: used.length, recordings: recordingsOf(used), epochs: first.epochs, refitted };
  const source = apart ?? all;
  return { fitted: last.fitted, scores, found, test: { ...tested.test, places: test.map((one) => source.indexOf(one)) } };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const recordingsOf = (cases: readonly Case[]): number => new Set(cases.map(({ group }) => group)).size;

function testOf(
  spec: ClassifierSpec,
  { fitted }: Trained,
  train: readonly Case[],
  test: readonly Case[],
): { scores: Omit<ClassifyScores, "calibration">; test: Omit<ClassifyTest, "places"> } {
  const { classes, input } = fitted;
  const numbers = (cases: readonly Case[]): number[] => cases.map(({ label }) => classes.indexOf(label as string));
  const [known, actual] = [numbers(train), numbers(test)];
  const shares = classes.map((_, c) => known.filter((own) => own === c).length / known.length);
  const probabilities = probabilitiesOf(fitted, test);
  const net: TestedClasses = { name: spec.cell, kind: "net", given: probabilities.map(largest), probabilities };
  const simple: TestedClasses[] = [
    { name: "nearest", kind: "simple", given: nearestClasses(train, known, test, input) },
    { name: "majority", kind: "simple", given: test.map(() => largest(shares)), probabilities: test.map(() => shares) },
  ];
  const confusion = confusionOf(actual, net.given, classes.length);
  const methods = [net, ...simple].map((method) => scoreMethod(method, actual, classes));
  const verdict = verdictOn(net, simple, actual);
  const scores = { n: test.length, recordings: recordingsOf(test), methods, classes: classScores(classes, confusion), confusion, verdict };
  return { scores, test: { actual, probabilities } };
}

/** A given test has no recording and no class of its own: what it shares would flatter, what is new to it can't be right. */
function checkApart(
  train: readonly { readonly group?: string }[],
  test: readonly { readonly group?: string }[],
  cases: readonly Case[],
  classes: readonly string[],
): void {
  const stray = cases.find(({ label }) => !classes.includes(label as string));
  if (stray !== undefined) fail("class-unknown", `test, ${stray.name}`, `one of the classes ${classes.join(", ")}`, `"${stray.label}"`);
  const known = new Set(train.flatMap(({ group }) => (group === undefined ? [] : [group])));
  const shared = test.find(({ group }) => group !== undefined && known.has(group));
  if (shared !== undefined) fail("group-shared", "test", "other recordings than training has", `"${shared.group}" in both`);
}
