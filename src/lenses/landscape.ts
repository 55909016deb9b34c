/**
 * The explosion landscape: the loss of a plain cell of one unit over its recurrent weight and its bias, everything else as it is; the way
 * that plain gradient descent takes over it, with and without clipping the gradient's norm; and the cobweb of h → f(w h + b).
 *
 *   L(w, b)                w = weight_hh, b = bias_ih + bias_hh (the second is held at 0)
 *   (w, b) ← (w, b) − η g  g = ∇L, or g · min(1, clip / ‖g‖)
 *   cobweb                 h ← f(w h + b + u), u what the mean input adds: where a constant input leads; its fixed points and f′w there
 *
 * With |f′ w| over 1 the map leaves its fixed point, and over many steps the loss gets walls, at which one step throws the weights far (Pascanu et
 * al. 2013): that is what clipping is for.
 */
import { missingOption } from "../errors.ts";
import { type LensBatch, type LensOptions, type Maybe, unfit } from "../lens.ts";
import { tanh } from "../math.ts";
import type { Network } from "../network.ts";
import { aboveZero, onlyKnown, wholeFrom } from "../range.ts";
import { sizeOf } from "../values.ts";
import { lossOver, lossOverTensor } from "./shared/losses.ts";
import { type Looked, look, unitsOf } from "./shared/places.ts";

export interface LandscapeOptions extends LensOptions {
  /** Bounds of w and b. Default [−1.5, 1.5]; widened to hold the net's own. */
  readonly w?: readonly [number, number];
  readonly b?: readonly [number, number];
  /** Points along each side, ≥ 2. Default 31. */
  readonly points?: number;
  /** η of the descent, > 0. Default 0.1; its updates, ≥ 1. Default 50. */
  readonly learningRate?: number;
  readonly updates?: number;
  /** Norm to clip at, > 0. Default 1. */
  readonly clipNorm?: number;
  /** Steps of the cobweb, ≥ 1. Default 40. */
  readonly steps?: number;
}

/** A point of a descent; it ends early where a number is no longer finite. */
export interface PathPoint {
  readonly w: number;
  readonly b: number;
  readonly loss: Maybe;
  /** ‖∇L‖ before clipping. */
  readonly gradNorm: Maybe;
}

export interface Landscape {
  readonly kind: "landscape";
  readonly rows: number;
  readonly w: number[];
  readonly b: number[];
  /** Loss at [b][w]. */
  readonly loss: Maybe[][];
  /** From the net's own weights. */
  readonly plain: PathPoint[];
  readonly clipped: PathPoint[];
  readonly clipNorm: number;
  readonly cobweb: {
    readonly activation: "tanh" | "relu";
    /** w, b and what the mean input adds. */
    readonly w: number;
    readonly b: number;
    readonly input: number;
    /** h from 0. */
    readonly h: number[];
    /** Where h = f(w h + b + u) within [−1, 1] (relu: [0, 10]), and f′ w there: under 1 in size it draws h to it. */
    readonly fixed: { readonly h: number; readonly slope: number }[];
  };
}

/**
 * Loss over (w_h, b) of one unit. `rows`: default 16; cost: points² forward passes. Throws ModelError `lens-unfit` for a net whose recurrent part
 * isn't one plain unit with a bias; OptionError without a loss.
 *
 * @example
 * ```ts
 * import { lenses, losses, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: "rnn", input: 1, hidden: 1, returns: "last" }));
 * const inputs = { shape: [2, 20, 1], data: new Float64Array(40).fill(0.1) };
 * const { loss, cobweb } = lenses.landscape(net, { inputs, targets: { shape: [2, 1], data: [0.2, 0.2] } }, { loss: losses.mse(), points: 5 });
 * console.log(loss[2][4], cobweb.fixed);
 * ```
 */
