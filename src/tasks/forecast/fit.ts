/**
 * Training for the test, with early stopping, then on all rows for as many updates. A short series (at most 500 windows in
 * all) is trained anew at each rolling origin, which costs little and tests what a user will have; a longer one once, before
 * the first origin, and its test costs forward passes only.
 */
import { originsIn, type Part } from "../../data/window.ts";
import { ModelError } from "../../errors.ts";
import type { State } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import type { TaskOptions, TaskProgress } from "../../task.ts";
import { type Trainer, type TrainingResult, trainer } from "../../trainer.ts";
import { type Backtest, backtest } from "./backtest.ts";
import { type ColumnSpec, Columns, fitColumns } from "./columns.ts";
import type { Fold } from "./drawn.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { headOf } from "./head.ts";
import { makeNet } from "./net.ts";
import { type ForecasterSpec, netHorizon } from "./options.ts";
import type { Plan, PlannedSeries } from "./plan.ts";
import { type Curve, Rounds } from "./rounds.ts";
import { scaleOutput, shareOf } from "./shrink.ts";
import { View, type ViewSpec } from "./view.ts";
import { type Layout, type Place, thinned, windowSource } from "./window.ts";

/** Windows up to which the net is trained anew at each origin. */
const retrainWindows = 500;
/** Windows of the validation part that early stopping looks at, at most. */
const validationWindows = 1000;

export interface Fitted {
  /** The nets for what comes. */
  readonly fold: Fold;
  /** The nets of the test: of each origin, or one for all. */
  readonly folds: readonly Fold[];
  readonly test: Backtest;
  readonly curves: readonly Curve[];
  /** Epochs trained for the (last) test. */
  readonly epochs: number;
  /** Updates of the final nets. */
  readonly updates: number;
  readonly refitted: boolean;
  /** A time limit ended some training. */
  readonly timeLimit: boolean;
  /** How far the nets' differences from the anchor are believed, 0 to 1 (`shrink.ts`). */
  readonly share: number;
}

type PartOf = (own: PlannedSeries) => Part;

/** Origins whose targets lie in rows from … to − 1, one of them at least observed, and whose inputs exist. */
export function placesIn(plan: Plan, horizon: number, part: PartOf): Place[] {
  return plan.series.flatMap((own, series) => {
    const found = originsIn(part(own), { lookback: plan.lookback, horizon }).map((origin) => ({ series, origin }));
    return found.filter(({ origin }) => own.target.subarray(origin, origin + horizon).some((value) => !Number.isNaN(value)));
  });
}

/** What a model has fitted already: columns, and the views of the series that it knows. */
interface Sight {
  readonly columns: readonly ColumnSpec[];
  readonly views: readonly (ViewSpec | undefined)[];
}

/** How the nets see the series, fitted on the rows before `known`. */
export function seeing(spec: ForecasterSpec, plan: Plan, known: (own: PlannedSeries) => number, fitted?: Sight): Omit<Fold, "nets"> {
  const horizon = netHorizon(spec);
  const list = plan.series.map(({ series }) => series);
  const columns = fitted?.columns ?? fitColumns(plan.columns, list, (k) => known(plan.series[k]));
  const ahead = spec.mode === "encoder-decoder" || columns.some(({ role }) => role === "known");
  const layout: Layout = { lookback: plan.lookback, horizon, season: plan.season, periods: plan.periods, columns, ahead };
  const viewOf = (own: PlannedSeries, spec: ViewSpec | undefined): View =>
    spec === undefined ? View.fit(own.target, known(own), own.choice, plan.lookback, horizon) : new View(own.target, spec);
  const seen = plan.series.map((own, k) => ({
    view: viewOf(own, fitted?.views[k]),
    columns: new Columns(own.series, columns, known(own)),
    start: own.start,
  }));
  return { layout, seen };
}

/** Another seed for each net of an ensemble; the first has the user's. */
const seedOf = ({ seed }: ForecasterSpec, member: number): number => (seed + member * 0x9e3779b9) >>> 0;

/** What a round trains on. */
interface Round {
  readonly phase: TaskProgress["phase"];
  readonly training: PartOf;
  readonly validation?: PartOf;
  /** Updates to make; default: until the epochs end, or early stopping. */
  readonly updates?: (member: number) => number;
  /** Weights to begin from, by member. */
  readonly weights?: readonly State[];
  readonly sight?: Sight;
  /** How many rounds are left with this one, for the time. */
  readonly left: number;
}

