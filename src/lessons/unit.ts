/** L15: the unit. f is tanh; h_t goes on to the next step, the output O_t is read from it. O_t is not o_t, the output gate of an LSTM. */
import { linear, network, recurrent, sequential } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import { drawnAll } from "../lesson-picture.ts";
import { tanh } from "../math.ts";
import { largestDifference, normals } from "./shared/numbers.ts";

const [T, I, H] = [12, 2, 8];

export const unit: Claim = {
  id: "L15",
  async measure() {
    const net = sequential([recurrent({ cell: "rnn", input: I, hidden: H }), linear({ output: 1 })], { backend: "reference" });
    const x = normals(1, "x", [1, T, I]);
    const { output, recordings } = net.forward(x, { record: true });
    const weights = net.stateDict();
    const of = (name: string, k: number): number => weights[name].data[k];
    const states: number[] = [];
    const outputs: number[] = [];
    let h = new Float64Array(H);
    for (let t = 0; t < T; t++) {
      h = Float64Array.from({ length: H }, (_, u) => {
        let a = of("0.bias_ih_l0", u) + of("0.bias_hh_l0", u);
        for (let k = 0; k < I; k++) a += of("0.weight_ih_l0", u * I + k) * x.data[t * I + k];
        for (let k = 0; k < H; k++) a += of("0.weight_hh_l0", u * H + k) * h[k];
        return tanh(a);
      });
      states.push(...h);
      outputs.push(h.reduce((sum, value, k) => sum + of("1.weight", k) * value, of("1.bias", 0)));
    }
    const state = recordings[0].states.get("h")?.data ?? [];
    const stateDifference = largestDifference(states, state);
    const outputDifference = largestDifference(outputs, output.data);

    const lstm = network(recurrent({ cell: "lstm", input: I, hidden: H }), { backend: "reference" });
    const gate = lstm.forward(x, { record: true }).recordings[0].gates.get("o")?.data ?? [];
    const [least, most] = [Math.min(...Array.from(gate)), Math.max(...Array.from(gate))];
    const holds = stateDifference < 1e-12 && outputDifference < 1e-12 && least > 0 && most < 1;
    return {
      id: "L15",
      standing: holds ? "holds" : "fails",
      figures: { state: stateDifference, output: outputDifference, gateLeast: least, gateMost: most, hidden: H, steps: T },
      table: {
        columns: ["t", "h_t[1]", "O_t"],
        rows: Array.from({ length: 4 }, (_, t) => [t + 1, states[t * H], outputs[t]]),
      },
      pictures: [
        { id: "L15-unit", kind: "unit", cell: "rnn" },
        {
          id: "L15-signals",
          kind: "signal",
          channels: [
            { name: "x_t[1]", values: drawnAll(Array.from({ length: T }, (_, t) => x.data[t * I])) },
            { name: "h_t[1]", values: drawnAll(Array.from({ length: T }, (_, t) => states[t * H])) },
            { name: "O_t", values: drawnAll(outputs) },
          ],
        },
      ],
    };
  },
};
