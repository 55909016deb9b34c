/** The parts of forecasting nets that no other task has. */
import type { Call } from "../../call.ts";
import { Layer } from "../../layer.ts";
import { concat, matmul, multiply, reshape, slice, softmax, transpose } from "../../ops/index.ts";
import type { Tensor } from "../../tensor.ts";

/** Numbers as they are, then a vector for each category: x [B, T, numbers + categories] → [B, T, numbers + widths]. */
export class Features extends Layer {
  readonly kind = "features";
  readonly numbers: number;
  override readonly children: readonly Layer[];

  constructor(numbers: number, embeddings: readonly Layer[]) {
    super();
    this.numbers = numbers;
    this.children = embeddings;
  }

  get input(): number {
    return this.numbers + this.children.length;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { numbers: this.numbers, embeddings: this.children.map(({ options }) => options) };
  }

  protected build(): number {
    this.children.forEach((child, k) => {
      child.attach(this.site, this.fullName(`${k}`), undefined);
    });
    return this.children.reduce((sum, child) => sum + child.outputSize, this.numbers);
  }

  run(x: Tensor, call: Call): Tensor {
    const [B, T] = x.shape;
    const vectors = this.children.map((child, k) => child.run(reshape(slice(x, 2, this.numbers + k, this.numbers + k + 1), [B, T]), call));
    return concat([slice(x, 2, 0, this.numbers), ...vectors], 2);
  }
}

/** The last steps: x [B, T, F] → [B, steps, F]. */
export class Tail extends Layer {
  readonly kind = "tail";
  readonly input = undefined;
  readonly steps: number;

  constructor(steps: number) {
    super();
    this.steps = steps;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { steps: this.steps };
  }

  protected build(input: number): number {
    return input;
  }

  run(x: Tensor): Tensor {
    return slice(x, 1, x.shape[1] - this.steps, x.shape[1]);
  }
}

/**
 * Encoder and decoder with dot attention: the decoder begins with the encoder's last state, reads what is known of the steps to forecast, and looks
 * back at each of the encoder's states: w = softmax(d · eᵀ / √H), output (d, w · e). x [B, past + steps, F] → [B, steps, 2H]. The weights
 * [B, steps, past] are left among the final states as `attention`. Luong, Pham & Manning 2015 (dot score), scaled as Vaswani et al. 2017.
 */
export class Attention extends Layer {
  readonly kind = "attention";
  readonly input: number;
  readonly steps: number;
  override readonly children: readonly Layer[];

  constructor(steps: number, encoder: Layer, decoder: Layer) {
    super();
    this.steps = steps;
    this.children = [encoder, decoder];
    this.input = encoder.input as number;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { steps: this.steps, parts: this.children.map(({ options }) => options) };
  }

  protected build(input: number): number {
    const [encoder, decoder] = this.children;
    encoder.attach(this.site, this.fullName("encoder"), input);
    decoder.attach(this.site, this.fullName("decoder"), input);
    return encoder.outputSize + decoder.outputSize;
  }

  run(x: Tensor, call: Call): Tensor {
    const [encoder, decoder] = this.children;
    const past = x.shape[1] - this.steps;
    const e = encoder.run(slice(x, 1, 0, past), call);
    const prefix = `${encoder.name}.`;
    const handed = [...call.final].filter(([name]) => name.startsWith(prefix));
    const initial = new Map(handed.map(([name, state]) => [`${decoder.name}.${name.slice(prefix.length)}`, state]));
    const d = decoder.run(slice(x, 1, past, x.shape[1]), { ...call, initial });
    const weights = softmax(multiply(matmul(d, transpose(e)), 1 / Math.sqrt(encoder.outputSize)));
    call.final.set(this.fullName("attention"), weights);
    return concat([d, matmul(weights, e)], 2);
  }
}
