/**
 * The encoder–decoder: reads a source in both directions, and says a target token by token, looking back at each state of the encoder.
 *
 *     e = encoder(source)                      [B, S, H], half of H in each direction
 *     d_t = decoder(token t−1, d_{t−1})        [B, T, H], d_0: the encoder's last states, both directions side by side
 *     w = softmax(d W_a eᵀ / √H)               [B, T, S], 0 past a source's end
 *     a = tanh(W_c [w e, d] + b_c)             [B, T, H]
 *     z = W_o a + b_o                          [B, T, classes]
 *
 * Luong, Pham & Manning 2015 (global attention, score `general`, no input feeding, so that the whole target is one pass in training), scaled by 1/√H as in
 * Vaswani et al. 2017.
 */
import type { Call } from "../../call.ts";
import type { Cell } from "../../cell.ts";
import { Layer } from "../../layer.ts";
import { Dropout } from "../../layers/dropout.ts";
import { Embedding } from "../../layers/embedding.ts";
import { Linear } from "../../layers/linear.ts";
import { Recurrent } from "../../layers/recurrent.ts";
import { add, concat, matmul, multiply, reshape, slice, softmax, tanh, transpose } from "../../ops/index.ts";
import { constant, type Tensor } from "../../tensor.ts";

export interface EncoderDecoderOptions {
  readonly cell: string | Cell;
  /** Width of both; even. */
  readonly hidden: number;
  readonly layers: number;
  readonly dropout: number;
  /** Source tokens, with the unknown one (0). */
  readonly sources: number;
  /** Classes of the output: target tokens from 1, and 0 for the end. Inputs have one more, for the unknown. */
  readonly targets: number;
  /** Width of a token's vector. */
  readonly width: number;
}

/** Rows of tokens of different lengths, padded with 0: [B, steps]. */
export interface Rows {
  readonly shape: readonly [number, number];
  readonly data: ArrayLike<number>;
  readonly lengths: Int32Array;
}

/** What the decoder looks at. */
export interface Memory {
  /** [B, S, H]. */
  readonly states: Tensor;
  /** Steps of each source. */
  readonly lengths: ArrayLike<number>;
}

export interface Decoded {
  /** [B, T, classes]. */
  readonly logits: Tensor;
  /** [B, T, S]. */
  readonly attention: Tensor;
}

/** What is added to the score of a step past a source's end: its weight is then 0 to the bit. */
const never = -1e9;

/** x [B, S + T]: source tokens n as n + 1, then target inputs n as −n − 1, each padded with 0 → logits [B, T, classes]. */
export class EncoderDecoder extends Layer {
  readonly kind = "encoder-decoder";
  readonly input: number;
  readonly options: Readonly<Record<string, unknown>>;
  override readonly children: readonly Layer[];
  readonly classes: number;
  readonly #source: Embedding;
  readonly #encoder: Recurrent;
  readonly #target: Embedding;
  readonly #decoder: Recurrent;
  readonly #score: Linear;
  readonly #combine: Linear;
  readonly #output: Linear;
  readonly #drops: readonly Dropout[];

