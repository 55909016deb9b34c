/**
 * Forecasting: `forecaster(options).fit(series)` decides on rows that no test uses, trains a recurrent net with early
 * stopping, tests it beside the simple methods at rolling origins, and trains again on all rows.
 */
import { type SeriesInput, toSeriesList } from "../data/series.ts";
import type { Task, TaskOptions } from "../task.ts";
import { fitForecaster } from "./forecast/fit.ts";
import { ForecastModel } from "./forecast/model.ts";
import { type ForecasterOptions, forecasterSpec } from "./forecast/options.ts";
import { floorOf, planForecast } from "./forecast/plan.ts";

export type { Interval } from "../conformal.ts";

export { ForecastModel } from "./forecast/model.ts";
export type { ForecasterOptions } from "./forecast/options.ts";
export type { Forecast } from "./forecast/parts.ts";

/**
 * A forecaster: options in, models out. Throws OptionError for what can't be; `fit` rejects with DataError for series that
 * are too short or not numbers, and with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { forecaster } from "memoria";
 * const model = await forecaster({ horizon: 4, hidden: 4, epochs: 3, season: 1 }).fit(Array.from({ length: 60 }, (_, t) => t + (t % 3)));
 * const { point, intervals, baselines } = await model.predict(); // in the data's unit
 * console.log(point, intervals, baselines.naive, model.scores.verdict);
 * ```
 */
export function forecaster(options?: ForecasterOptions): Task<SeriesInput, ForecastModel> {
  const spec = forecasterSpec(options);
  return {
    kind: "forecast",
    spec,
    async fit(data: SeriesInput, taskOptions: TaskOptions = {}): Promise<ForecastModel> {
      const list = toSeriesList(data);
      const plan = planForecast(list, spec);
      const { fold, test, curves, epochs, updates, refitted, timeLimit, share } = await fitForecaster(spec, plan, taskOptions);
      const series = plan.series.map((own, k) => ({
        id: own.series.id,
        rows: own.target.length,
        start: own.start,
        view: fold.seen[k].view.spec,
        floor: floorOf(own.target, own.target.length),
        bands: test.bands[k],
      }));
      const { lookback, season, periods, methods } = plan;
      const nonNegative = series.every(({ floor }) => floor === 0);
      const found = { lookback, season, periods, methods, epochs, updates, nonNegative, refitted, timeLimit, share };
      const { scores, recommended, pooled, tested } = test;
      const { columns } = fold.layout;
      return new ForecastModel(
        { spec, found, scores, recommended, columns, series, pooled, nets: fold.nets },
        { history: list, test: tested, curves },
      );
    },
  };
}
