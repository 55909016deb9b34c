/**
 * The training loop: an async iterator of progress. It gives way to the event loop after every update and every batch of the
 * validation part, so that abort, the time limit and Ctrl-C act within one. A run that was stopped and restored at any update
 * gives the same bits.
 */
import { observe } from "./early-stopping.ts";
import { ModelError } from "./errors.ts";
import type { State } from "./network.ts";
import { adam } from "./optimizers/index.ts";
import { breather } from "./parallel/breather.ts";
import { Crew } from "./trainer/crew.ts";
import { ceilingOf, hasGrown } from "./trainer/divergence.ts";
import { checkOptions, type Progress, type StopReason, type TrainerOptions, type TrainingResult } from "./trainer/options.ts";
import { estimate, explain } from "./trainer/report.ts";
import {
  beginning,
  emptyOptimizer,
  type OptimizerState,
  type Position,
  placeOptimizer,
  readSnapshot,
  type Snapshot,
  takeOptimizer,
  takeSnapshot,
} from "./trainer/snapshot.ts";
import { type UpdateSettings, update } from "./trainer/update.ts";
import { checkCarried, walk } from "./trainer/walk.ts";

export type { ParameterGroup, Progress, StopReason, TrainerOptions, TrainingResult } from "./trainer/options.ts";
export type { Snapshot } from "./trainer/snapshot.ts";

/** A training run; see `trainer`. */
export class Trainer implements AsyncIterable<Progress> {
  readonly options: TrainerOptions;
  /** Why and when the run ended, once it has. */
  result: TrainingResult | undefined;
  readonly #settings: UpdateSettings;
  readonly #crew: Crew;
  #position: Position = beginning;
  #carried: State | undefined;
  #best: State | undefined;
  /** The last update's weights, where the run ended with the best ones in their place. */
  #latest: State | undefined;
  /** The optimizer's arrays while the run doesn't hold the workspace. */
  #optimizer: OptimizerState | undefined;
  #started = 0;

