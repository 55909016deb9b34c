/**
 * L16: to update w_h the series is unrolled to its beginning. Time and memory grow with T; truncation to k steps bounds them, at the price of a
 * gradient that doesn't know what was before.
 */
import { echo } from "../datasets/echo.ts";
import { linear, recurrent, sequential } from "../layers/index.ts";
import { bpttMatrix } from "../lenses/bptt-matrix.ts";
import type { Claim } from "../lesson.ts";
import { drawn, drawnAll } from "../lesson-picture.ts";
import { mse } from "../losses/index.ts";
import { pow } from "../math.ts";
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

/** Milliseconds of a pass there and back, over at least 80 of them, the best of three. */
function milliseconds(network: Network, T: number): number {
  const x = { shape: [batch, T, 1], data: new Float64Array(batch * T).fill(0.1) };
  const spell = (): number => {
    const started = Date.now();
    let n = 0;
    while (Date.now() - started < 80) {
      network.gradients(x, (output) => average(square(output)));
      n++;
    }
    return (Date.now() - started) / n;
  };
  // The first warms up; of the others the best, as something else may run beside it.
  spell();
  return Math.min(spell(), spell(), spell());
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
    const { weights, layers } = bpttMatrix(network, held, { loss: mse() });
    // What the loss at the last step says of each state, beside what it says of the last.
    const toState = (layers[0].gradients.at(-1) ?? []).map((value, _, all) => (value === null ? 0 : pow(10, value - (all.at(-1) ?? 0))));
    const { cosine: cosines = [] } = weights.find(({ name }) => name.includes("weight_hh")) ?? {};
    const column = (k: number) => rows.map((row) => ({ name: `T = ${row[0]}`, values: [drawn(row[k])] }));
    const [short, long] = [cosines[1] ?? Number.NaN, cosines[2 * lag] ?? Number.NaN];
    return {
      id: "L16",
      standing: Math.abs(growth - 1) < 0.1 && long > 0.9 && short < long ? "holds" : "fails",
      figures: { longest, perStep: slope(0), growth, lag, short, long, window: bytesKept(network, lengths[0]) },
      table: { columns: ["T", "bytes", "milliseconds"], rows },
      pictures: [
        { id: "L16-chain", kind: "chain", sizes: drawnAll(toState).reverse() },
        { id: "L16-memory", kind: "bars", measures: ["bytes"], rows: column(1) },
        { id: "L16-time", kind: "bars", measures: ["milliseconds"], rows: column(2) },
        {
          id: "L16-cosine",
          kind: "lines",
          across: "stepsBack",
          lines: [{ label: "cosine", values: cosines.map(drawn), places: cosines.map((_, k) => k + 1) }],
        },
      ],
    };
  },
};
