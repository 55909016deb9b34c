import { writeFileSync } from "node:fs";
import type { ForecasterOptions, ForecastModel, MakeForecaster } from "../../src/commands/parts/engine.ts";
import type { Series } from "../../src/data/series.ts";
import { type EvaluatedSeries, evaluate } from "../../src/evaluation.ts";

/** Stands in for training in tests of the command line: the "net" is the last value plus `better` of the coming change. */
export interface Fake {
  readonly make: MakeForecaster;
  /** What the last forecaster was made with, and fitted on. */
  readonly seen: { options?: ForecasterOptions; series?: Series };
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
  /** Called at each epoch. */
  readonly duringFit?: (epoch: number) => void;
}

const origins = (rows: number, horizon: number, count: number) => Array.from({ length: count }, (_, w) => rows - horizon * (count - w));

export function fakeForecaster({
  foresees = 0.5,
  recommended,
  origins: count = 6,
  epochs = 3,
  stubborn,
  duringFit,
}: FakeSettings = {}): Fake {
  const seen: Fake["seen"] = {};
  const make: MakeForecaster = (options) => ({
    async fit(series, { signal, onProgress }): Promise<ForecastModel> {
      const [only] = series;
      Object.assign(seen, { options, series: only });
      for (let epoch = 1; epoch <= epochs; epoch++) {
        duringFit?.(epoch);
        await new Promise((resolve) => setImmediate(resolve));
        if (!stubborn) signal.throwIfAborted();
        onProgress({ phase: "train", epoch, loss: 1 / epoch, secondsLeft: epochs - epoch });
      }
      const target = Array.from(only.target);
      const { horizon } = options;
      const starts = origins(target.length, horizon, count);
      const naive = starts.map((start) => Array.from({ length: horizon }, () => target[start - 1]));
      const net = naive.map((values, w) => values.map((value, h) => value + foresees * (target[starts[w] + h] - value)));
      const evaluated: EvaluatedSeries = {
        target,
        origins: starts,
        season: 1,
        methods: [
          { name: options.cell, kind: "net", forecasts: net },
          { name: "naive", kind: "simple", forecasts: naive },
        ],
      };
      const scores = evaluate([evaluated], options.levels);
      const last = target[target.length - 1];
      const point = Array.from({ length: horizon }, (_, h) => last + h);
      return {
        scores,
        found: { lookback: 12, season: 4, epochs, nonNegative: true },
        spec: options,
        predictAll: async () => [
          {
            id: only.id,
            point,
            pointKind: "mean",
            intervals: options.levels
              .slice(0, 1)
              .map((level) => ({ level, lower: point.map((v) => v - 1), upper: point.map((v) => v + 1) })),
            baselines: { naive: point.map(() => last) },
            recommended: recommended ?? options.cell,
          },
        ],
        update: () => Promise.reject(new Error("not faked")),
        save: async (path) => writeFileSync(path, "weights"),
      };
    },
  });
  return { make, seen };
}
