/** Small ops on plain values: their results, and their gradients against central differences. */
import { backendByName } from "../../src/backends/index.ts";
import { multiply, sum } from "../../src/ops/index.ts";
import { backward, constant, type Tensor, variable } from "../../src/tensor.ts";
import type { Values } from "../../src/values.ts";
import { Workspace } from "../../src/workspace.ts";
import { relativeError, wave } from "./differences.ts";

const workspaces = new Map(["reference", "wasm"].map((name) => [name, new Workspace(backendByName(name))]));

/** Run `body` in a frame. */
export function inFrame<T>(body: () => T, backend = "reference", recording = true): T {
  return (workspaces.get(backend) as Workspace).run(recording, body);
}

/** An op's result. */
export const evaluate = (f: (...inputs: Tensor[]) => Tensor, inputs: readonly Values[], backend = "reference"): Values =>
  inFrame(() => f(...inputs.map((input) => constant(input))).values(), backend, false);

/** An op's result as shape and plain numbers. */
export function plain(f: (...inputs: Tensor[]) => Tensor, ...inputs: Values[]): { shape: readonly number[]; data: number[] } {
  const { shape, data } = evaluate(f, inputs);
  return { shape, data: Array.from(data) };
}

/** Gradients of Σ f(…) ⊙ (a wave) for each input. */
export function gradientsOf(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Values[]): Values[] {
  return inFrame(() => {
    const tensors = inputs.map((input) => variable(input));
    const out = f(...tensors);
    backward(sum(multiply(out, constant(wave(out.shape, 0.4)))));
    return tensors.map((tensor) => tensor.gradientValues());
  });
}

/** The largest relative error of an op's gradients against central differences. */
export function differenceError(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Values[], h = 1e-5): number {
  const own = gradientsOf(f, inputs);
  const loss = (values: readonly Values[]): number => {
    const { shape, data } = evaluate(f, values);
    const weights = wave(shape, 0.4).data;
    return Array.from(data).reduce((total, value, k) => total + value * weights[k], 0);
  };
  const errors = inputs.map((input, which) => {
    const numeric = Array.from(input.data, (value, k) => {
      const side = (delta: number): number => {
        const data = Float64Array.from(input.data);
        data[k] = value + delta;
        return loss(inputs.map((other, index) => (index === which ? { shape: input.shape, data } : other)));
      };
      return (side(h) - side(-h)) / (2 * h);
    });
    return relativeError(own[which].data, numeric);
  });
  return Math.max(...errors);
}

/** Values from a shape and numbers. */
export const values = (shape: readonly number[], data: readonly number[]): Values => ({ shape, data: Float64Array.from(data) });
