/**
 * L13: or they explode. With a larger W_h and a unit that doesn't saturate the gradient grows with the lag, and since the weights are shared that of
 * w_h grows with it; tanh saturates and holds it back, far under bound and rate. Clipping shortens the update and keeps its direction.
 */
import { rnn } from "../cells/index.ts";
import { network, recurrent } from "../layers/index.ts";
import { gradientFlow } from "../lenses/gradient-flow.ts";
import { type Landscape, landscape } from "../lenses/landscape.ts";
import { type Claim, type Finding, type LessonSettings, seedsOf } from "../lesson.ts";
import { drawn } from "../lesson-picture.ts";
import { mse } from "../losses/index.ts";
import { pow } from "../math.ts";
import { type Flow, flowAt, hidden, recurrentWeights, weightTerms } from "./shared/flow.ts";
import { median, normals } from "./shared/numbers.ts";

/** Spectral radius of W_h. */
const rho = 3;

/** Of rectified units, medians over the seeds: log10 ‖δ_t‖/‖δ_T‖ by lag, and by how much ∂L/∂W_h grows when T does from `short` lags. */
function rectified(lags: number, short: number, settings: LessonSettings): { gradient: number[]; growth: number } {
  const found = seedsOf(settings).map((seed) => {
    const net = network(recurrent({ cell: rnn({ activation: "relu" }), input: 1, hidden, bias: false }), { backend: "reference", seed });
    net.loadStateDict({ ...net.stateDict(), weight_hh_l0: recurrentWeights(rho, seed) });
    const inputs = normals(seed, "x", [8, lags + 1, 1], 0.5);
    const [{ gradient }] = gradientFlow(net, { inputs }, { envelope: false, seed }).layers;
    const fewer = normals(seed, "x", [8, short + 1, 1], 0.5);
    return {
      gradient: gradient.median.map((value) => value ?? -324),
      growth: weightTerms(net, inputs).norm - weightTerms(net, fewer).norm,
    };
  });
  return {
    gradient: found[0].gradient.map((_, lag) => median(found.map(({ gradient }) => gradient[lag]))),
    growth: median(found.map(({ growth }) => growth)),
  };
}

/** One rectified unit before the wall of its loss, (h_T − ½)² over 50 steps, where w_h > 1. */
function wall(): Landscape {
  const net = network(recurrent({ cell: rnn({ activation: "relu" }), input: 1, hidden: 1, returns: "last" }), { backend: "reference" });
  const one = (value: number) => ({ shape: [1], data: [value] });
  const weight = (value: number) => ({ shape: [1, 1], data: [value] });
  net.loadStateDict({ weight_ih_l0: weight(1), weight_hh_l0: weight(1.05), bias_ih_l0: one(0.1), bias_hh_l0: one(0) });
  const batch = { inputs: { shape: [1, 50, 1], data: new Float64Array(50) }, targets: { shape: [1, 1], data: [0.5] } };
  const bounds = { w: [0.7, 1.1], b: [-0.1, 0.3], points: 21 } as const;
  return landscape(net, batch, { loss: mse(), ...bounds, learningRate: 0.01, updates: 100, clipNorm: 1 });
}

function picturesOf(free: readonly number[], saturated: Flow, { w, b, loss, plain, clipped }: Landscape): Finding["pictures"] {
  const line = (label: string, values: readonly (number | null)[]) => ({ label, values: values.map(drawn) });
  const way = (points: Landscape["plain"]) => points.map((point) => ({ w: drawn(point.w) ?? 0, b: drawn(point.b) ?? 0 }));
  return [
    {
      id: "L13-flow",
      kind: "lines",
      powers: true,
      across: "lag",
      lines: [line("relu", free), line("tanh", saturated.gradient), line("bound", saturated.bound), line("rate", saturated.rate)],
    },
    {
      id: "L13-landscape",
      kind: "landscape",
      w: w.map((value) => drawn(value) ?? 0),
      b: b.map((value) => drawn(value) ?? 0),
      loss: loss.map((row) => row.map(drawn)),
      plain: way(plain),
      clipped: way(clipped),
    },
  ];
}

export const exploding: Claim = {
  id: "L13",
  async measure(settings) {
    const [lags, short] = [40, 10];
    const saturated = flowAt(rho, lags, settings);
    const free = rectified(lags, short, settings);
    const slope = wall();
    const { plain, clipped } = slope;
    const lossAt = (points: Landscape["plain"]): number => points[points.length - 1].loss ?? Number.POSITIVE_INFINITY;
    const [thrown, kept] = [lossAt(plain), lossAt(clipped)];
    const explodes = free.gradient[lags] > 2 && Math.abs(plain[1].w) > 100 && kept < thrown / 10;
    // tanh holds it back: under the square root of what the rate of the linearised net would give.
    const heldBack = saturated.gradient[lags] < (saturated.rate[lags] ?? 0) / 2;
    return {
      id: "L13",
      standing: explodes ? (heldBack ? "partly" : "holds") : "fails",
      figures: {
        lags,
        rho,
        relu: pow(10, free.gradient[lags]),
        short: short + 1,
        long: lags + 1,
        growth: pow(10, free.growth),
        tanh: pow(10, saturated.gradient[lags]),
        bound: pow(10, saturated.bound[lags]),
        rate: pow(rho, lags),
        start: plain[0].w,
        norm: plain[0].gradNorm ?? Number.NaN,
        thrownTo: plain[1].w,
        thrown,
        updates: clipped.length - 1,
        clipped: kept,
      },
      pictures: picturesOf(free.gradient, saturated, slope),
    };
  },
};
