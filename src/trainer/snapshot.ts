/** All that the rest of a run depends on: weights, optimizer, carried state, best weights, place in the data, patience, schedule. */

import type { Patience } from "../early-stopping.ts";
import { ModelError } from "../errors.ts";
import type { State } from "../network.ts";
import type { Values } from "../values.ts";
import type { TrainerOptions } from "./options.ts";
import { slotsOf, type UpdateSettings } from "./update.ts";

/** Where a run stands, as JSON. */
export interface Position {
  readonly epoch: number;
  /** Updates made in this epoch. */
  readonly batch: number;
  readonly step: number;
  readonly lossSum: number;
  readonly firstLoss: number | null;
  readonly patience: Patience;
  readonly schedule: unknown;
}

/** A run's state: arrays by name, the place, and what run it belongs to. */
export interface Snapshot {
  readonly tensors: Readonly<Record<string, Values>>;
  readonly position: Position;
  /** What must be equal on the run that goes on: data, sizes, network, optimizer, seed. */
  readonly run: Readonly<Record<string, string>>;
}

const prefixed = (prefix: string, state: State | undefined): [string, Values][] =>
  Object.entries(state ?? {}).map(([name, values]) => [`${prefix}${name}`, values]);

function identity(options: TrainerOptions, { optimizer, seed, clipNorm, clipValue }: UpdateSettings): Record<string, string> {
  const { network, batches, truncate, carryState } = options;
  const shapes = [...network.parameters().values()].map(({ name, shape, trainable }) => `${name}[${shape}]${trainable ? "" : " frozen"}`);
  return {
    data: batches.fingerprint,
    network: shapes.join(" "),
    backend: network.backend.name,
    optimizer: JSON.stringify([optimizer.kind, optimizer.options]),
    seed: `${seed}`,
    clip: `${clipNorm} ${clipValue}`,
    truncate: `${truncate ?? "none"} ${carryState ?? false}`,
  };
}

/** Copy everything. */
export function takeSnapshot(
  options: TrainerOptions,
  settings: UpdateSettings,
  position: Position,
  carried: State | undefined,
  best: State | undefined,
): Snapshot {
  const { network } = options;
  const workspace = network.workspace();
  const optimizer = [...network.parameters().values()].flatMap((parameter) =>
    slotsOf(network, settings.optimizer, parameter).map((at, k): [string, Values] => {
      const data = workspace.memory.reals(at, parameter.size).slice();
      return [`optimizer.${settings.optimizer.slots[k]}.${parameter.name}`, { shape: parameter.shape, data }];
    }),
  );
  const tensors = Object.fromEntries([
    ...prefixed("model.", network.stateDict()),
    ...optimizer,
    ...prefixed("carried.", carried),
    ...prefixed("best.", best),
  ]);
  return { tensors, position, run: identity(options, settings) };
}

/** Put everything back. Throws ModelError naming what differs. */
export function readSnapshot(
  options: TrainerOptions,
  settings: UpdateSettings,
  snapshot: Snapshot,
): { position: Position; carried?: State; best?: State } {
  const { network } = options;
  for (const [what, own] of Object.entries(identity(options, settings))) {
    if (snapshot.run[what] !== own) {
      throw new ModelError({
        code: "resume-mismatch",
        where: `resume: ${what}`,
        expected: snapshot.run[what] ?? "nothing",
        got: own,
        hint: "go on with the options and data that the run started with, or train anew",
        fields: { what },
      });
    }
  }
  const part = (prefix: string): State | undefined => {
    const own = Object.entries(snapshot.tensors).filter(([name]) => name.startsWith(prefix));
    return own.length === 0 ? undefined : Object.fromEntries(own.map(([name, values]) => [name.slice(prefix.length), values]));
  };
  const slots = [...network.parameters().values()].flatMap((parameter) =>
    slotsOf(network, settings.optimizer, parameter).map((at, k) => {
      const name = `optimizer.${settings.optimizer.slots[k]}.${parameter.name}`;
      const values = snapshot.tensors[name];
      if (values?.data.length !== parameter.size) {
        throw new ModelError({
          code: "resume-mismatch",
          where: `resume: ${name}`,
          expected: `${parameter.size} numbers`,
          got: `${values?.data.length ?? "none"}`,
        });
      }
      return { at, values };
    }),
  );
  network.loadStateDict(part("model.") ?? {});
  const workspace = network.workspace();
  for (const { at, values } of slots) workspace.memory.reals(at, values.data.length).set(values.data);
  return { position: snapshot.position, carried: part("carried."), best: part("best.") };
}
