/**
 * What the net says of a frame, channel by channel: a normal distribution of each number, or the probability that a roll's note sounds.
 *
 *     numbers   value = from + unit · (μ + σ ε),  σ² = softplus(s) + 10⁻⁴      outputs μ₁ … μ_F, s₁ … s_F
 *     roll      P(1) = 1 / (1 + e^−z)                                          outputs z₁ … z_F
 *
 * `from` and `unit` are those of scale.ts. Temperature τ makes a density p into p^(1/τ): σ √τ, and z / τ; at 0 the likeliest.
 */

import { type Loss, named, reduced } from "../../../loss.ts";
import { binaryCrossEntropy } from "../../../losses/index.ts";
import { exp, log } from "../../../math.ts";
import { add, divide, log as logs, multiply, slice, softplus as softplusOf, square, subtract } from "../../../ops/index.ts";
import type { Generator } from "../../../random.ts";
import type { Encoding } from "./parts.ts";
import { placeOf } from "./scale.ts";

/** A variance's floor, in units of the scaled target. */
const floor = 1e-4;
const halfLogTwoPi = 0.9189385332046727;
const softplus = (x: number): number => (x > 30 ? x : log(1 + exp(x)));

/** Of each channel: the mean and spread of a number, or the probability of a 1 (then `mean`, with the spread that it gives). */
export interface Distribution {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

const gaussian = named("frames", () =>
  reduced((output, target) => {
    const axis = output.shape.length - 1;
    const F = output.shape[axis] / 2;
    const variance = add(softplusOf(slice(output, axis, F, 2 * F)), floor);
    const off = divide(square(subtract(target, slice(output, axis, 0, F))), variance);
    return multiply(add(logs(variance), off), 0.5);
  }),
);

/** Outputs of the net. */
export const widthOut = ({ channels, scales }: Pick<Encoding, "channels" | "scales">): number =>
  scales === undefined ? channels : 2 * channels;

export const lossOf = ({ scales }: Pick<Encoding, "scales">): Loss => (scales === undefined ? binaryCrossEntropy() : gaussian());

/** The distribution of a frame from the net's output; `before`: the frame before, none at the beginning. */
export function distributionOf(
  { channels: F, scales }: Encoding,
  output: ArrayLike<number>,
  before: ArrayLike<number> | undefined,
): Distribution {
  const [mean, sd] = [new Float64Array(F), new Float64Array(F)];
  for (let c = 0; c < F; c++) {
    if (scales === undefined) {
      mean[c] = 1 / (1 + exp(-output[c]));
      sd[c] = Math.sqrt(mean[c] * (1 - mean[c]));
      continue;
    }
    const { from, unit } = placeOf(scales[c], before?.[c] ?? Number.NaN);
    mean[c] = from + unit * output[c];
    sd[c] = unit * Math.sqrt(softplus(output[F + c]) + floor);
  }
  return { mean, sd };
}

/** −log density of a normal's value, in nats. */
export const normalNats = (value: number, mean: number, sd: number): number => {
  const z = (value - mean) / sd;
  return halfLogTwoPi + log(sd) + 0.5 * z * z;
};

/** −log P of a 0 or 1 where P(1) = p. */
export const bitNats = (value: number, p: number): number => -log(Math.max(value === 1 ? p : 1 - p, 1e-300));

/** −log P or density of a frame's known values, summed over the channels, in nats; and how many they are. */
export function natsOfFrame(
  { channels: F, scales }: Encoding,
  output: ArrayLike<number>,
  frame: ArrayLike<number>,
  before: ArrayLike<number> | undefined,
): { nats: number; n: number } {
  let [nats, n] = [0, 0];
  const { mean, sd } = distributionOf({ channels: F, scales, labels: [] }, output, before);
  for (let c = 0; c < F; c++) {
    if (Number.isNaN(frame[c])) continue;
    // softplus(−z) or softplus(z): exact where the probability rounds to 1.
    nats += scales === undefined ? softplus(frame[c] === 1 ? -output[c] : output[c]) : normalNats(frame[c], mean[c], sd[c]);
    n++;
  }
  return { nats, n };
}

/** A frame drawn. */
export function drawFrame(
  encoding: Encoding,
  output: ArrayLike<number>,
  before: ArrayLike<number> | undefined,
  temperature: number,
  random: Generator,
): Float64Array {
  const { scales } = encoding;
  const { mean, sd } = distributionOf(encoding, output, before);
  return mean.map((own, c) => {
    if (scales === undefined) {
      if (temperature === 0) return output[c] > 0 ? 1 : 0;
      return random.uniform() < 1 / (1 + exp(-output[c] / temperature)) ? 1 : 0;
    }
    const { low, high } = scales[c];
    const value = temperature === 0 ? own : own + sd[c] * Math.sqrt(temperature) * random.normal();
    return Math.max(low, Math.min(high, value));
  });
}
