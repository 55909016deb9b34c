/** A classifier trained on with new sequences. */
import { Rounds } from "../rounds.ts";
import { splitUpdate, type UpdateOptions } from "../updating.ts";
import { type ClassifySequence, fail, toCases } from "./data.ts";
import type { ClassifyParts } from "./model.ts";
import { blankNet } from "./net.ts";
import { classifierSpec } from "./options.ts";
import { labelled, roundOf } from "./train.ts";

/** Every net sees every new sequence; classes, scales, temperature and the test's scores stay. Throws DataError `class-unknown`, and those of `fit`. */
export async function updated(parts: ClassifyParts, input: readonly ClassifySequence[], options: UpdateOptions): Promise<ClassifyParts> {
  const { fitted, found } = parts;
  const { classes, input: seen } = fitted;
  const { spec, task } = splitUpdate(parts.spec, Math.max(...found.epochs), options);
  classifierSpec(spec);
  const cases = toCases(input, true);
  const stray = cases.find(({ label }) => !classes.includes(label as string));
  if (stray !== undefined) {
    const hint = "a saved model keeps its classes: for another one, train anew on all sequences";
    fail("class-unknown", stray.name, `one of the classes ${classes.join(", ")}`, `"${stray.label}"`, hint);
  }
  const data = labelled(cases, classes, seen, spec.balance ?? false);
  const weights = fitted.nets.map((net) => net.stateDict());
  const rounds = new Rounds({ ...task, task: "classify", data: [cases, weights], spec, count: weights.length });
  const nets = [];
  for (const [k, state] of weights.entries()) {
    const network = blankNet(spec, seen, classes.length);
    network.loadStateDict(state);
    await rounds.train({ ...roundOf(spec, network, data, seen), phase: "refit", seed: spec.seed + k });
    nets.push(network);
  }
  const recordings = new Set(cases.map(({ group }) => group)).size;
  return { ...parts, found: { ...found, sequences: cases.length, recordings, refitted: true }, fitted: { ...fitted, nets } };
}
