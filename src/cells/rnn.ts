/**
 * The plain recurrent cell (Elman 1990): a multilayer perceptron with a second set of weights.
 *
 *   h_t = f(W x_t + b_ih + W_h h_{t−1} + b_hh)
 *
 * x_t [B, I], h [B, H], W = weight_ih [H, I], W_h = weight_hh [H, H]; f = tanh or relu. The same as PyTorch's nn.RNN;
 * Keras and ONNX differ only in how many biases they store.
 */
import { type Cell, gatedParameters } from "../cell.ts";
import { unknownOption } from "../errors.ts";
import { add, affine, relu, tanh } from "../ops/index.ts";
import { rnnTwin } from "../ops/sequence/rnn.ts";
import { normOf, normParameters } from "./norm.ts";

/** Options of the plain cell. */
export interface RnnOptions {
  /** f. Default `tanh`. */
  readonly activation?: "tanh" | "relu";
  /** Normalise W x and W_h h (Ba et al. 2016). Default false; true runs the equations. */
  readonly layerNorm?: boolean;
}

/**
 * The plain cell. Throws OptionError for an unknown activation.
 *
 * @example
 * ```ts
 * import { network, recurrent, rnn } from "memoria";
 * const net = network(recurrent({ cell: rnn({ activation: "relu" }), input: 1, hidden: 4 }));
 * console.log(net.forward([[[1], [2], [3]]]).state.h.shape); // [layers · directions, batch, output]
 * ```
 */
export function rnn({ activation = "tanh", layerNorm = false }: RnnOptions = {}): Cell {
  if (activation !== "tanh" && activation !== "relu") throw unknownOption("activation", activation, ["tanh", "relu"]);
  const f = activation === "tanh" ? tanh : relu;
  return {
    kind: "rnn",
    options: { activation, layerNorm },
    recurrentDropout: true,
    twin: layerNorm ? undefined : rnnTwin(activation),
    states: ({ hidden }) => ({ h: hidden }),
    parameters: (size) => ({
      ...gatedParameters(1, size),
      ...(layerNorm ? normParameters({ ih: size.hidden, hh: size.hidden }) : {}),
    }),
    step(x, { h }, w, { drop, gate }) {
      const norm = normOf(w);
      const a = add(norm("ih", affine(x, w.weight_ih, w.bias_ih)), norm("hh", affine(drop(h), w.weight_hh, w.bias_hh)));
      return { h: gate("h", f, a) };
    },
  };
}
