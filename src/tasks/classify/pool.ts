import type { Call } from "../../call.ts";
import { Layer } from "../../layer.ts";
import { concat, gather, multiply, reshape, slice, sum } from "../../ops/index.ts";
import { constant, type Tensor } from "../../tensor.ts";

/**
 * What a bidirectional layer knows of a whole sequence: x [B, T, 2H] → [B, 4H], the forward states of the last step and the backward states of the
 * first (each has read everything), and the mean of both over the row's own steps. Padding has no part in it.
 */
export class Pool extends Layer {
  readonly kind = "pool";
  readonly input = undefined;
  readonly options = {};

  protected build(input: number): number {
    return 2 * input;
  }

  run(x: Tensor, call: Call): Tensor {
    const [B, T, W] = x.shape;
    const lengths = Array.from({ length: B }, (_, row) => call.lengths?.[row] ?? T);
    const steps = reshape(x, [B * T, W]);
    const at = (step: (length: number) => number): Tensor =>
      gather(
        steps,
        lengths.map((length, row) => row * T + step(length)),
      );
    const ahead = slice(
      at((length) => length - 1),
      1,
      0,
      W / 2,
    );
    const back = slice(
      at(() => 0),
      1,
      W / 2,
      W,
    );
    const shares = constant({ shape: [B, 1], data: Float64Array.from(lengths, (length) => 1 / length) });
    return concat([ahead, back, multiply(reshape(sum(x, 1), [B, W]), shares)], 1);
  }
}
