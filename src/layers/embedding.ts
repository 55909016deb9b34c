import type { Call } from "../call.ts";
import { DataError, invalidOption, show } from "../errors.ts";
import { normal } from "../initializer.ts";
import { Layer } from "../layer.ts";
import { gather, reshape } from "../ops/index.ts";
import { onlyKnown } from "../range.ts";
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
  readonly output: number;

  constructor(options: EmbeddingOptions) {
    super();
    onlyKnown(options, ["vocabulary", "output"]);
    const { vocabulary, output } = options;
    for (const [name, n] of Object.entries({ vocabulary, output })) {
      if (!Number.isInteger(n) || n < 1) throw invalidOption(name, "an integer ≥ 1", n);
    }
    this.input = vocabulary;
    this.output = output;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { vocabulary: this.input, output: this.output };
  }

  protected build(): number {
    this.parameter("weight", [this.input, this.output], normal(1));
    return this.output;
  }

  run(x: Tensor, _call: Call): Tensor {
    const { data } = x.values();
    const bad = data.findIndex((token) => !Number.isInteger(token) || token < 0 || token >= this.input);
    if (bad >= 0) {
      const expected = `a token from 0 to ${this.input - 1}`;
      throw new DataError({
        code: "token-invalid",
        where: `token ${bad}`,
        expected,
        got: show(data[bad]),
        fields: { expected, got: data[bad] },
      });
    }
    return reshape(gather(this.weight("weight") as Tensor, data), [...x.shape, this.output]);
  }
}
