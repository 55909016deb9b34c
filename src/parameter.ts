/** A trainable array. At rest it is an ordinary typed array; while its network computes, its home is the workspace. */
import type { Backend, Pointer, RealArray } from "./backend.ts";
import { Tensor } from "./tensor.ts";
import { sizeOf, type Values } from "./values.ts";
import { activeWorkspace, type Workspace } from "./workspace.ts";

/** One named array of weights or biases. */
export class Parameter {
  /** Full name, unique in its network: `0.weight_ih_l0`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** False: frozen, takes no gradient and no update. */
  trainable = true;
  /** Counts the changes of its numbers and of their place. */
  version = 0;
  readonly #rest: RealArray;
  #home: { workspace: Workspace; at: Pointer } | undefined;
  /** Where the newest numbers are, if the two places differ. */
  #newer: "rest" | "home" | "neither" = "rest";
  /** One tensor for each step that runs: steps nest. */
  #tensors: { frame: number; tensor: Tensor }[] = [];

  constructor(name: string, shape: readonly number[], initial: ArrayLike<number>, backend: Backend) {
    this.name = name;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.#rest = backend.array(initial);
  }

  /** A bias or a gain (one dimension): left out of weight decay by default. */
  get isVector(): boolean {
    return this.shape.length < 2;
  }

  /** A copy of the numbers. */
  values(): Values {
    this.retrieve();
    return { shape: [...this.shape], data: this.#rest.slice() };
  }

  /** Write the numbers into an array, from place `at` on. */
  write(into: RealArray, at: number): void {
    this.retrieve();
    into.set(this.#rest, at);
  }

  /** Replace the numbers. */
  assign(data: ArrayLike<number>): void {
    this.#rest.set(data);
    this.#newer = "rest";
    this.version++;
  }

  /** Make the workspace hold the newest numbers. Between frames only. */
  bind(workspace: Workspace): void {
    if (this.#home?.workspace !== workspace) {
      this.retrieve();
      this.#home = { workspace, at: workspace.persistent(`value ${this.name}`, this.size) };
      this.#newer = "rest";
    }
    if (this.#newer === "rest") {
      workspace.memory.reals(this.#home.at, this.size).set(this.#rest);
      this.#newer = "neither";
    }
  }

  /** Copy what the workspace changed back to the array at rest. */
  retrieve(): void {
    if (this.#newer !== "home" || this.#home === undefined) return;
    this.#rest.set(this.#home.workspace.memory.reals(this.#home.at, this.size));
    this.#newer = "neither";
  }

  /** The workspace goes to another owner. */
  leave(): void {
    this.retrieve();
    this.#home = undefined;
    this.#newer = "rest";
    this.version++;
  }

  /** An optimizer changed the numbers in the workspace. */
  touched(): void {
    this.#newer = "home";
    this.version++;
  }

  /** The parameter as a tensor of the running frame: the same one for every use in a frame, so that gradients add up. */
  tensor(): Tensor {
    const workspace = activeWorkspace();
    if (this.#home?.workspace !== workspace) throw new Error(`${this.name} is not bound to the running workspace`);
    const { frame } = workspace;
    const own = this.#tensors.find((entry) => entry.frame === frame && entry.tensor.workspace === workspace);
    if (own !== undefined) return own.tensor;
    const tensor = new Tensor(workspace, this.shape, this.#home.at, this.trainable && workspace.tape !== undefined);
    this.#tensors = [...this.#tensors.filter((entry) => entry.tensor.workspace.alive(entry.frame)), { frame, tensor }];
    return tensor;
  }
}
