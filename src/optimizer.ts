/** The optimizer contract: how parameters move, given their gradients. The updates are kernels; PyTorch's definitions. */
import type { Kernels, Pointer } from "./backend.ts";

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
