/** A labeler trained on with new sequences. */
import { DataError } from "../../errors.ts";
import { crossEntropy } from "../../losses/index.ts";
import { adam } from "../../optimizers/index.ts";
import { Rounds } from "../rounds.ts";
import { splitUpdate, type UpdateOptions } from "../updating.ts";
import { type LabelInput, toSteps } from "./data.ts";
import { channelsIn, encodeSteps } from "./encode.ts";
import { weightsOf } from "./fit.ts";
import { allowedAfter } from "./iob.ts";
import type { LabelParts } from "./model.ts";
import { makeNet } from "./net.ts";
import { labelerSpec } from "./options.ts";
import { needLabels } from "./plan.ts";
import { trainingSource } from "./windows.ts";

/**
 * Classes, scales, vectors' words, rule of events and the test's scores stay; tags that may follow one another are added. Throws DataError `class-unknown`, `label-few`, and
 * those of `predict`.
 */
export async function updated(parts: LabelParts, input: LabelInput, options: UpdateOptions): Promise<LabelParts> {
  const { fitted, found } = parts;
  const { encoder, lookback, allowed } = fitted;
  const { classes } = encoder;
  const { spec, task } = splitUpdate(parts.spec, found.epochs, options);
  labelerSpec(spec);
  const sequences = toSteps(input);
  needLabels(sequences);
  for (const { name, label } of sequences) {
    const t = label.findIndex((own) => own !== "" && !classes.includes(own));
    if (t < 0) continue;
    const [where, expected, got] = [`${name}, step ${t + 1}`, `one of the classes ${classes.join(", ")}`, `"${label[t]}"`];
    const hint = "a saved model keeps its classes: for another one, train anew on all data";
    throw new DataError({ code: "class-unknown", where, expected, got, hint, fields: { where, expected, got } });
  }
  const spans = sequences.map(({ length }) => ({ from: 0, to: length }));
  const encoded = sequences.map((steps) => encodeSteps(steps, encoder));
  const before = fitted.net.stateDict();
  const network = makeNet(spec, encoder, true);
  network.loadStateDict(before);
  const weights = weightsOf(sequences, spans, encoder, spec);
  const rounds = new Rounds({ ...task, task: "label", data: [sequences, before], spec, count: 1 });
  await rounds.train({
    phase: "refit",
    network,
    loss: crossEntropy(),
    optimizer: adam({ learningRate: spec.lr }),
    // Words that it doesn't know stand for all such: none is left out by chance.
    batches: trainingSource(encoded, spans, { lookback, batch: spec.batch, weights, wordCounts: [], channels: channelsIn(encoder) }),
    epochs: spec.epochs,
    seed: spec.seed,
  });
  const after = allowedAfter(
    classes,
    sequences.map(({ label }) => label),
  );
  return {
    ...parts,
    found: { ...found, refitted: true },
    fitted: { ...fitted, net: network, allowed: allowed?.map((one, k) => Math.max(one, after[k])) },
  };
}
