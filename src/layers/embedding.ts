import type { Call } from "../call.ts";
import { invalidNumber } from "../errors.ts";
import { normal } from "../initializer.ts";
import { Layer } from "../layer.ts";
import { gather, reshape } from "../ops/index.ts";
import { onlyKnown, wholeFrom } from "../range.ts";
import type { Tensor } from "../tensor.ts";

/** Options of `embedding`. */
export interface EmbeddingOptions {
  /** Number of tokens, ≥ 1; tokens are 0 … vocabulary − 1. */
  readonly vocabulary: number;
  /** Width of a token's vector, ≥ 1. */
  readonly output: number;
}

/** A vector for each token: x [...] of whole numbers → [..., output]; `weight` [vocabulary, output] starts N(0, 1) as PyTorch's. */
export class Embedding extends Layer {
  readonly kind = "embedding";
  readonly input: number;
  readonly options: { readonly vocabulary: number; readonly output: number };

  constructor(options: EmbeddingOptions) {
    super();
    onlyKnown(options, ["vocabulary", "output"]);
    const { vocabulary, output } = options;
    this.input = wholeFrom(1, "vocabulary", vocabulary);
    this.options = { vocabulary, output: wholeFrom(1, "output", output) };
  }

  protected build(): number {
    const { vocabulary, output } = this.options;
    this.parameter("weight", [vocabulary, output], normal(1));
    return output;
  }

  run(x: Tensor, _call: Call): Tensor {
    const { data } = x.values();
    const bad = data.findIndex((token) => !Number.isInteger(token) || token < 0 || token >= this.input);
    if (bad >= 0) throw invalidNumber("token-invalid", `token ${bad}`, `a token from 0 to ${this.input - 1}`, data[bad]);
    return reshape(gather(this.weight("weight") as Tensor, data), [...x.shape, this.options.output]);
  }
}
