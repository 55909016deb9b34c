/**
 * Histories without gaps, for methods that need every row. A missing value between two observed ones lies on the line between the nearest
 * observed values of its season (rows t ± m, t ± 2m …) before and after it; where only one side has such a value, it is that value; where
 * neither has, and without a season (m = 1), the line runs between the nearest observed values. Rows before the first observed value are
 * left out; rows after the last one are not filled but counted, since they are ahead of what is known.
 */
import { lastObserved } from "./series.ts";

export interface WholeHistory {
  /** From the first to the last observed value, none missing; empty where nothing is observed. */
  readonly values: Float64Array;
  /** Missing rows after the last observed value: a forecast of the row after the history is this many steps further ahead. */
  readonly trailing: number;
}

/** Fills as above. `season`: rows, 1 = none. The history is not changed. */
export function withoutGaps(history: ArrayLike<number>, season: number): WholeHistory {
  const end = lastObserved(history);
  let start = 0;
  while (start <= end && Number.isNaN(history[start])) start++;
  const given = Float64Array.from({ length: end + 1 - start }, (_, row) => history[start + row]);
  return { values: fillBy(fillBy(given, season), 1), trailing: history.length - 1 - end };
}

/** Fills from the rows a multiple of `step` away; what has none on either side stays missing. */
function fillBy(values: Float64Array, step: number): Float64Array {
  return values.map((value, row) => {
    if (!Number.isNaN(value)) return value;
    let before = row - step;
    while (before >= 0 && Number.isNaN(values[before])) before -= step;
    let after = row + step;
    while (after < values.length && Number.isNaN(values[after])) after += step;
    if (before < 0 && after >= values.length) return NaN;
    if (before < 0) return values[after];
    if (after >= values.length) return values[before];
    const share = (row - before) / (after - before);
    return values[before] * (1 - share) + values[after] * share;
  });
}
