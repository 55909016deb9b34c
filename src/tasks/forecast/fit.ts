/**
 * Training for the test, with early stopping, then on all rows for as many updates. A short series (at most 500 windows in
 * all) is trained anew at each rolling origin, which costs little and tests what a user will have; a longer one once, before
 * the first origin, and its test costs forward passes only.
 */
import type { Part } from "../../data/window.ts";
import type { TaskOptions } from "../../task.ts";
import type { TrainingResult } from "../../trainer.ts";
import { type Curve, updatesOf } from "../rounds.ts";
import { type Backtest, backtest } from "./backtest.ts";
import type { Fold } from "./drawn.ts";
import { Fitter, type PartOf, placesIn } from "./fitter.ts";
import { type ForecasterSpec, netHorizon } from "./options.ts";
import type { Plan, PlannedSeries } from "./plan.ts";

/** Windows up to which the net is trained anew at each origin. */
const retrainWindows = 500;

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

const whole: PartOf = (own) => ({ from: 0, to: own.target.length });

/** Train, test, and (unless told not to) train again on everything. Rejects with the signal's reason when aborted. */
export async function fitForecaster(spec: ForecasterSpec, plan: Plan, options: TaskOptions): Promise<Fitted> {
  const training: PartOf = ({ split }) => split.training;
  const windows = placesIn(plan, netHorizon(spec), plan.origins > 0 ? training : whole).length;
  const count = plan.origins === 0 ? 0 : windows <= retrainWindows && spec.maxTime === undefined ? plan.origins : 1;
  const rounds = Math.max(1, count) + (spec.refit && count > 0 ? 1 : 0);
  const fitter = new Fitter(spec, plan, options, windows, rounds);
  const folds: (Fold & { readonly results: readonly TrainingResult[] })[] = [];
  const ended = (fold: Fold & { results: readonly TrainingResult[] }, test: Backtest, epochs: number, refitted: boolean): Fitted => ({
    fold,
    folds,
    test,
    curves: fitter.curves,
    epochs,
    updates: Math.max(...fold.results.map(({ steps }) => steps)),
    refitted,
    timeLimit: fitter.timeLimit,
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
        decided: (own) => (own.tested ? own.split.origins[w] : own.target.length),
        validation,
      }),
    );
  }
  const last = folds.at(-1);
  const test = await backtest(spec, plan, folds);
  if (last === undefined) {
    const only = await fitter.train({ phase: "train", training: whole });
    return ended(only, test, only.results[0].epochs, false);
  }
  const { epochs } = last.results[0];
  if (!spec.refit) return ended(last, test, epochs, false);
  // As many updates as the best weights of the last test had seen.
  const updates = (member: number): number => updatesOf(last.results[member]);
  const again = await fitter.train({ phase: "refit", training: whole, updates });
  const failed = again.results.some(({ reason }) => reason === "diverged");
  return failed ? ended(last, test, epochs, false) : ended(again, test, epochs, true);
}

/** A part of the rows as it stands for origin w. */
const shifted = ({ from, to }: Part, origins: readonly number[], w: number): Part => {
  const by = origins[w] - origins[0];
  return { from: from + by, to: to + by };
};
