/**
 * y_{T+h} = y_T + h (y_T − y_1) / (T − 1): the line through the first and the last observed value; with one observed value, that
 * value. h counts from the end of the history, missing rows included. Hyndman & Athanasopoulos (3rd ed., 2021), 5.2.
 */
import { type Baseline, checkBaselineInput } from "../baseline.ts";
import { lastRow } from "./naive.ts";

export const drift: Baseline = {
  name: "drift",
  needs: () => 2,
  forecast(history, horizon, { season }) {
    checkBaselineInput(horizon, season);
    const end = lastRow(history);
    let start = 0;
    while (Number.isNaN(history[start])) start++;
    // Divided before subtracting, so that values near the largest number do not overflow.
    const slope = end === start ? 0 : history[end] / (end - start) - history[start] / (end - start);
    return Float64Array.from({ length: horizon }, (_, i) => history[end] + slope * (history.length + i - end));
  },
};
