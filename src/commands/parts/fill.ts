/** What stands where a target has no value. */
export type Fill = "none" | "zero" | "last";

/** Fills missing values: with 0, or with the last value before. `values` is changed where it is filled. */
export function fillGaps(values: Float64Array, fill: Fill): { readonly values: Float64Array; readonly count: number } {
  let count = 0;
  if (fill === "none") return { values, count };
  for (let step = 0; step < values.length; step++) {
    if (!Number.isNaN(values[step])) continue;
    const value = fill === "zero" ? 0 : step > 0 ? values[step - 1] : NaN;
    if (Number.isNaN(value)) continue;
    values[step] = value;
    count++;
  }
  return { values, count };
}
