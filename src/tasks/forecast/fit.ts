/**
 * Training for the test, with early stopping, then on all rows for as many updates. A short series (at most 500 windows in
 * all) is trained anew at each rolling origin, which costs little and tests what a user will have; a longer one once, before
 * the first origin, and its test costs forward passes only.
 */
import { originsIn, type Part } from "../../data/window.ts";
import { ModelError } from "../../errors.ts";
import { huber } from "../../losses/index.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import type { TaskOptions, TaskProgress } from "../../task.ts";
import { type Progress, type TrainerOptions, type TrainingResult, trainer } from "../../trainer.ts";
import { type Backtest, backtest } from "./backtest.ts";
import { makeNet, type Place, thinned, windowSource } from "./net.ts";
import type { ForecasterSpec } from "./options.ts";
import { type Plan, type PlannedSeries, viewsOf } from "./plan.ts";
import type { View } from "./view.ts";

/** Windows up to which the net is trained anew at each origin. */
const retrainWindows = 500;
/** Windows of the validation part that early stopping looks at, at most. */
const validationWindows = 1000;

/** A net and how it looks at the series. */
export interface Fold {
  readonly net: Network;
  readonly views: readonly View[];
}

export interface Fitted extends Fold {
  readonly test: Backtest;
  /** The net of each origin: one for all, or one each. */
  readonly folds: readonly Fold[];
  /** Epochs trained for the (last) test. */
  readonly epochs: number;
  readonly refitted: boolean;
}

/** Origins whose targets lie in rows from … to − 1, one of them at least observed, and whose inputs exist. */
function placesIn(plan: Plan, horizon: number, part: (own: PlannedSeries) => Part): Place[] {
  return plan.series.flatMap((own, series) => {
    const found = originsIn(part(own), { lookback: plan.lookback, horizon }).map((origin) => ({ series, origin }));
    return found.filter(({ origin }) => own.target.subarray(origin, origin + horizon).some((value) => !Number.isNaN(value)));
  });
}

/** Train, test, and (unless told not to) train again on everything. Rejects with the signal's reason when aborted. */
export async function fitForecaster(spec: ForecasterSpec, plan: Plan, options: TaskOptions): Promise<Fitted> {
  const started = Date.now();
  const whole = (own: PlannedSeries): Part => ({ from: 0, to: own.target.length });
  const windows = placesIn(plan, spec.horizon, plan.origins > 0 ? ({ split }) => split.training : whole).length;
  // An eighth of the windows, 8 to 32: a short series would otherwise see few updates before it stops.
  const size = spec.batch === "auto" ? Math.min(32, Math.max(8, Math.round(windows / 8))) : spec.batch;
  const count = plan.origins === 0 ? 0 : windows <= retrainWindows && spec.maxTime === undefined ? plan.origins : 1;
  const rounds = Math.max(1, count) + (spec.refit && count > 0 ? 1 : 0);
  let round = 0;
  const train = async (
    training: (own: PlannedSeries) => Part,
    validation: ((own: PlannedSeries) => Part) | undefined,
    phase: TaskProgress["phase"],
    updates?: number,
  ) => {
    const views = viewsOf(plan, spec.horizon, (own) => training(own).to);
    const { lookback } = plan;
    const places = placesIn(plan, spec.horizon, training);
    const checks = validation === undefined ? [] : thinned(placesIn(plan, spec.horizon, validation), validationWindows);
    const checked = checks.length > 0 ? windowSource(views, checks, lookback, spec.horizon, 256, true) : undefined;
    const left = spec.maxTime === undefined ? undefined : Math.max(0.05, (spec.maxTime - (Date.now() - started) / 1000) / (rounds - round));
    const net = makeNet(spec);
    const source = windowSource(views, places, lookback, spec.horizon, size);
    const run = {
      network: net,
      loss: huber(),
      optimizer: adam({ learningRate: spec.lr }),
      batches: source,
      validation: checked,
      epochs: updates === undefined ? spec.epochs : Math.ceil(updates / source.count),
      seed: spec.seed,
      signal: options.signal,
      maxSeconds: left,
    };
    const report = (progress: Progress) =>
      options.onProgress?.({ ...progress, phase, secondsLeft: (progress.secondsLeft ?? 0) * (rounds - round) });
    const result = await runTo(run, updates, report);
    if (result.reason === "aborted" && options.signal?.aborted) throw abortReason(options.signal);
    round++;
    return { net, views, result };
  };
  const folds: (Fold & { readonly result: TrainingResult })[] = [];
  for (let w = 0; w < count; w++) {
    const fold = await train(
      ({ split }) => ({ from: 0, to: split.training.to + shift(split.origins, w) }),
      ({ split }) => ({ from: split.validation.from + shift(split.origins, w), to: split.validation.to + shift(split.origins, w) }),
      "train",
    );
    refuseDivergence(fold.result);
    folds.push(fold);
  }
  const last = folds.at(-1);
  const test = backtest(spec, plan, folds);
  if (last === undefined) {
    const only = await train(whole, undefined, "train");
    refuseDivergence(only.result);
    return { ...only, test, folds, epochs: only.result.epochs, refitted: false };
  }
  const kept = { ...last, test, folds, epochs: last.result.epochs };
  if (!spec.refit) return { ...kept, refitted: false };
  // As many updates as the best weights of the last test had seen.
  const { steps, epochs, best } = last.result;
  const updates = Math.max(1, Math.round((steps / Math.max(1, epochs)) * (best?.epoch ?? epochs)));
  const again = await train(whole, undefined, "refit", updates);
  return again.result.reason === "diverged"
    ? { ...kept, refitted: false }
    : { ...kept, net: again.net, views: again.views, refitted: true };
}

/** Rows between the first origin and origin w. */
const shift = (origins: readonly number[], w: number): number => origins[w] - origins[0];

/** Run to the end, or to a number of updates. */
async function runTo(options: TrainerOptions, updates: number | undefined, report: (progress: Progress) => void): Promise<TrainingResult> {
  const run = trainer(options);
  for await (const progress of run) {
    report(progress);
    if (progress.step === updates) break;
  }
  return run.result as TrainingResult;
}

function refuseDivergence({ reason, detail = "divergence" }: TrainingResult): void {
  if (reason !== "diverged") return;
  throw new ModelError({
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
