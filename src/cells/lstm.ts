/**
 * LSTM: long short-term memory (Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000).
 *
 *   i_t = σ(W_i x_t + U_i h_{t−1} + b_i + p_i ⊙ c_{t−1})     input gate
 *   f_t = σ(W_f x_t + U_f h_{t−1} + b_f + p_f ⊙ c_{t−1})     forget gate: at 0 it wipes c
 *   g_t = tanh(W_g x_t + U_g h_{t−1} + b_g)                  candidate
 *   c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t                          cell state: the long-term memory
 *   o_t = σ(W_o x_t + U_o h_{t−1} + b_o + p_o ⊙ c_t)         output gate
 *   h_t = o_t ⊙ tanh(c_t), or R (o_t ⊙ tanh(c_t))            hidden state: the short-term memory
 *
 * x [B, I], h [B, H] (or [B, P]), c [B, H]; weight_ih [4H, I] and weight_hh [4H, P] in PyTorch's order i f g o; peepholes
 * p = weight_peephole [3H] in the order i f o (Gers & Schmidhuber 2000); projection R = weight_hr [P, H] (Sak et al.
 * 2014). PyTorch has no peepholes; Keras stores i f c o and one bias; ONNX stores i o f c.
 */
import { type Cell, gatedParameters } from "../cell.ts";
import { invalidOption } from "../errors.ts";
import { constantly, orthogonal } from "../initializer.ts";
import { add, affine, multiply, split } from "../ops/index.ts";
import { lstmTwin } from "../ops/sequence/lstm.ts";
import { activationByName, areUsual, type GateActivations } from "./activation.ts";
import { normOf, normParameters } from "./norm.ts";

/** Options of LSTM. */
export interface LstmOptions extends GateActivations {
  /** Gates see the cell state through diagonal weights. Default false. */
  readonly peepholes?: boolean;
  /** Start of the forget gate's bias. Default 1 (Jozefowicz et al. 2015). */
  readonly forgetBias?: number;
  /** Outputs P < H, or 0 for none. Default 0. */
  readonly projection?: number;
  /** Normalise the products and the cell state (Ba et al. 2016). Default false; true runs the equations. */
  readonly layerNorm?: boolean;
}

/**
 * LSTM. Throws OptionError for a projection that isn't a non-negative integer, a forget bias that isn't finite, an unknown activation.
 *
 * @example
 * ```ts
 * import { lstm, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: lstm({ peepholes: true, projection: 2 }), input: 1, hidden: 4 }));
 * console.log(net.forward([[[1], [2], [3]]]).state.h.shape); // [layers · directions, batch, output]
 * ```
 */
export function lstm(options: LstmOptions = {}): Cell {
  const { peepholes = false, forgetBias = 1, projection = 0, layerNorm = false, activation = "tanh", gateActivation = "sigmoid" } = options;
  const fn = activationByName("activation", activation);
  const σ = activationByName("gateActivation", gateActivation);
  if (!Number.isInteger(projection) || projection < 0) throw invalidOption("projection", "an integer ≥ 0", projection);
  if (!Number.isFinite(forgetBias)) throw invalidOption("forgetBias", "a finite number", forgetBias);
  return {
    kind: "lstm",
    options: { peepholes, forgetBias, projection, layerNorm, activation, gateActivation },
    recurrentDropout: true,
    twin: layerNorm || !areUsual(activation, gateActivation) ? undefined : lstmTwin,
    states: ({ hidden }) => ({ h: projection || hidden, c: hidden }),
    parameters(size) {
      const { hidden } = size;
      const forget = ([n]: readonly number[]) => new Float64Array(n).fill(forgetBias, hidden, 2 * hidden);
      return {
        ...gatedParameters(4, size, projection || hidden, forget),
        ...(projection > 0 ? { weight_hr: { shape: [projection, hidden], initial: orthogonal() } } : {}),
        ...(peepholes ? { weight_peephole: { shape: [3 * hidden], initial: constantly(0) } } : {}),
        ...(layerNorm ? normParameters({ ih: 4 * hidden, hh: 4 * hidden, c: hidden }) : {}),
      };
    },
    step(x, { h, c }, w, { drop, gate }) {
      const norm = normOf(w);
      const a = add(norm("ih", affine(x, w.weight_ih, w.bias_ih)), norm("hh", affine(drop(h), w.weight_hh, w.bias_hh)));
      const [ai, af, ag, ao] = split(a, 4);
      const [pi, pf, po] = w.weight_peephole === undefined ? [] : split(w.weight_peephole, 3);
      const i = gate("i", σ, pi === undefined ? ai : add(ai, multiply(c, pi)));
      const f = gate("f", σ, pf === undefined ? af : add(af, multiply(c, pf)));
      const g = gate("g", fn, ag);
      const next = add(multiply(f, c), multiply(i, g));
      const o = gate("o", σ, po === undefined ? ao : add(ao, multiply(next, po)));
      const m = multiply(o, fn(norm("c", next)));
      return { h: w.weight_hr === undefined ? m : affine(m, w.weight_hr), c: next };
    },
  };
}