  constructor(options: TrainerOptions) {
    checkOptions(options);
    this.options = options;
    this.#settings = {
      network: options.network,
      loss: options.loss,
      optimizer: options.optimizer ?? adam(),
      clipNorm: options.clipNorm ?? 1,
      clipValue: options.clipValue ?? Number.POSITIVE_INFINITY,
      decayVectors: options.decayVectors ?? false,
      groups: options.groups ?? [],
      seed: options.seed ?? options.network.seed,
      keepState: options.carryState === true || options.truncate !== undefined,
    };
    this.#crew = new Crew(this.#settings, options.workers);
    this.#optimizer = emptyOptimizer(this.#settings);
    options.schedule?.restore?.(null);
  }

  /** Everything that the rest of the run depends on, as copies; between updates, or after the end. */
  snapshot(): Snapshot {
    const { network, schedule } = this.options;
    return takeSnapshot(
      this.options,
      this.#settings,
      { ...this.#position, schedule: schedule?.state?.() ?? null },
      {
        weights: this.#latest ?? network.stateDict(),
        optimizer: this.#optimizer ?? takeOptimizer(this.#settings),
        carried: this.#carried,
        best: this.#best,
      },
    );
  }

  /** Go on from a snapshot. Throws ModelError when it belongs to another run (data, batch size, network, optimizer, seed …). */
  restore(snapshot: Snapshot): void {
    const { weights, optimizer, carried, best } = readSnapshot(this.options, this.#settings, snapshot);
    this.options.network.loadStateDict(weights);
    this.options.schedule?.restore?.(snapshot.position.schedule);
    this.#position = snapshot.position;
    this.#optimizer = optimizer;
    this.#carried = carried;
    this.#best = best;
    this.#latest = undefined;
  }

  /** Run to the end. */
  async run(onProgress?: (progress: Progress) => void): Promise<TrainingResult> {
    for await (const progress of this) onProgress?.(progress);
    if (this.result === undefined) throw new Error("the run ended without a result");
    return this.result;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Progress, void, undefined> {
    const { network } = this.#settings;
    const workspace = network.workspace();
    if (workspace.pinned > 0) {
      throw new ModelError({
        code: "network-in-training",
        where: "network",
        expected: "one training run at a time",
        got: "a second one",
        hint: "end the first (leave its loop), or train another network",
      });
    }
    this.#begin();
    workspace.pinned++;
    const breath = breather();
    try {
      yield* this.#epochs(breath.take);
    } finally {
      // Left early, by a break or a fault in the data: the weights come home all the same.
      if (this.result === undefined) this.#end("aborted");
      breath.stop();
      await this.#crew.stop();
      workspace.pinned--;
    }
  }

  #begin(): void {
    this.#started = Date.now();
    this.result = undefined;
    if (this.#latest !== undefined) this.options.network.loadStateDict(this.#latest);
    placeOptimizer(this.#settings, this.#optimizer ?? emptyOptimizer(this.#settings));
    this.#latest = undefined;
    this.#optimizer = undefined;
  }

  async *#epochs(breathe: () => Promise<void>): AsyncGenerator<Progress, void, undefined> {
    const { options } = this;
    const { optimizer, seed } = this.#settings;
    const { epochs = 100, patience = 10, maxSeconds = Number.POSITIVE_INFINITY } = options;
    const firstStep = this.#position.step;
    const stopped = (): StopReason | undefined =>
      options.signal?.aborted ? "aborted" : this.#seconds > maxSeconds ? "time-limit" : undefined;
    const pause = async (): Promise<boolean> => {
      await breathe();
      return stopped() !== undefined;
    };
    const waitedEnough = (): boolean => options.validation !== undefined && this.#position.patience.waited >= patience;
    while (this.#position.epoch <= epochs && !waitedEnough()) {
      const { epoch } = this.#position;
      for await (const { batch, last } of walk(options, seed, epoch, this.#position.batch)) {
        const reason = stopped();
        if (reason !== undefined) return this.#end(reason);
        checkCarried(this.#carried, batch);
        const step = this.#position.step + 1;
        const rate = options.schedule?.rate(step, optimizer.rate) ?? optimizer.rate;
        const ceiling = ceilingOf(this.#position, last === "epoch");
        const { loss, gradNorm, state, fault } = await update(this.#settings, this.#crew, batch, {
          step,
          rate,
          state: this.#carried,
          ceiling,
        });
        if (fault !== undefined) return this.#end("diverged", explain(this.#position, fault, this.#best !== undefined));
        this.#carried = options.carryState || !last ? state : undefined;
        this.#position = {
          ...this.#position,
          step,
          batch: this.#position.batch + 1,
          firstLoss: this.#position.firstLoss ?? loss,
          lossSum: this.#position.lossSum + loss,
          grown: this.#position.grown + (hasGrown(this.#position, loss) ? 1 : 0),
        };
        const { batch: made } = this.#position;
        const summary = last === "epoch" ? await this.#endEpoch(pause) : {};
        if (summary === undefined) return this.#end(stopped() ?? "aborted");
        const batches = options.truncate === undefined ? options.batches.count : undefined;
        const total = batches === undefined ? undefined : epochs * batches;
        const secondsLeft = estimate(this.#seconds, { done: step - firstStep, left: total && total - step }, maxSeconds);
        yield { epoch, step, batch: made, batches, loss, ...summary, learningRate: rate, gradNorm, seconds: this.#seconds, secondsLeft };
        await breathe();
      }
      if (this.#position.epoch > epoch) continue;
      // No update was left: an empty source, or a run that was stopped while it validated.
      if (this.#position.batch === 0)
        throw new ModelError({ code: "data-empty", where: `epoch ${epoch}`, expected: "at least one batch", got: "none" });
      if ((await this.#endEpoch(pause)) === undefined) return this.#end(stopped() ?? "aborted");
    }
    this.#end(waitedEnough() ? "early-stopping" : "finished");
  }

  /** Undefined when it was stopped while it validated: then the epoch isn't over. */
  async #endEpoch(pause: () => Promise<boolean>): Promise<{ epochLoss: number; valLoss?: number } | undefined> {
    const { validation, schedule, network } = this.options;
    const { epoch, lossSum, batch } = this.#position;
    const epochLoss = lossSum / batch;
    let { patience } = this.#position;
    let valLoss: number | undefined;
    if (validation !== undefined) {
      valLoss = await this.#crew.meanLoss(validation, pause, this.options.carryState);
      if (valLoss === undefined) return undefined;
      const seen = observe(patience, valLoss, epoch);
      patience = seen.state;
      if (seen.better) this.#best = network.stateDict();
    }
    schedule?.observe?.(valLoss ?? epochLoss);
    this.#position = { ...this.#position, epoch: epoch + 1, batch: 0, lossSum: 0, grown: 0, patience };
    this.#carried = undefined;
    return { epochLoss, valLoss };
  }

  /** Mean loss over what counts in a source: dropout off, nothing learnt, the state carried as in training. NaN when nothing counts. */
  async evaluate(source: TrainerOptions["batches"]): Promise<number> {
    try {
      return (await this.#crew.meanLoss(source, undefined, this.options.carryState)) ?? Number.NaN;
    } finally {
      if (this.#settings.network.workspace().pinned === 0) await this.#crew.stop();
    }
  }

  #end(reason: StopReason, detail?: string): void {
    const { network } = this.options;
    const { patience, epoch, batch, step } = this.#position;
    this.#optimizer = takeOptimizer(this.#settings);
    if (reason !== "aborted" && this.#best !== undefined) {
      this.#latest = network.stateDict();
      network.loadStateDict(this.#best);
    }
    const best = patience.best === null ? undefined : { epoch: patience.bestEpoch, valLoss: patience.best };
    for (const parameter of network.parameters().values()) parameter.retrieve();
    this.result = { reason, detail, epochs: batch === 0 ? epoch - 1 : epoch, steps: step, best, seconds: this.#seconds };
  }

  get #seconds(): number {
    return (Date.now() - this.#started) / 1000;
  }
}

/**
 * A training run: iterate it for progress after each update, or `run()` it. Throws OptionError for options that can't be;
 * the run throws DataError for NaN in the data, and ends with `result.reason` otherwise (`finished`, `early-stopping`,
 * `aborted`, `time-limit`, `diverged`).
 *
 * @example
 * ```ts
 * import { batches, linear, losses, sequential, trainer } from "memoria";
 * const inputs = { shape: [4, 1], data: [0, 1, 2, 3] };
 * const targets = { shape: [4, 1], data: [1, 3, 5, 7] };
 * const net = sequential([linear({ input: 1, output: 1 })]);
 * const { reason, steps } = await trainer({ network: net, loss: losses.mse(), batches: batches({ inputs, targets }), epochs: 5 }).run();
 * console.log(reason, steps);
 * ```
 */
export const trainer = (options: TrainerOptions): Trainer => new Trainer(options);
