import type { Call } from "../call.ts";
import { normalise } from "../cells/norm.ts";
import { invalidOption } from "../errors.ts";
import { constantly } from "../initializer.ts";
import { Layer } from "../layer.ts";
import type { Tensor } from "../tensor.ts";

/** Layer norm over the last axis (Ba et al. 2016): (x − mean) / √(var + ε) ⊙ `weight` + `bias`, both [features]. */
export class Norm extends Layer {
  readonly kind = "norm";
  readonly input = undefined;
  readonly options: { readonly epsilon: number };

  constructor({ epsilon = 1e-5 }: { readonly epsilon?: number } = {}) {
    super();
    if (!(epsilon > 0)) throw invalidOption("epsilon", "a number > 0", epsilon);
    this.options = { epsilon };
  }

  protected build(input: number): number {
    this.parameter("weight", [input], constantly(1));
    this.parameter("bias", [input], constantly(0));
    return input;
  }

  run(x: Tensor, _call: Call): Tensor {
    return normalise(x, this.weight("weight") as Tensor, this.weight("bias") as Tensor, this.options.epsilon);
  }
}
