/** The optimizer contract: how parameters move, given their gradients. The updates are kernels; PyTorch's definitions. */
import type { Kernels, Pointer } from "./backend.ts";
import { invalidOption, unknownOption } from "./errors.ts";

export interface Optimizer {
  /** `sgd`, `adam` … */
  readonly kind: string;
  /** Options as JSON. */
  readonly options: Readonly<Record<string, number | boolean | readonly number[]>>;
  /** Names of the arrays that it keeps for each parameter, zero before the first update. */
  readonly slots: readonly string[];
  /** Learning rate before any schedule, and weight decay before parameter groups. */
  readonly rate: number;
  readonly weightDecay: number;
  /** Move n numbers at x by their gradient at dx. `step` counts updates from 1. */
  apply(kernels: Kernels, x: Pointer, dx: Pointer, slots: readonly Pointer[], n: number, step: number, rate: number, decay: number): void;
}

/** Options that every optimizer has. */
export interface OptimizerOptions {
  /** Step size, > 0. Its default is the optimizer's own. */
  readonly learningRate?: number;
  /** ≥ 0. Default 0 (adamw: 0.01). Biases and gains are spared by the trainer unless told otherwise. */
  readonly weightDecay?: number;
}

/** Refuse names that aren't options (`lr` for `learningRate`): types don't reach plain JavaScript. Throws OptionError. */
export function onlyKnown(options: object, known: readonly string[]): void {
  const stray = Object.keys(options).find((name) => !known.includes(name));
  if (stray !== undefined) throw unknownOption("option", stray, known);
}

/** `true` or `false`. Throws OptionError. */
export function flag(name: string, value: boolean): boolean {
  if (typeof value !== "boolean") throw invalidOption(name, "true or false", value);
  return value;
}
