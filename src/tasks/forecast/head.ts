/**
 * Heads: what the net gives for a step, the loss it is trained with, and how its numbers become a value and ranges in the data's unit.
 *
 *   point              a number; Huber loss: the median of what may come           any value
 *   quantile           the quantiles of the levels and the median; pinball loss     any value
 *   gaussian           μ and log σ² on the net's scale; negative log-likelihood     any value (a log-normal above 0 with log scaling)
 *   negative-binomial  log μ and the dispersion α; negative log-likelihood          whole numbers from 0
 *
 * All of them are differences from the anchor in the view's units, so that 0 is the anchor.
 */
import type { Loss } from "../../loss.ts";
import { gaussian, huber, quantile } from "../../losses/index.ts";
import { exp, normalQuantile } from "../../math.ts";
import { reshape } from "../../ops/index.ts";
import type { Tensor } from "../../tensor.ts";
import { countQuantiles, dispersionOf, negativeBinomial } from "./count.ts";
import type { ForecasterSpec } from "./options.ts";
import type { View } from "./view.ts";

/** A step's forecast in the data's unit; `lower` and `upper` by level, empty for a head without ranges of its own. */
export interface Reading {
  readonly point: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export interface Head {
  /** What `point` estimates. */
  readonly pointKind: "mean" | "median";
  /** Numbers that the net gives a step, and that the loss wants of a step. */
  readonly outputs: number;
  readonly targets: number;
  /** Output [n, H, outputs], target [n, H, targets], mask [n, H]. */
  readonly loss: Loss;
  /** Write the target of step j (from 0); false where it isn't observed. */
  write(view: View, origin: number, j: number, unit: number, into: Float64Array, at: number): boolean;
  /** `out[at …]`: the net's numbers for a step whose anchor and unit are given. */
  read(view: View, anchor: number, unit: number, out: ArrayLike<number>, at: number): Reading;
}

/** The head of a spec. */
export function headOf(spec: Pick<ForecasterSpec, "head" | "levels">): Head {
  const head = made(spec);
  // A net that gives all steps at once gives them flat.
  const loss: Loss = Object.assign(
    (output: Tensor, target: Tensor, mask?: Tensor) =>
      head.loss(reshape(output, [...target.shape.slice(0, 2), head.outputs]), target, mask),
    { reduction: head.loss.reduction, made: { kind: "head", options: { head: spec.head, levels: spec.levels } } },
  );
  return { ...head, loss };
}

function made({ head, levels }: Pick<ForecasterSpec, "head" | "levels">): Head {
  switch (head) {
    case "quantile":
      return quantileHead(levels);
    case "gaussian":
      return gaussianHead(levels);
    case "negative-binomial":
      return countHead(levels);
    default:
      return pointHead();
  }
}

const difference: Head["write"] = (view, origin, j, unit, into, at) => {
  const value = view.target(origin, j, unit);
  if (!Number.isFinite(value)) return false;
  into[at] = value;
  return true;
};

/** z of a number of the net. */
const onScale = ({ spec }: View, anchor: number, unit: number, out: number): number => anchor + out * spec.targetScale * unit;

function pointHead(): Head {
  return {
    pointKind: "median",
    outputs: 1,
    targets: 1,
    loss: huber(),
    write: difference,
    read: (view, anchor, unit, out, at) => ({ point: view.value(onScale(view, anchor, unit, out[at])), lower: [], upper: [] }),
  };
}

const lowSide = (level: number): number => (1 - level) / 2;
const highSide = (level: number): number => (1 + level) / 2;

function quantileHead(levels: readonly number[]): Head {
  const taus = [...levels.map(lowSide), 0.5, ...levels.map(highSide)].sort((a, b) => a - b);
  const place = (tau: number): number => taus.indexOf(tau);
  return {
    pointKind: "median",
    outputs: taus.length,
    targets: 1,
    loss: quantile({ levels: taus }),
    write: difference,
    read: (view, anchor, unit, out, at) => {
      // Quantiles that cross are put in order, which never makes the pinball loss larger (Chernozhukov et al. 2010).
      const own = Float64Array.from(taus, (_, k) => out[at + k]).sort();
      const value = (tau: number): number => view.value(onScale(view, anchor, unit, own[place(tau)]));
      return {
        point: value(0.5),
        lower: levels.map((level) => value(lowSide(level))),
        upper: levels.map((level) => value(highSide(level))),
      };
    },
  };
}

function gaussianHead(levels: readonly number[]): Head {
  return {
    pointKind: "median",
    outputs: 2,
    targets: 1,
    loss: gaussian(),
    write: difference,
    read: (view, anchor, unit, out, at) => {
      const sigma = exp(Math.min(40, out[at + 1] / 2));
      const value = (tau: number): number => view.value(onScale(view, anchor, unit, out[at] + sigma * normalQuantile(tau)));
      return {
        point: view.value(onScale(view, anchor, unit, out[at])),
        lower: levels.map((level) => value(lowSide(level))),
        upper: levels.map((level) => value(highSide(level))),
      };
    },
  };
}

/** The target of a step is the count, log of the anchor, and what one unit of the output adds to log μ. */
function countHead(levels: readonly number[]): Head {
  return {
    pointKind: "mean",
    outputs: 2,
    targets: 3,
    loss: negativeBinomial(),
    write: (view, origin, j, unit, into, at) => {
      const z = view.z[origin + j];
      if (Number.isNaN(z)) return false;
      into.set([view.count(origin + j), view.anchor(origin, j), view.spec.targetScale * unit], at);
      return true;
    },
    read: (view, anchor, unit, out, at) => {
      const mu = view.value(onScale(view, anchor, unit, out[at]));
      const quantiles = countQuantiles(mu, dispersionOf(out[at + 1]), [...levels.map(lowSide), ...levels.map(highSide)]);
      return { point: mu, lower: quantiles.slice(0, levels.length), upper: quantiles.slice(levels.length) };
    },
  };
}
