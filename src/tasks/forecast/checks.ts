/** The net's forecasts for a test: at the rolling origins, and at the others that ranges are calibrated on. */
import type { Check, MethodForecasts } from "../../evaluation.ts";
import { type Drawn, type Fold, forecastsAt } from "./drawn.ts";
import type { ForecasterSpec } from "./options.ts";
import type { Plan, PlannedSeries } from "./plan.ts";
import { type Place, thinned } from "./window.ts";

/** Origins that ranges are calibrated on: of the validation part, and between and after the tested ones. */
export function checkOrigins({ split, target }: PlannedSeries, lookback: number, most: number): number[] {
  const from = Math.max(split.validation.from, lookback);
  const tested = new Set(split.origins);
  const all = Array.from({ length: Math.max(0, target.length - from) }, (_, k) => from + k);
  return thinned(
    all.filter((origin) => !tested.has(origin)),
    most,
  );
}

/** Which fold's net had seen no row from `origin` on: the last one before it; the first judges the validation part too. */
function foldFor(origins: readonly number[], folds: number, origin: number): number {
  let w = 0;
  while (w + 1 < folds && origins[w + 1] <= origin) w++;
  return w;
}

/** The net's forecasts of each tested series, from as few passes as there are folds. */
export function netForecasts(
  spec: ForecasterSpec,
  plan: Plan,
  folds: readonly Fold[],
  tested: readonly number[],
  most: number,
  floors: readonly number[],
): MethodForecasts[] {
  const wanted = tested.map((series) => {
    const own = plan.series[series];
    return { series, origins: own.split.origins, checks: checkOrigins(own, plan.lookback, most) };
  });
  const drawn = new Map<string, Drawn>();
  folds.forEach((fold, w) => {
    const places: Place[] = wanted.flatMap(({ series, origins, checks }) =>
      [...origins, ...checks].filter((origin) => foldFor(origins, folds.length, origin) === w).map((origin) => ({ series, origin })),
    );
    forecastsAt(fold, spec, places, (series) => floors[series]).forEach((one, k) => {
      drawn.set(`${places[k].series} ${places[k].origin}`, one);
    });
  });
  return wanted.map(({ series, origins, checks }) => {
    const at = (origin: number): Drawn => drawn.get(`${series} ${origin}`) as Drawn;
    return {
      name: spec.cell,
      kind: "net",
      forecasts: origins.map((origin) => at(origin).point),
      own: origins.map((origin) => at(origin).own),
      checks: checks.map((origin): Check => ({ origin, forecast: at(origin).point, own: at(origin).own })),
    };
  });
}