/** Trains rounds of one fit. */
export class Fitter {
  readonly #spec: ForecasterSpec;
  readonly #plan: Plan;
  readonly #options: TaskOptions;
  readonly #rounds: Rounds;
  readonly #started = Date.now();
  readonly #size: number;
  readonly results: TrainingResult[] = [];
  /** How far each net of the test is believed. */
  readonly #shares: number[] = [];

  constructor(spec: ForecasterSpec, plan: Plan, options: TaskOptions, windows: number) {
    this.#spec = spec;
    this.#plan = plan;
    this.#options = options;
    this.#rounds = new Rounds(fingerprintOf(spec, plan), options.onCheckpoint, options.resume);
    // An eighth of the windows, 8 to 32: a short series would otherwise see few updates before it stops.
    this.#size = spec.batch === "auto" ? Math.min(32, Math.max(8, Math.round(windows / 8))) : spec.batch;
  }

  get curves(): readonly Curve[] {
    return this.#rounds.curves;
  }

  async train(round: Round): Promise<Fold & { readonly results: readonly TrainingResult[] }> {
    const sight = seeing(this.#spec, this.#plan, (own) => round.training(own).to, round.sight);
    const places = placesIn(this.#plan, sight.layout.horizon, round.training);
    const { validation } = round;
    const checks = validation === undefined ? [] : thinned(placesIn(this.#plan, sight.layout.horizon, validation), validationWindows);
    const nets = [];
    const results: TrainingResult[] = [];
    for (let member = 0; member < this.#spec.members; member++) {
      const net = makeNet(this.#spec, sight.layout, seedOf(this.#spec, member));
      const saved = this.#rounds.finished();
      if (saved !== undefined) net.loadStateDict(saved.weights);
      const result = saved?.result ?? (await this.#member(round, { ...sight, nets: [net] }, member, places, checks));
      if (this.#spec.head === "point" && round.weights === undefined) this.#believe({ ...sight, nets: [net] }, validation, checks);
      nets.push(net);
      results.push(result);
      this.results.push(result);
    }
    return { ...sight, nets, results };
  }

  /** Believe a net as far as its validation part says; one trained on all rows, as far as those before it on average. */
  #believe({ layout, seen, nets: [net] }: Fold, validation: PartOf | undefined, checks: readonly Place[]): void {
    if (validation !== undefined && checks.length > 0) {
      const rows = this.#plan.series.reduce((sum, own) => sum + validation(own).to - validation(own).from, 0);
      const share = shareOf(net, this.#spec, layout, seen, checks, rows / layout.horizon);
      this.#shares.push(share);
      scaleOutput(net, share);
    } else scaleOutput(net, this.share);
  }

  /** Mean share of the test's nets; 1 where there was no test. */
  get share(): number {
    return this.#shares.length === 0 ? 1 : this.#shares.reduce((sum, share) => sum + share, 0) / this.#shares.length;
  }

  async #member(round: Round, { layout, seen, nets: [net] }: Fold, member: number, places: readonly Place[], checks: readonly Place[]) {
    const { epochs, lr, maxTime, members } = this.#spec;
    const head = headOf(this.#spec);
    const source = windowSource(layout, head, seen, places, this.#size, round.phase);
    const seconds = (Date.now() - this.#started) / 1000;
    const units = round.left * members - member;
    if (round.weights !== undefined) net.loadStateDict(round.weights[member]);
    const updates = round.updates?.(member);
    const run = trainer({
      network: net,
      loss: head.loss,
      optimizer: adam({ learningRate: lr }),
      batches: source,
      validation: checks.length > 0 ? windowSource(layout, head, seen, checks, 256, "validation", true) : undefined,
      epochs: updates === undefined ? epochs : Math.ceil(updates / source.count),
      seed: net.seed,
      signal: this.#options.signal,
      maxSeconds: maxTime === undefined ? undefined : Math.max(0.05, (maxTime - seconds) / units),
    });
    return this.#run(run, round.phase, updates, units);
  }

  /** Run to the end, or to a number of updates. Rejects with the signal's reason when aborted, after a checkpoint. */
  async #run(run: Trainer, phase: TaskProgress["phase"], updates: number | undefined, units: number): Promise<TrainingResult> {
    const curve = this.#rounds.begin(run, phase);
    const { signal, onProgress } = this.#options;
    let complete = false;
    for await (const progress of run) {
      if (progress.epochLoss !== undefined) curve.loss.push(progress.epochLoss);
      if (progress.valLoss !== undefined) curve.valLoss.push(progress.valLoss);
      onProgress?.({ ...progress, phase, secondsLeft: (progress.secondsLeft ?? 0) * units });
      complete = progress.step === updates;
      if (complete) break;
      if (progress.epochLoss !== undefined) this.#rounds.note();
    }
    const result = run.result as TrainingResult;
    if (signal?.aborted && result.reason === "aborted") {
      // Stopped at its very last update: there is nothing left to go on with.
      if (complete) this.#rounds.end(result, run.options.network.stateDict());
      this.#rounds.note(true);
      throw abortReason(signal);
    }
    if (result.reason === "diverged" && phase === "train") throw divergence(result);
    this.#rounds.end(result, run.options.network.stateDict());
    return result;
  }
}

const whole: PartOf = (own) => ({ from: 0, to: own.target.length });

/** Train, test, and (unless told not to) train again on everything. Rejects with the signal's reason when aborted. */
export async function fitForecaster(spec: ForecasterSpec, plan: Plan, options: TaskOptions): Promise<Fitted> {
  const training: PartOf = ({ split }) => split.training;
  const windows = placesIn(plan, netHorizon(spec), plan.origins > 0 ? training : whole).length;
  const count = plan.origins === 0 ? 0 : windows <= retrainWindows && spec.maxTime === undefined ? plan.origins : 1;
  const rounds = Math.max(1, count) + (spec.refit && count > 0 ? 1 : 0);
  const fitter = new Fitter(spec, plan, options, windows);
  const folds: (Fold & { readonly results: readonly TrainingResult[] })[] = [];
  const ended = (fold: Fold & { results: readonly TrainingResult[] }, test: Backtest, epochs: number, refitted: boolean): Fitted => ({
    fold,
    folds,
    test,
    curves: fitter.curves,
    epochs,
    updates: Math.max(...fold.results.map(({ steps }) => steps)),
    refitted,
    timeLimit: fitter.results.some(({ reason }) => reason === "time-limit"),
    share: fitter.share,
  });
  for (let w = 0; w < count; w++) {
    const moved = (part: (own: PlannedSeries) => Part): PartOf => {
      return (own) => (own.tested ? shifted(part(own), own.split.origins, w) : part(own));
    };
    const validation = moved(({ split }) => split.validation);
    folds.push(
      await fitter.train({
        phase: "train",
        training: (own) => ({ from: 0, to: moved(({ split }) => split.training)(own).to }),
        validation,
        left: rounds - w,
      }),
    );
  }
  const last = folds.at(-1);
  const test = await backtest(spec, plan, folds);
  if (last === undefined) {
    const only = await fitter.train({ phase: "train", training: whole, left: 1 });
    return ended(only, test, only.results[0].epochs, false);
  }
  const { epochs } = last.results[0];
  if (!spec.refit) return ended(last, test, epochs, false);
  // As many updates as the best weights of the last test had seen.
  const updates = (member: number): number => {
    const { steps, epochs: all, best } = last.results[member];
    return Math.max(1, Math.round((steps / Math.max(1, all)) * (best?.epoch ?? all)));
  };
  const again = await fitter.train({ phase: "refit", training: whole, updates, left: 1 });
  const failed = again.results.some(({ reason }) => reason === "diverged");
  return failed ? ended(last, test, epochs, false) : ended(again, test, epochs, true);
}

/** A part of the rows as it stands for origin w. */
const shifted = ({ from, to }: Part, origins: readonly number[], w: number): Part => {
  const by = origins[w] - origins[0];
  return { from: from + by, to: to + by };
};

function divergence({ detail = "divergence" }: TrainingResult): ModelError {
  return new ModelError({
    code: "training-diverged",
    where: "training",
    expected: "a loss that stays finite",
    got: detail,
    hint: "try a smaller learning rate",
    fields: { got: detail },
  });
}

function abortReason(signal: AbortSignal): unknown {
  return signal.reason ?? new ModelError({ code: "training-aborted", where: "training", expected: "to run to its end", got: "an abort" });
}
