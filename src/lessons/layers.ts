/**
 * L5: w_h stays inside its layer. Between layers at one step, ∂h²_t/∂h¹_t = diag(1 − h²_t²) W², without w_h; what layer 2 hears of layer 1's past
 * it hears through h¹_t alone: ∂h²_t/∂h¹_{t−1} = ∂h²_t/∂h¹_t · diag(1 − h¹_t²) W_h¹.
 */
import { network, recurrent } from "../layers/index.ts";
import type { Claim } from "../lesson.ts";
import { drawnAll } from "../lesson-picture.ts";
import { sum } from "../ops/index.ts";
import { slice } from "../ops/shape.ts";
import { normals, relativeDifference } from "./shared/numbers.ts";

const H = 4;

export const layers: Claim = {
  id: "L5",
  async measure() {
    const net = network(recurrent({ cell: "rnn", input: 2, hidden: H, layers: 2, bias: false }), { backend: "reference" });
    const second = network(recurrent({ cell: "rnn", input: H, hidden: H, bias: false }), { backend: "reference" });
    const weights = net.stateDict();
    second.loadStateDict({ weight_ih_l0: weights.weight_ih_l1, weight_hh_l0: weights.weight_hh_l1 });
    const x = normals(1, "x", [1, 1, 2]);
    const h = normals(1, "h", [2, 1, H], 0.5);
    const below = { shape: [1, 1, H], data: h.data.slice(H) };
    const [h1] = [net.forward(x, { state: { h } }).state.h.data.slice(0, H)];
    const across: number[] = [];
    const past: number[] = [];
    let h2: ArrayLike<number> = [];
    for (let unit = 0; unit < H; unit++) {
      const own = (output: Parameters<typeof slice>[0]) => sum(slice(output, 2, unit, unit + 1));
      const alone = second.gradients({ shape: [1, 1, H], data: h1 }, own, { state: { h: below } });
      across.push(...alone.input.data);
      h2 = alone.output.data;
      past.push(...net.gradients(x, own, { state: { h } }).initial.h.data.slice(0, H));
    }
    // What each unit of either layer hears of each state of the step before.
    const blocks = Array.from({ length: 2 * H }, (_, unit) => {
      const [layer, own] = [Math.floor(unit / H), unit % H];
      const { initial } = net.gradients(
        x,
        (_output, states) => sum(slice(slice(states.get("h") as Parameters<typeof slice>[0], 0, layer, layer + 1), 2, own, own + 1)),
        { state: { h } },
      );
      return drawnAll(initial.h.data.map(Math.abs));
    });
    const back = Math.max(...blocks.slice(0, H).flatMap((row) => row.slice(H)));
    const W = weights.weight_ih_l1.data;
    const byHand = Array.from({ length: H * H }, (_, k) => (1 - h2[Math.floor(k / H)] * h2[Math.floor(k / H)]) * W[k]);
    const own = weights.weight_hh_l0.data;
    const through = Array.from({ length: H * H }, (_, k) => {
      let total = 0;
      for (let m = 0; m < H; m++) total += byHand[Math.floor(k / H) * H + m] * (1 - h1[m] * h1[m]) * own[m * H + (k % H)];
      return total;
    });
    const [differenceAcross, differencePast] = [relativeDifference(across, byHand), relativeDifference(past, through)];
    const recurrentWeights = [...net.parameters()].filter(([name]) => name.startsWith("weight_hh"));
    const square = recurrentWeights.length === 2 && recurrentWeights.every(([, { shape }]) => shape[0] === H && shape[1] === H);
    return {
      id: "L5",
      standing: square && back === 0 && differenceAcross < 1e-12 && differencePast < 1e-12 ? "holds" : "fails",
      figures: { across: differenceAcross, past: differencePast, layers: recurrentWeights.length, hidden: H, back },
      pictures: [
        { id: "L5-unrolled", kind: "unrolled", cell: "rnn", layers: 2 },
        { id: "L5-blocks", kind: "blocks", across: "statesBefore", down: "statesNow", rows: blocks },
      ],
    };
  },
};
