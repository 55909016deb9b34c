/**
 * GRU: gated recurrent unit (Cho et al. 2014, arXiv:1406.1078v3).
 *
 *   r_t = σ(W_r x_t + b_ir + U_r h_{t−1} + b_hr)                    reset gate
 *   z_t = σ(W_z x_t + b_iz + U_z h_{t−1} + b_hz)                    update gate
 *   n_t = tanh(W_n x_t + b_in + r_t ⊙ (U_n h_{t−1} + b_hn))         candidate, reset after (PyTorch, cuDNN)
 *   n_t = tanh(W_n x_t + b_in + U_n (r_t ⊙ h_{t−1}) + b_hn)         candidate, reset before (the paper)
 *   h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t−1}                           hidden state
 *
 * x [B, I], h [B, H]; weight_ih [3H, I], weight_hh [3H, H] in PyTorch's order r z n (Keras and ONNX store z r h). The paper
 * writes z where we write 1 − z; every library does as we do.
 */
import { type Cell, gatedParameters } from "../cell.ts";
import { unknownOption } from "../errors.ts";
import { add, affine, multiply, slice, split, subtract } from "../ops/index.ts";
import { gruAfterTwin, gruBeforeTwin } from "../ops/sequence/gru.ts";
import type { Tensor } from "../tensor.ts";
import { activationByName, areUsual, type GateActivations } from "./activation.ts";
import { normOf, normParameters } from "./norm.ts";

/** Options of GRU. */
export interface GruOptions extends GateActivations {
  /** Where the reset gate acts. Default `after`, as PyTorch and cuDNN. */
  readonly reset?: "after" | "before";
  /** Normalise the products (Ba et al. 2016). Default false; true runs the equations. */
  readonly layerNorm?: boolean;
}

/**
 * GRU. Throws OptionError for an unknown reset or activation.
 *
 * @example
 * ```ts
 * import { gru, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: gru({ reset: "before" }), input: 1, hidden: 4 }));
 * console.log(net.forward([[[1], [2], [3]]]).state.h.shape); // [layers · directions, batch, output]
 * ```
 */
export function gru({ reset = "after", layerNorm = false, activation = "tanh", gateActivation = "sigmoid" }: GruOptions = {}): Cell {
  if (reset !== "after" && reset !== "before") throw unknownOption("reset", reset, ["after", "before"]);
  const f = activationByName("activation", activation);
  const σ = activationByName("gateActivation", gateActivation);
  const fused = reset === "after" ? gruAfterTwin : gruBeforeTwin;
  return {
    kind: "gru",
    options: { reset, layerNorm, activation, gateActivation },
    recurrentDropout: true,
    twin: layerNorm || !areUsual(activation, gateActivation) ? undefined : fused,
    states: ({ hidden }) => ({ h: hidden }),
    parameters: (size) => ({
      ...gatedParameters(3, size),
      ...(layerNorm ? normParameters({ ih: 3 * size.hidden, rz: 2 * size.hidden, n: size.hidden }) : {}),
    }),
    step(x, { h }, w, { drop, gate }) {
      const norm = normOf(w);
      const H = h.shape[1];
      const [ar, az, an] = split(norm("ih", affine(x, w.weight_ih, w.bias_ih)), 3);
      const rows = (v: Tensor, from: number, to: number) => slice(v, 0, from * H, to * H);
      const u = (v: Tensor, from: number, to: number) =>
        affine(v, rows(w.weight_hh, from, to), w.bias_hh === undefined ? undefined : rows(w.bias_hh, from, to));
      const hm = drop(h);
      const [ur, uz] = split(norm("rz", u(hm, 0, 2)), 2);
      const r = gate("r", σ, add(ar, ur));
      const z = gate("z", σ, add(az, uz));
      const un = reset === "after" ? multiply(r, norm("n", u(hm, 2, 3))) : norm("n", u(multiply(r, hm), 2, 3));
      const n = gate("n", f, add(an, un));
      return { h: add(n, multiply(z, subtract(h, n))) };
    },
  };
}
