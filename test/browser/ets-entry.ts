/** The whole library, and ETS through it, for the page of ets.test.ts. */
import { baselines, readyBaselines } from "../../src/index.ts";

export const load = readyBaselines;

/** ETS and Theta forecasts of a made-up series, with a season and without. */
export function forecasts(): number[][] {
  const history = Float64Array.from({ length: 90 }, (_, t) => 50 + ((t * t) % 11) + 5 * (t % 7) + t / 4);
  return baselines
    .filter(({ name }) => name === "ets" || name === "theta")
    .flatMap((method) => [1, 7].map((season) => Array.from(method.forecast(history, 10, { season }))));
}