  constructor(options: EncoderDecoderOptions) {
    super();
    const { cell, hidden, layers, dropout, sources, targets, width } = options;
    this.options = { ...options, cell: typeof cell === "string" ? cell : cell.kind };
    this.input = sources;
    this.classes = targets;
    this.#source = new Embedding({ vocabulary: sources, output: width });
    this.#encoder = new Recurrent({ cell, hidden: hidden / 2, layers, bidirectional: true, dropout });
    this.#target = new Embedding({ vocabulary: targets + 1, output: width });
    this.#decoder = new Recurrent({ cell, hidden, layers, dropout });
    this.#score = new Linear({ output: hidden, bias: false });
    this.#combine = new Linear({ output: hidden });
    this.#output = new Linear({ output: targets });
    this.#drops = [0, 1, 2].map(() => new Dropout(dropout));
    this.children = [this.#source, this.#encoder, this.#target, this.#decoder, this.#score, this.#combine, this.#output, ...this.#drops];
  }

  protected build(): number {
    const at = (layer: Layer, name: string, before?: number) => layer.attach(this.site, this.fullName(name), before);
    at(this.#source, "source");
    at(this.#encoder, "encoder", this.#source.outputSize);
    at(this.#target, "target");
    at(this.#decoder, "decoder", this.#target.outputSize);
    const H = this.#decoder.outputSize;
    at(this.#score, "attention.score", H);
    at(this.#combine, "attention.combine", 2 * H);
    at(this.#output, "output", H);
    this.#drops.forEach((drop, k) => {
      at(drop, `dropout${k}`, [this.#source.outputSize, this.#target.outputSize, H][k]);
    });
    return this.#output.outputSize;
  }

  /** Names of the decoder's states, and those of the encoder that they begin with. */
  get #states(): readonly (readonly [string, string])[] {
    return Object.keys(this.#decoder.stateWidths).map((name) => [`${this.#decoder.name}.${name}`, `${this.#encoder.name}.${name}`]);
  }

  run(x: Tensor, call: Call): Tensor {
    const [B, L] = x.shape;
    const { data } = x.values();
    const S = data.subarray(0, L).findIndex((value) => value < 0);
    const part = (from: number, to: number, number: (value: number) => number): Rows => {
      const numbers = new Int32Array(B * (to - from));
      const lengths = new Int32Array(B);
      for (let row = 0; row < B; row++) {
        for (let t = from; t < to && data[row * L + t] !== 0; t++) {
          numbers[row * (to - from) + t - from] = number(data[row * L + t]);
          lengths[row]++;
        }
      }
      return { shape: [B, to - from], data: numbers, lengths };
    };
    const source = part(0, S, (value) => value - 1);
    const { memory, initial } = this.encode(source, call);
    return this.decode(
      part(S, L, (value) => -value - 1),
      memory,
      { ...call, initial },
    ).logits;
  }

  /** Reads sources: what the decoder looks at, and the states that it begins with, by full name. */
  encode(source: Rows, call: Call): { memory: Memory; initial: ReadonlyMap<string, Tensor> } {
    const vectors = this.#drops[0].run(this.#source.run(constant(source), call), call);
    const states = this.#encoder.run(vectors, { ...call, lengths: source.lengths });
    const initial = this.#states.map(([to, from]): [string, Tensor] => {
      const both = call.final.get(from) as Tensor;
      const [layers2, B, h] = both.shape;
      const apart = reshape(both, [layers2 / 2, 2, B, h]);
      const [there, back] = [0, 1].map((k) => reshape(slice(apart, 1, k, k + 1), [layers2 / 2, B, h]));
      return [to, concat([there, back], 2)];
    });
    return { memory: { states, lengths: source.lengths }, initial: new Map(initial) };
  }

  /** Reads target inputs, from `call.initial` on; final states go to `call.final`. */
  decode(inputs: Rows, memory: Memory, call: Call): Decoded {
    const vectors = this.#drops[1].run(this.#target.run(constant(inputs), call), call);
    const d = this.#decoder.run(vectors, { ...call, lengths: inputs.lengths });
    const { states: e, lengths } = memory;
    const [B, S, H] = e.shape;
    const mask = Float64Array.from({ length: B * S }, (_, k) => (k % S < lengths[Math.floor(k / S)] ? 0 : never));
    const scores = multiply(matmul(this.#score.run(d, call), transpose(e)), 1 / Math.sqrt(H));
    const attention = softmax(add(scores, constant({ shape: [B, 1, S], data: mask })));
    const a = tanh(this.#combine.run(concat([matmul(attention, e), d], 2), call));
    return { logits: this.#output.run(this.#drops[2].run(a, call), call), attention };
  }
}
