/** Training twice: on the rows before the test with early stopping, then on all rows for as many updates. */
import { batches } from "../../batch.ts";
import { ModelError } from "../../errors.ts";
import { huber } from "../../losses/index.ts";
import type { Network } from "../../network.ts";
import { adam } from "../../optimizers/index.ts";
import type { TaskOptions, TaskProgress } from "../../task.ts";
import { type Progress, trainer } from "../../trainer.ts";
import { type Backtest, backtest } from "./backtest.ts";
import { batchOf, makeNet, type Place } from "./net.ts";
import type { ForecasterSpec } from "./options.ts";
import { type Plan, type PlannedSeries, viewsOf } from "./plan.ts";
import type { View } from "./view.ts";

export interface Fitted {
  readonly net: Network;
  readonly views: readonly View[];
  readonly test: Backtest;
  /** Epochs trained for the test, and what ended them. */
  readonly epochs: number;
  readonly stopped: string;
  readonly refitted: boolean;
}

/** Origins whose targets lie in rows from … to − 1, one of them at least observed, and whose inputs exist. */
function placesIn(plan: Plan, horizon: number, part: (own: PlannedSeries) => { from: number; to: number }): Place[] {
  return plan.series.flatMap((own, series) => {
    const { from, to } = part(own);
    const first = Math.max(from, plan.lookback);
    return Array.from({ length: Math.max(0, to - horizon - first + 1) }, (_, k) => ({ series, origin: first + k })).filter(({ origin }) =>
      own.target.subarray(origin, origin + horizon).some((value) => !Number.isNaN(value)),
    );
  });
}

/** Train, test, and (unless told not to) train again on everything. Rejects with the signal's reason when aborted. */
export async function fitForecaster(spec: ForecasterSpec, plan: Plan, options: TaskOptions): Promise<Fitted> {
  const { horizon } = spec;
  const started = Date.now();
  const spent = (): number => (Date.now() - started) / 1000;
  const sources = (views: readonly View[], places: readonly Place[]) => batches(batchOf(views, places, plan.lookback, horizon), { size });
  const net = makeNet(spec);
  const testing = plan.origins > 0;
  const views = viewsOf(plan, horizon, testing ? ({ split }) => split.training.to : ({ target }) => target.length);
  const training = placesIn(plan, horizon, testing ? ({ split }) => split.training : ({ target }) => ({ from: 0, to: target.length }));
  const validating = testing ? placesIn(plan, horizon, ({ split }) => split.validation) : [];
  // An eighth of the windows, 8 to 32: a short series would otherwise see few updates before it stops.
  const size = spec.batch === "auto" ? Math.min(32, Math.max(8, Math.round(training.length / 8))) : spec.batch;
  const run = trainer({
    network: net,
    loss: huber(),
    optimizer: adam({ learningRate: spec.lr }),
    batches: sources(views, training),
    validation: validating.length > 0 ? sources(views, validating) : undefined,
    epochs: spec.epochs,
    seed: spec.seed,
    signal: options.signal,
    // The refit takes about as long as the training that it repeats.
    maxSeconds: spec.maxTime === undefined ? undefined : spec.maxTime * (spec.refit ? 0.5 : 1),
  });
  const twice = spec.refit && testing ? 2 : 1;
  const report = (phase: TaskProgress["phase"], factor: number) => (progress: Progress) =>
    options.onProgress?.({ ...progress, phase, secondsLeft: (progress.secondsLeft ?? 0) * factor });
  const result = await run.run(report("train", twice));
  if (result.reason === "aborted") throw abortReason(options.signal);
  if (result.reason === "diverged")
    throw new ModelError({
      code: "training-diverged",
      where: "training",
      expected: "a loss that stays finite",
      got: result.detail ?? "divergence",
      hint: "try a smaller --lr",
      fields: { got: result.detail ?? "" },
    });
  const test = backtest(spec, plan, net, views);
  const made = { test, epochs: result.epochs, stopped: result.reason };
  if (twice === 1) return { ...made, net, views, refitted: false };
  // As many updates as the best weights had seen.
  const updates = Math.max(1, Math.round((result.steps / Math.max(1, result.epochs)) * (result.best?.epoch ?? result.epochs)));
  const again = makeNet(spec);
  const everything = viewsOf(plan, horizon, ({ target }) => target.length);
  const all = placesIn(plan, horizon, ({ target }) => ({ from: 0, to: target.length }));
  const perEpoch = Math.ceil(all.length / size);
  const refit = trainer({
    network: again,
    loss: huber(),
    optimizer: adam({ learningRate: spec.lr }),
    batches: sources(everything, all),
    epochs: Math.ceil(updates / perEpoch),
    seed: spec.seed,
    signal: options.signal,
    maxSeconds: spec.maxTime === undefined ? undefined : Math.max(0.1, spec.maxTime - spent()),
  });
  const reportRefit = report("refit", 1);
  for await (const progress of refit) {
    reportRefit(progress);
    if (progress.step >= updates) break;
  }
  if (options.signal?.aborted) throw abortReason(options.signal);
  if (refit.result?.reason === "diverged") return { ...made, net, views, refitted: false };
  return { ...made, net: again, views: everything, refitted: true };
}

function abortReason(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? new ModelError({ code: "training-aborted", where: "training", expected: "to run to its end", got: "an abort" });
}
