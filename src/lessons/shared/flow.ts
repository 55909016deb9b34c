/** The gradient by lag of plain RNNs with a random W_h: what L12 and L13 look at. */
import { network, recurrent } from "../../layers/index.ts";
import { gradientFlow } from "../../lenses/gradient-flow.ts";
import { spectralRadius } from "../../lenses/shared/spectrum.ts";
import { type LessonSettings, seedsOf } from "../../lesson.ts";
import { log } from "../../math.ts";
import type { Network } from "../../network.ts";
import { sum } from "../../ops/index.ts";
import { slice } from "../../ops/shape.ts";
import type { Values } from "../../values.ts";
import { median, normals } from "./numbers.ts";

export const hidden = 16;

type Levels = readonly (number | null)[];

/** Medians over the seeds. */
export interface Flow {
  /** Spectral radius of W_h, and its largest singular value. */
  readonly rho: number;
  readonly sigma: number;
  /** log10 by lag: ‖δ_t‖/‖δ_T‖ (median and the middle 80 % of the rows), ‖∂h_T/∂h_t‖₂, (γσ)^lag, ρ^lag. */
  readonly gradient: readonly number[];
  readonly low: Levels;
  readonly high: Levels;
  readonly envelope: Levels;
  readonly bound: readonly number[];
  readonly rate: Levels;
  /** The gradient of w_h taken apart by lag. */
  readonly weights: WeightTerms;
}

/** ∂L_T/∂W_h = Σ G_k with G_k = δ_{T−k} h_{T−k−1}ᵀ over the rows: sizes by lag, of the whole's. */
export interface WeightTerms {
  /** log10 ‖G_k‖/‖∂L_T/∂W_h‖ */
  readonly terms: readonly number[];
  /** log10 ‖G_0 + … + G_k‖/‖∂L_T/∂W_h‖ */
  readonly sums: readonly number[];
  /** log10 ‖∂L_T/∂W_h‖ */
  readonly norm: number;
}

/** A random W_h of a spectral radius: normal numbers, scaled. */
export function recurrentWeights(rho: number, seed: number): { shape: readonly number[]; data: Float64Array } {
  const { shape, data } = normals(seed, "w_h", [hidden, hidden]);
  const own = spectralRadius({ rows: hidden, columns: hidden, data });
  return { shape, data: data.map((value) => (value * rho) / own) };
}

/** Nothing left: below what float64 can say. */
const at = (value: number | null | undefined): number => value ?? -324;
const logOf = (value: number): number => at(value > 0 ? log(value) / Math.LN10 : null);

/** The gradient of W_h by the sum of the last state, its term of each step and their sums from the end. */
export function weightTerms(net: Network, inputs: Values): WeightTerms {
  const [B, T] = inputs.shape;
  const { output, recordings } = net.gradients(inputs, (given) => sum(slice(given, 1, T - 1, T)), { record: true });
  const deltas = recordings[0].gateGradients.get("h")?.data ?? [];
  const total = new Float64Array(hidden * hidden);
  const norms: number[][] = [];
  for (let t = T - 1; t >= 1; t--) {
    let own = 0;
    for (let i = 0; i < hidden; i++) {
      for (let j = 0; j < hidden; j++) {
        let term = 0;
        for (let row = 0; row < B; row++) term += deltas[(row * T + t) * hidden + i] * output.data[(row * T + t - 1) * hidden + j];
        total[i * hidden + j] += term;
        own += term * term;
      }
    }
    norms.push([Math.sqrt(own), Math.sqrt(total.reduce((all, value) => all + value * value, 0))]);
  }
  const whole = norms[norms.length - 1][1];
  const [terms, sums] = [0, 1].map((which) => norms.map((pair) => logOf(pair[which] / whole)));
  return { terms, sums, norm: logOf(whole) };
}

/** Looks at nets of a spectral radius. */
export function flowAt(rho: number, lags: number, settings: LessonSettings): Flow {
  const found = seedsOf(settings).map((seed) => {
    const net = network(recurrent({ cell: "rnn", input: 1, hidden, bias: false }), { backend: "reference", seed });
    const own = net.stateDict();
    net.loadStateDict({ ...own, weight_hh_l0: recurrentWeights(rho, seed) });
    const inputs = normals(seed, "x", [8, lags + 1, 1], 0.5);
    const { layers } = gradientFlow(net, { inputs }, { seed });
    const [{ gradient, theory, envelope }] = layers;
    return {
      sigma: theory?.sigma ?? Number.NaN,
      gradient: gradient.median.map(at),
      low: gradient.low.map(at),
      high: gradient.high.map(at),
      envelope: (envelope ?? []).map(at),
      bound: (theory?.bound ?? []).map(at),
      rate: (theory?.rate ?? []).map(at),
      ...weightTerms(net, inputs),
    };
  });
  const middle = (of: (flow: (typeof found)[number]) => readonly number[]): number[] =>
    of(found[0]).map((_, lag) => median(found.map((flow) => of(flow)[lag])));
  return {
    rho,
    sigma: median(found.map(({ sigma }) => sigma)),
    gradient: middle((flow) => flow.gradient),
    low: middle((flow) => flow.low),
    high: middle((flow) => flow.high),
    envelope: middle((flow) => flow.envelope),
    bound: middle((flow) => flow.bound),
    rate: middle((flow) => flow.rate),
    weights: {
      terms: middle((flow) => flow.terms),
      sums: middle((flow) => flow.sums),
      norm: median(found.map(({ norm }) => norm)),
    },
  };
}
