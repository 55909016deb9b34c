import type { Call } from "../call.ts";
import { Layer } from "../layer.ts";
import { dropout } from "../ops/index.ts";
import { streamKey } from "../random.ts";
import { belowOne } from "../range.ts";
import type { Tensor } from "../tensor.ts";

/** In training: each number is 0 with probability p, else divided by 1 − p (Srivastava et al. 2014). In evaluation: nothing. */
export class Dropout extends Layer {
  readonly kind = "dropout";
  readonly input = undefined;
  readonly options: { readonly p: number };

  constructor(p: number) {
    super();
    this.options = { p: belowOne("dropout", p) };
  }

  protected build(input: number): number {
    return input;
  }

  run(x: Tensor, call: Call): Tensor {
    const { p } = this.options;
    if (!call.training || p === 0) return x;
    return dropout(x, p, { seed: call.seed, stream: streamKey(this.fullName("dropout")), step: call.step, numbers: call.rows });
  }
}
