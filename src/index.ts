/** memoria: recurrent networks for TypeScript. */

export { ready } from "./backends/wasm.ts";
export { baselines, readyBaselines } from "./baselines/index.ts";
export { type Batch, type BatchSource, batches, type Dense, type Sample } from "./batch.ts";
export { streamed } from "./batch-stream.ts";
export type { Cell, CellParameter, CellSize, CellState, StepTools } from "./cell.ts";
export { type GruOptions, gru, type LstmOptions, lstm, type RnnOptions, rnn } from "./cells/index.ts";
export { decodeCheckpoint, encodeCheckpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
export { readCsv } from "./data/csv.ts";
export type { Series, SeriesInput } from "./data/series.ts";
export { datasets, problems } from "./datasets/index.ts";
export { DataError, MemoriaError, ModelError, OptionError } from "./errors.ts";
export * as figures from "./figures/index.ts";
export { decodeSafetensors, encodeSafetensors } from "./formats/index.ts";
export * as initializers from "./initializer.ts";
export { Layer } from "./layer.ts";
export {
  activation,
  dropout,
  type EmbeddingOptions,
  embedding,
  type LinearOptions,
  linear,
  network,
  norm,
  type RecurrentOptions,
  recurrent,
  sequential,
} from "./layers/index.ts";
export type { Lens, LensBatch, LensOptions } from "./lens.ts";
export * as lenses from "./lenses/index.ts";
export { load, type Model } from "./load.ts";
export { type Loss, type Reduction, reduced } from "./loss.ts";
export { losses } from "./losses/index.ts";
export * as metrics from "./metrics.ts";
export type { Gradients, Network, NetworkOptions, Objective, Pass, PassOptions, State } from "./network.ts";
export * as ops from "./ops/index.ts";
export type { Optimizer } from "./optimizer.ts";
export { optimizers } from "./optimizers/index.ts";
export type { Recording } from "./recorder.ts";
export type { Schedule } from "./schedule.ts";
export { schedules } from "./schedules/index.ts";
export type { Task, TaskOptions, TaskProgress } from "./task.ts";
export {
  type Classified,
  type ClassifierOptions,
  type ClassifyInput,
  ClassifyModel,
  type ClassifySequence,
  type ClassifyState,
  type ClassifyStep,
  classifier,
} from "./tasks/classify.ts";
export { type Forecast, type ForecasterOptions, ForecastModel, forecaster } from "./tasks/forecast.ts";
export {
  type Distribution,
  type DrawOptions,
  type GenerateInput,
  GenerateModel,
  type GenerateOptions,
  type GenerateScores,
  type Generator,
  type GeneratorOptions,
  generator,
  type NumbersInput,
  NumbersModel,
  type NumbersOptions,
  type NumbersScores,
  type NumbersSequence,
  type NumbersState,
} from "./tasks/generate.ts";
export {
  eventsOf,
  type LabelEvent,
  type LabelerOptions,
  type LabelInput,
  type Labelled,
  LabelModel,
  type LabelSequence,
  type LabelState,
  type LabelStep,
  labeler,
  matchEvents,
  spansOf,
} from "./tasks/label.ts";
export {
  type Estimates,
  type RegressInput,
  RegressModel,
  type RegressorOptions,
  type RegressSequence,
  type RegressState,
  type RegressStep,
  regressor,
} from "./tasks/regress.ts";
export {
  type SearchOptions,
  TranslateModel,
  type TranslateOptions,
  type TranslatePair,
  type TranslateScores,
  type Translation,
  type TranslatorOptions,
  translator,
} from "./tasks/translate.ts";
export { constant, type Tensor, variable } from "./tensor.ts";
export {
  type ParameterGroup,
  type Progress,
  type StopReason,
  type Trainer,
  type TrainerOptions,
  type TrainingResult,
  trainer,
} from "./trainer.ts";
export { type Input, toNested, type Values } from "./values.ts";
