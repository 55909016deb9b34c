/** L11: one to one is the plain MLP. An RNN over sequences of one step gives its numbers, trained too, and its W_h learns nothing. */
import type { Batch } from "../batch.ts";
import { activation, linear, recurrent, sequential } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import { drawnAll } from "../lesson-picture.ts";
import { mse } from "../losses/index.ts";
import { sin } from "../math.ts";
import type { Network } from "../network.ts";
import { largestDifference, normals, relativeDifference } from "./shared/numbers.ts";
import { study } from "./shared/study.ts";

const [B, I, H, updates] = [32, 2, 16, 500];

/** x [B, 1, I] → sin 2x₁ + x₂, odd as a net without biases in its hidden layer is. */
function curves(step: number): Batch {
  const { data } = normals(1, `curves ${step}`, [B * I]);
  const targets = Float64Array.from({ length: B }, (_, row) => sin(2 * data[row * I]) + data[row * I + 1]);
  return { inputs: { shape: [B, 1, I], data }, targets: { shape: [B, 1, 1], data: targets } };
}

export const perceptron: Claim = {
  id: "L11",
  async measure({ signal }) {
    const mlp = sequential([linear({ input: I, output: H, bias: false }), activation("tanh"), linear({ output: 1 })]);
    const rnn = sequential([recurrent({ cell: "rnn", input: I, hidden: H, bias: false }), linear({ output: 1 })]);
    const first = normals(1, "first", [H, I], 0.5);
    const lastWeights = normals(1, "last", [1, H], 0.3);
    const bias = { shape: [1], data: [0] };
    mlp.loadStateDict({ "0.weight": first, "2.weight": lastWeights, "2.bias": bias });
    const kept = normals(1, "w_h", [H, H], 0.5);
    rnn.loadStateDict({ "0.weight_ih_l0": first, "0.weight_hh_l0": kept, "1.weight": lastWeights, "1.bias": bias });
    const held = curves(updates);
    const before = largestDifference(rnn.forward(held.inputs).output.data, mlp.forward(held.inputs).output.data);
    const losses: number[] = [];
    for (const network of [mlp, rnn] as Network[])
      losses.push((await study({ network, loss: mse(), make: curves, held, updates, signal })).loss);
    const [plain, recurrentOutput] = [mlp, rnn].map((net) => net.forward(held.inputs).output.data);
    const after = relativeDifference(recurrentOutput, plain);
    const moved = largestDifference(rnn.stateDict()["0.weight_hh_l0"].data, Float32Array.from(kept.data));
    return {
      id: "L11",
      standing: before === 0 && after < 1e-4 && moved === 0 ? "holds" : "fails",
      figures: { before, updates, after, moved, mlpLoss: losses[0], rnnLoss: losses[1] },
      pictures: [{ id: "L11-outputs", kind: "pairs", across: "MLP", up: "RNN", x: drawnAll(plain), y: drawnAll(recurrentOutput) }],
    };
  },
};
