/** L1: an RNN has memory. Where the steps of a series are shuffled, a net that looks at one step at a time loses nothing, and an RNN does. */
import type { Batch } from "../batch.ts";
import { activation, linear, recurrent, sequential } from "../layers/index.ts";
import { type Claim, seedsOf } from "../lesson.ts";
import { mse } from "../losses/index.ts";
import { sin } from "../math.ts";
import { generator } from "../random.ts";
import { mean } from "./shared/numbers.ts";
import { lossOn, study } from "./shared/study.ts";

const [rows, steps] = [64, 30];

/** Waves of one frequency from any phase, and their next values: the value alone doesn't tell whether it rises or falls. */
export function waves(seed: number, step: number): Batch {
  const random = generator(seed, "waves", step);
  const shape = [rows, steps, 1];
  const [inputs, targets] = [new Float64Array(rows * steps), new Float64Array(rows * steps)];
  for (let row = 0; row < rows; row++) {
    const phase = 6.283185307179586 * random.uniform();
    for (let t = 0; t < steps; t++) {
      inputs[row * steps + t] = sin(phase + 0.5 * t);
      targets[row * steps + t] = sin(phase + 0.5 * (t + 1));
    }
  }
  return { inputs: { shape, data: inputs }, targets: { shape, data: targets } };
}

/** The same pairs of input and target in another order of time. */
function shuffled({ inputs, targets }: Batch, seed: number): Batch {
  const random = generator(seed, "order");
  const order = Array.from({ length: steps }, (_, t) => t);
  for (let t = steps - 1; t > 0; t--) {
    const other = random.integer(t + 1);
    [order[t], order[other]] = [order[other], order[t]];
  }
  const moved = ({ shape, data }: Batch["inputs"]) => ({
    shape,
    data: Float64Array.from(data, (_, k) => data[k - (k % steps) + order[k % steps]]),
  });
  return { inputs: moved(inputs), targets: moved(targets) };
}

export const memory: Claim = {
  id: "L1",
  async measure(settings) {
    const { quick, signal } = settings;
    const found: number[][] = [];
    for (const seed of seedsOf(settings)) {
      // As many weights: 321 and 322.
      const nets = {
        mlp: sequential([linear({ input: 1, output: 107 }), activation("tanh"), linear({ output: 1 })], { seed }),
        rnn: sequential([recurrent({ cell: "rnn", input: 1, hidden: 16 }), linear({ output: 1 })], { seed }),
      };
      const held = waves(1000 + seed, 0);
      const other = shuffled(held, seed);
      const losses: number[] = [];
      for (const network of [nets.mlp, nets.rnn]) {
        await study({ network, loss: mse(), make: (step) => waves(seed, step), held, updates: quick ? 300 : 1500, signal });
        losses.push(await lossOn(network, mse(), held), await lossOn(network, mse(), other));
      }
      found.push(losses);
    }
    const [mlp, mlpShuffled, rnn, rnnShuffled] = [0, 1, 2, 3].map((k) => mean(found.map((losses) => losses[k])));
    const same = found.every(([before, after]) => Math.abs(after / before - 1) < 1e-5);
    const worse = found.every(([, , before, after]) => after > 2 * before);
    return {
      id: "L1",
      standing: same && worse ? "holds" : same || worse ? "partly" : "fails",
      figures: { mlp, mlpShuffled, rnn, rnnShuffled },
      table: {
        columns: ["net", "inOrder", "shuffled"],
        rows: [
          ["MLP", mlp, mlpShuffled],
          ["RNN", rnn, rnnShuffled],
        ],
      },
      pictures: [
        {
          id: "L1-errors",
          kind: "bars",
          measures: ["inOrder", "shuffled"],
          rows: [
            { name: "MLP", values: [mlp, mlpShuffled] },
            { name: "RNN", values: [rnn, rnnShuffled] },
          ],
        },
      ],
    };
  },
};
