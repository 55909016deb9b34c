/**
 * Does a net only repeat the last value? Its chart then looks like the series one step late, and its errors like a small success.
 *
 *   share = Σ |f − r| / Σ |y − r|     over all origins and steps; y: actual, f: forecast, r: the forecast that would be repeated
 *
 * 0: f is r; about 1: f moves away from the last value as far as the series does. With a share s, f's mean error is within a fraction s of r's
 * (triangle inequality), so that at 0.1 or under nothing was learned that is worth more than a tenth of the naive error: that counts
 * as copying. It is no fault where the series is a random walk, whose best forecast is its last value; it is to be said all the same.
 */
import { DataError } from "./errors.ts";
import { countPairs, mae } from "./metrics.ts";

type Numbers = ArrayLike<number>;

/** A share up to this one counts as copying. */
export const copyingShare = 0.1;

export interface Copying {
  /** From 0; null where nothing is to be compared: no value is observed and forecast, or the series never left the repeated value. */
  readonly share: number | null;
  /** Values compared. */
  readonly n: number;
  readonly copies: boolean;
}

/**
 * Judges one series' forecasts. `actual[w]`, `forecasts[w]` and `repeated[w]` hold the steps of origin w: what came, what the method said, and
 * the naive (or the seasonal naive) forecast from the same origin, in the target's unit. A step where any of them is NaN is left out.
 * Throws DataError `metrics-length` for lists of unequal length.
 */
export function copying(actual: readonly Numbers[], forecasts: readonly Numbers[], repeated: readonly Numbers[]): Copying {
  let [moved, said, n] = [0, 0, 0];
  for (const list of [forecasts, repeated]) {
    if (list.length === actual.length) continue;
    const fields = { expected: actual.length, got: list.length };
    const expected = `${actual.length} values as in actual`;
    throw new DataError({ code: "metrics-length", where: "origins", expected, got: `${list.length}`, fields });
  }
  actual.forEach((truth, w) => {
    countPairs(truth, forecasts[w]);
    const y = Float64Array.from(truth, (value, h) => (Number.isNaN(forecasts[w][h]) ? NaN : value));
    const f = Float64Array.from(forecasts[w], (value, h) => (Number.isNaN(truth[h]) ? NaN : value));
    const compared = countPairs(y, repeated[w]);
    if (compared === 0) return;
    n += compared;
    moved += compared * mae(y, repeated[w]);
    said += compared * mae(f, repeated[w]);
  });
  const share = moved > 0 ? said / moved : null;
  return { share, n, copies: share !== null && share <= copyingShare };
}
