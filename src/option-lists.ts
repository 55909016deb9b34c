/**
 * Which options each task takes: what `forecaster({ … })`, `classifier({ … })` … know, and the command line hands on. The options themselves stand in
 * `option.ts`.
 */
import type { OptionName } from "./option.ts";

/** The forecaster's spec: what `forecaster({ … })` takes, and the command line hands on. */
export const forecasterOptions = [
  "horizon",
  "season",
  "calendar",
  "mode",
  "head",
  "scaling",
  "cell",
  "hidden",
  "layers",
  "lookback",
  "members",
  "epochs",
  "batch",
  "lr",
  "seed",
  "refit",
  "maxTime",
  "backend",
  "method",
  "levels",
] as const satisfies readonly OptionName[];

/** The regressor's spec: what `regressor({ … })` takes. */
export const regressorOptions = [
  "cell",
  "hidden",
  "layers",
  "lookback",
  "pastTarget",
  "epochs",
  "batch",
  "lr",
  "seed",
  "refit",
  "maxTime",
  "backend",
  "levels",
] as const satisfies readonly OptionName[];

/** The classifier's spec: what `classifier({ … })` takes. */
export const classifierOptions = [
  "cell",
  "hidden",
  "layers",
  "ownScale",
  "balance",
  "folds",
  "epochs",
  "batch",
  "lr",
  "seed",
  "refit",
  "maxTime",
  "backend",
] as const satisfies readonly OptionName[];

/** The generator's spec: what `generator({ … })` takes. */
export const generatorOptions = [
  "tokens",
  "cell",
  "hidden",
  "layers",
  "epochs",
  "batch",
  "truncate",
  "lr",
  "seed",
  "maxTime",
  "backend",
] as const satisfies readonly OptionName[];

/** The spec of a generator of numbers: what `generator({ … })` takes to be fitted on sequences. */
export const sequenceGeneratorOptions = [
  "values",
  "cell",
  "hidden",
  "layers",
  "epochs",
  "batch",
  "truncate",
  "lr",
  "seed",
  "maxTime",
  "backend",
] as const satisfies readonly OptionName[];

/** How a sample is drawn from a fitted generator: what `model.generate({ … })` takes. */
export const samplingOptions = ["prompt", "length", "temperature", "topK", "topP", "stop", "seed"] as const satisfies readonly OptionName[];

/** The translator's spec: what `translator({ … })` takes. */
export const translatorOptions = [
  "tokens",
  "cell",
  "hidden",
  "layers",
  "dropout",
  "epochs",
  "batch",
  "lr",
  "seed",
  "maxTime",
  "backend",
  "beam",
  "maxLength",
] as const satisfies readonly OptionName[];

/** How a target is looked for: what `model.predict(sources, { … })` takes. */
export const searchOptions = ["beam", "maxLength"] as const satisfies readonly OptionName[];

/** The labeler's spec: what `labeler({ … })` takes. */
export const labelerOptions = [
  "cell",
  "hidden",
  "layers",
  "lookback",
  "causal",
  "dropout",
  "balance",
  "background",
  "minLength",
  "mergeGap",
  "epochs",
  "batch",
  "lr",
  "seed",
  "refit",
  "maxTime",
  "backend",
] as const satisfies readonly OptionName[];

/** How a CSV is read: its columns, and its rows up to the ones ahead. */
export const dataOptions = [
  "time",
  "id",
  "target",
  "known",
  "past",
  "static",
  "joint",
  "decimal",
  "order",
  "skip",
  "every",
  "agg",
  "fill",
  "future",
] as const satisfies readonly OptionName[];
