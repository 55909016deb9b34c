import type { Call } from "../call.ts";
import { missingOption } from "../errors.ts";
import { Layer } from "../layer.ts";
import type { Tensor } from "../tensor.ts";

/** Layers one after another, named 0, 1, 2 … */
export class Sequential extends Layer {
  readonly kind = "sequential";
  override readonly children: readonly Layer[];

  constructor(children: readonly Layer[]) {
    super();
    if (children.length === 0) throw missingOption("layers", "at least one layer");
    this.children = children;
  }

  get input(): number | undefined {
    return this.children[0].input;
  }

  get options(): Readonly<Record<string, unknown>> {
    return { layers: this.children.map((child) => ({ kind: child.kind, ...child.options })) };
  }

  protected build(input: number): number {
    let before = input;
    this.children.forEach((child, index) => {
      child.attach(this.site, this.fullName(`${index}`), before);
      before = child.outputSize;
    });
    return before;
  }

  run(x: Tensor, call: Call): Tensor {
    return this.children.reduce((value, child) => child.run(value, call), x);
  }
}
