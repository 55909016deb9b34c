/** L6: back through the layers and back through time. ∂L/∂w_h is the sum of a term a step, δ_t f′_t h_{t−1}, back to t = 1; δ_t = ∂L/∂h_t. */
import { linear, network, recurrent, sequential } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import { drawn, drawnAll } from "../lesson-picture.ts";
import type { Network, Objective } from "../network.ts";
import { square, sum } from "../ops/index.ts";
import { slice } from "../ops/shape.ts";
import { normals, relativeDifference } from "./shared/numbers.ts";

const x = [1, -0.5, 0.8, 0.3, -1, 0.6];

/** ½ h_T², as its gradient h_T is easy to see. */
const atLast =
  (T: number): Objective =>
  (output) =>
    sum(square(slice(output, 1, T - 1, T)));

/** Central differences of the loss by one weight array. */
function differences(net: Network, name: string, loss: () => number, step = 1e-6): number[] {
  const weights = net.stateDict();
  return Array.from(weights[name].data, (value, k) => {
    const at = (moved: number): number => {
      const data = Float64Array.from(weights[name].data);
      data[k] = moved;
      net.loadStateDict({ ...weights, [name]: { shape: weights[name].shape, data } });
      return loss();
    };
    const difference = (at(value + step) - at(value - step)) / (2 * step);
    net.loadStateDict(weights);
    return difference;
  });
}

export const throughTime: Claim = {
  id: "L6",
  async measure() {
    const net = network(recurrent({ cell: "rnn", input: 1, hidden: 1, bias: false }), { backend: "reference" });
    net.loadStateDict({ weight_ih_l0: { shape: [1, 1], data: [0.7] }, weight_hh_l0: { shape: [1, 1], data: [0.9] } });
    const T = x.length;
    const inputs = { shape: [1, T, 1], data: x };
    const { parameters, output, recordings } = net.gradients(inputs, atLast(T), { record: true });
    const deltas = recordings[0].stateGradients.get("h")?.data ?? [];
    const before = (t: number): number => (t === 0 ? 0 : output.data[t - 1]);
    // tanh′ where the sum was: 1 − h_t².
    const slope = (t: number): number => 1 - output.data[t] * output.data[t];
    const rows = Array.from({ length: T }, (_, t) => [t + 1, before(t), deltas[t], slope(t), deltas[t] * slope(t) * before(t)]);
    const total = rows.reduce((all, row) => all + row[4], 0);
    const gradient = parameters.weight_hh_l0.data[0];
    const numeric = differences(net, "weight_hh_l0", () => net.gradients(inputs, atLast(T)).loss)[0];

    const two = sequential([recurrent({ cell: "rnn", input: 2, hidden: 4, layers: 2 }), linear({ output: 1 })], { backend: "reference" });
    const wide = normals(2, "x", [3, 12, 2]);
    const through = two.gradients(wide, (given) => sum(square(given)));
    const worst = Math.max(
      ...["0.weight_hh_l0", "0.weight_hh_l1"].map((name) =>
        relativeDifference(
          through.parameters[name].data,
          differences(two, name, () => two.gradients(wide, (given) => sum(square(given))).loss),
        ),
      ),
    );
    const close = Math.max(Math.abs(total / gradient - 1), Math.abs(numeric / gradient - 1), worst);
    return {
      id: "L6",
      standing: close < 1e-6 ? "holds" : "fails",
      figures: { steps: T, total, gradient, numeric, worst, first: rows[1][4] / total },
      table: { columns: ["t", "h_{t−1}", "δ_t", "f′_t", "δ_t·f′_t·h_{t−1}"], rows: [...rows, ["Σ", null, null, null, total]] },
      pictures: [
        { id: "L6-chain", kind: "chain", sizes: drawnAll(deltas).map(Math.abs).reverse() },
        {
          id: "L6-terms",
          kind: "bars",
          measures: ["δ_t·f′_t·h_{t−1}"],
          rows: rows.map((row) => ({ name: `t = ${row[0]}`, values: [drawn(row[4])] })),
        },
      ],
    };
  },
};
