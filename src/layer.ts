/**
 * The layer contract. A layer says its sizes, makes its parameters when it is attached to a network, and runs on tensors.
 * What users call (`forward`, `gradients`, `stateDict` …) is the same for every layer and stands in `network.ts`.
 */
import type { Backend } from "./backend.ts";
import type { Call } from "./call.ts";
import { ModelError, missingOption } from "./errors.ts";
import type { Initializer } from "./initializer.ts";
import { Parameter } from "./parameter.ts";
import { generator } from "./random.ts";
import type { Tensor } from "./tensor.ts";
import { sizeOf } from "./values.ts";

/** Where a layer is attached: shared by a network's layers. */
export interface Site {
  readonly backend: Backend;
  /** Decides the initial weights, each keyed by its name. */
  readonly seed: number;
  /** Zeros instead? */
  readonly blank: boolean;
}

/** A layer's place in its network, once attached. */
interface Attachment {
  readonly site: Site;
  readonly name: string;
  readonly input: number;
  readonly output: number;
}

/** A part of a network, or a whole one. */
export abstract class Layer {
  /** Name in specs: `recurrent`, `linear` … */
  abstract readonly kind: string;
  /** Options as JSON, enough to make the layer again. */
  abstract readonly options: Readonly<Record<string, unknown>>;
  /** Layers inside, in order. */
  readonly children: readonly Layer[] = [];
  readonly #own = new Map<string, Parameter>();
  #attachment: Attachment | undefined;

  /** Features of the input, where the layer's options say so. */
  abstract readonly input: number | undefined;

  /** Make parameters (by `parameter`) and attach children; returns the features of the output. */
  protected abstract build(input: number): number;

  /** Run on tensors, inside a frame. */
  abstract run(x: Tensor, call: Call): Tensor;

  /** Full name in the network: ``, `0`, `2.1`. */
  get name(): string {
    return this.#here().name;
  }

  /** Features of the input and output, once attached. */
  get inputSize(): number {
    return this.#here().input;
  }
  get outputSize(): number {
    return this.#here().output;
  }
  get attached(): boolean {
    return this.#attachment !== undefined;
  }
  get site(): Site {
    return this.#here().site;
  }

  /** Attach to a network. `before`: features that the layer before gives. */
  attach(site: Site, name: string, before: number | undefined): void {
    const input = this.input ?? before;
    if (input === undefined) throw missingOption(`${name === "" ? this.kind : name}.input`, "the number of input features");
    if (before !== undefined && input !== before) {
      throw new ModelError({
        code: "layer-mismatch",
        where: `layer ${name} (${this.kind})`,
        expected: `${before} input features, as the layer before gives`,
        got: `${input}`,
      });
    }
    if (this.#attachment !== undefined) {
      throw new ModelError({
        code: "layer-reused",
        where: `layer ${name} (${this.kind})`,
        expected: "a layer that isn't part of a network yet",
        got: "one that is",
        hint: "make a new layer",
      });
    }
    this.#attachment = { site, name, input, output: 0 };
    this.#attachment = { site, name, input, output: this.build(input) };
  }

  /** Every parameter of this layer and those inside, by full name, in order. */
  allParameters(): Map<string, Parameter> {
    const all = new Map<string, Parameter>();
    for (const parameter of this.#own.values()) all.set(parameter.name, parameter);
    for (const child of this.children) for (const [name, parameter] of child.allParameters()) all.set(name, parameter);
    return all;
  }

  /** `name` of something of this layer's, in full. */
  protected fullName(local: string): string {
    return this.name === "" ? local : `${this.name}.${local}`;
  }

  /** Make a parameter. */
  protected parameter(local: string, shape: readonly number[], initial: Initializer): void {
    const { site } = this.#here();
    const name = this.fullName(local);
    const values = site.blank ? new Uint8Array(sizeOf(shape)) : initial(shape, generator(site.seed, `initial ${name}`));
    this.#own.set(local, new Parameter(name, shape, values, site.backend));
  }

  /** A parameter of this layer as a tensor of the running frame. */
  protected weight(local: string): Tensor | undefined {
    return this.#own.get(local)?.tensor();
  }

  #here(): Attachment {
    if (this.#attachment === undefined) throw new Error(`${this.kind} is not attached`);
    return this.#attachment;
  }
}
