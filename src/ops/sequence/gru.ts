/**
 * Twins of GRU (Cho et al. 2014, arXiv:1406.1078v3, with z and 1−z exchanged as all libraries do). Gates r z n:
 *   r = σ(W_r x + U_r h + b), z = σ(W_z x + U_z h + b), h_t = (1−z) ⊙ n + z ⊙ h_{t−1}
 *   reset after (PyTorch, cuDNN):  n = tanh(W_n x + b_in + r ⊙ (U_n h + b_hn))
 *   reset before (the paper):      n = tanh(W_n x + b_in + U_n (r ⊙ h) + b_hn)
 */
import { addRows, back, biasGradient, buffer, columnSums, kept, own, pack, place, times, weight, weightGradient } from "./parts.ts";
import type { Direction, Twin } from "./twin.ts";

/** Reset after: the reset gate multiplies U_n h + b_hn. */
export const gruAfterTwin: Twin = {
  gates: ["r", "z", "n"],
  hasCell: false,
  // n's recurrent bias belongs to hn.
  joined: 2,
  begin(d) {
    packForward(d);
    buffer(d, "hn", (d.keep ? d.plan.N : d.plan.B) * d.H);
    buffer(d, "hp", d.keep ? d.plan.N * d.H : 0);
  },
  forward(d, { n, row }, hm) {
    const { kernels, H } = d;
    const g = place(d, d.g, row, 3 * H);
    const hn = kept(d, "hn", row, H) || own(d, "hn");
    const bias = d.weights.bias_hh;
    if (bias !== undefined) kernels.copy(place(d, bias.pointer, 0, 1, 2 * H), hn, 1, 1, n, H, 0, 0, 0, 1, 0, 0, H, 1, 0);
    kernels.matmulPacked(hm, H, 0, own(d, "forward-rz"), g, 3 * H, n, 2 * H, H, 1, d.scratch);
    kernels.matmulPacked(hm, H, 0, own(d, "forward-n"), hn, H, n, H, H, bias === undefined ? 0 : 1, d.scratch);
    kernels.gruForward(g, hn, d.h, kept(d, "hp", row, H), place(d, d.y, row, d.ld), d.ld, n, H);
  },
  beginBackward: packBack,
  backward(d, { n, row }) {
    const { H } = d;
    const g = place(d, d.g, row, 3 * H);
    const hn = place(d, own(d, "hn"), row, H);
    d.kernels.gruBackward(g, hn, place(d, own(d, "hp"), row, H), place(d, d.dy, row, d.ld), d.ld, d.h, n, H);
    back(d, g, 3 * H, own(d, "back-rz"), 2 * H, n);
    back(d, hn, H, own(d, "back-n"), H, n);
  },
  finish(d) {
    const { H } = d;
    const hn = own(d, "hn");
    weightGradient(d, weight(d, "weight_hh"), 0, d.g, 3 * H, 2 * H, d.hm, H, H);
    weightGradient(d, weight(d, "weight_hh"), 2 * H, hn, H, H, d.hm, H, H);
    biasGradient(d, d.weights.bias_hh, columnSums(d, hn, H), H, 2 * H);
  },
};

/** Reset before: the reset gate multiplies h before U_n. */
export const gruBeforeTwin: Twin = {
  gates: ["r", "z", "n"],
  hasCell: false,
  joined: 3,
  begin(d) {
    packForward(d);
    buffer(d, "rh", (d.keep ? d.plan.N : d.plan.B) * d.H);
    buffer(d, "hp", d.keep ? d.plan.N * d.H : 0);
  },
  forward(d, { n, row }, hm) {
    const { kernels, H } = d;
    const g = place(d, d.g, row, 3 * H);
    const rh = kept(d, "rh", row, H) || own(d, "rh");
    kernels.matmulPacked(hm, H, 0, own(d, "forward-rz"), g, 3 * H, n, 2 * H, H, 1, d.scratch);
    kernels.gruBeforeGates(g, hm, rh, n, H);
    kernels.matmulPacked(rh, H, 0, own(d, "forward-n"), place(d, g, 0, 1, 2 * H), 3 * H, n, H, H, 1, d.scratch);
    kernels.gruBeforeOutput(g, d.h, kept(d, "hp", row, H), place(d, d.y, row, d.ld), d.ld, n, H);
  },
  beginBackward(d) {
    packBack(d);
    buffer(d, "drh", d.plan.B * d.H);
  },
  backward(d, { n, row }) {
    const { kernels, H } = d;
    const g = place(d, d.g, row, 3 * H);
    const drh = own(d, "drh");
    kernels.gruBeforeOutputBackward(g, place(d, own(d, "hp"), row, H), place(d, d.dy, row, d.ld), d.ld, d.h, n, H);
    kernels.matmulPacked(place(d, g, 0, 1, 2 * H), 3 * H, 0, own(d, "back-n"), drh, H, n, H, H, 0, d.scratch);
    kernels.gruBeforeGatesBackward(g, place(d, d.hm, row, H), drh, n, H);
    if (d.mask !== 0) times(d, drh, d.mask, drh, n * H);
    addRows(d, drh, H, d.h, H, n, H);
    back(d, g, 3 * H, own(d, "back-rz"), 2 * H, n);
  },
  finish(d) {
    const { H } = d;
    weightGradient(d, weight(d, "weight_hh"), 0, d.g, 3 * H, 2 * H, d.hm, H, H);
    weightGradient(d, weight(d, "weight_hh"), 2 * H, place(d, d.g, 0, 1, 2 * H), 3 * H, H, own(d, "rh"), H, H);
  },
};

function packForward(d: Direction): void {
  pack(d, "forward-rz", weight(d, "weight_hh"), 0, 1, d.H, 2 * d.H);
  pack(d, "forward-n", weight(d, "weight_hh"), 2 * d.H, 1, d.H, d.H);
}

function packBack(d: Direction): void {
  pack(d, "back-rz", weight(d, "weight_hh"), 0, 0, 2 * d.H, d.H);
  pack(d, "back-n", weight(d, "weight_hh"), 2 * d.H, 0, d.H, d.H);
}
