/**
 * The trainings of one fit, one after another: for a test, anew on all data, of each net of an ensemble. They share time limit, progress
 * and checkpoint; a fit that was stopped goes on from its checkpoint, to the same bits, wherever it stopped.
 */
import { ModelError } from "../errors.ts";
import type { TaskOptions, TaskProgress } from "../task.ts";
import { type Progress, type TrainerOptions, type TrainingResult, trainer } from "../trainer.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { type Curve, type Ended, encodeRounds, type Interrupted } from "./rounds-standing.ts";

export type { Curve } from "./rounds-standing.ts";

/** One training. */
export interface Round extends Omit<TrainerOptions, "signal" | "workers" | "maxSeconds"> {
  readonly phase: TaskProgress["phase"];
  /** Updates to make. Default: until the epochs end, or early stopping. */
  readonly updates?: number;
  /** One that diverges is a result like others: what was trained before it stays. Default: the fit fails. */
  readonly mayDiverge?: boolean;
}

/** What a fit's trainings have in common. */
export interface RoundsOptions extends TaskOptions {
  /** The task's kind: a checkpoint of another is refused. */
  readonly task: string;
  /** What the bits depend on, by which a checkpoint is known again: the data, and for a model that is trained on its weights. */
  readonly data: unknown;
  readonly spec: Readonly<Record<string, unknown>> & { readonly maxTime?: number };
  /** How many trainings there will be. */
  readonly count: number;
}

/** Least time in ms between two checkpoints that nobody asked for. */
const every = 5000;
/** Seconds that a training has in any case, however little time is left. */
const leastSeconds = 0.05;

export class Rounds {
  readonly #options: RoundsOptions;
  readonly #started = Date.now();
  readonly #done: Ended[] = [];
  /** Trainings that a checkpoint holds and that have not come by yet, and the one that was stopped. */
  #before: Ended[] | undefined;
  #interrupted: Interrupted | undefined;
  #running: (() => Interrupted) | undefined;
  #fingerprint: string | undefined;
  #kept = Date.now();

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Losses of the trainings that have ended. */
  get curves(): readonly Curve[] {
    return this.#done.map(({ curve }) => curve);
  }

  /** Did the time limit end a training? */
  get cut(): boolean {
    return this.#done.some(({ result }) => result.reason === "time-limit");
  }

  /**
   * Train a net to its end, or take its weights from the checkpoint. Rejects with the signal's reason when aborted, after a checkpoint; with
   * ModelError `training-diverged`; `resume-mismatch` where the checkpoint is of other data or options, `file-…` where it is none.
   */
  async train(round: Round): Promise<TrainingResult> {
    this.#before ??= await this.#resumed();
    const saved = this.#before.shift();
    if (saved !== undefined) {
      round.network.loadStateDict(saved.weights);
      this.#done.push(saved);
      return saved.result;
    }
    const { phase, updates, mayDiverge = false, ...options } = round;
    const { signal, workers, onProgress, spec, count, watch } = this.#options;
    const left = count - this.#done.length;
    const { maxTime } = spec;
    const maxSeconds = maxTime === undefined ? undefined : Math.max(leastSeconds, (maxTime - (Date.now() - this.#started) / 1000) / left);
    const run = trainer({ ...options, epochs: updates ?? options.epochs, signal, workers, maxSeconds });
    const from = this.#interrupted;
    this.#interrupted = undefined;
    if (from !== undefined) run.restore(from.snapshot);
    const curve = { phase, loss: [...(from?.curve.loss ?? [])], valLoss: [...(from?.curve.valLoss ?? [])] };
    this.#running = () => ({ snapshot: run.snapshot(), curve });
    const see = watch?.(round.network);
    let complete = false;
    for await (const progress of run) {
      see?.(progress);
      if (progress.epochLoss !== undefined) curve.loss.push(progress.epochLoss);
      if (progress.valLoss !== undefined) curve.valLoss.push(progress.valLoss);
      const own = secondsLeft(progress, updates);
      // The trainings still to come take as long as this one does.
      onProgress?.({ ...progress, phase, secondsLeft: own + (left - 1) * (progress.seconds + own) });
      complete = progress.step === updates;
      if (complete) break;
      if (Date.now() - this.#kept >= every) this.#keep();
    }
    const result = run.result as TrainingResult;
    if (result.reason === "diverged" && !mayDiverge) throw diverged(result);
    // One that was aborted at its very last update has nothing left to go on with.
    if (result.reason !== "aborted" || complete) this.#end({ result, curve, weights: round.network.stateDict() });
    if (signal?.aborted) {
      this.#keep();
      throw signal.reason;
    }
    return result;
  }

  async #resumed(): Promise<Ended[]> {
    const { resume, task } = this.#options;
    if (resume === undefined) return [];
    const { decodeRounds } = await import("./rounds-file.ts");
    const { done, now } = decodeRounds(resume, task, this.#known());
    this.#interrupted = now;
    return [...done];
  }

  #end(ended: Ended): void {
    this.#running = undefined;
    this.#done.push(ended);
    if (Date.now() - this.#kept >= every) this.#keep();
  }

  #keep(): void {
    this.#kept = Date.now();
    const { onCheckpoint, task } = this.#options;
    onCheckpoint?.(encodeRounds(task, this.#known(), { done: this.#done, now: this.#running?.() }));
  }

  #known(): string {
    this.#fingerprint ??= fingerprintOf(this.#options.data, this.#options.spec);
    return this.#fingerprint;
  }
}

/** The trainer's estimate; of a run that ends after so many updates, that part of it. */
function secondsLeft({ secondsLeft: all = 0, step, batches }: Progress, updates: number | undefined): number {
  if (updates === undefined) return all;
  const planned = updates * (batches ?? 1) - step;
  return planned > 0 ? (all * Math.max(0, updates - step)) / planned : 0;
}

/** The epoch of the weights that a training left. */
export const bestEpoch = ({ best, epochs }: TrainingResult): number => best?.epoch ?? epochs;

/** Updates that those weights had seen. */
export const updatesOf = (result: TrainingResult): number =>
  Math.max(1, Math.round((result.steps / Math.max(1, result.epochs)) * bestEpoch(result)));

function diverged({ detail = "divergence" }: TrainingResult): ModelError {
  return new ModelError({
    code: "training-diverged",
    where: "training",
    expected: "a loss that stays finite",
    got: detail,
    hint: "try a smaller learning rate",
    fields: { got: detail },
  });
}
