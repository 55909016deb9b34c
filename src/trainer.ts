/**
 * The training loop: an async iterator of progress. It gives way to the event loop after every update, so that abort, the
 * time limit and Ctrl-C act within one. A run that was stopped and restored at any update gives the same bits.
 */
import { type Batch, takeSteps } from "./batch.ts";
import { observe, type Patience, startPatience } from "./early-stopping.ts";
import { ModelError } from "./errors.ts";
import type { State } from "./network.ts";
import { adam } from "./optimizers/index.ts";
import { breather } from "./trainer/breather.ts";
import { checkOptions, type Progress, type StopReason, type TrainerOptions, type TrainingResult } from "./trainer/options.ts";
import { type Position, readSnapshot, type Snapshot, takeSnapshot } from "./trainer/snapshot.ts";
import { meanLoss, slotsOf, type UpdateSettings, update } from "./trainer/update.ts";

export type { ParameterGroup, Progress, StopReason, TrainerOptions, TrainingResult } from "./trainer/options.ts";
export type { Snapshot } from "./trainer/snapshot.ts";

/** A loss this many times the first one means that training has diverged, finite or not. */
const divergence = 1e6;

/** A training run; see `trainer`. */
export class Trainer implements AsyncIterable<Progress> {
  readonly options: TrainerOptions;
  /** Why and when the run ended, once it has. */
  result: TrainingResult | undefined;
  readonly #settings: UpdateSettings;
  #position: Position = { epoch: 1, batch: 0, step: 0, lossSum: 0, firstLoss: null, patience: startPatience, schedule: null };
  #carried: State | undefined;
  #best: State | undefined;

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
  }

  /** Everything that the rest of the run depends on, as copies; between updates. */
  snapshot(): Snapshot {
    return takeSnapshot(
      this.options,
      this.#settings,
      { ...this.#position, schedule: this.options.schedule?.state?.() ?? null },
      this.#carried,
      this.#best,
    );
  }

  /** Go on from a snapshot. Throws ModelError when it belongs to another run (data, batch size, network, optimizer, seed). */
  restore(snapshot: Snapshot): void {
    const { position, carried, best } = readSnapshot(this.options, this.#settings, snapshot);
    this.#position = position;
    this.#carried = carried;
    this.#best = best;
    if (position.schedule !== null) this.options.schedule?.restore?.(position.schedule);
  }

  /** Run to the end. */
  async run(onProgress?: (progress: Progress) => void): Promise<TrainingResult> {
    for await (const progress of this) onProgress?.(progress);
    if (this.result === undefined) throw new Error("the run ended without a result");
    return this.result;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Progress, void, undefined> {
    const { options } = this;
    const { network, optimizer } = this.#settings;
    const epochs = options.epochs ?? 100;
    const started = Date.now();
    const seconds = (): number => (Date.now() - started) / 1000;
    const limit = options.maxSeconds ?? Number.POSITIVE_INFINITY;
    const firstStep = this.#position.step;
    const workspace = network.workspace();
    for (const parameter of network.parameters().values()) {
      // A new run starts with a new optimizer state, whatever an earlier run left in the workspace.
      for (const at of slotsOf(network, optimizer, parameter)) if (firstStep === 0) workspace.memory.kernels.fill(at, 0, parameter.size);
    }
    const breath = breather();
    workspace.pinned++;
    try {
      while (this.#position.epoch <= epochs) {
        const { epoch } = this.#position;
        for await (const { batch, last } of this.#updates(epoch)) {
          if (options.signal?.aborted) return this.#end("aborted", seconds());
          if (seconds() > limit) return this.#end("time-limit", seconds());
          const step = this.#position.step + 1;
          const rate = options.schedule?.rate(step, optimizer.rate) ?? optimizer.rate;
          const made = update(this.#settings, batch, step, rate, this.#carried);
          const firstLoss = this.#position.firstLoss ?? made.loss;
          const fault =
            made.fault ?? (made.loss > divergence * (firstLoss + 1) ? `the loss grew from ${firstLoss} to ${made.loss}` : undefined);
          if (fault !== undefined) {
            return this.#end(
              "diverged",
              seconds(),
              `update ${step} (epoch ${epoch}, batch ${this.#position.batch + 1}): ${fault}; the weights from before it are kept; try a smaller learning rate`,
            );
          }
          this.#carried = options.carryState || !last ? made.state : undefined;
          this.#position = {
            ...this.#position,
            step,
            firstLoss,
            batch: this.#position.batch + 1,
            lossSum: this.#position.lossSum + made.loss,
          };
          const base = {
            epoch,
            step,
            batch: this.#position.batch,
            batches: options.batches.count,
            loss: made.loss,
            learningRate: rate,
            gradNorm: made.gradNorm,
          };
          const summary = last === "epoch" ? await this.#endEpoch() : {};
          yield { ...base, ...summary, seconds: seconds(), secondsLeft: this.#secondsLeft(seconds(), step - firstStep, epochs, limit) };
          await breath.take();
        }
        if (this.#position.epoch === epoch)
          throw new ModelError({ code: "data-empty", where: `epoch ${epoch}`, expected: "at least one batch", got: "none" });
        if (options.validation !== undefined && this.#position.patience.waited >= (options.patience ?? 10))
          return this.#end("early-stopping", seconds());
      }
      this.#end("finished", seconds());
    } finally {
      // Left early, by a break or a fault in the data: the weights come home all the same.
      if (this.result === undefined) this.#end("aborted", seconds());
      breath.stop();
      workspace.pinned--;
    }
  }

  /** The updates of an epoch that are still to do, each with what it is the last of. */
  async *#updates(epoch: number): AsyncGenerator<{ batch: Batch; last: false | "batch" | "epoch" }> {
    const { truncate } = this.options;
    let skip = this.#position.batch;
    let held: { batch: Batch; last: false | "batch" } | undefined;
    for await (const whole of this.options.batches.epoch(this.#settings.seed, epoch)) {
      const T = whole.inputs.shape[1];
      const size = truncate ?? T;
      for (let start = 0; start === 0 || start < T; start += size) {
        if (skip-- > 0) continue;
        if (held !== undefined) yield held;
        const end = Math.min(start + size, T);
        held = { batch: truncate === undefined ? whole : takeSteps(whole, start, end), last: end === T ? "batch" : false };
      }
    }
    if (held !== undefined) yield { batch: held.batch, last: "epoch" };
  }

  async #endEpoch(): Promise<{ epochLoss: number; valLoss?: number }> {
    const { validation, schedule } = this.options;
    const { epoch, lossSum, batch } = this.#position;
    const epochLoss = lossSum / batch;
    let patience: Patience = this.#position.patience;
    let valLoss: number | undefined;
    if (validation !== undefined) {
      valLoss = await this.evaluate(validation);
      const seen = observe(patience, valLoss, epoch);
      patience = seen.state;
      if (seen.better) this.#best = this.options.network.stateDict();
    }
    schedule?.observe?.(valLoss ?? epochLoss);
    this.#position = { ...this.#position, epoch: epoch + 1, batch: 0, lossSum: 0, patience };
    if (!this.options.carryState) this.#carried = undefined;
    return { epochLoss, valLoss };
  }

  /** Mean loss over a source's rows: dropout off, nothing learnt. */
  evaluate(source: TrainerOptions["batches"]): Promise<number> {
    return meanLoss(this.#settings, source);
  }

  #end(reason: StopReason, seconds: number, detail?: string): void {
    const { patience, epoch, batch, step } = this.#position;
    const restore = reason !== "aborted" && this.#best !== undefined;
    if (restore) this.options.network.loadStateDict(this.#best as State);
    const best = patience.best === null ? undefined : { epoch: patience.bestEpoch, valLoss: patience.best };
    for (const parameter of this.options.network.parameters().values()) parameter.retrieve();
    this.result = { reason, detail, epochs: batch === 0 ? epoch - 1 : epoch, steps: step, best, seconds };
  }

  #secondsLeft(seconds: number, done: number, epochs: number, limit: number): number | undefined {
    const { count } = this.options.batches;
    const left = limit - seconds;
    if (count === undefined || this.options.truncate !== undefined) return Number.isFinite(left) ? Math.max(0, left) : undefined;
    return Math.max(0, Math.min(left, (seconds / done) * (epochs * count - this.#position.step)));
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
