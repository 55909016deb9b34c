/**
 * What stands beside the net, fitted on the training part: for numbers the last value, a ridge on the last eight of the same channel and the mean, each with
 * the spread of its training errors as a normal's; for rolls how often each note sounds, alone and by whether it sounded in the frame before.
 */
import { fitRidge, ridgeValues } from "../../regress/linear.ts";
import type { Frames } from "./data.ts";
import { meanNats, type Nats } from "./evaluate.ts";
import { bitNats, normalNats } from "./head.ts";
import type { Encoding, Part } from "./parts.ts";
import type { ChannelScale } from "./scale.ts";

/** A method beside the net: nats of value `t` of channel `c`. */
interface Simple {
  readonly name: string;
  nats(own: readonly Float64Array[], t: number, c: number): number;
}

/** Values that the ridge reads, and its penalty. */
const lags = 8;
const penalty = 1e-4;

/** By channel, the known values at which the one before is known too. */
function places(frames: readonly Frames[], parts: readonly Part[], F: number, c: number) {
  return parts.flatMap(({ sequence, count, to }) => {
    const { values } = frames[sequence];
    const known = (t: number) => !Number.isNaN(values[t * F + c]);
    return Array.from({ length: to - count }, (_, k) => count + k)
      .filter((t) => t > 0 && known(t) && known(t - 1))
      .map((t) => ({ sequence, row: t - 1 }));
  });
}

/** One channel as the ridge takes it: standardized inputs, the mean where missing; the target is the next value. */
const encoded = (frames: readonly Frames[], F: number, c: number, { mean, sd }: ChannelScale) =>
  frames.map(({ values, length }) => {
    const own = Float64Array.from({ length }, (_, t) => (values[t * F + c] - mean) / sd);
    const inputs = own.map((value) => (Number.isNaN(value) ? 0 : value));
    return {
      rows: length,
      channels: 1,
      inputs,
      target: own.map((_, t) => (t + 1 < length ? own[t + 1] : Number.NaN)),
      base: new Float64Array(0),
    };
  });

function numberMethods(frames: readonly Frames[], parts: readonly Part[], F: number, scales: readonly ChannelScale[]): Simple[] {
  const rms = (errors: ArrayLike<number>, sd: number) =>
    Math.max(1e-2 * sd, Math.sqrt(Array.from(errors).reduce((sum, e) => sum + e * e, 0) / Math.max(1, errors.length)));
  const own = scales.map((scale, c) => {
    const at = places(frames, parts, F, c);
    const { mean, sd } = scale;
    const series = encoded(frames, F, c, scale);
    const truth = at.map(({ sequence, row }) => mean + sd * series[sequence].target[row]);
    const last = rms(
      at.map(({ sequence, row }, k) => truth[k] - frames[sequence].values[row * F + c]),
      sd,
    );
    const ridge = at.length < 2 * lags ? undefined : fitRidge(series, at, lags, penalty);
    const linear =
      ridge &&
      rms(
        ridgeValues(ridge, series, at).map((value, k) => truth[k] - (mean + sd * value)),
        sd,
      );
    return { mean, sd, last, ridge, linear: linear ?? sd };
  });
  const marginal = (value: number, c: number) => normalNats(value, own[c].mean, own[c].sd);
  const given = (list: readonly Float64Array[], t: number, c: number) => t > 0 && !Number.isNaN(list[t - 1][c]);
  return [
    {
      name: "linear",
      nats: (list, t, c) => {
        const { ridge, mean, sd, linear } = own[c];
        if (ridge === undefined || !given(list, t, c)) return marginal(list[t][c], c);
        let value = ridge.bias;
        for (let lag = 0; lag < lags && lag < t; lag++) {
          const before = list[t - 1 - lag][c];
          if (!Number.isNaN(before)) value += (ridge.weights[lag] * (before - mean)) / sd;
        }
        return normalNats(list[t][c], mean + sd * value, linear);
      },
    },
    {
      name: "last",
      nats: (list, t, c) => (given(list, t, c) ? normalNats(list[t][c], list[t - 1][c], own[c].last) : marginal(list[t][c], c)),
    },
    { name: "mean", nats: (list, t, c) => marginal(list[t][c], c) },
  ];
}

function rollMethods(frames: readonly Frames[], parts: readonly Part[], F: number): Simple[] {
  // By what came before (0, 1, or 2: nothing known) and channel: frames, and those with a 1.
  const [all, ones] = [0, 1].map(() => [0, 1, 2].map(() => new Float64Array(F)));
  for (const { sequence, count, to } of parts) {
    const { values } = frames[sequence];
    for (let t = count; t < to; t++)
      for (let c = 0; c < F; c++) {
        const value = values[t * F + c];
        if (Number.isNaN(value)) continue;
        const before = t === 0 ? Number.NaN : values[(t - 1) * F + c];
        for (const kind of Number.isNaN(before) ? [2] : [2, before]) {
          all[kind][c]++;
          ones[kind][c] += value;
        }
      }
  }
  // Half a frame more of each (Krichevsky & Trofimov 1981): nothing is impossible.
  const p = (kind: number, c: number) => (ones[kind][c] + 0.5) / (all[kind][c] + 1);
  const kindAt = (list: readonly Float64Array[], t: number, c: number) => (t === 0 || Number.isNaN(list[t - 1][c]) ? 2 : list[t - 1][c]);
  return [
    { name: "last", nats: (list, t, c) => bitNats(list[t][c], p(kindAt(list, t, c), c)) },
    { name: "frequencies", nats: (list, t, c) => bitNats(list[t][c], p(2, c)) },
  ];
}

/** Nats a frame of each simple method on `test`, fitted on `training`. */
export function simpleNats(
  frames: readonly Frames[],
  training: readonly Part[],
  test: readonly Part[],
  { channels: F, scales }: Encoding,
): ({ readonly name: string } & Nats)[] {
  const methods = scales === undefined ? rollMethods(frames, training, F) : numberMethods(frames, training, F, scales);
  return methods.map(({ name, nats }) => {
    const natsAt = (own: readonly Float64Array[]) => (t: number) => {
      let [sum, n] = [0, 0];
      for (let c = 0; c < F; c++) {
        if (Number.isNaN(own[t][c])) continue;
        sum += nats(own, t, c);
        n++;
      }
      return { nats: sum, n };
    };
    return { name, ...meanNats(frames, test, F, natsAt) };
  });
}
