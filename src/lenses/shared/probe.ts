/** What is differentiated where a lens looks at one state: weighings of a final state, of one row or of all. */
import { multiply, reshape, slice, sum } from "../../ops/index.ts";
import type { Objective } from "../../pass.ts";
import { generator } from "../../random.ts";
import { constant, type Tensor } from "../../tensor.ts";
import type { Unit } from "./places.ts";

/** A random direction of length 1. */
export function direction(seed: number, width: number): Float64Array {
  const random = generator(seed, "lens direction");
  const v = Float64Array.from({ length: width }, () => random.uniform() * 2 - 1);
  const norm = Math.sqrt(v.reduce((total, x) => total + x * x, 0));
  return v.map((x) => x / norm);
}

/** Σ final state ⊙ weights, weights [rows, width]. */
export const weighState =
  (unit: Unit, state: string, weights: ArrayLike<number>, rows: number): Objective =>
  (_output, states) => {
    const width = unit.widths[state];
    const all = states.get(unit.stateName(state)) as Tensor;
    const own = reshape(slice(all, 0, unit.index, unit.index + 1), [rows, width]);
    return sum(multiply(own, constant({ shape: [rows, width], data: weights })));
  };
