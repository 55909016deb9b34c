import type { Call } from "../../call.ts";
import { normal } from "../../initializer.ts";
import { Layer } from "../../layer.ts";
import { concat, gather, reshape, slice } from "../../ops/index.ts";
import type { Tensor } from "../../tensor.ts";

/** A table of vectors for one view of the words: entry 0 is any other word. */
export interface Table {
  readonly name: string;
  readonly entries: number;
  readonly width: number;
}

/** x [B, T, channels + tables] → [B, T, channels + Σ widths]: numbers pass, each word's number becomes its table's vector. Tables start N(0, 0.1²). */
export class Fields extends Layer {
  readonly kind = "fields";
  readonly input: number;
  readonly channels: number;
  readonly tables: readonly Table[];
  readonly blank: boolean;

  /** `blank`: weights start at 0, for those that a file holds. */
  constructor(channels: number, tables: readonly Table[], blank: boolean) {
    super();
    this.input = channels + tables.length;
    this.channels = channels;
    this.tables = tables;
    this.blank = blank;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { channels: this.channels, tables: this.tables };
  }

  protected build(): number {
    for (const { name, entries, width } of this.tables)
      this.parameter(`${name}.weight`, [entries, width], this.blank ? ([n, m]) => new Float64Array(n * m) : normal(0.1));
    return this.channels + this.tables.reduce((sum, { width }) => sum + width, 0);
  }

  run(x: Tensor, _call: Call): Tensor {
    if (this.tables.length === 0) return x;
    const { data } = x.values();
    const [B, T] = x.shape;
    const vectors = this.tables.map(({ name, width }, k) => {
      const numbers = Int32Array.from({ length: B * T }, (_, at) => data[at * this.input + this.channels + k]);
      return reshape(gather(this.weight(`${name}.weight`) as Tensor, numbers), [B, T, width]);
    });
    return concat(this.channels === 0 ? vectors : [slice(x, 2, 0, this.channels), ...vectors], 2);
  }
}