export function landscape(network: Network, batch: LensBatch, options: LandscapeOptions = {}): Landscape {
  onlyKnown(options, ["loss", "rows", "seed", "w", "b", "points", "learningRate", "updates", "clipNorm", "steps"]);
  const { loss, rows = 16, points = 31, learningRate = 0.1, updates = 50, clipNorm = 1, steps = 40 } = options;
  const [unit, ...others] = unitsOf(network, "landscape");
  const [wName, bName, b2Name] = ["weight_hh", "bias_ih", "bias_hh"].map((local) => unit.weightName(local));
  const parameters = network.parameters();
  const [weight, bias, bias2] = [parameters.get(wName), parameters.get(bName), parameters.get(b2Name)];
  const plainUnit = others.length === 0 && unit.place.cell === "rnn" && unit.cell.options?.layerNorm !== true && unit.hidden === 1;
  if (!plainUnit || weight === undefined || bias === undefined || bias2 === undefined)
    throw unfit("landscape", "one plain unit (cell rnn, hidden 1, one layer, with a bias)", `${unit.place.cell} of ${unit.hidden}`);
  if (loss === undefined) throw missingOption("loss", "a loss such as losses.mse()");
  const seen = look(batch, rows);
  if (seen.targets === undefined) throw missingOption("targets", "the batch's targets, with a loss");
  for (const [name, value] of Object.entries({ learningRate, clipNorm })) aboveZero(name, value);
  const own = [weight, bias, bias2].map((parameter) => parameter.values().data[0]);
  const start = { w: own[0], b: own[1] + own[2] };
  const side = ([low, high]: readonly [number, number], value: number): number[] => {
    const [from, to] = [Math.min(low, value), Math.max(high, value)];
    return Array.from({ length: wholeFrom(1, "points", points) }, (_, k) => from + ((to - from) * k) / Math.max(1, points - 1));
  };
  const [ws, bs] = [side(options.w ?? [-1.5, 1.5], start.w), side(options.b ?? [-1.5, 1.5], start.b)];
  const set = (w: number, b: number): void => {
    weight.assign([w]);
    bias.assign([b]);
    bias2.assign([0]);
  };
  const descend = (clip: number): PathPoint[] => {
    const path: PathPoint[] = [];
    let { w, b } = start;
    for (let k = 0; k <= wholeFrom(1, "updates", updates) && Number.isFinite(w) && Number.isFinite(b); k++) {
      set(w, b);
      const { loss: now, parameters: gradients } = network.gradients(seen.inputs, lossOverTensor(loss, seen), { lengths: seen.lengths });
      const [gw, gb] = [gradients[wName].data[0], gradients[bName].data[0]];
      const norm = Math.sqrt(gw * gw + gb * gb);
      path.push({ w, b, loss: finite(now), gradNorm: finite(norm) });
      const scale = learningRate * (norm > clip ? clip / norm : 1);
      [w, b] = [w - scale * gw, b - scale * gb];
    }
    return path;
  };
  try {
    const grid = bs.map((b) =>
      ws.map((w) => {
        set(w, b);
        return finite(lossOver(network, loss, seen));
      }),
    );
    const [plain, clipped] = [descend(Number.POSITIVE_INFINITY), descend(clipNorm)];
    const u = inputOf(network, unit.weightName("weight_ih"), seen);
    const activation = unit.cell.options?.activation === "relu" ? "relu" : "tanh";
    const web = cobweb(activation, start.w, start.b, u, wholeFrom(1, "steps", steps));
    return { kind: "landscape", rows: seen.B, w: ws, b: bs, loss: grid, plain, clipped, clipNorm, cobweb: web };
  } finally {
    for (const [k, parameter] of [weight, bias, bias2].entries()) parameter.assign([own[k]]);
  }
}

const finite = (value: number): Maybe => (Number.isFinite(value) ? value : null);

/** What the mean input adds to the unit's preactivation; 0 for a layer that doesn't read the batch itself. */
function inputOf(network: Network, name: string, { inputs, lengths, T }: Looked): number {
  const weights = network.parameters().get(name)?.values().data ?? [];
  const width = sizeOf(inputs.shape.slice(2));
  if (inputs.shape.length !== 3 || weights.length !== width) return 0;
  let [total, steps] = [0, 0];
  lengths.forEach((length, row) => {
    steps += length;
    for (let k = 0; k < length * width; k++) total += inputs.data[row * T * width + k] * weights[k % width];
  });
  return total / steps;
}

/** The orbit of 0 and the fixed points, found where h − f(w h + b + u) changes its sign on 2,001 places, then halved. */
function cobweb(activation: "tanh" | "relu", w: number, b: number, input: number, steps: number): Landscape["cobweb"] {
  const f = (h: number): number => (activation === "tanh" ? tanh(w * h + b + input) : Math.max(0, w * h + b + input));
  const h = [0];
  for (let k = 0; k < steps && Number.isFinite(f(h[k]) * f(h[k])); k++) h.push(f(h[k]));
  const [low, high] = activation === "tanh" ? [-1, 1] : [0, 10];
  const places = Array.from({ length: 2001 }, (_, k) => low + ((high - low) * k) / 2000);
  const gap = (x: number): number => x - f(x);
  const fixed = places.flatMap((from, k) => {
    const to = places[k + 1] ?? from;
    if (gap(from) === 0) return [from];
    if (to === from || gap(to) === 0 || gap(from) < 0 === gap(to) < 0) return [];
    let [left, right] = [from, to];
    for (let half = 0; half < 60; half++) {
      const middle = (left + right) / 2;
      if (gap(middle) < 0 === gap(left) < 0) left = middle;
      else right = middle;
    }
    return [(left + right) / 2];
  });
  const slope = (x: number): number => (activation === "tanh" ? (1 - f(x) * f(x)) * w : f(x) > 0 ? w : 0);
  return { activation, w, b, input, h, fixed: fixed.map((x) => ({ h: x, slope: slope(x) })) };
}
