/** What a training run is told, checked once. */
import type { BatchSource } from "../batch.ts";
import { invalidOption, missingOption } from "../errors.ts";
import type { Loss } from "../loss.ts";
import type { Network } from "../network.ts";
import type { Optimizer } from "../optimizer.ts";
import type { Schedule } from "../schedule.ts";

/** Parameters treated alike: those whose full name matches. The first group that matches counts. */
export interface ParameterGroup {
  readonly match: RegExp;
  /** Replaces the optimizer's rate for them. */
  readonly learningRate?: number;
  /** Replaces the optimizer's weight decay for them. */
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
  /** Start each batch from the final state of the one before, as in one long sequence per row. Default false. */
  readonly carryState?: boolean;
  /** Decides the order of batches and dropout. Default: the network's seed. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  /** Stop after this many seconds, within one update. Default Infinity. */
  readonly maxSeconds?: number;
}

/** After each update. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  /** Updates so far, and of this epoch's batches. */
  readonly step: number;
  readonly batch: number;
  readonly batches: number | undefined;
  /** Loss of this update's batch; at an epoch's end, the mean of the epoch's updates is `epochLoss`. */
  readonly loss: number;
  readonly epochLoss?: number;
  /** At an epoch's end, when there is a validation part. */
  readonly valLoss?: number;
  readonly learningRate: number;
  /** Gradient norm before clipping. */
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

/** Throws OptionError for what can't be. */
export function checkOptions(options: TrainerOptions): void {
  if (options.network === undefined) throw missingOption("network", "what to train");
  if (options.loss === undefined) throw missingOption("loss", "a loss such as losses.mse()");
  if (options.batches === undefined) throw missingOption("batches", "batches(data) or streamed(samples)");
  const integer = (name: "epochs" | "patience" | "truncate"): void => {
    const value = options[name];
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) throw invalidOption(name, "an integer ≥ 1", value);
  };
  integer("epochs");
  integer("patience");
  integer("truncate");
  for (const name of ["clipNorm", "clipValue", "maxSeconds"] as const) {
    const value = options[name];
    if (value !== undefined && !(value > 0)) throw invalidOption(name, "a number > 0", value);
  }
  if (options.patience !== undefined && options.validation === undefined)
    throw missingOption("validation", "a part of the data for early stopping", "or leave patience out");
}
