/** The gradient by lag of plain RNNs with a random W_h: what L12 and L13 look at. */
import { network, recurrent } from "../../layers/index.ts";
import { gradientFlow } from "../../lenses/gradient-flow.ts";
import { spectralRadius } from "../../lenses/shared/spectrum.ts";
import { type LessonSettings, seedsOf } from "../../lesson.ts";
import { pow } from "../../math.ts";
import { median, normals } from "./numbers.ts";

export const hidden = 16;

/** Medians over the seeds. */
export interface Flow {
  /** Spectral radius of W_h, and its largest singular value. */
  readonly rho: number;
  readonly sigma: number;
  /** log10 ‖δ_t‖/‖δ_T‖ and its bound, by lag. */
  readonly gradient: readonly number[];
  readonly bound: readonly number[];
  /** ‖∂L_T/∂W_h‖ / ‖δ_T‖. */
  readonly weights: number;
}

/** A random W_h of a spectral radius: normal numbers, scaled. */
export function recurrentWeights(rho: number, seed: number): { shape: readonly number[]; data: Float64Array } {
  const { shape, data } = normals(seed, "w_h", [hidden, hidden]);
  const own = spectralRadius({ rows: hidden, columns: hidden, data });
  return { shape, data: data.map((value) => (value * rho) / own) };
}

/** Looks at nets of a spectral radius. */
export function flowAt(rho: number, lags: number, settings: LessonSettings): Flow {
  const found = seedsOf(settings).map((seed) => {
    const net = network(recurrent({ cell: "rnn", input: 1, hidden, bias: false }), { backend: "reference", seed });
    const own = net.stateDict();
    net.loadStateDict({ ...own, weight_hh_l0: recurrentWeights(rho, seed) });
    const inputs = normals(seed, "x", [8, lags + 1, 1], 0.5);
    const { layers } = gradientFlow(net, { inputs }, { envelope: false, seed });
    const [{ gradient, theory }] = layers;
    // Nothing left: below what float64 can say.
    const at = (value: number | null | undefined): number => value ?? -324;
    return {
      sigma: theory?.sigma ?? Number.NaN,
      gradient: gradient.median.map(at),
      bound: (theory?.bound ?? []).map(at),
    };
  });
  const middle = (of: (flow: (typeof found)[number]) => number): number => median(found.map(of));
  const gradient = found[0].gradient.map((_, lag) => middle((flow) => flow.gradient[lag]));
  return {
    rho,
    sigma: middle(({ sigma }) => sigma),
    gradient,
    bound: found[0].bound.map((_, lag) => middle((flow) => flow.bound[lag])),
    weights: gradient.reduce((sum, exponent) => sum + pow(10, exponent), 0),
  };
}
