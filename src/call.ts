/** What travels with a forward pass through the layers: lengths, states, the keys of randomness, what to record. */
import type { Recorder } from "./recorder.ts";
import type { Tensor } from "./tensor.ts";

/** One forward pass. */
export interface Call {
  /** Training (dropout on) or evaluation. */
  readonly training: boolean;
  /** Steps of each row, or undefined for all. */
  readonly lengths?: Int32Array;
  /** Initial states by full name (`0.h`): [layers·directions, B, width]. Missing ones are zero. */
  readonly initial: ReadonlyMap<string, Tensor>;
  /** Final states by full name, filled in as the pass goes. */
  readonly final: Map<string, Tensor>;
  /** Keys of dropout. */
  readonly seed: number;
  readonly step: number;
  /** Numbers of x's rows in the batch that they were taken from, for those keys; else 0, 1, 2 … */
  readonly rows?: ArrayLike<number>;
  /** Where recurrent layers put what they did, when asked for. */
  readonly recorder?: Recorder;
}
