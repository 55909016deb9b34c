/** Rows → a regular grid: several rows of one step become one value. */

/** How rows of one step become one value. */
export type Aggregation = "sum" | "mean" | "last";

/**
 * `steps[i]`: the place on the grid of value i; −1 or NaN leaves it out. Steps without an observed value are NaN. `last`: of the rows as they stand,
 * which are in order of time within a step.
 */
export function layNumbers(values: ArrayLike<number>, steps: ArrayLike<number>, length: number, how: Aggregation): Float64Array {
  const grid = new Float64Array(length).fill(NaN);
  const counts = how === "mean" ? new Uint32Array(length) : undefined;
  for (let row = 0; row < values.length; row++) {
    const step = steps[row];
    const value = values[row];
    if (Number.isNaN(value) || !(step >= 0)) continue;
    grid[step] = how === "last" || Number.isNaN(grid[step]) ? value : grid[step] + value;
    if (counts !== undefined) counts[step]++;
  }
  if (counts !== undefined) for (let step = 0; step < length; step++) if (counts[step] > 1) grid[step] /= counts[step];
  return grid;
}

/** The last text of each step that isn't empty; "" without one. */
export function layText(values: ArrayLike<string>, steps: ArrayLike<number>, length: number): string[] {
  const grid = new Array<string>(length).fill("");
  for (let row = 0; row < values.length; row++) if (values[row] !== "" && steps[row] >= 0) grid[steps[row]] = values[row];
  return grid;
}
