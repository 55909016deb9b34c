/** L2: the architecture of an RNN is the MLP's, with new parameters W_h. Where those are 0, it is the MLP, to the bit. */
import { activation, linear, network, recurrent, sequential } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import type { Network } from "../network.ts";
import { largestDifference, normals } from "./shared/numbers.ts";

const [I, H] = [3, 16];
const weightsOf = (net: Network): number => [...net.parameters().values()].reduce((sum, { size }) => sum + size, 0);

export const architecture: Claim = {
  id: "L2",
  async measure() {
    const mlp = sequential([linear({ input: I, output: H, bias: false }), activation("tanh")]);
    const rnn = network(recurrent({ cell: "rnn", input: I, hidden: H, bias: false }));
    const [w, wh] = [normals(1, "w", [H, I], 0.5), normals(1, "w_h", [H, H], 0.5)];
    const x = normals(1, "x", [8, 20, I]);
    mlp.loadStateDict({ "0.weight": w });
    const output = (recurrentWeights: typeof wh) => {
      rnn.loadStateDict({ weight_ih_l0: w, weight_hh_l0: recurrentWeights });
      return rnn.forward(x).output.data;
    };
    const plain = mlp.forward(x).output.data;
    const without = largestDifference(output({ shape: wh.shape, data: new Float64Array(H * H) }), plain);
    const withMemory = largestDifference(output(wh), plain);
    const [mlpWeights, rnnWeights] = [weightsOf(mlp), weightsOf(rnn)];
    const holds = without === 0 && withMemory > 0 && rnnWeights - mlpWeights === H * H;
    return {
      id: "L2",
      standing: holds ? "holds" : "fails",
      figures: { mlpWeights, rnnWeights, added: rnnWeights - mlpWeights, hidden: H, without, with: withMemory },
      pictures: [
        {
          id: "L2-weights",
          kind: "bars",
          measures: ["w", "w_h"],
          rows: [
            { name: "MLP", values: [mlpWeights, 0] },
            { name: "RNN", values: [rnnWeights - H * H, H * H] },
          ],
        },
      ],
    };
  },
};
