import type { Call } from "../call.ts";
import { unknownOption } from "../errors.ts";
import { Layer } from "../layer.ts";
import { relu, sigmoid, softplus, tanh } from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";

const functions: ReadonlyMap<string, (x: Tensor) => Tensor> = new Map(Object.entries({ tanh, relu, sigmoid, softplus }));

/** An element-wise function between layers: tanh, relu, sigmoid or softplus. */
export class Activation extends Layer {
  readonly kind = "activation";
  readonly input = undefined;
  readonly options: { readonly activation: string };
  readonly #f: (x: Tensor) => Tensor;

  constructor(activation: string) {
    super();
    const f = functions.get(activation);
    if (f === undefined) throw unknownOption("activation", activation, [...functions.keys()]);
    this.options = { activation };
    this.#f = f;
  }

  protected build(input: number): number {
    return input;
  }

  run(x: Tensor, _call: Call): Tensor {
    return this.#f(x);
  }
}
