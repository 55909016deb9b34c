/**
 * Twin of the plain cell (Elman 1990): h_t = f(W x_t + b_ih + U h_{t−1} + b_hh), f = tanh or relu.
 * Backward: da_t = ∂L/∂h_t ⊙ f′(a_t); ∂L/∂h_{t−1} = da_t · U.
 */
import { back, own, pack, place, weight, weightGradient } from "./parts.ts";
import type { Twin } from "./twin.ts";

/** The plain cell with tanh or relu. */
export function rnnTwin(activation: "tanh" | "relu"): Twin {
  const relu = activation === "relu" ? 1 : 0;
  return {
    gates: ["h"],
    hasCell: false,
    joined: 1,
    begin(d) {
      pack(d, "forward", weight(d, "weight_hh"), 0, 1, d.H, d.H);
    },
    forward(d, { n, row }, hm) {
      const g = place(d, d.g, row, d.H);
      d.kernels.matmulPacked(hm, d.H, 0, own(d, "forward"), g, d.H, n, d.H, d.H, 1, d.scratch);
      d.kernels.rnnForward(g, d.h, place(d, d.y, row, d.ld), d.ld, n, d.H, relu);
    },
    beginBackward(d) {
      pack(d, "back", weight(d, "weight_hh"), 0, 0, d.H, d.H);
    },
    backward(d, { n, row }) {
      const g = place(d, d.g, row, d.H);
      d.kernels.rnnBackward(g, place(d, d.dy, row, d.ld), d.ld, d.h, n, d.H, relu);
      back(d, g, d.H, own(d, "back"), d.H, n);
    },
    finish(d) {
      weightGradient(d, weight(d, "weight_hh"), 0, d.g, d.H, d.H, d.hm, d.P, d.P);
    },
  };
}
