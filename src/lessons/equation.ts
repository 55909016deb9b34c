/** L4: h_t = f(w x_t + w_h h_{t−1} + b), worked by hand on a net of two units. */
import { network, recurrent } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import { drawn } from "../lesson-picture.ts";
import { tanh } from "../math.ts";
import { largestDifference } from "./shared/numbers.ts";

const w = [0.5, -0.4];
const wh = [
  [0.3, -0.2],
  [0.1, 0.6],
];
const b = [0.1, -0.1];
const x = [1, 0.5, -1, 0];

export const equation: Claim = {
  id: "L4",
  async measure() {
    const net = network(recurrent({ cell: "rnn", input: 1, hidden: 2 }), { backend: "reference" });
    net.loadStateDict({
      weight_ih_l0: { shape: [2, 1], data: w },
      weight_hh_l0: { shape: [2, 2], data: wh.flat() },
      bias_ih_l0: { shape: [2], data: b },
      bias_hh_l0: { shape: [2], data: [0, 0] },
    });
    const { output } = net.forward({ shape: [1, x.length, 1], data: x });
    const rows: number[][] = [];
    const byHand: number[] = [];
    let h = [0, 0];
    for (const [t, now] of x.entries()) {
      h = [0, 1].map((unit) => {
        const [fromInput, fromState] = [w[unit] * now, wh[unit][0] * h[0] + wh[unit][1] * h[1]];
        const a = fromInput + fromState + b[unit];
        rows.push([t + 1, unit + 1, now, fromInput, fromState, b[unit], a, tanh(a)]);
        return tanh(a);
      });
      byHand.push(...h);
    }
    const difference = largestDifference(output.data, byHand);
    return {
      id: "L4",
      standing: difference < 1e-15 ? "holds" : "fails",
      figures: { difference, steps: x.length },
      table: { columns: ["t", "unit", "x_t", "w·x_t", "w_h·h_{t−1}", "b", "a_t", "h_t"], rows },
      pictures: [
        {
          id: "L4-parts",
          kind: "bars",
          measures: ["w·x_t", "w_h·h_{t−1}", "b"],
          rows: rows.map(([t, unit, , fromInput, fromState, bias]) => ({
            name: `t = ${t}, h_t[${unit}]`,
            values: [fromInput, fromState, bias].map(drawn),
          })),
        },
      ],
    };
  },
};
