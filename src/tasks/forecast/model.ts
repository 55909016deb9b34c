/** A fitted forecaster: predicts, judges itself, and keeps itself in a file without any row of the data. */

import { writeAtomic } from "#storage";
import { type ConformalBand, intervalsAround } from "../../conformal.ts";
import { type Series, type SeriesInput, seriesName, toSeriesList } from "../../data/series.ts";
import { DataError, missingOption } from "../../errors.ts";
import type { Evaluation } from "../../evaluation.ts";
import type { Network } from "../../network.ts";
import { simpleForecast, simpleMethods } from "./backtest.ts";
import { encodeModel } from "./file.ts";
import { forecastsAt } from "./net.ts";
import type { ForecasterSpec } from "./options.ts";
import { spreadBefore, View, type ViewSpec } from "./view.ts";

/** A range of one level; steps without enough residuals for it are NaN. */
export interface Interval {
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What `predict` gives for one series. */
export interface Forecast {
  readonly id?: string;
  /** The net's values, in the data's unit. */
  readonly point: Float64Array;
  /** What `point` estimates: the median, as the Huber loss and the logarithm make it. */
  readonly pointKind: "mean" | "median";
  readonly intervals: readonly Interval[];
  readonly baselines: Readonly<Record<string, Float64Array>>;
  readonly baselineIntervals: Readonly<Record<string, readonly Interval[]>>;
  /** The backtest's winner: this method's values come first. */
  readonly recommended: string;
}

/** One series as the model keeps it. */
export interface SeriesState {
  readonly id?: string;
  readonly view: ViewSpec;
  readonly floor: number;
  /** Half widths by method, in units of the local spread. */
  readonly bands: ReadonlyMap<string, readonly ConformalBand[]>;
}

/** What was found in the data or by training. */
export interface Found {
  readonly lookback: number;
  readonly season: number;
  readonly epochs: number;
  readonly nonNegative: boolean;
  readonly refitted: boolean;
}

/** Everything that a model is made of. */
export interface ModelParts {
  readonly spec: ForecasterSpec;
  readonly found: Found;
  readonly scores: Evaluation;
  readonly recommended: string;
  readonly series: readonly SeriesState[];
  readonly net: Network;
}

/** A fitted forecaster. */
export class ForecastModel {
  readonly parts: ModelParts;
  /** The rows it was fitted on; none after `load`. */
  readonly #history: readonly Series[] | undefined;

  constructor(parts: ModelParts, history?: readonly Series[]) {
    this.parts = parts;
    this.#history = history;
  }

  get spec(): ForecasterSpec {
    return this.parts.spec;
  }
  get found(): Found {
    return this.parts.found;
  }
  /** Scores over the rolling origins. */
  get scores(): Evaluation {
    return this.parts.scores;
  }
  get recommended(): string {
    return this.parts.recommended;
  }

  /** Forecast one series: the fitted one, or `history` (needed after `load`). Throws DataError when there are several: use `predictAll`. */
  async predict(options: { readonly history?: SeriesInput } = {}): Promise<Forecast> {
    const all = await this.predictAll(options);
    if (all.length !== 1)
      throw new DataError({ code: "series-many", where: "predict", expected: "one series", got: `${all.length}`, hint: "use predictAll" });
    return all[0];
  }

  /** Forecast every series. A new history of a known id is seen as that series was; one of a single-series model needs no id. */
  async predictAll({ history }: { readonly history?: SeriesInput } = {}): Promise<Forecast[]> {
    const list = history === undefined ? this.#history : toSeriesList(history);
    if (list === undefined) throw missingOption("history", "the rows to forecast from", "a loaded model holds none of the data");
    return list.map((series, k) => this.#forecast(series, k));
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeModel(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }

  #forecast(series: Series, k: number): Forecast {
    const { spec, found, net } = this.parts;
    const { horizon } = spec;
    const state = this.#state(series, k);
    let end = series.target.length;
    while (end > 0 && Number.isNaN(series.target[end - 1])) end--;
    const target = Float64Array.from({ length: end }, (_, row) => series.target[row]);
    const view = new View(target, state.view);
    const [point] = forecastsAt(net, [view], [{ series: 0, origin: end }], found.lookback, horizon, [state.floor]);
    const spread = spreadBefore(target, end, found.season);
    const wide = (band: ConformalBand): ConformalBand => ({
      ...band,
      half: band.half.map((unit) => (unit === null ? null : unit * spread)),
    });
    const around = (name: string, values: Float64Array): Interval[] =>
      intervalsAround(values, (state.bands.get(name) ?? []).map(wide), state.floor).filter(({ lower }) =>
        lower.some((value) => !Number.isNaN(value)),
      );
    const simple = simpleMethods(found.season).map(
      ({ name }) => [name, simpleForecast(name, target, horizon, found.season, state.floor)] as const,
    );
    return {
      id: series.id,
      point,
      pointKind: "median",
      intervals: around(spec.cell, point),
      baselines: Object.fromEntries(simple),
      baselineIntervals: Object.fromEntries(simple.map(([name, values]) => [name, around(name, values)])),
      recommended: this.parts.recommended,
    };
  }

  #state(series: Series, k: number): SeriesState {
    const { series: states } = this.parts;
    if (states.length === 1) return states[0];
    const own = series.id === undefined ? states[k] : states.find(({ id }) => id === series.id);
    if (own !== undefined) return own;
    throw new DataError({
      code: "series-unknown",
      where: seriesName(series, k),
      expected: "a series that the model was trained on",
      got: "another",
      hint: "train anew with it",
    });
  }
}
