/** memoria: recurrent networks for TypeScript. */
export { baselines } from "./baselines/index.ts";
export { type Batch, batches, type BatchSource, type Dense, type Sample, streamed } from "./batch.ts";
export { ready } from "./backends/wasm.ts";
export type { Cell, CellParameter, CellSize, CellState, StepTools } from "./cell.ts";
export { gru, type GruOptions, lstm, type LstmOptions, rnn, type RnnOptions } from "./cells/index.ts";
export { decodeCheckpoint, encodeCheckpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
export { readCsv } from "./data/csv.ts";
export type { Series, SeriesInput } from "./data/series.ts";
export { DataError, MemoriaError, ModelError, OptionError } from "./errors.ts";
export { decodeSafetensors, encodeSafetensors } from "./formats/index.ts";
export * as initializers from "./initializer.ts";
export { Layer } from "./layer.ts";
export {
  activation,
  dropout,
  embedding,
  type EmbeddingOptions,
  linear,
  type LinearOptions,
  network,
  norm,
  recurrent,
  type RecurrentOptions,
  sequential,
} from "./layers/index.ts";
export { load } from "./load.ts";
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
export { type Forecast, forecaster, type ForecasterOptions, ForecastModel } from "./tasks/forecast.ts";
export { constant, type Tensor, variable } from "./tensor.ts";
export { type ParameterGroup, type Progress, type StopReason, type Trainer, trainer, type TrainerOptions, type TrainingResult } from "./trainer.ts";
export { type Input, toNested, type Values } from "./values.ts";
