/**
 * y_{T+h} = y_{T+h−m(k+1)}, k = ⌊(h−1)/m⌋: the value of the same season, one season before; where that is missing, of the season before
 * it, and so on; where none is observed, the last observed value. Hyndman & Athanasopoulos (3rd ed., 2021), 5.2.
 */
import { type Baseline, checkBaselineInput } from "../baseline.ts";
import { lastRow } from "./naive.ts";

export const seasonalNaive: Baseline = {
  name: "seasonal-naive",
  needs: (season) => season,
  forecast(history, horizon, { season }) {
    checkBaselineInput(horizon, season);
    const last = history[lastRow(history)];
    return Float64Array.from({ length: horizon }, (_, i) => {
      let row = history.length + (i % season) - season;
      while (row >= 0 && Number.isNaN(history[row])) row -= season;
      return row >= 0 ? history[row] : last;
    });
  },
};
