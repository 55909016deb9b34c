/** All that the rest of a run depends on: weights, optimizer, carried state, best weights, place in the data, patience, schedule. */
import type { Pointer } from "../backend.ts";
import { type Patience, startPatience } from "../early-stopping.ts";
import { ModelError } from "../errors.ts";
import type { State } from "../network.ts";
import type { Parameter } from "../parameter.ts";
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
  /** Updates of this epoch whose loss was far above the first (see `divergence.ts`). */
  readonly grown: number;
  readonly firstLoss: number | null;
  readonly patience: Patience;
  readonly schedule: unknown;
}

/** Before the first update. */
export const beginning: Position = {
  epoch: 1,
  batch: 0,
  step: 0,
  lossSum: 0,
  grown: 0,
  firstLoss: null,
  patience: startPatience,
  schedule: null,
};

/** A run's state: arrays by name, the place, and what run it belongs to. */
export interface Snapshot {
  readonly tensors: Readonly<Record<string, Values>>;
  readonly position: Position;
  /** What must be equal on the run that goes on: data, sizes, network, optimizer, seed. */
  readonly run: Readonly<Record<string, string>>;
}

/** What the run's bits depend on, in words to compare. A loss, and an optimizer or schedule of one's own, are known by kind alone. */
function identity(options: TrainerOptions, settings: UpdateSettings): Record<string, string> {
  const { network, batches, validation, schedule, truncate, carryState } = options;
  const { optimizer, groups, decayVectors, clipNorm, clipValue, seed } = settings;
  const shapes = [...network.parameters().values()].map(({ name, shape, trainable }) => `${name}[${shape}]${trainable ? "" : " frozen"}`);
  const ownGroups = groups.map(({ match, learningRate, weightDecay }) => `; ${match} ${learningRate} ${weightDecay}`).join("");
  return {
    data: batches.fingerprint,
    validation: validation?.fingerprint ?? "none",
    network: shapes.join(" "),
    layers: JSON.stringify([network.root.kind, network.root.options]),
    backend: network.backend.name,
    optimizer: `${JSON.stringify([optimizer.kind, optimizer.options])}${ownGroups}${decayVectors ? "; decays vectors" : ""}`,
    schedule: schedule === undefined ? "none" : JSON.stringify([schedule.kind, schedule.options]),
    seed: `${seed}`,
    clip: `${clipNorm} ${clipValue}`,
    truncate: `${truncate ?? "none"}${carryState ? ", state carried over" : ""}`,
  };
}

/** The optimizer's arrays by slot and parameter: `m.0.weight`. */
export type OptimizerState = Readonly<Record<string, Values>>;

/** Every slot of every parameter: its name, and its place in the workspace. */
const places = ({ network, optimizer }: UpdateSettings): { name: string; parameter: Parameter; at: Pointer }[] =>
  [...network.parameters().values()].flatMap((parameter) =>
    slotsOf(network, optimizer, parameter).map((at, k) => ({ name: `${optimizer.slots[k]}.${parameter.name}`, parameter, at })),
  );

/** Copies of the optimizer's arrays, out of the workspace. */
export function takeOptimizer(settings: UpdateSettings): OptimizerState {
  const { memory } = settings.network.workspace();
  return Object.fromEntries(
    places(settings).map(({ name, parameter, at }) => [name, { shape: parameter.shape, data: memory.reals(at, parameter.size).slice() }]),
  );
}

/** The arrays of an optimizer that has made no update yet. */
export const emptyOptimizer = ({ network, optimizer }: UpdateSettings): OptimizerState =>
  Object.fromEntries(
    [...network.parameters().values()].flatMap(({ name, shape, size }) =>
      optimizer.slots.map((slot) => [`${slot}.${name}`, { shape, data: network.backend.array(size) }] as const),
    ),
  );

/** Put the optimizer's arrays into the workspace. */
export function placeOptimizer(settings: UpdateSettings, state: OptimizerState): void {
  const all = places(settings);
  const { memory } = settings.network.workspace();
  for (const { name, parameter, at } of all) memory.reals(at, parameter.size).set(state[name].data);
}

/** The arrays of a run. */
export interface RunState {
  readonly weights: State;
  readonly optimizer: OptimizerState;
  /** State that the next update starts from. */
  readonly carried: State | undefined;
  /** Weights of the best epoch so far. */
  readonly best: State | undefined;
}

const parts = [
  ["weights", "model."],
  ["optimizer", "optimizer."],
  ["carried", "carried."],
  ["best", "best."],
] as const;

/** Everything in one value. */
export function takeSnapshot(options: TrainerOptions, settings: UpdateSettings, position: Position, state: RunState): Snapshot {
  const named = parts.flatMap(([part, prefix]) =>
    Object.entries(state[part] ?? {}).map(([name, values]) => [`${prefix}${name}`, values] as const),
  );
  return { tensors: Object.fromEntries(named), position, run: identity(options, settings) };
}

/** A snapshot in parts. Throws ModelError naming what differs from the run that is to go on; changes nothing. */
export function readSnapshot(options: TrainerOptions, settings: UpdateSettings, { tensors, run }: Snapshot): RunState {
  for (const [what, own] of Object.entries(identity(options, settings))) {
    if (run[what] !== own) throw mismatch(what, run[what] ?? "nothing", own);
  }
  const all = new Map(Object.entries(tensors));
  const part = (prefix: string): State => {
    const own = [...all].filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(own.map(([name, values]) => [name.slice(prefix.length), values]));
  };
  const optional = (state: State): State | undefined => (Object.keys(state).length === 0 ? undefined : state);
  for (const [name, { data }] of Object.entries(emptyOptimizer(settings))) {
    const got = all.get(`optimizer.${name}`)?.data.length;
    if (got !== data.length) throw mismatch(`optimizer.${name}`, `${data.length} numbers`, `${got ?? "none"}`);
  }
  return { weights: part("model."), optimizer: part("optimizer."), carried: optional(part("carried.")), best: optional(part("best.")) };
}

const mismatch = (what: string, expected: string, got: string): ModelError =>
  new ModelError({
    code: "resume-mismatch",
    where: `resume: ${what}`,
    expected,
    got,
    hint: "go on with the options and data that the run started with, or train anew",
    fields: { what },
  });
