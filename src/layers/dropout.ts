import type { Call } from "../call.ts";
import { invalidOption } from "../errors.ts";
import { Layer } from "../layer.ts";
import { dropout } from "../ops/index.ts";
import { streamKey } from "../random.ts";
import type { Tensor } from "../tensor.ts";

/** In training: each number is 0 with probability p, else divided by 1 − p (Srivastava et al. 2014). In evaluation: nothing. */
export class Dropout extends Layer {
  readonly kind = "dropout";
  readonly input = undefined;
  readonly p: number;

  constructor(p: number) {
    super();
    if (!(p >= 0 && p < 1)) throw invalidOption("dropout", "a number from 0 to below 1", p);
    this.p = p;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { p: this.p };
  }

  protected build(input: number): number {
    return input;
  }

  run(x: Tensor, call: Call): Tensor {
    if (!call.training || this.p === 0) return x;
    return dropout(x, this.p, { seed: call.seed, stream: streamKey(this.fullName("dropout")), step: call.step, numbers: call.rows });
  }
}
