import type { Call } from "../call.ts";
import { constantly, glorot } from "../initializer.ts";
import { Layer } from "../layer.ts";
import { affine } from "../ops/index.ts";
import { onlyKnown, wholeFrom } from "../range.ts";
import type { Tensor } from "../tensor.ts";

/** Options of `linear`. */
export interface LinearOptions {
  /** Input features, ≥ 1. Taken from the layer before where left out. */
  readonly input?: number;
  /** Output features, ≥ 1. */
  readonly output: number;
  /** Default true. */
  readonly bias?: boolean;
}

/** y = x Wᵀ + b on the last axis: x [..., in] → [..., out]; `weight` [out, in], `bias` [out]. */
export class Linear extends Layer {
  readonly kind = "linear";
  readonly input: number | undefined;
  readonly options: { readonly input: number | undefined; readonly output: number; readonly bias: boolean };

  constructor(options: LinearOptions) {
    super();
    onlyKnown(options, ["input", "output", "bias"]);
    const { input, output, bias = true } = options;
    this.input = input === undefined ? undefined : wholeFrom(1, "input", input);
    this.options = { input, output: wholeFrom(1, "output", output), bias };
  }

  protected build(input: number): number {
    const { output, bias } = this.options;
    this.parameter("weight", [output, input], glorot());
    if (bias) this.parameter("bias", [output], constantly(0));
    return output;
  }

  run(x: Tensor, _call: Call): Tensor {
    return affine(x, this.weight("weight") as Tensor, this.weight("bias"));
  }
}
