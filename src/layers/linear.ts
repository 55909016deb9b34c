import type { Call } from "../call.ts";
import { invalidOption } from "../errors.ts";
import { constantly, glorot } from "../initializer.ts";
import { Layer } from "../layer.ts";
import { affine } from "../ops/index.ts";
import { onlyKnown } from "../range.ts";
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
  readonly output: number;
  readonly bias: boolean;

  constructor(options: LinearOptions) {
    super();
    onlyKnown(options, ["input", "output", "bias"]);
    const { input, output, bias = true } = options;
    for (const [name, n] of Object.entries({ input: input ?? 1, output })) {
      if (!Number.isInteger(n) || n < 1) throw invalidOption(name, "an integer ≥ 1", n);
    }
    this.input = input;
    this.output = output;
    this.bias = bias;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { input: this.input, output: this.output, bias: this.bias };
  }

  protected build(input: number): number {
    this.parameter("weight", [this.output, input], glorot());
    if (this.bias) this.parameter("bias", [this.output], constantly(0));
    return this.output;
  }

  run(x: Tensor, _call: Call): Tensor {
    return affine(x, this.weight("weight") as Tensor, this.weight("bias"));
  }
}
