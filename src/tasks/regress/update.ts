/** A regressor trained on with new rows. */
import { huber } from "../../losses/index.ts";
import { adam } from "../../optimizers/index.ts";
import { Rounds } from "../rounds.ts";
import { splitUpdate, type UpdateOptions } from "../updating.ts";
import { type RegressInput, type Rows, toRows } from "./data.ts";
import { channelsOf } from "./encode.ts";
import { encodeAll } from "./methods.ts";
import type { RegressParts } from "./model.ts";
import { blankNets, type Nets } from "./net.ts";
import { regressorSpec } from "./options.ts";
import { needRows, placesIn, wholeOf } from "./plan.ts";
import { trainingSource } from "./windows.ts";

/** Scales, the linear methods, ranges and the test's scores stay; values may fall below 0 once a known one does. Throws DataError as `predict` does. */
export async function updated(
  parts: RegressParts,
  input: RegressInput,
  options: UpdateOptions,
): Promise<{ readonly parts: RegressParts; readonly rows: readonly Rows[] }> {
  const { fitted, found } = parts;
  const { encoder, lookback } = fitted;
  const rows = toRows(input);
  const spans = wholeOf(rows);
  needRows(placesIn(rows, spans).length, 1);
  const encoded = encodeAll(rows, encoder);
  const nets = blankNets(parts.spec, channelsOf(encoder));
  const names = ["memory", "row"] as const satisfies readonly (keyof Nets)[];
  const before = names.map((name) => fitted.nets[name].stateDict());
  const { spec: own, task } = splitUpdate(parts.spec, Math.max(found.epochs.memory, found.epochs.row), options);
  const rounds = new Rounds({ ...task, task: "regress", data: [rows, before], spec: regressorSpec(own), count: names.length });
  for (const [k, name] of names.entries()) {
    const { spec } = splitUpdate(parts.spec, found.epochs[name], options);
    nets[name].loadStateDict(before[k]);
    await rounds.train({
      phase: "refit",
      network: nets[name],
      loss: huber(),
      optimizer: adam({ learningRate: spec.lr }),
      batches: trainingSource(encoded, spans, lookback, spec.batch),
      epochs: spec.epochs,
      seed: spec.seed,
    });
  }
  const floor = rows.some(({ target }) => target.some((value) => value < 0)) ? Number.NEGATIVE_INFINITY : fitted.floor;
  return { parts: { ...parts, found: { ...found, nonNegative: floor === 0, refitted: true }, fitted: { ...fitted, nets, floor } }, rows };
}
