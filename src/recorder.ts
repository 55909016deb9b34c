/** What a recurrent layer did, for looking at afterwards: gates, states and, after a backward pass, their gradients. */
import type { Pointer } from "./backend.ts";
import type { Plan } from "./ops/sequence/plan.ts";
import type { Tensor } from "./tensor.ts";
import { sizeOf, type Values } from "./values.ts";
import type { Workspace } from "./workspace.ts";

/** One direction of one layer. Arrays are [B, T, width], 0 at padding. */
export interface Recording {
  /** Name of the recurrent layer (`0`), index of its stacked layer, and direction. */
  readonly name: string;
  readonly layer: number;
  readonly reverse: boolean;
  /** Gate values by name: i f g o, r z n, or h. */
  readonly gates: Map<string, Values>;
  /** States by name: h, c. */
  readonly states: Map<string, Values>;
  /** ∂L/∂h_t and ∂L/∂c_t in full: through the output at t and through every later step. */
  readonly stateGradients: Map<string, Values>;
  /** ∂L/∂(pre-activation) by gate name. */
  readonly gateGradients: Map<string, Values>;
}

/** Collects recordings during a pass. */
export class Recorder {
  readonly recordings: Recording[] = [];
  readonly #pending: (() => void)[] = [];

  /** A new recording. */
  begin(name: string, layer: number, reverse: boolean): Recording {
    const recording = { name, layer, reverse, gates: new Map(), states: new Map(), stateGradients: new Map(), gateGradients: new Map() };
    this.recordings.push(recording);
    return recording;
  }

  /** Run when the backward pass is done and the frame still lives. */
  later(body: () => void): void {
    this.#pending.push(body);
  }

  /** The backward pass is done. */
  finish(): void {
    for (const body of this.#pending.splice(0)) body();
  }
}

/** Copy a column block of packed rows to [B, T, width]. `ld`: elements a packed row. */
export function unpack(workspace: Workspace, plan: Plan, at: Pointer, ld: number, column: number, width: number): Values {
  const shape = [plan.B, plan.T, width];
  const data = workspace.backend.array(sizeOf(shape));
  const from = workspace.memory.reals(at, plan.N === 0 ? 0 : (plan.N - 1) * ld + column + width);
  for (let row = 0; row < plan.N; row++) {
    data.set(from.subarray(row * ld + column, row * ld + column + width), plan.pack[row] * width);
  }
  return { shape, data };
}

/** Values (or gradients) of one tensor a step, each [n_t, width], put together as [B, T, width]. */
export function unpackSteps(plan: Plan, steps: readonly (Tensor | undefined)[], gradient: boolean): Values {
  const first = steps.find((step) => step !== undefined);
  const width = first?.shape[1] ?? 0;
  const shape = [plan.B, plan.T, width];
  if (first === undefined) return { shape, data: new Float64Array(0) };
  const data = first.workspace.backend.array(sizeOf(shape));
  steps.forEach((step, t) => {
    if (step === undefined) return;
    const from = (gradient ? step.gradientValues() : step.values()).data;
    for (let rank = 0; rank < plan.sizes[t]; rank++) {
      data.set(from.subarray(rank * width, (rank + 1) * width), plan.pack[plan.offsets[t] + rank] * width);
    }
  });
  return { shape, data };
}
