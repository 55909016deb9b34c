/**
 * y_{T+h} = (y_1 + … + y_T) / T over the observed values. Hyndman & Athanasopoulos (3rd ed., 2021), 5.2.
 */
import { type Baseline, checkBaselineInput } from "../baseline.ts";
import { lastRow } from "./naive.ts";

export const mean: Baseline = {
  name: "mean",
  needs: () => 1,
  forecast(history, horizon, { season }) {
    checkBaselineInput(horizon, season);
    lastRow(history);
    let average = 0;
    let observed = 0;
    for (let row = 0; row < history.length; row++) {
      if (Number.isNaN(history[row])) continue;
      observed++;
      average += history[row] / observed - average / observed;
    }
    return new Float64Array(horizon).fill(average);
  },
};
