/** What every task does: fit on data, give a model that predicts, judges itself and can be kept. */

import type { Dense } from "./batch.ts";
import type { Loss } from "./loss.ts";
import type { Network } from "./network.ts";
import type { Progress } from "./trainer.ts";

/** A model's (first) net with data as it sees them: what the lenses look at. Targets and loss are none where the data say no answer. */
export interface Inside {
  readonly network: Network;
  readonly batch: {
    readonly inputs: Dense;
    readonly targets?: Dense;
    readonly lengths?: ArrayLike<number>;
    /** Features at the end that are numbers of entries, such as words. Default 0. */
    readonly codes?: number;
  };
  readonly loss?: Loss;
}

/** Progress of a fit. */
export interface TaskProgress {
  /** `train`: for the test, with early stopping; `refit`: on all rows. */
  readonly phase: "train" | "refit";
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  /** At an epoch's end: the mean of its updates' losses, and the validation part's. */
  readonly epochLoss?: number;
  readonly valLoss?: number;
  readonly learningRate: number;
  readonly gradNorm: number;
  /** Upper estimate for both phases. */
  readonly secondsLeft: number;
}

export interface TaskOptions {
  /** Aborting stops within one update; `fit` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TaskProgress) => void;
  /** Called now and then, and when aborted, with all that `resume` needs. */
  readonly onCheckpoint?: (bytes: Uint8Array) => void;
  /** Go on from a checkpoint, to the same bits. Throws ModelError `resume-mismatch` where it belongs to other data or options. */
  readonly resume?: Uint8Array;
  /** Called with the net of each training as it begins; what it gives is called after every update: for `lenses.dynamics`. */
  readonly watch?: (network: Network) => ((progress: Progress) => void) | undefined;
  /** Threads that share large batches, to the same bits; see the trainer. Default 1. */
  readonly workers?: number | "auto";
}

/** A task: data in, a model out. `spec` is its options as JSON, enough to make it again. */
export interface Task<Data, Model> {
  readonly kind: string;
  readonly spec: Readonly<Record<string, unknown>>;
  fit(data: Data, options?: TaskOptions): Promise<Model>;
}
