/**
 * Tensors live on the arena of a running frame; the tape remembers how they came about. A tensor used after its frame
 * throws. Gradients are allocated when the first one arrives.
 */
import type { Kernels, Pointer, RealArray } from "./backend.ts";
import { ModelError } from "./errors.ts";
import { type Input, shapeError, sizeOf, toValues, type Values } from "./values.ts";
import { activeWorkspace, type Workspace } from "./workspace.ts";

/** A dense, row-major array of reals in the running frame. Made by ops, `constant` and layers. */
export class Tensor {
  readonly shape: readonly number[];
  readonly size: number;
  readonly workspace: Workspace;
  /** Whether a gradient flows to this tensor. */
  readonly tracked: boolean;
  /** Address of ∂L/∂this, 0 before any arrived. */
  gradient: Pointer = 0;
  /** Where it's to stand, or 0 for a new place. */
  room: Pointer = 0;
  readonly #pointer: Pointer;
  readonly #frame: number;

  constructor(workspace: Workspace, shape: readonly number[], pointer: Pointer, tracked: boolean) {
    this.workspace = workspace;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.tracked = tracked;
    this.#pointer = pointer;
    this.#frame = workspace.frame;
  }

  /** Address of the numbers. Throws when the frame that made the tensor has ended. */
  get pointer(): Pointer {
    if (!this.workspace.alive(this.#frame)) {
      throw new ModelError({
        code: "tensor-expired",
        where: "tensor",
        expected: "to be used inside the step that made it",
        got: "a use after its end",
        hint: "keep tensor.values() instead: a copy",
      });
    }
    return this.#pointer;
  }

  get kernels(): Kernels {
    return this.workspace.kernels;
  }

  /** A copy of the numbers in ordinary memory. */
  values(): Values {
    return { shape: [...this.shape], data: this.#copy(this.pointer) };
  }

  /** A copy of the gradient: zeros where none arrived. */
  gradientValues(): Values {
    const alive = this.pointer !== 0 && this.gradient !== 0;
    const data = alive ? this.#copy(this.gradient) : this.workspace.backend.array(this.size);
    return { shape: [...this.shape], data };
  }

  /** The one number of a tensor of size 1. */
  item(): number {
    if (this.size !== 1) throw shapeError("item", "a tensor of one number", this.shape);
    this.workspace.looked();
    return this.workspace.memory.reals(this.pointer, 1)[0];
  }

  #copy(at: Pointer): RealArray {
    this.workspace.looked();
    return this.workspace.memory.reals(at, this.size).slice();
  }
}

/** Numbers that no gradient flows to. */
export function constant(input: Input, where = "constant"): Tensor {
  return place(input, false, where);
}

/** Numbers whose gradient is wanted. */
export function variable(input: Input, where = "variable"): Tensor {
  return place(input, true, where);
}

function place(input: Input, tracked: boolean, where: string): Tensor {
  const workspace = activeWorkspace();
  const { shape, data } = toValues(input, workspace.backend, where);
  const pointer = workspace.allocate(data.length);
  workspace.memory.reals(pointer, data.length).set(data);
  return new Tensor(workspace, shape, pointer, tracked && workspace.tape !== undefined);
}

/** An uninitialised result of an op on `inputs`: tracked if any of them is and the frame records. */
export function result(shape: readonly number[], inputs: readonly Tensor[]): Tensor {
  const workspace = activeWorkspace();
  return new Tensor(workspace, shape, workspace.allocate(sizeOf(shape)), isTracked(inputs));
}

/** The same numbers under another shape; the gradient is joined by `record`. */
export function view(of: Tensor, shape: readonly number[], offset = 0): Tensor {
  return new Tensor(of.workspace, shape, of.pointer + offset * of.workspace.backend.realBytes, isTracked([of]));
}

/** Does a gradient flow through an op on these inputs? Refuses one that lives in another network's memory. */
export function isTracked(inputs: readonly Tensor[]): boolean {
  const workspace = activeWorkspace();
  const foreign = inputs.find((input) => input.workspace !== workspace);
  // An expired one says so itself.
  if (foreign?.pointer !== undefined) {
    throw new ModelError({
      code: "tensor-outside-step",
      where: "tensor",
      expected: "one of the running step",
      got: "one of another network's",
      hint: "pass tensor.values() on: a copy",
    });
  }
  return workspace.tape !== undefined && inputs.some((input) => input.tracked);
}

/** Remember how to take the gradient back through an op. Called only for tracked outputs that a gradient reached. */
export function record(outputs: Tensor | readonly Tensor[], backward: () => void): void {
  const list = outputs instanceof Tensor ? [outputs] : outputs;
  if (!list.some((output) => output.tracked)) return;
  activeWorkspace().tape?.push(() => {
    if (list.some((output) => output.gradient !== 0)) backward();
  });
}

/** Address of ∂L/∂tensor, made of zeros when it is the first. */
export function gradientOf(tensor: Tensor): Pointer {
  if (tensor.gradient === 0) {
    tensor.gradient = tensor.room || tensor.workspace.allocate(tensor.size);
    tensor.kernels.fill(tensor.gradient, 0, tensor.size);
  }
  return tensor.gradient;
}

/** Run the tape backwards from a loss of one number, seeded with `seed` (default 1). A tape runs once. */
export function backward(loss: Tensor, seed = 1): void {
  if (loss.size !== 1) throw shapeError("backward", "a loss of one number", loss.shape, "reduce it with mean or sum");
  const workspace = activeWorkspace();
  const { tape } = workspace;
  if (tape === undefined) throw shapeError("backward", "a frame that records", "one that doesn't");
  workspace.memory.kernels.fill(gradientOf(loss), seed, 1);
  for (let index = tape.length - 1; index >= 0; index--) tape[index]();
  tape.length = 0;
}
