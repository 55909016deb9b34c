import type { OptionName } from "../option.ts";

/** A sentence for each option, as help shows it. */
export const options: Record<OptionName, string> = {
  time: "the column with the time of each row; guessed where plain, and said",
  target: "the column to forecast; guessed where plain, and said",
  decimal: "the decimal mark; found from the cells where they tell",
  order: "order of day, month and year in dates such as 03/04/2024; found where a day above 12 tells",
  horizon: "how many steps ahead to forecast",
  season: "steps after which the series repeats; auto reads it from the data",
  cell: "the recurrent cell",
  hidden: "units in the hidden layer",
  layers: "layers, one on the other",
  lookback: "past steps that the net sees for one forecast; auto reads it from the data",
  epochs: "passes over the training rows at most; early stopping may end sooner",
  batch: "windows in a batch",
  lr: "learning rate",
  seed: "the same seed and data give the same numbers",
  refit: "keep the tested net instead of training again on all rows",
  maxTime: "stop training after this time: 90s, 2m, 1h",
  backend: "wasm is fast; reference is slow, float64, and what proofs trust",
  out: "keep forecast.csv, forecast.svg, model.safetensors and run.json in this folder",
  csv: "keep the forecast as one CSV file",
  save: "keep the model as one safetensors file",
  levels: "shares of the ranges, between 0 and 1",
  json: "one JSON document on standard output instead of text",
  lang: "language of the screen; else LC_ALL, LC_MESSAGES or LANG decides",
};
