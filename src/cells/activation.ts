/** The functions that LSTM's and GRU's options choose by name. */
import { unknownOption } from "../errors.ts";
import { relu, sigmoid, tanh } from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";

export type ActivationName = "tanh" | "relu" | "sigmoid";

const functions: ReadonlyMap<string, (x: Tensor) => Tensor> = new Map(Object.entries({ tanh, relu, sigmoid }));

/** Options of the gated cells. Other than the defaults run the equations (slower, the same rules). */
export interface GateActivations {
  /** f of the candidate, and of the LSTM's cell state on its way out. `tanh` (default), `relu` or `sigmoid`. */
  readonly activation?: ActivationName;
  /** f of the gates. `sigmoid` (default), `tanh` or `relu`. */
  readonly gateActivation?: ActivationName;
}

/** A function by its name. Throws OptionError for an unknown one. */
export function activationByName(option: keyof GateActivations, name: ActivationName): (x: Tensor) => Tensor {
  const f = functions.get(name);
  if (f === undefined) throw unknownOption(option, name, [...functions.keys()]);
  return f;
}

/** Are these what the fused kernels compute? */
export const areUsual = (activation: ActivationName, gateActivation: ActivationName): boolean =>
  activation === "tanh" && gateActivation === "sigmoid";
