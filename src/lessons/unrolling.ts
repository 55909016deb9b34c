/**
 * L16: to update w_h the series is unrolled to its beginning. Time and memory grow with T; truncation to k steps bounds them, at the price of a
 * gradient that doesn't know what was before.
 */
import { echo } from "../datasets/echo.ts";
import { linear, recurrent, sequential } from "../layers/index.ts";
import { bpttMatrix } from "../lenses/bptt-matrix.ts";
import type { Claim } from "../lesson.ts";
import { mse } from "../losses/index.ts";
import type { Network } from "../network.ts";
import { mean as average, square } from "../ops/index.ts";
import { study } from "./shared/study.ts";

const [batch, H, lag] = [8, 24, 8];
const netOf = (): Network => sequential([recurrent({ cell: "rnn", input: 1, hidden: H }), linear({ output: 1 })], { seed: 1 });

/** Bytes that are kept for the way back over T steps. */
function bytesKept(network: Network, T: number): number {
  let [before, after] = [0, 0];
  network.gradients({ shape: [batch, T, 1], data: new Float64Array(batch * T) }, (output) => {
    after = output.workspace.allocate(0);
    return average(square(output));
  });
  network.frame(false, () => {
    before = network.workspace().allocate(0);
  });
  return after - before;
}

/** Milliseconds of a pass there and back, over at least 80 of them. */
function milliseconds(network: Network, T: number): number {
  const x = { shape: [batch, T, 1], data: new Float64Array(batch * T).fill(0.1) };
  const pass = (): unknown => network.gradients(x, (output) => average(square(output)));
  pass();
  const started = Date.now();
  let n = 0;
  while (Date.now() - started < 80) {
    pass();
    n++;
  }
  return (Date.now() - started) / n;
}

export const unrolling: Claim = {
  id: "L16",
  async measure({ quick, signal }) {
    const lengths = quick ? [100, 200, 400] : [100, 200, 400, 800, 1600];
    const longest = lengths[lengths.length - 1];
    const network = netOf();
    const rows = lengths.map((T) => [T, bytesKept(network, T), milliseconds(network, T)]);
    // Bytes that a step more costs, among the shortest and among the longest.
    const slope = (k: number): number => (rows[k + 1][1] - rows[k][1]) / (lengths[k + 1] - lengths[k]);
    const growth = slope(lengths.length - 2) / slope(0);

    // A net that has learnt to say what came 8 steps before: how much of its gradient k steps back can see.
    const make = (step: number) => echo({ seed: 1, step, batch: 32, length: 30, lag });
    const held = echo({ seed: 1000, batch, length: 30, lag });
    await study({ network, loss: mse(), make, held, updates: quick ? 500 : 2000, signal });
    const { weights } = bpttMatrix(network, held, { loss: mse() });
    const cosines = weights.find(({ name }) => name.includes("weight_hh"))?.cosine ?? [];
    const [short, long] = [cosines[1] ?? Number.NaN, cosines[2 * lag] ?? Number.NaN];
    return {
      id: "L16",
      standing: Math.abs(growth - 1) < 0.1 && long > 0.9 && short < long ? "holds" : "fails",
      figures: { longest, perStep: slope(0), growth, lag, short, long, window: bytesKept(network, lengths[0]) },
      table: { columns: ["T", "bytes", "milliseconds"], rows },
    };
  },
};
