/** What a forward pass takes and gives. */
import type { Recording } from "./recorder.ts";
import type { Tensor } from "./tensor.ts";
import type { Input, Values } from "./values.ts";

/** States by full name: `h` [layers·directions, B, width], `0.c` … A value: keep it, clone it, send it. */
export type State = Readonly<Record<string, Values>>;
/** States or weights as a caller may give them. */
export type InputByName = Readonly<Record<string, Input>> | ReadonlyMap<string, Input>;

export interface NetworkOptions {
  /** Decides the initial weights. A safe integer ≥ 0. Default 1. */
  readonly seed?: number;
  /** `wasm` (default) or `reference` (float64, slow, for proofs). */
  readonly backend?: string;
  /** Weights start at 0, to be loaded: finding the first ones takes time. Default false. */
  readonly blank?: boolean;
}

export interface PassOptions {
  /** Steps of each row, integers 0 … T. Default: all T. Padding is never read. */
  readonly lengths?: ArrayLike<number>;
  /** States to start from. Default: zeros. */
  readonly state?: InputByName;
  /** Dropout on. Default false. */
  readonly training?: boolean;
  /** Keep gates, states and (in `gradients`) their gradients for looking at. Default false. */
  readonly record?: boolean;
  /** Keys of dropout. Default: the network's seed, and 0. */
  readonly seed?: number;
  readonly step?: number;
  /** Numbers of x's rows in a larger batch, for the same keys. Default: 0, 1, 2 … */
  readonly rows?: ArrayLike<number>;
}

export interface Pass {
  readonly output: Values;
  readonly state: State;
  readonly recordings: readonly Recording[];
}

/** What one step gives: output [B, …] and the state for the next. */
export interface Stepped {
  readonly output: Values;
  readonly state: State;
}

export interface Gradients extends Pass {
  readonly loss: number;
  /** ∂L/∂parameter by full name; zeros for frozen ones. */
  readonly parameters: Readonly<Record<string, Values>>;
  /** ∂L/∂x and ∂L/∂(each initial state given). */
  readonly input: Values;
  readonly initial: State;
}

/** A loss in the making: the output and the final states by name. */
export type Objective = (output: Tensor, states: ReadonlyMap<string, Tensor>) => Tensor;
