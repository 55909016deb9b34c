/** What a training run is told, checked once. */
import type { BatchSource } from "../batch.ts";
import { invalidOption, missingOption } from "../errors.ts";
import type { Loss } from "../loss.ts";
import type { Network } from "../network.ts";
import type { Optimizer } from "../optimizer.ts";
import { checkSeed } from "../random.ts";
import { atLeastZero, flag, onlyKnown, wholeFrom } from "../range.ts";
import type { Schedule } from "../schedule.ts";

/** Parameters treated alike: those whose full name matches. The first group that matches counts. */
export interface ParameterGroup {
  readonly match: RegExp;
  /** Replaces the optimizer's rate for them, ≥ 0; a schedule scales it too. */
  readonly learningRate?: number;
  /** Replaces the optimizer's weight decay for them, ≥ 0; also for biases. */
  readonly weightDecay?: number;
}

export interface TrainerOptions {
  readonly network: Network;
  readonly loss: Loss;
  /** Default `adam()`. */
  readonly optimizer?: Optimizer;
  /** `batches(data, { size })` or `streamed(samples)`. */
  readonly batches: BatchSource;
  /** Data that only early stopping looks at, in batches. */
  readonly validation?: BatchSource;
  /** At most this many passes over the data, ≥ 1. Default 100. */
  readonly epochs?: number;
  /** Learning rate by update. Default: constant. */
  readonly schedule?: Schedule;
  /** Largest norm of the gradient over all parameters (Pascanu et al. 2013). Default 1; Infinity for none. */
  readonly clipNorm?: number;
  /** Largest size of one gradient entry. Default Infinity. */
  readonly clipValue?: number;
  /** Weight decay on biases and gains too? Default false. */
  readonly decayVectors?: boolean;
  readonly groups?: readonly ParameterGroup[];
  /** Epochs without a better validation loss before it stops. Default 10; needs `validation`. */
  readonly patience?: number;
  /** Truncated BPTT: an update every this many steps, the state carried over, no gradient across. Default: whole sequences. */
  readonly truncate?: number;
  /** Start each batch but an epoch's first from the final state of the one before, as in one long sequence per row: batches in order, of equal rows; in validation too. Default false. */
  readonly carryState?: boolean;
  /** Decides the order of batches and dropout. Default: the network's seed. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  /** Stop after this many seconds, within one update. Default Infinity. */
  readonly maxSeconds?: number;
  /**
   * Threads that share a large batch, this one among them, 1 … 64; the bits are the same. More than 1 wants layers, cells and losses of the
   * library. `auto`: as many as there are cores, for a run that lasts more than a second, and 1 where others can't be had. Default 1.
   */
  readonly workers?: number | "auto";
}

/** After each update. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  /** Updates so far, and so far in this epoch. */
  readonly step: number;
  readonly batch: number;
  /** Updates an epoch, where known: not for a stream, nor in truncated backpropagation. */
  readonly batches: number | undefined;
  /** Loss of this update's batch; at an epoch's end, the mean of the epoch's updates is `epochLoss`. */
  readonly loss: number;
  readonly epochLoss?: number;
  /** At an epoch's end, when there is a validation part. */
  readonly valLoss?: number;
  readonly learningRate: number;
  /** Gradient norm before clipping, by norm or value. */
  readonly gradNorm: number;
  readonly seconds: number;
  /** Upper estimate: all epochs, or the time limit. */
  readonly secondsLeft: number | undefined;
}

/** Why a run ended. */
export type StopReason = "finished" | "early-stopping" | "aborted" | "time-limit" | "diverged";

export interface TrainingResult {
  readonly reason: StopReason;
  /** A sentence where the reason needs one. */
  readonly detail?: string;
  readonly epochs: number;
  readonly steps: number;
  /** Best validation loss and its epoch, whose weights the network now has. */
  readonly best?: { readonly epoch: number; readonly valLoss: number };
  readonly seconds: number;
}

const known = [
  ...["network", "loss", "optimizer", "batches", "validation", "epochs", "schedule", "clipNorm", "clipValue", "decayVectors"],
  ...["groups", "patience", "truncate", "carryState", "seed", "signal", "maxSeconds", "workers"],
];

/** Throws OptionError for what can't be. */
export function checkOptions(options: TrainerOptions): void {
  onlyKnown(options, known);
  const needed = (name: "network" | "loss" | "batches", what: string, made: (value: never) => unknown): void => {
    if (options[name] === undefined) throw missingOption(name, what);
    if (!made(options[name] as never)) throw invalidOption(name, what, options[name]);
  };
  needed("network", "a network to train", (network: TrainerOptions["network"]) => network?.parameters);
  needed("loss", "a loss such as losses.mse()", (loss: unknown) => typeof loss === "function");
  needed("batches", "batches(data) or streamed(samples)", (source: BatchSource) => source?.epoch);
  const { optimizer, validation, seed, patience, groups = [], carryState = false, decayVectors = false, workers = 1 } = options;
  if (optimizer !== undefined && !optimizer?.apply) throw invalidOption("optimizer", "an optimizer such as optimizers.adam()", optimizer);
  if (validation !== undefined && !validation?.epoch) throw invalidOption("validation", "batches(data) or streamed(samples)", validation);
  for (const name of ["epochs", "patience", "truncate"] as const) {
    const value = options[name];
    if (value !== undefined) wholeFrom(1, name, value);
  }
  for (const name of ["clipNorm", "clipValue", "maxSeconds"] as const) {
    const value = options[name];
    if (value !== undefined && (typeof value !== "number" || !(value > 0))) throw invalidOption(name, "a number > 0", value);
  }
  if (workers !== "auto" && !(Number.isInteger(workers) && workers >= 1 && workers <= 64))
    throw invalidOption("workers", "an integer from 1 to 64, or auto", workers);
  flag("carryState", carryState);
  flag("decayVectors", decayVectors);
  if (seed !== undefined) checkSeed(seed);
  if (patience !== undefined && validation === undefined)
    throw missingOption("validation", "a part of the data for early stopping", "or leave patience out");
  groups.forEach(checkGroup);
}

function checkGroup(group: ParameterGroup, index: number): void {
  onlyKnown(group, ["match", "learningRate", "weightDecay"]);
  if (!(group.match instanceof RegExp)) throw invalidOption(`groups[${index}].match`, "a regular expression", group.match);
  for (const name of ["learningRate", "weightDecay"] as const) {
    const value = group[name];
    if (value !== undefined) atLeastZero(`groups[${index}].${name}`, value);
  }
}
