/**
 * Twin of LSTM (Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000; peepholes: Gers & Schmidhuber 2000;
 * projection: Sak et al. 2014). Gates i f g o. With projection h_t = R (o_t ⊙ tanh c_t), R = weight_hr [P, H].
 */

import { gradientOf } from "../../tensor.ts";
import { addRows, back, buffer, copy, kept, own, pack, place, weight, weightGradient } from "./parts.ts";
import type { Direction, Step, Twin } from "./twin.ts";

/** LSTM; peepholes and projection by the weights that are there. */
export const lstmTwin: Twin = {
  gates: ["i", "f", "g", "o"],
  hasCell: true,
  joined: 4,
  begin(d) {
    const rows = d.keep ? d.plan.N : 0;
    buffer(d, "cp", rows * d.H);
    buffer(d, "tc", rows * d.H);
    if (d.weights.weight_hr !== undefined) {
      buffer(d, "m", (d.keep ? d.plan.N : d.plan.B) * d.H);
      pack(d, "project", d.weights.weight_hr, 0, 1, d.H, d.P);
    }
    pack(d, "forward", weight(d, "weight_hh"), 0, 1, d.P, 4 * d.H);
  },
  forward(d, step, hm) {
    const { kernels, H, P } = d;
    const { n, row } = step;
    const g = place(d, d.g, row, 4 * H);
    kernels.matmulPacked(hm, P, 0, own(d, "forward"), g, 4 * H, n, 4 * H, P, 1, d.scratch);
    const [cp, tc] = [kept(d, "cp", row, H), kept(d, "tc", row, H)];
    const peep = d.weights.weight_peephole?.pointer ?? 0;
    const y = place(d, d.y, row, d.ld);
    if (d.weights.weight_hr === undefined) {
      kernels.lstmForward(g, d.c, cp, tc, peep, d.h, y, d.ld, n, H);
    } else {
      const m = kept(d, "m", row, H) || own(d, "m");
      kernels.lstmForward(g, d.c, cp, tc, peep, 0, m, H, n, H);
      kernels.matmulPacked(m, H, 0, own(d, "project"), d.h, P, n, P, H, 0, d.scratch);
      kernels.copy(d.h, y, 1, 1, n, P, 0, 0, P, 1, 0, 0, d.ld, 1, 0);
    }
    const recorded = d.own.get("c");
    if (recorded !== undefined) copy(d, d.c, place(d, recorded, row, H), n * H);
  },
  beginBackward(d) {
    pack(d, "back", weight(d, "weight_hh"), 0, 0, 4 * d.H, d.P);
    if (d.weights.weight_hr !== undefined) {
      pack(d, "unproject", d.weights.weight_hr, 0, 0, d.P, d.H);
      buffer(d, "dm", d.plan.B * d.H);
    }
  },
  backward(d, step) {
    const { kernels, H } = d;
    const { n, row } = step;
    const g = place(d, d.g, row, 4 * H);
    const [dy, ld, dh] = d.weights.weight_hr === undefined ? [place(d, d.dy, row, d.ld), d.ld, d.h] : [unproject(d, step), H, 0];
    const peep = d.weights.weight_peephole;
    const dpeep = peep?.tracked ? gradientOf(peep) : 0;
    const dc = d.dcAll === 0 ? 0 : place(d, d.dcAll, row, H);
    const [cp, tc] = [kept(d, "cp", row, H), kept(d, "tc", row, H)];
    kernels.lstmBackward(g, cp, tc, peep?.pointer ?? 0, dpeep, dy, ld, dh, d.c, dc, n, H);
    back(d, g, 4 * H, own(d, "back"), 4 * H, n);
  },
  finish(d) {
    const { H, P } = d;
    weightGradient(d, weight(d, "weight_hh"), 0, d.g, 4 * H, 4 * H, d.hm, P, P);
    if (d.weights.weight_hr !== undefined) weightGradient(d, d.weights.weight_hr, 0, d.dy, d.ld, P, own(d, "m"), H, H);
  },
};

/** ∂L/∂(o ⊙ tanh c) [n, H] from the whole ∂L/∂h_t, which is left in dy; the carried gradient is spent. */
function unproject(d: Direction, { n, row }: Step): number {
  const dy = place(d, d.dy, row, d.ld);
  addRows(d, d.h, d.P, dy, d.ld, n, d.P);
  d.kernels.fill(d.h, 0, n * d.P);
  const dm = own(d, "dm");
  d.kernels.matmulPacked(dy, d.ld, 0, own(d, "unproject"), dm, d.H, n, d.H, d.P, 0, d.scratch);
  return dm;
}
