/** A layer and direction by the cell's equations, one step at a time, over the packed layout of the fused twins. */
import type { Cell, CellState, StepTools } from "../../cell.ts";
import { concat, multiply, slice } from "../../ops/index.ts";
import type { Plan } from "../../ops/sequence/plan.ts";
import type { Tensor } from "../../tensor.ts";

/** What one direction needs; rows in the plan's order. */
export interface EquationsInput {
  readonly reverse: boolean;
  readonly weights: Readonly<Record<string, Tensor>>;
  readonly states: CellState;
  readonly mask?: Tensor;
}

/** Sees every gate and state as it is made. */
export interface EquationsWatch {
  gate(t: number, name: string, preactivation: Tensor, value: Tensor): void;
  states(t: number, states: CellState): void;
}

/** y [N, P] and the final states [B, width]. */
export function runEquations(
  cell: Cell,
  plan: Plan,
  x: Tensor,
  input: EquationsInput,
  watch?: EquationsWatch,
): { y: Tensor; final: CellState } {
  let carried = input.states;
  const outputs: Tensor[] = [];
  const [output] = Object.keys(carried);
  for (let s = 0; s < plan.T; s++) {
    const t = input.reverse ? plan.T - 1 - s : s;
    const n = plan.sizes[t];
    if (n === 0) continue;
    const whole = n === plan.B;
    const running = whole ? carried : mapStates(carried, (state) => slice(state, 0, 0, n));
    const mask = input.mask !== undefined && !whole ? slice(input.mask, 0, 0, n) : input.mask;
    const tools: StepTools = {
      drop: (h) => (mask === undefined ? h : multiply(h, mask)),
      gate(name, f, preactivation) {
        const value = f(preactivation);
        watch?.gate(t, name, preactivation, value);
        return value;
      },
    };
    const next = cell.step(slice(x, 0, plan.offsets[t], plan.offsets[t] + n), running, input.weights, tools);
    watch?.states(t, next);
    outputs[t] = next[output];
    const before = carried;
    // Rows that have ended keep their last state.
    carried = whole ? next : mapStates(before, (state, name) => concat([next[name], slice(state, 0, n, plan.B)], 0));
  }
  const steps = outputs.filter((step) => step !== undefined);
  return { y: steps.length === 0 ? slice(carried[output], 0, 0, 0) : concat(steps, 0), final: carried };
}

const mapStates = (states: CellState, f: (state: Tensor, name: string) => Tensor): CellState =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, f(state, name)]));
