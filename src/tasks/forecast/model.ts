/** A fitted forecaster: predicts, judges itself, and keeps itself in a file without any row of the data. */

import { writeAtomic } from "#storage";
import { type Interval, intervalsAround, type OwnRange } from "../../conformal.ts";
import { type Series, type SeriesInput, seriesName, toSeriesList } from "../../data/series.ts";
import { DataError, missingOption } from "../../errors.ts";
import type { Evaluation } from "../../evaluation.ts";
import { wider } from "../../evaluation-ranges.ts";
import type { Inside, TaskOptions } from "../../task.ts";
import type { Values } from "../../values.ts";
import type { Curve } from "../rounds.ts";
import type { TestedSeries } from "./backtest.ts";
import { columnsOf } from "./columns.ts";
import { encodeModel } from "./file.ts";
import { headOf } from "./head.ts";
import type { ForecasterSpec } from "./options.ts";
import type { Forecast, Found, Fresh, ModelParts, SeriesState } from "./parts.ts";
import { encodeOne, insideOne, predictOne } from "./predict.ts";
import { methodsNamed, readyMethods, simpleForecast } from "./simple.ts";
import { spreadOf } from "./spread.ts";
import { updated } from "./update.ts";

/** A fitted forecaster. */
export class ForecastModel {
  readonly kind = "forecast";
  readonly parts: ModelParts;
  readonly #fresh: Fresh | undefined;

  constructor(parts: ModelParts, fresh?: Fresh) {
    this.parts = parts;
    this.#fresh = fresh;
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
  /** The forecasts behind the scores; none after `load`. */
  get test(): readonly TestedSeries[] | undefined {
    return this.#fresh?.test;
  }
  /** Losses of each training; none after `load`. */
  get curves(): readonly Curve[] | undefined {
    return this.#fresh?.curves;
  }

  /** Forecast one series: the fitted one, or `history` (needed after `load`). Throws DataError when there are several: use `predictAll`. */
  async predict(options: { readonly history?: SeriesInput } = {}): Promise<Forecast> {
    const all = await this.predictAll(options);
    if (all.length !== 1)
      throw new DataError({ code: "series-many", where: "predict", expected: "one series", got: `${all.length}`, hint: "use predictAll" });
    return all[0];
  }

  /**
   * Forecast every series. A new history of a known id is seen as that series was; one of a single-series model needs no id; in a model of several, a
   * series of another id is seen like the others and marked `unseen`. Columns known ahead must reach over the horizon.
   */
  async predictAll({ history }: { readonly history?: SeriesInput } = {}): Promise<Forecast[]> {
    const list = this.#historyOf(history);
    await readyMethods(this.found.methods);
    return list.map((series, k) => this.#forecast(series, k));
  }

  /**
   * The hidden states of each net after each step of the window that the forecast is made from: [steps, hidden], with the steps to forecast where the net reads what is
   * known of them; of an encoder–decoder, the encoder's. One entry a series; no states where its rows are too few. `history` as for `predictAll`.
   */
  encode({ history }: { readonly history?: SeriesInput } = {}): { id?: string; states: readonly Values[] }[] {
    return this.#historyOf(history).map((series, k) => ({ id: series.id, states: encodeOne(this.parts, series, this.#state(series, k)) }));
  }

  /**
   * The first net with the newest windows (64 at most) of a series whose targets are known, and its loss: what the lenses look at. None where the rows are too
   * few. `history` as for `predict`; of several series the first.
   */
  inside({ history }: { readonly history?: SeriesInput } = {}): Inside | undefined {
    const [series] = this.#historyOf(history);
    return insideOne(this.parts, series, this.#state(series, 0));
  }

  /**
   * Train on from these weights, with all rows of `history`, for a quarter of the updates that made them, at a third of the learning rate. What was
   * found stays, and so do scores and ranges, which are of the model before. Same bits for the same model and rows.
   */
  async update(history: SeriesInput, options: TaskOptions = {}): Promise<ForecastModel> {
    const list = toSeriesList(history);
    this.#checkColumns(list);
    const { parts, curves } = await updated(this.parts, list, options);
    return new ForecastModel(parts, { history: list, test: [], curves });
  }

  /** The model as bytes: safetensors, weights under PyTorch's names, all else as JSON in the metadata. */
  bytes(): Uint8Array<ArrayBuffer> {
    return encodeModel(this.parts);
  }

  /** Write the model whole or not at all. */
  save(path: string): Promise<void> {
    return writeAtomic(path, this.bytes());
  }

  #historyOf(history: SeriesInput | undefined): readonly Series[] {
    const list = history === undefined ? this.#fresh?.history : toSeriesList(history);
    if (list === undefined) throw missingOption("history", "the rows to forecast from", "a loaded model holds none of the data");
    this.#checkColumns(list);
    return list;
  }

  #forecast(series: Series, k: number): Forecast {
    const { spec, found, pooled } = this.parts;
    const state = this.#state(series, k);
    const { target, drawn, unseen, floor } = predictOne(this.parts, series, state);
    const spread = spreadOf(target, found.season)(target.length);
    const around = (name: string, values: ArrayLike<number>, own: readonly OwnRange[] = []): Interval[] => {
      const bands = ((state?.bands ?? pooled).get(name) ?? []).map((band) => wider(band, spread));
      return intervalsAround(values, bands, floor, own).filter(({ lower }) => lower.some((value) => !Number.isNaN(value)));
    };
    const simple = methodsNamed(found.methods).map(
      (method) => [method.name, simpleForecast(method, target, spec.horizon, found.season, floor)] as const,
    );
    const baselines = Object.fromEntries(simple);
    const common = {
      id: series.id,
      pointKind: headOf(spec).pointKind,
      baselines,
      baselineIntervals: Object.fromEntries(simple.map(([name, values]) => [name, around(name, values)])),
    };
    if (drawn === undefined) {
      const fallback = found.season > 1 && target.length > found.season ? "seasonal-naive" : "naive";
      const recommended = this.recommended === spec.cell ? fallback : this.recommended;
      return { ...common, point: baselines[recommended], intervals: around(recommended, baselines[recommended]), recommended, short: true };
    }
    return {
      ...common,
      point: drawn.point,
      intervals: around(spec.cell, drawn.point, drawn.own),
      recommended: this.recommended,
      ...(unseen && { unseen }),
      ...(drawn.attention !== undefined && { attention: drawn.attention }),
    };
  }

  /** The series' state, none for one that the model hasn't seen. */
  #state(series: Series, k: number): SeriesState | undefined {
    const { series: states } = this.parts;
    if (states.length === 1) return states[0];
    return series.id === undefined ? states[k] : states.find(({ id }) => id === series.id);
  }

  /** The columns that the net was trained with, no fewer and no more. Throws DataError `columns-differ`. */
  #checkColumns(list: readonly Series[]): void {
    const words = (columns: readonly { role: string; name: string; text: boolean }[]): string =>
      columns.map(({ role, name, text }) => `${role} ${name}${text ? " (text)" : ""}`).join(", ") || "no covariates";
    const [expected, got] = [words(this.parts.columns), words(columnsOf(list))];
    if (expected === got) return;
    const fields = { series: seriesName(list[0], 0), expected, got };
    throw new DataError({
      code: "columns-differ",
      where: seriesName(list[0], 0),
      expected: `${expected}, as the model was trained with`,
      got,
      fields,
    });
  }
}
