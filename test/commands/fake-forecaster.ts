import { readFileSync, writeFileSync } from "node:fs";
import type {
  Engine,
  FitOptions,
  ForecasterOptions,
  ForecastModel,
  ForecastResult,
  TestedSeries,
} from "../../src/commands/parts/engine.ts";
import type { Series } from "../../src/data/series.ts";
import { ModelError } from "../../src/errors.ts";
import { type EvaluatedSeries, type Evaluation, evaluate } from "../../src/evaluation.ts";

/** Stands in for training in tests of the command line: the "net" is the last value plus `foresees` of the coming change. */
export interface Fake extends Engine {
  /** What the last forecaster was made with, and fitted or updated on; the epochs that it ran. */
  readonly seen: { options?: ForecasterOptions; series?: Series; all?: readonly Series[]; epochs?: readonly number[]; updated?: boolean };
}

export interface FakeSettings {
  /** Share of the change that the net foresees: 0 is naive, 1 perfect. Default 0.5. */
  readonly foresees?: number;
  readonly recommended?: string;
  readonly origins?: number;
  /** Default 3. */
  readonly epochs?: number;
  /** Doesn't look at the signal. */
  readonly stubborn?: boolean;
  /** Rows from which a series isn't short. Default 10. */
  readonly enough?: number;
  /** Called at each epoch. */
  readonly duringFit?: (epoch: number) => void;
}

/** What the fake keeps in a model's file. */
interface Kept {
  readonly spec: ForecasterOptions;
  readonly scores: Evaluation;
  readonly ids: readonly (string | undefined)[];
  readonly recommended: string;
  readonly found: ForecastModel["found"];
}

const origins = (rows: number, horizon: number, count: number) =>
  Array.from({ length: count }, (_, w) => rows - horizon * (count - w)).filter((start) => start > 0);
const steps = (horizon: number, value: (h: number) => number) => Array.from({ length: horizon }, (_, h) => value(h));
const around = (point: readonly number[], levels: readonly number[]) =>
  levels.slice(0, 1).map((level) => ({ level, lower: point.map((v) => v - 1), upper: point.map((v) => v + 1) }));
/** Stands for the data's hash in a checkpoint. */
const sumOf = (series: readonly Series[]) => series.flatMap(({ target }) => Array.from(target)).reduce((sum, v) => sum + (v || 0), 0);

export function fakeForecaster(settings: FakeSettings = {}): Fake {
  const { foresees = 0.5, recommended, origins: count = 6, epochs = 3, stubborn, enough = 10, duringFit } = settings;
  const seen: Fake["seen"] = {};

  const predict = ({ spec, recommended: first }: Kept, series: Series): ForecastResult => {
    const last = series.target[series.target.length - 1];
    const short = series.target.length < enough;
    const point = steps(spec.horizon, (h) => last + (short ? 0 : h));
    return {
      id: series.id,
      point,
      pointKind: "mean",
      intervals: around(point, spec.levels),
      baselines: { naive: point.map(() => last) },
      recommended: short ? "naive" : first,
      ...(short && { short }),
    };
  };

  const modelOf = (kept: Kept, fitted?: readonly Series[], test?: readonly TestedSeries[]): ForecastModel => ({
    ...kept,
    ...(test !== undefined && {
      test,
      curves: [{ phase: "train" as const, loss: steps(epochs, (i) => 1 / (i + 1)), valLoss: steps(epochs, (i) => 2 / (i + 1)) }],
    }),
    predictAll: async ({ history = fitted ?? [] } = {}) => history.map((series) => predict(kept, series)),
    update: async (series, options) => {
      seen.updated = true;
      return train(kept.spec, series, options);
    },
    save: async (path) => writeFileSync(path, JSON.stringify(kept)),
  });

  const train = async (options: ForecasterOptions, series: readonly Series[], task: FitOptions): Promise<ForecastModel> => {
    const ran: number[] = [];
    Object.assign(seen, { options, series: series[0], all: series, epochs: ran });
    const checkpoint = (epoch: number) => task.onCheckpoint?.(Buffer.from(JSON.stringify({ epoch, sum: sumOf(series) })));
    const from = task.resume === undefined ? { epoch: 0, sum: sumOf(series) } : JSON.parse(Buffer.from(task.resume).toString());
    if (from.sum !== sumOf(series))
      throw new ModelError({ code: "resume-mismatch", where: "checkpoint", expected: "the same data", got: "other data" });
    for (let epoch = from.epoch + 1; epoch <= epochs; epoch++) {
      duringFit?.(epoch);
      await new Promise((resolve) => setImmediate(resolve));
      if (!stubborn && task.signal.aborted) {
        checkpoint(epoch - 1);
        throw task.signal.reason;
      }
      ran.push(epoch);
      task.onProgress({ phase: "train", epoch, loss: 1 / epoch, secondsLeft: epochs - epoch });
      checkpoint(epoch);
    }
    const { horizon, levels, cell } = options;
    const tested = series.filter(({ target }) => target.length >= enough);
    const evaluated = tested.map(({ target: values }): EvaluatedSeries => {
      const target = Array.from(values);
      const starts = origins(target.length, horizon, count);
      const naive = starts.map((start) => steps(horizon, () => target[start - 1]));
      const net = naive.map((ahead, w) => ahead.map((value, h) => value + foresees * (target[starts[w] + h] - value)));
      const methods = [
        { name: cell, kind: "net" as const, forecasts: net },
        { name: "naive", kind: "simple" as const, forecasts: naive },
      ];
      return { target, origins: starts, season: 1, methods };
    });
    const scores = evaluate(evaluated, levels);
    const test = evaluated.map(({ target, origins: starts, methods }, i) => ({
      id: tested[i].id,
      target,
      origins: starts,
      methods: methods.map((one) => ({ ...one, intervals: one.forecasts.map((values) => around(Array.from(values), levels)) })),
    }));
    const found = { lookback: 12, season: 4, epochs, nonNegative: true };
    const kept = { spec: options, scores, ids: series.map(({ id }) => id), recommended: recommended ?? cell, found };
    return modelOf(kept, series, test);
  };

  return {
    make: (options) => ({ fit: (series, task) => train(options, series, task) }),
    load: async (path) => modelOf(JSON.parse(readFileSync(path, "utf8")) as Kept),
    seen,
  };
}
