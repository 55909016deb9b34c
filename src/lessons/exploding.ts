/**
 * L13: or they explode. With a larger W_h and a unit that doesn't saturate the gradient grows with the lag; tanh saturates and holds it back, and the
 * bound is far above it. Clipping shortens the update and keeps its direction.
 */
import { rnn } from "../cells/index.ts";
import { network, recurrent } from "../layers/index.ts";
import { gradientFlow } from "../lenses/gradient-flow.ts";
import { type Claim, type LessonSettings, seedsOf } from "../lesson.ts";
import { mse } from "../losses/index.ts";
import { pow } from "../math.ts";
import { sgd } from "../optimizers/index.ts";
import { trainer } from "../trainer.ts";
import { flowAt, hidden, recurrentWeights } from "./shared/flow.ts";
import { median, normals } from "./shared/numbers.ts";

/** Spectral radius of W_h. */
const rho = 3;

const netOf = (activation: "tanh" | "relu", seed: number) => {
  const net = network(recurrent({ cell: rnn({ activation }), input: 1, hidden, bias: false, returns: "last" }), {
    backend: "reference",
    seed,
  });
  net.loadStateDict({ ...net.stateDict(), weight_hh_l0: recurrentWeights(rho, seed) });
  return net;
};

/** log10 ‖δ_t‖/‖δ_T‖ at a lag, of a net of rectified units; medians over the seeds. */
const rectified = (lags: number, settings: LessonSettings): number =>
  median(
    seedsOf(settings).map((seed) => {
      const flow = gradientFlow(netOf("relu", seed), { inputs: normals(seed, "x", [8, lags + 1, 1], 0.5) }, { envelope: false, seed });
      return flow.layers[0].gradient.median[lags] ?? Number.NEGATIVE_INFINITY;
    }),
  );

/** The first update's gradient norm, and how far the weights went, with a limit of 1 or none. */
async function firstUpdate(lags: number, clipNorm: number): Promise<{ norm: number; moved: number }> {
  const net = netOf("relu", 1);
  const before = net.stateDict();
  const batch = { inputs: normals(1, "x", [8, lags + 1, 1], 0.5), targets: { shape: [8, hidden], data: new Float64Array(8 * hidden) } };
  const source = { count: 1, fingerprint: "one", epoch: () => [batch] };
  const run = trainer({ network: net, loss: mse(), optimizer: sgd({ learningRate: 1 }), batches: source, epochs: 1, clipNorm });
  let norm = Number.NaN;
  for await (const { gradNorm } of run) norm = gradNorm;
  let squares = 0;
  for (const [name, { data }] of Object.entries(net.stateDict()))
    for (const [k, value] of Array.from(data).entries()) squares += (value - before[name].data[k]) * (value - before[name].data[k]);
  return { norm, moved: Math.sqrt(squares) };
}

export const exploding: Claim = {
  id: "L13",
  async measure(settings) {
    const lags = 40;
    const saturated = flowAt(rho, lags, settings);
    const free = rectified(lags, settings);
    const clipped = await firstUpdate(lags, 1);
    const unclipped = await firstUpdate(lags, Number.POSITIVE_INFINITY);
    const explodes = free > 2 && unclipped.moved > 100 && Math.abs(clipped.moved - 1) < 1e-6;
    return {
      id: "L13",
      standing: explodes ? (saturated.gradient[lags] > 2 ? "holds" : "partly") : "fails",
      figures: {
        lags,
        rho,
        relu: pow(10, free),
        tanh: pow(10, saturated.gradient[lags]),
        bound: pow(10, saturated.bound[lags]),
        norm: unclipped.norm,
        unclipped: unclipped.moved,
        clipped: clipped.moved,
      },
    };
  },
};
