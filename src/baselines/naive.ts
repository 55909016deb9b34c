/**
 * y_{T+h} = y_T: the last observed value. Hyndman & Athanasopoulos, Forecasting: Principles and Practice (3rd ed., 2021), 5.2.
 */
import { type Baseline, checkBaselineInput } from "../baseline.ts";
import { lastObserved } from "../data/series.ts";
import { DataError } from "../errors.ts";

/** Row of the last observed value. Throws DataError `series-empty` where there is none. */
export function lastRow(history: ArrayLike<number>): number {
  const row = lastObserved(history);
  if (row >= 0) return row;
  const got = `${history.length} missing values`;
  throw new DataError({
    code: "series-empty",
    where: "history",
    expected: "at least one observed value",
    got,
    fields: { rows: history.length },
  });
}

export const naive: Baseline = {
  name: "naive",
  needs: () => 1,
  forecast(history, horizon, { season }) {
    checkBaselineInput(horizon, season);
    return new Float64Array(horizon).fill(history[lastRow(history)]);
  },
};
