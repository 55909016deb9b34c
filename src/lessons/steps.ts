/** L3: it goes step by step, with the states before as inputs. Stepping with a kept state gives the whole sequence's numbers. */
import { network, recurrent } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import { drawnAll } from "../lesson-picture.ts";
import type { State } from "../network.ts";
import { largestDifference, normals } from "./shared/numbers.ts";

const [B, T, I, H] = [4, 50, 3, 16];

export const steps: Claim = {
  id: "L3",
  async measure() {
    const x = normals(1, "x", [B, T, I]);
    const apart: { readonly label: string; readonly values: number[]; readonly places: number[] }[] = [];
    const rows = ["rnn", "gru", "lstm"].map((cell): [string, number, number] => {
      const net = network(recurrent({ cell, input: I, hidden: H }));
      const whole = net.forward(x).output.data;
      let state: State | undefined;
      let kept = 0;
      const without: number[] = [];
      for (let t = 0; t < T; t++) {
        const now = {
          shape: [B, I],
          data: Float64Array.from({ length: B * I }, (_, k) => x.data[(Math.floor(k / I) * T + t) * I + (k % I)]),
        };
        const own = Float64Array.from({ length: B * H }, (_, k) => whole[(Math.floor(k / H) * T + t) * H + (k % H)]);
        const step = net.step(now, state);
        kept = Math.max(kept, largestDifference(step.output.data, own));
        without.push(largestDifference(net.step(now).output.data, own));
        state = step.state;
      }
      apart.push({ label: cell, values: drawnAll(without), places: without.map((_, t) => t + 1) });
      return [cell, kept, Math.max(...without)];
    });
    const kept = Math.max(...rows.map((row) => row[1]));
    const forgotten = Math.min(...rows.map((row) => row[2]));
    return {
      id: "L3",
      standing: kept === 0 && forgotten > 0 ? "holds" : "fails",
      figures: { steps: T, kept, forgotten },
      table: { columns: ["net", "stateKept", "stateForgotten"], rows },
      pictures: [
        { id: "L3-unrolled", kind: "unrolled", cell: "rnn", layers: 1 },
        { id: "L3-states", kind: "lines", across: "step", lines: apart },
      ],
    };
  },
};
