/**
 * Dynamics: what training does to the recurrent weights, looked at every so many updates.
 *
 *   σ, ρ           largest singular value and spectral radius of each W_h, gate by gate ([H, H] each)
 *   step           ‖ΔW‖ / ‖W‖ over all parameters, of the update sampled
 *   before, after  the gradient's norm before and after clipping by norm; clipped: share of the updates since the last sample that were
 *
 * Between samples it only counts. A sample costs about 20 H³ operations a gate and two copies of the weights; see `every` for how that is held under 5 % of a training.
 */

import type { Maybe } from "../lens.ts";
import type { Network, State } from "../network.ts";
import { aboveZero, onlyKnown, wholeFrom } from "../range.ts";
import type { Progress } from "../trainer.ts";
import { everyUnit, type Unit, unitsOf } from "./shared/places.ts";
import { type RecurrentSpectrum, spectrum } from "./spectrum.ts";

/** One look during training. */
export interface DynamicsSample {
  /** Update, from 1. */
  readonly step: number;
  readonly loss: Maybe;
  readonly learningRate: number;
  readonly before: Maybe;
  readonly after: Maybe;
  readonly clipped: number;
  /** ‖ΔW‖ / ‖W‖; null where every weight is 0, or at a first update. */
  readonly change: Maybe;
  readonly matrices: RecurrentSpectrum[];
}

export interface Dynamics {
  readonly kind: "dynamics";
  readonly every: number;
  readonly clipNorm: Maybe;
  readonly samples: DynamicsSample[];
}

export interface DynamicsOptions {
  /**
   * A sample each so many updates, ≥ 1. Default: twice as many as the widest layer has units (a power of two, 16 at least); a sample after the second is left out where all of them would take
   * over 4 % of the training's time, and every second one goes where there are more than 128.
   */
  readonly every?: number;
  /** As the trainer's. Default 1; Infinity for none. */
  readonly clipNorm?: number;
}

/** Sampling may take this share of a training's time; and so many samples are kept. */
const [mostCost, mostSamples] = [0.04, 128];

/** A power of two, at least 16 and at least twice as many as the widest layer has units: a sample costs H³, an update H². */
function firstSpacing(units: readonly Unit[]): number {
  const widest = units.reduce((most, { hidden }) => Math.max(most, hidden), 8);
  let every = 16;
  while (every < 2 * widest) every *= 2;
  return every;
}

const finite = (value: number): Maybe => (Number.isFinite(value) ? value : null);
/**
 * Watches a training run: give it each update's progress. Throws OptionError for options that can't be, ModelError `lens-unfit` for a net without a
 * recurrent layer.
 *
 * @example
 * ```ts
 * import { batches, lenses, linear, losses, recurrent, sequential, trainer } from "memoria";
 * const net = sequential([recurrent({ cell: "rnn", input: 1, hidden: 4 }), linear({ output: 1 })]);
 * const inputs = { shape: [8, 10, 1], data: Array.from({ length: 80 }, (_, k) => (k % 7) / 7) };
 * const watch = lenses.dynamics(net, { every: 2 });
 * await trainer({ network: net, loss: losses.mse(), batches: batches({ inputs, targets: inputs }), epochs: 6 }).run(watch.see);
 * console.log(watch.result().samples.map(({ step, change }) => [step, change]));
 * ```
 */
export function dynamics(
  network: Network,
  options: DynamicsOptions = {},
): { readonly see: (progress: Progress) => void; readonly result: () => Dynamics } {
  onlyKnown(options, ["every", "clipNorm"]);
  const { every: asked, clipNorm = 1 } = options;
  const units = unitsOf(network, "dynamics", everyUnit(network));
  let every = asked === undefined ? firstSpacing(units) : wholeFrom(1, "every", asked);
  if (clipNorm !== Number.POSITIVE_INFINITY) aboveZero("clipNorm", clipNorm);
  let samples: DynamicsSample[] = [];
  let last: State | undefined;
  let [seen, clipped] = [0, 0];
  /** Milliseconds that all sampling took, and the last sample; the run's seconds as the watch began. */
  let [spent, cost, began] = [0, 0, Number.NaN];
  let due = true;
  /** Is there time for one more? The first two are taken in any case: they find out what one costs. */
  const affordable = (seconds: number): boolean =>
    asked !== undefined || samples.length < 2 || spent + cost <= mostCost * 1000 * (seconds - began);
  return {
    see({ step, loss, learningRate, gradNorm, seconds }) {
      if (Number.isNaN(began)) began = seconds;
      seen++;
      if (gradNorm > clipNorm) clipped++;
      if ((step + 1) % every === 0 && every > 1) {
        due = affordable(seconds);
        // The weights before the update that is looked at.
        if (due) last = network.stateDict();
      }
      if (step % every !== 0 || !due) return;
      const started = Date.now();
      const now = network.stateDict();
      samples.push({
        step,
        loss: finite(loss),
        learningRate,
        before: finite(gradNorm),
        after: finite(Math.min(gradNorm, clipNorm)),
        clipped: clipped / seen,
        change: last === undefined ? null : changeOf(last, now),
        matrices: spectrum(network).matrices,
      });
      [seen, clipped] = [0, 0];
      last = every === 1 ? now : undefined;
      if (asked === undefined && samples.length > mostSamples) {
        every *= 2;
        samples = samples.filter((one) => one.step % every === 0);
      }
      // The clock counts whole milliseconds: the one begun counts too.
      cost = Date.now() - started + 1;
      spent += cost;
    },
    result: () => ({ kind: "dynamics", every, clipNorm: finite(clipNorm), samples: [...samples] }),
  };
}

/** ‖b − a‖ / ‖a‖ over all parameters. */
function changeOf(a: State, b: State): Maybe {
  let [moved, size] = [0, 0];
  for (const [name, { data }] of Object.entries(a)) {
    for (let k = 0; k < data.length; k++) {
      moved += (b[name].data[k] - data[k]) * (b[name].data[k] - data[k]);
      size += data[k] * data[k];
    }
  }
  return size > 0 ? finite(Math.sqrt(moved / size)) : null;
}
